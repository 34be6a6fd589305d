import type { ModelRow } from '../../rows/site.ts';
import { day, hour } from '../../../shared/time.ts';
import { lowDiskMb, wornBatteryPercent } from '../kernel/drift.ts';
import type { OsBuild, Places } from './places.ts';
import { newestBefore, versionHistory, type VersionHistory } from './plan.ts';

/** What is drawn of a device's own state: its version, restarts, disk and battery. Ranges without a source are assumed. */

/** The running version was started within three weeks of its release; a device in a drawer stopped at what it had then. */
export function drawVersion({ chance }: Places, build: OsBuild, id: number, until: number): VersionHistory {
  let index = chance.pick('generator.version', id, build.installed);
  while (index > 0 && build.versions[index]!.released >= until) index -= 1;
  const released = build.versions[index]!.released;
  const next = build.versions[index + 1]?.released ?? until;
  const end = next < until ? next : until;
  const span = end - released < 21 * day ? end - released : 21 * day;
  return versionHistory(
    build,
    index,
    span > 0 ? released + chance.below('generator.versionSince', id, span) : until - hour,
  );
}

export type Restart = { bootedAt: number; pendingSince: number | null; pendingVersion: string | null };

/** When the device last started, and whether it owes a restart. A version begins with a restart, so the last start is never before it. */
export function drawRestart(
  { chance, scenario }: Places,
  id: number,
  version: VersionHistory,
  build: OsBuild,
  until: number,
  canPend: boolean,
): Restart {
  const span = until - version.since < 25 * day ? until - version.since : 25 * day;
  const bootedAt = until - chance.below('generator.booted', id, span + 1);
  if (!canPend || !chance.perThousand('generator.pendingReboot', id, scenario.rates.pendingReboot)) {
    return { bootedAt, pendingSince: null, pendingVersion: null };
  }
  const pendingSince = bootedAt + chance.below('generator.pendingSince', id, until - bootedAt + 1);
  // An update cannot wait for its restart before it was published; other software asks for restarts too.
  const waiting = build.versions[newestBefore(build, pendingSince)]!;
  return { bootedAt, pendingSince, pendingVersion: waiting.released > version.released ? waiting.version : null };
}

export function drawClientVersion({ chance, site, scenario }: Places, id: number): string {
  const older = scenario.site.olderClientVersion;
  return older !== undefined && chance.perThousand('generator.olderClient', id, scenario.rates.olderClient)
    ? older
    : site.client_version;
}

export function drawDiskFree({ chance, scenario }: Places, id: number, model: ModelRow, isInUse: boolean): number {
  if (!isInUse) return Math.floor((model.disk_total_mb * 17) / 20);
  if (chance.perThousand('generator.diskFull', id, scenario.rates.diskNearlyFull))
    return chance.between('generator.diskFree', id, 0, lowDiskMb - 100);
  return Math.floor((model.disk_total_mb * chance.between('generator.diskFree', id, 110, 720)) / 1000);
}

/** Most disks fill slowly; one in eight gains space, because somebody cleans up. */
export function drawDiskDrift({ chance }: Places, id: number, model: ModelRow): number {
  const fastest = model.form === 'phone' || model.form === 'tablet' ? 60 : 220;
  const amount = chance.between('generator.diskDrift', id, 2, fastest);
  return chance.perThousand('generator.diskCleaned', id, 125) ? amount : -amount;
}

/** Capacity falls by a point in four to six weeks of use; a few batteries are worn out early. */
export function drawBattery(
  { chance, scenario, start }: Places,
  id: number,
  boughtAt: number,
): { percent: number; daysPerPercent: number } {
  const isWorn = chance.perThousand('generator.batteryWorn', id, scenario.rates.batteryWorn);
  const daysPerPercent = isWorn
    ? chance.between('generator.battery', id, 8, 14)
    : chance.between('generator.battery', id, 28, 42);
  const lost = Math.floor((start - boughtAt) / (daysPerPercent * day));
  const percent = isWorn ? wornBatteryPercent - 2 - (lost % 26) : 100 - lost;
  return { percent, daysPerPercent };
}
