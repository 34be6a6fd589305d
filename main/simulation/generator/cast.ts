import type { DeviceRow } from '../../rows/devices.ts';
import type { ModelRow } from '../../rows/site.ts';
import { drawer } from '../../../shared/scenario/report.ts';
import type { CastDevice } from '../../../shared/scenario/cast.ts';
import { day, hour, minute } from '../../../shared/time.ts';
import { serialNumber } from './device-names.ts';
import type { People, Person } from './people.ts';
import { flag, type Office, type Places } from './places.ts';
import { newestBefore, versionHistory, type Plan, type SitePlan } from './plan.ts';

/** Turns a hand-cast device into a plan: what the author wrote is taken as written, only the serial number is drawn. */
export function planCast(places: Places, people: People, cast: CastDevice, id: number): Plan {
  const { start, patterns } = places;
  const model = places.models.get(cast.model)!;
  const office = places.officeOf.get(cast.office)!;
  const build = places.builds.get(cast.osBuild)!;
  const person = (upn: string | undefined): Person | null =>
    upn === undefined ? null : (people.byUpn.get(upn.toLowerCase()) ?? null);
  const user = person(cast.user);
  // Cast devices are never on holiday: the third choice of absence is weeks away from the start.
  const choices =
    cast.presence === drawer ? undefined : patterns.of(cast.presence, office.id, cast.presenceVariant).values;
  const pattern = choices ? (choices[2] ?? choices[0]) : undefined;
  const lastOn = cast.lastOnDaysAgo === undefined ? null : start - cast.lastOnDaysAgo * day;
  const bootedAt = (pattern ? start : (lastOn ?? start)) - cast.bootedDaysAgo * day - hour;
  const pendingSince = cast.pendingRebootDays === undefined ? null : start - cast.pendingRebootDays * day;
  const versionIndex =
    cast.osVersion === undefined
      ? newestBefore(build, bootedAt)
      : build.versions.findIndex(({ version }) => version === cast.osVersion);
  const released = build.versions[versionIndex]!.released;
  const waitingIndex = pendingSince === null ? versionIndex : newestBefore(build, pendingSince);
  const waiting = waitingIndex > versionIndex ? build.versions[waitingIndex]!.version : null;
  const enrolledAt = start - cast.enrolledDaysAgo * day - (cast.notEvaluated ? hour : 2 * hour);
  const hasRecord = cast.enrolled || cast.orphan || cast.silentWipe !== undefined;

  const device = deviceOf(places, cast, {
    id,
    model,
    office,
    user,
    patternId: pattern?.id ?? null,
    os: { name: build.os, build: build.build, version: build.versions[versionIndex]!.version, waiting },
    bootedAt,
    pendingSince,
  });
  return {
    device: cast.silentWipe ? resetDevice(device, start - cast.silentWipe.deliveredHoursAgo * hour, start) : device,
    model,
    office,
    user,
    presence: cast.silentWipe ? undefined : pattern?.presence,
    lastOn: cast.silentWipe ? start - cast.silentWipe.deliveredHoursAgo * hour : lastOn,
    told: device,
    directoryLag: 0,
    recordsLag: false,
    version: versionHistory(build, versionIndex, released < bootedAt ? released : bootedAt),
    intune: hasRecord
      ? {
          enrolledAt,
          isOrphan: cast.orphan,
          notEvaluated: cast.notEvaluated,
          graceUntil: cast.graceEndsInHours === undefined ? null : start + cast.graceEndsInHours * hour,
          primaryUser: person(cast.primaryUser) ?? user,
        }
      : null,
    site: planSite(places, cast, enrolledAt, user),
    entra: ['hybrid', 'entra', 'registered'].includes(cast.join)
      ? { registeredAt: enrolledAt - hour, state: 'registered' }
      : null,
    inDirectory: cast.join === 'domain' || cast.join === 'hybrid',
    ou: null,
    autopilot: cast.autopilot
      ? { registeredAt: enrolledAt - 14 * day, groupTag: office.code, isUsed: hasRecord }
      : null,
    stale: cast.staleRecords.map(({ service, name, lastContactDaysAgo, decommissioned }) => ({
      service,
      name,
      lastContactAt: start - lastContactDaysAgo * day,
      decommissioned,
    })),
    work: workOf(cast, start),
  };
}

type Cast = {
  id: number;
  model: ModelRow;
  office: Office;
  user: Person | null;
  patternId: number | null;
  os: { name: string; build: number; version: string; waiting: string | null };
  bootedAt: number;
  pendingSince: number | null;
};

/** The truth of a cast device, before a silent wipe. */
function deviceOf(
  { start, chance, site }: Places,
  cast: CastDevice,
  { id, model, office, user, patternId, os, bootedAt, pendingSince }: Cast,
): DeviceRow {
  return {
    id,
    name: cast.name,
    platform: model.platform,
    os: os.name,
    os_version: os.version,
    os_build: os.build,
    model_id: model.id,
    serial_number: serialNumber(chance, model.manufacturer, id),
    office_id: office.id,
    pattern_id: patternId,
    user_id: user?.row.id ?? null,
    ownership: cast.ownership,
    join_type: cast.join,
    is_mdm_enrolled: flag(cast.enrolled),
    is_attached: 0,
    client_version: cast.client ? site.client_version : null,
    client_health: cast.clientHealth,
    power: cast.power,
    is_encrypted: flag(cast.encrypted),
    is_defender_on: flag(cast.defender && model.platform.startsWith('windows')),
    is_push_blocked: flag(cast.pushBlocked),
    is_supervised: flag(cast.supervised),
    booted_at: bootedAt,
    pending_reboot_since: pendingSince,
    pending_os_version: os.waiting,
    pending_os_build: os.waiting === null ? null : os.build,
    disk_free_mb: cast.diskFreeMb ?? Math.floor((model.disk_total_mb * 2) / 5),
    disk_since: start,
    // Nobody fills the disk of a device that is never on.
    disk_mb_per_day: cast.presence === 'drawer' ? 0 : cast.diskMbPerDay,
    battery_percent: model.has_battery === 1 ? (cast.batteryPercent ?? 88) : null,
    battery_since: start,
    battery_days_per_percent: model.has_battery === 1 ? cast.batteryDaysPerPercent : 0,
    consent_habit: cast.consentHabit,
    wipe_habit: cast.wipeHabit,
    story: cast.story,
  };
}

/** What goes on at the start, by the author's word. */
function workOf(cast: CastDevice, start: number): Plan['work'] {
  return {
    restartFrom: cast.userRestartsInDays === undefined ? null : start + cast.userRestartsInDays * day,
    updateFrom: null,
    silentWipe: cast.silentWipe
      ? {
          orderedAt: start - cast.silentWipe.orderedHoursAgo * hour,
          deliveredAt: start - cast.silentWipe.deliveredHoursAgo * hour,
        }
      : null,
  };
}

/** What a plain wipe leaves: an unnamed computer that waits for a person, known to nobody under its new name. */
function resetDevice(device: DeviceRow, at: number, start: number): DeviceRow {
  const doneAt = Math.min(at + 30 * minute, start);
  return {
    ...device,
    name: device.platform === 'windows' ? `DESKTOP-${device.serial_number.slice(-7)}` : device.name,
    pattern_id: null,
    user_id: null,
    join_type: 'workgroup',
    is_mdm_enrolled: 0,
    client_version: null,
    power: 'oobe',
    is_encrypted: device.platform === 'windows' ? 0 : 1,
    booted_at: doneAt,
    pending_reboot_since: null,
    pending_os_version: null,
    pending_os_build: null,
    disk_since: doneAt,
    disk_mb_per_day: 0,
  };
}

function planSite({ start }: Places, cast: CastDevice, enrolledAt: number, user: Person | null): SitePlan | null {
  if (!cast.client && cast.join !== 'domain' && cast.join !== 'hybrid') return null;
  return {
    hasClient: cast.client,
    discoveredAt: enrolledAt - 2 * day,
    check: cast.client ? cast.clientCheck : 'noResults',
    silentSince: cast.clientSilentDays === undefined ? null : start - cast.clientSilentDays * day,
    lastLogonUser: user,
  };
}
