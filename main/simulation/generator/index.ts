import { countDevices, type Scenario } from '../../../shared/scenario/scenario.ts';
import { planCast } from './cast.ts';
import { autopilotRow, entraRow, staleEntraRow } from './cloud-records.ts';
import { cloudRows, comanagementRow } from './cloud-attach.ts';
import { DeviceNamer } from './device-names.ts';
import { silentWipeRow, workRows } from './initial-work.ts';
import { groupRows, readPeople } from './people.ts';
import { readPlaces, type Places } from './places.ts';
import type { Plan, StalePlan } from './plan.ts';
import { drawPopulation } from './population.ts';
import { adRow, configmgrRow, intuneRow, staleConfigmgrRow, staleIntuneRow } from './records.ts';
import { planContacts, settleVersion } from './schedules.ts';
import type { WorldItem } from './world-item.ts';

export type WorldOptions = { readonly devices?: number | undefined };

/** How many devices and people a world has; `devices` scales population and employees alike, the cast stays as written. */
export function worldSize(
  scenario: Scenario,
  { devices }: WorldOptions = {},
): { devices: number; users: number; groups: number[] } {
  const { population, cast, administrators, people } = scenario;
  const counts = population.map(({ count }) => count);
  const base = countDevices(scenario) - cast.devices.length;
  const named = administrators.length + cast.users.length;
  const employees = people.count - named;
  if (devices === undefined || base === 0) {
    return { devices: base + cast.devices.length, users: people.count, groups: counts };
  }
  const target = devices > cast.devices.length ? devices - cast.devices.length : 0;
  const groups = scaled(counts, base, target);
  return { devices: cast.devices.length + target, users: named + Math.round((employees * target) / base), groups };
}

/** Largest remainders first, so that the groups add up to the target exactly. */
function scaled(counts: readonly number[], base: number, target: number): number[] {
  const shares = counts.map((count, index) => ({
    index,
    whole: Math.floor((count * target) / base),
    rest: (count * target) % base,
  }));
  let missing = target - shares.reduce((sum, { whole }) => sum + whole, 0);
  const result = shares.map(({ whole }) => whole);
  for (const { index } of [...shares].sort((a, b) => b.rest - a.rest || a.index - b.index)) {
    if (missing <= 0) break;
    result[index] = (result[index] ?? 0) + 1;
    missing -= 1;
  }
  return result;
}

/**
 * Makes a world from a scenario and a seed: the same rows on every machine, in an order in which every reference is already
 * there. A generator function, because 100,000 devices with their rows need not be in memory at once.
 */
export function* generateWorld(
  scenario: Scenario,
  seed: number,
  options: WorldOptions = {},
): Generator<WorldItem, void, undefined> {
  const places = readPlaces(scenario, seed);
  const size = worldSize(scenario, options);
  const people = readPeople(places, size.users - scenario.administrators.length - scenario.cast.users.length);
  yield { table: 'site', row: places.site };
  yield { table: 'tenant', row: places.tenant };
  for (const row of places.policies.values()) yield { table: 'compliance_policies', row };
  for (const row of places.zones) yield { table: 'zones', row };
  for (const { code: _, ...row } of places.offices) yield { table: 'offices', row };
  for (const row of places.models.values()) yield { table: 'models', row };
  for (const row of places.patterns.rows) yield { table: 'presence_patterns', row };
  for (const { row } of people.all) yield { table: 'users', row };
  yield* groupRows(places, people);
  yield* cloudRows(places);

  const ids: Ids = { intune: 0, configmgr: 0, entra: 0, ad: 0, autopilot: 0, actions: 0 };
  const { devices: cast } = scenario.cast;
  for (const [index, device] of cast.entries())
    yield* deviceRows(places, planCast(places, people, device, index + 1), ids);
  const namer = new DeviceNamer(cast.map(({ name }) => name.toLowerCase()));
  for (const plan of drawPopulation(places, people, size.groups, namer, cast.length + 1))
    yield* deviceRows(places, plan, ids);
}

type Ids = { intune: number; configmgr: number; entra: number; ad: number; autopilot: number; actions: number };

function* deviceRows(places: Places, drawn: Plan, ids: Ids): Generator<WorldItem, void, undefined> {
  const contacts = planContacts(places, drawn);
  const version = settleVersion(places, drawn, contacts);
  const plan = version === drawn.version ? drawn : { ...drawn, version };
  yield { table: 'devices', row: plan.device };
  for (const row of contacts.schedules) yield { table: 'device_schedules', row };
  const intune = plan.intune ? intuneRow(places, plan, plan.intune, contacts, (ids.intune += 1)) : null;
  if (intune) yield { table: 'intune_devices', row: intune };
  const comanagement = comanagementRow(places, plan);
  if (comanagement) yield { table: 'comanagement', row: comanagement };
  const configmgr = plan.site
    ? configmgrRow(places, plan, plan.site, comanagement, contacts, (ids.configmgr += 1))
    : null;
  if (configmgr) yield { table: 'configmgr_devices', row: configmgr };
  if (plan.entra) yield { table: 'entra_devices', row: entraRow(places, plan, plan.entra, intune, (ids.entra += 1)) };
  if (plan.inDirectory) {
    const createdAt = plan.site?.discoveredAt ?? plan.entra?.registeredAt ?? plan.device.booted_at;
    yield { table: 'ad_computers', row: adRow(places, plan, createdAt, (ids.ad += 1)) };
  }
  if (plan.autopilot) {
    yield {
      table: 'autopilot_identities',
      row: autopilotRow(places, plan, plan.autopilot, plan.intune?.enrolledAt ?? null, (ids.autopilot += 1)),
    };
  }
  for (const stale of plan.stale) yield staleRow(places, plan, stale, ids);
  if (plan.work.silentWipe && intune)
    yield { table: 'actions', row: silentWipeRow(places, plan, intune, (ids.actions += 1)) };
  for (const row of workRows(places, plan, contacts, { intune, configmgr })) yield { table: 'work_queue', row };
}

function staleRow(places: Places, plan: Plan, stale: StalePlan, ids: Ids): WorldItem {
  switch (stale.service) {
    case 'intune':
      return { table: 'intune_devices', row: staleIntuneRow(plan, stale, (ids.intune += 1)) };
    case 'configmgr':
      return { table: 'configmgr_devices', row: staleConfigmgrRow(places, plan, stale, (ids.configmgr += 1)) };
    case 'entra':
      return { table: 'entra_devices', row: staleEntraRow(plan, stale, (ids.entra += 1)) };
  }
}
