import type { DeviceRow } from '../../rows/devices.ts';
import type { ModelRow } from '../../rows/site.ts';
import type { PopulationGroup } from '../../../shared/scenario/scenario.ts';
import { drawer } from '../../../shared/scenario/report.ts';
import { day } from '../../../shared/time.ts';
import { windowsName } from '../kernel/identifiers.ts';
import { weighted, type Weighted } from './chance.ts';
import {
  drawBattery,
  drawClientVersion,
  drawDiskDrift,
  drawDiskFree,
  drawRestart,
  drawVersion,
} from './device-facts.ts';
import { serialNumber, type DeviceNamer } from './device-names.ts';
import type { People, Person } from './people.ts';
import { flag, type Office, type OsBuild, type Places } from './places.ts';
import type { Plan } from './plan.ts';
import { drawIntune, drawSite, drawStale, drawWork } from './service-facts.ts';

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
  const restarted = drawRestart(places, id, version, build, lastOn ?? start, isComputer(model) && !group.newInBox);
  const serial = serialNumber(chance, model.manufacturer, id);
  const recordedName = namer.name(group.deviceName, { office: office.code, model, serial, given: user?.given ?? '' });
  const boughtAt =
    (lastOn ?? start) -
    chance.between('generator.bought', id, 60, 1100) * day -
    chance.below('generator.boughtAt', id, day);
  const device = deviceOf(places, group, {
    id,
    name: ownName(places, group, id, isWindows, recordedName),
    serial,
    model,
    office,
    user,
    build,
    version: version.now,
    patternId: pattern?.id ?? null,
    lastOn,
    boughtAt,
    restarted,
    isPending,
    isEnrolled,
    hasFailedCheck,
  });
  const intune = group.enrolled ? drawIntune(places, people, id, device, boughtAt, lastOn, user, isOrphan) : null;
  return {
    device,
    model,
    office,
    user,
    presence: pattern?.presence,
    lastOn,
    version,
    told: device.name === recordedName ? device : { ...device, name: recordedName },
    intune,
    directoryLag: chance.below('generator.directoryLag', id, 14 * day),
    recordsLag: chance.perThousand('generator.recordsLag', id, rates.recordsLag),
    site: drawSite(places, group, id, boughtAt, lastOn, user, isInactive, hasFailedCheck),
    entra: entraOf(group, intune?.enrolledAt, boughtAt, isPending),
    inDirectory: group.join === 'domain' || group.join === 'hybrid',
    ou: group.ou ?? null,
    autopilot:
      group.newInBox || chance.perThousand('generator.autopilot', id, group.autopilotPerThousand)
        ? { registeredAt: boughtAt, groupTag: office.code, isUsed: !group.newInBox }
        : null,
    stale: drawStale(places, group, id, recordedName, boughtAt),
    work: drawWork(places, id, pattern !== null, isWindows, restarted.pendingSince),
  };
}

/** Nobody has named a computer in its box: its records may go by the serial number, which is no name of a computer. */
const ownName = ({ seed }: Places, group: PopulationGroup, id: number, isWindows: boolean, recorded: string): string =>
  group.newInBox && isWindows ? windowsName(seed, 'boxName', id, 0) : recorded;

type Drawn = {
  id: number;
  name: string;
  serial: string;
  model: ModelRow;
  office: Office;
  user: Person | null;
  build: OsBuild;
  version: string;
  patternId: number | null;
  lastOn: number | null;
  boughtAt: number;
  restarted: ReturnType<typeof drawRestart>;
  isPending: boolean;
  isEnrolled: boolean;
  hasFailedCheck: boolean;
};

/** The truth of a drawn device. */
function deviceOf(places: Places, group: PopulationGroup, drawn: Drawn): DeviceRow {
  const { id, name, serial, model, office, user, build, version, patternId, lastOn, boughtAt, restarted } = drawn;
  const { isPending, isEnrolled, hasFailedCheck } = drawn;
  const { chance, start, scenario } = places;
  const { rates } = scenario;
  const isPc = isComputer(model);
  const battery = model.has_battery === 1 ? drawBattery(places, id, boughtAt) : null;
  return {
    id,
    name,
    platform: model.platform,
    os: build.os,
    os_version: version,
    os_build: build.build,
    model_id: model.id,
    serial_number: serial,
    office_id: office.id,
    pattern_id: patternId,
    user_id: user?.row.id ?? null,
    ownership: group.ownership,
    join_type: isPending ? 'domain' : group.newInBox ? 'workgroup' : group.join,
    is_mdm_enrolled: flag(isEnrolled),
    is_attached: 0,
    client_version: group.client ? drawClientVersion(places, id) : null,
    client_health: hasFailedCheck ? 'failed' : 'ok',
    power: group.newInBox ? 'oobe' : 'running',
    is_encrypted: flag(
      isPc
        ? !group.newInBox &&
            model.platform === 'windows' &&
            !chance.perThousand('generator.encryption', id, rates.encryptionOff)
        : true,
    ),
    is_defender_on: flag(isPc && !chance.perThousand('generator.defender', id, rates.defenderOff)),
    is_push_blocked: flag(isEnrolled && chance.perThousand('generator.push', id, rates.pushBlocked)),
    is_supervised: flag(group.supervised),
    booted_at: restarted.bootedAt,
    pending_reboot_since: restarted.pendingSince,
    pending_os_version: restarted.pendingVersion,
    pending_os_build: restarted.pendingVersion === null ? null : build.build,
    disk_free_mb: drawDiskFree(places, id, model, !group.newInBox),
    disk_since: start,
    disk_mb_per_day: lastOn !== null || group.newInBox ? 0 : drawDiskDrift(places, id, model),
    battery_percent: battery?.percent ?? null,
    battery_since: start,
    battery_days_per_percent: battery?.daysPerPercent ?? 0,
    consent_habit: 'drawn',
    wipe_habit: 'drawn',
    story: null,
  };
}

const isComputer = ({ platform }: ModelRow): boolean => platform === 'windows' || platform === 'windowsServer';

/** A hybrid joined computer has its object from Entra Connect, any other from its enrollment. */
function entraOf(
  { join }: PopulationGroup,
  enrolledAt: number | undefined,
  boughtAt: number,
  isPending: boolean,
): Plan['entra'] {
  if (join !== 'hybrid' && join !== 'entra' && join !== 'registered') return null;
  return {
    registeredAt: enrolledAt !== undefined && join !== 'hybrid' ? enrolledAt : boughtAt,
    state: isPending ? 'pending' : 'registered',
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
