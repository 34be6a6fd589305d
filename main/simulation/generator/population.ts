import type { DeviceRow, ModelRow } from '../../../shared/rows.ts';
import { drawer } from '../../../shared/scenario-references.ts';
import type { PopulationGroup } from '../../../shared/scenario.ts';
import { day, hour, minute } from '../../../shared/time.ts';
import { lowDiskMb, wornBatteryPercent } from '../drift.ts';
import { weighted, type Weighted } from './chance.ts';
import { serialNumber, type DeviceNamer } from './device-names.ts';
import type { People, Person } from './people.ts';
import { flag, type Office, type OsBuild, type Places } from './places.ts';
import {
  newestBefore,
  versionHistory,
  type IntunePlan,
  type Plan,
  type SitePlan,
  type StalePlan,
  type VersionHistory,
} from './plan.ts';

/** Draws the devices of the population groups. Shares and ranges without a source are assumed. */
type Tables = {
  readonly models: Weighted<ModelRow>;
  readonly builds: Weighted<OsBuild>;
  readonly kinds: Weighted<string>;
  readonly offices: Weighted<Office>;
};
type Turn = { primary: number; mobile: number };

export function* drawPopulation(
  places: Places,
  people: People,
  counts: readonly number[],
  namer: DeviceNamer,
  firstId: number,
): Generator<Plan> {
  const turn: Turn = { primary: 0, mobile: Math.floor(people.employees.length / 3) };
  let id = firstId;
  for (const [index, group] of places.scenario.population.entries()) {
    const tables: Tables = {
      models: weighted(Object.entries(group.models).map(([name, weight]) => [places.models.get(name)!, weight])),
      builds: weighted(Object.entries(group.osBuilds).map(([name, weight]) => [places.builds.get(name)!, weight])),
      kinds: weighted(Object.entries(group.presence)),
      offices: group.offices
        ? weighted(Object.entries(group.offices).map(([name, weight]) => [places.officeOf.get(name)!, weight]))
        : places.officeWeights,
    };
    for (let made = 0; made < (counts[index] ?? 0); made += 1) {
      yield drawDevice(places, people, group, tables, namer, turn, id);
      id += 1;
    }
  }
}

function drawDevice(
  places: Places,
  people: People,
  group: PopulationGroup,
  tables: Tables,
  namer: DeviceNamer,
  turn: Turn,
  id: number,
): Plan {
  const { chance, start, scenario } = places;
  const { rates } = scenario;
  const user = group.users === 'none' ? null : nextPerson(people, turn, group.users);
  const office = user?.office ?? chance.pick('generator.office', id, tables.offices);
  const model = chance.pick('generator.model', id, tables.models);
  const build = chance.pick('generator.osBuild', id, tables.builds);
  const kind = group.newInBox ? drawer : chance.pick('generator.presence', id, tables.kinds);
  const pattern = kind === drawer ? null : drawPattern(places, kind, office, id);
  const lastOn = pattern || group.newInBox ? null : start - chance.between('generator.silence', id, 2 * day, 140 * day);

  const isWindows = model.platform === 'windows';
  const isPc = isWindows || model.platform === 'windowsServer';
  const isInUse = !group.newInBox;
  const version = drawVersion(places, build, id, lastOn ?? start);
  const isOrphan = group.enrolled && chance.perThousand('generator.orphan', id, rates.orphanRecord);
  const isEnrolled = group.enrolled && !isOrphan;
  // A computer that is not joined yet: Entra Connect has made its object, the device has not finished its registration.
  const isPending =
    group.join === 'hybrid' &&
    !group.enrolled &&
    chance.perThousand('generator.hybridPending', id, rates.hybridPending);
  const isInactive = group.client && chance.perThousand('generator.clientInactive', id, rates.clientInactive);
  const hasFailedCheck =
    group.client && (isInactive || chance.perThousand('generator.clientCheck', id, rates.clientCheckFailed));
  const restarted = drawRestart(places, id, version, build, lastOn ?? start, isPc && isInUse);
  const serial = serialNumber(chance, model.manufacturer, id);
  const name = namer.name(group.deviceName, { office: office.code, model, serial, given: user?.given ?? '' });
  const boughtAt =
    (lastOn ?? start) -
    chance.between('generator.bought', id, 60, 1100) * day -
    chance.below('generator.boughtAt', id, day);
  const battery = model.has_battery === 1 ? drawBattery(places, id, boughtAt) : null;

  const device: DeviceRow = {
    id,
    name,
    platform: model.platform,
    os: build.os,
    os_version: version.now,
    os_build: build.build,
    model_id: model.id,
    serial_number: serial,
    office_id: office.id,
    pattern_id: pattern?.id ?? null,
    user_id: user?.row.id ?? null,
    ownership: group.ownership,
    join_type: isPending ? 'domain' : group.newInBox ? 'workgroup' : group.join,
    is_mdm_enrolled: flag(isEnrolled),
    is_attached: 0,
    client_version: group.client ? drawClientVersion(places, id) : null,
    client_health: hasFailedCheck ? 'failed' : 'ok',
    power: group.newInBox ? 'oobe' : 'running',
    is_encrypted: flag(
      isPc ? isInUse && isWindows && !chance.perThousand('generator.encryption', id, rates.encryptionOff) : true,
    ),
    is_defender_on: flag(isPc && !chance.perThousand('generator.defender', id, rates.defenderOff)),
    is_push_blocked: flag(isEnrolled && chance.perThousand('generator.push', id, rates.pushBlocked)),
    is_supervised: flag(group.supervised),
    booted_at: restarted.bootedAt,
    pending_reboot_since: restarted.pendingSince,
    pending_os_version: restarted.pendingVersion,
    pending_os_build: restarted.pendingVersion === null ? null : build.build,
    disk_free_mb: drawDiskFree(places, id, model, isInUse),
    disk_since: start,
    disk_mb_per_day: lastOn !== null || group.newInBox ? 0 : drawDiskDrift(places, id, model),
    battery_percent: battery?.percent ?? null,
    battery_since: start,
    battery_days_per_percent: battery?.daysPerPercent ?? 0,
    consent_habit: 'drawn',
    wipe_habit: 'drawn',
    story: null,
  };
  const intune = group.enrolled ? drawIntune(places, people, id, device, boughtAt, lastOn, user, isOrphan) : null;
  const canUpdate = isWindows && pattern !== null && restarted.pendingSince === null;
  return {
    device,
    model,
    office,
    user,
    presence: pattern?.presence,
    lastOn,
    version,
    told: device,
    intune,
    directoryLag: chance.below('generator.directoryLag', id, 14 * day),
    recordsLag: chance.perThousand('generator.recordsLag', id, rates.recordsLag),
    site: drawSite(places, group, id, boughtAt, lastOn, user, isInactive, hasFailedCheck),
    entra: ['hybrid', 'entra', 'registered'].includes(group.join)
      ? {
          registeredAt: intune && group.join !== 'hybrid' ? intune.enrolledAt : boughtAt,
          state: isPending ? 'pending' : 'registered',
        }
      : null,
    inDirectory: group.join === 'domain' || group.join === 'hybrid',
    autopilot:
      group.newInBox || chance.perThousand('generator.autopilot', id, group.autopilotPerThousand)
        ? { registeredAt: boughtAt, groupTag: office.code, isUsed: !group.newInBox }
        : null,
    stale: drawStale(places, group, id, name, boughtAt),
    work: {
      restartFrom:
        restarted.pendingSince !== null &&
        pattern &&
        chance.perThousand('generator.userRestarts', id, rates.userRestartsOfPending)
          ? start + chance.between('generator.restartAt', id, day, 10 * day)
          : null,
      updateFrom:
        canUpdate && chance.perThousand('generator.update', id, rates.updatesIn30Days)
          ? start + day + chance.below('generator.updateAt', id, 29 * day)
          : null,
      silentWipe: null,
    },
  };
}

function nextPerson(people: People, turn: Turn, counted: 'primary' | 'mobile'): Person | null {
  const { employees } = people;
  if (employees.length === 0) return null;
  const person = employees[turn[counted] % employees.length] ?? null;
  turn[counted] += 1;
  return person;
}

function drawPattern(places: Places, kind: string, office: Office, id: number) {
  const variant = places.chance.below('generator.variant', id, places.patterns.variants(kind));
  return places.chance.pick('generator.away', id, places.patterns.of(kind, office.id, variant));
}

/** The running version was started within three weeks of its release; a device in a drawer stopped at what it had then. */
function drawVersion({ chance }: Places, build: OsBuild, id: number, until: number): VersionHistory {
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

type Restart = { bootedAt: number; pendingSince: number | null; pendingVersion: string | null };

/** When the device last started, and whether it owes a restart. A version begins with a restart, so the last start is never before it. */
function drawRestart(
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

function drawClientVersion({ chance, site, scenario }: Places, id: number): string {
  const older = scenario.site.olderClientVersion;
  return older !== undefined && chance.perThousand('generator.olderClient', id, scenario.rates.olderClient)
    ? older
    : site.client_version;
}

function drawDiskFree({ chance, scenario }: Places, id: number, model: ModelRow, isInUse: boolean): number {
  if (!isInUse) return Math.floor((model.disk_total_mb * 17) / 20);
  if (chance.perThousand('generator.diskFull', id, scenario.rates.diskNearlyFull))
    return chance.between('generator.diskFree', id, 0, lowDiskMb - 100);
  return Math.floor((model.disk_total_mb * chance.between('generator.diskFree', id, 110, 720)) / 1000);
}

/** Most disks fill slowly; one in eight gains space, because somebody cleans up. */
function drawDiskDrift({ chance }: Places, id: number, model: ModelRow): number {
  const fastest = model.form === 'phone' || model.form === 'tablet' ? 60 : 220;
  const amount = chance.between('generator.diskDrift', id, 2, fastest);
  return chance.perThousand('generator.diskCleaned', id, 125) ? amount : -amount;
}

/** Capacity falls by a point in four to six weeks of use; a few batteries are worn out early. */
function drawBattery(
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

function drawIntune(
  places: Places,
  people: People,
  id: number,
  device: DeviceRow,
  boughtAt: number,
  lastOn: number | null,
  user: Person | null,
  isOrphan: boolean,
): IntunePlan {
  const { chance, start, scenario, policies } = places;
  const { rates } = scenario;
  const isFresh = lastOn === null && !isOrphan && chance.perThousand('generator.justEnrolled', id, rates.justEnrolled);
  const grace = policies.get(device.platform)?.grace_seconds ?? 0;
  const hasOther =
    user !== null &&
    people.employees.length > 1 &&
    chance.perThousand('generator.otherUser', id, rates.otherPrimaryUser);
  return {
    enrolledAt: isFresh
      ? start - chance.between('generator.freshAt', id, 5 * minute, 3 * hour)
      : boughtAt + chance.below('generator.enrolledAt', id, 20 * day),
    isOrphan,
    notEvaluated: isFresh,
    graceUntil:
      grace >= hour && lastOn === null && chance.perThousand('generator.grace', id, rates.inGraceOfFailing)
        ? start + chance.between('generator.graceUntil', id, grace > day ? day : hour, grace)
        : null,
    primaryUser: hasOther
      ? people.employees[chance.below('generator.otherUserIs', id, people.employees.length)]!
      : user,
  };
}

function drawSite(
  { chance, start, scenario }: Places,
  group: PopulationGroup,
  id: number,
  boughtAt: number,
  lastOn: number | null,
  user: Person | null,
  isInactive: boolean,
  hasFailedCheck: boolean,
): SitePlan | null {
  // Without a client the site knows a computer only through Active Directory discovery.
  if (!group.client && group.join !== 'domain' && group.join !== 'hybrid') return null;
  const isMissing = chance.perThousand('generator.clientCheckMissing', id, scenario.rates.clientCheckMissing);
  return {
    hasClient: group.client,
    discoveredAt: boughtAt + chance.below('generator.discoveredAt', id, 3 * day),
    check: !group.client || isMissing ? 'noResults' : hasFailedCheck ? 'failed' : 'passed',
    silentSince:
      isInactive && lastOn === null ? start - chance.between('generator.clientSilence', id, 8 * day, 38 * day) : null,
    lastLogonUser: user,
  };
}

/** A re-enrolled or reinstalled device left its former record behind. */
function drawStale(
  { chance, scenario }: Places,
  group: PopulationGroup,
  id: number,
  name: string,
  boughtAt: number,
): StalePlan[] {
  if (group.newInBox || (!group.enrolled && !group.client)) return [];
  if (!chance.perThousand('generator.stale', id, scenario.rates.staleRecord)) return [];
  const lastContactAt = boughtAt - chance.between('generator.staleAt', id, hour, 90 * day);
  const service =
    group.enrolled && (!group.client || chance.perThousand('generator.staleIn', id, 500)) ? 'intune' : 'configmgr';
  return [{ service, name, lastContactAt, decommissioned: chance.perThousand('generator.decommissioned', id, 400) }];
}
