import type { ScenarioShape } from './scenario-shape.ts';
import { scenarioLimits } from './scenario-shape.ts';
import { minutesOfClock } from './scenario-fields.ts';
import { parseIso } from './time.ts';

/** What one part of a scenario says of another: names that must exist, be unique or fit together. */
export type ReferenceIssue = { path: (string | number)[]; message: string };
type Report = (path: (string | number)[], message: string) => void;

/** A device that is never on has no presence pattern; the word is reserved for it. */
export const drawer = 'drawer';
const mostPatterns = 5000;

export function checkReferences(scenario: ScenarioShape): ReferenceIssue[] {
  const issues: ReferenceIssue[] = [];
  const report: Report = (path, message) => issues.push({ path, message });
  checkPlaces(scenario, report);
  checkPresence(scenario, report);
  checkBuilds(scenario, report);
  checkPeople(scenario, report);
  scenario.population.forEach((_, index) => checkPopulation(scenario, index, report));
  scenario.cast.devices.forEach((_, index) => checkCast(scenario, index, report));
  checkTotals(scenario, report);
  return issues;
}

const known = (name: string, what: string, names: Iterable<string>): string => {
  const shown = [...names].slice(0, 12).join(', ');
  return `expected ${what}: ${shown || 'there is none'}; "${name}" is unknown`;
};

function unique<T>(
  list: readonly T[],
  key: string,
  of: (item: T) => string,
  base: string[],
  report: Report,
): Set<string> {
  const seen = new Set<string>();
  list.forEach((item, index) => {
    const value = of(item).toLowerCase();
    if (seen.has(value))
      report([...base, index, key], `expected a ${key} that no other entry has; "${of(item)}" is there twice`);
    seen.add(value);
  });
  return new Set(list.map(of));
}

function checkPlaces({ zones, offices, departments, models, compliancePolicies }: ScenarioShape, report: Report): void {
  const zoneNames = unique(zones, 'name', (zone) => zone.name, ['zones'], report);
  zones.forEach(({ transitions }, index) => {
    const times = transitions.map(({ from }) => parseIso(from) ?? 0);
    if ((times[0] ?? 1) > 0) {
      report(
        ['zones', index, 'transitions', 0, 'from'],
        'expected 1970-01-01T00:00:00Z: the first offset holds from the beginning of time',
      );
    }
    times.forEach((time, at) => {
      if (at > 0 && time <= (times[at - 1] ?? 0))
        report(['zones', index, 'transitions', at, 'from'], 'expected a time after the transition before it');
    });
  });
  unique(offices, 'name', (office) => office.name, ['offices'], report);
  unique(offices, 'code', (office) => office.code, ['offices'], report);
  offices.forEach(({ zone }, index) => {
    if (!zoneNames.has(zone)) report(['offices', index, 'zone'], known(zone, 'one of the zones', zoneNames));
  });
  if (offices.filter(({ main }) => main).length !== 1)
    report(['offices'], 'expected exactly one office with main: true');
  if (!offices.some(({ weight }) => weight > 0))
    report(['offices'], 'expected at least one office with a weight above 0');
  unique(departments, 'name', (department) => department.name, ['departments'], report);
  if (!departments.some(({ weight }) => weight > 0))
    report(['departments'], 'expected at least one department with a weight above 0');
  unique(models, 'name', (model) => model.name, ['models'], report);
  unique(compliancePolicies, 'platform', (policy) => policy.platform, ['compliancePolicies'], report);
  compliancePolicies.forEach(({ platform, requireDefender }, index) => {
    if (requireDefender && platform !== 'windows')
      report(['compliancePolicies', index, 'requireDefender'], 'expected false: Defender is asked of Windows only');
  });
}

function checkPresence({ presence, offices }: ScenarioShape, report: Report): void {
  unique(presence, 'kind', (entry) => entry.kind, ['presence'], report);
  presence.forEach((entry, index) => {
    if (entry.kind === drawer)
      report(['presence', index, 'kind'], `expected another word: "${drawer}" means a device that is never on`);
    if (entry.awayEveryWeeks > 0 && entry.awayEveryWeeks < 4) {
      report(
        ['presence', index, 'awayEveryWeeks'],
        'expected 0 or at least 4, so that absences stay shorter than presence',
      );
    }
    entry.week.forEach(({ from }, at) => {
      if (minutesOfClock(from) === 1440)
        report(['presence', index, 'week', at, 'from'], 'expected a time before 24:00');
    });
  });
  const patterns = presence.reduce(
    (sum, entry) => sum + offices.length * entry.variants * (entry.awayEveryWeeks > 0 ? 6 : 1),
    0,
  );
  if (patterns > mostPatterns)
    report(
      ['presence'],
      `expected at most ${mostPatterns} patterns (offices × variants × absences); these are ${patterns}`,
    );
}

function checkBuilds({ osBuilds, start }: ScenarioShape, report: Report): void {
  unique(osBuilds, 'name', (entry) => entry.name, ['osBuilds'], report);
  osBuilds.forEach(({ versions }, index) => {
    unique(
      versions,
      'version',
      (entry) => entry.version,
      ['osBuilds', String(index), 'versions'],
      (path, message) => report([path[0] ?? '', index, ...path.slice(2)], message),
    );
    if (!versions.some(({ weight }) => weight > 0))
      report(['osBuilds', index, 'versions'], 'expected at least one version with a weight above 0');
    versions.forEach(({ released }, at) => {
      const before = versions[at - 1];
      if (before && released <= before.released)
        report(['osBuilds', index, 'versions', at, 'released'], 'expected a date after the version before it');
      if (released >= start.slice(0, 10))
        report(['osBuilds', index, 'versions', at, 'released'], 'expected a date before the start of the scenario');
    });
  });
}

function checkPeople(scenario: ScenarioShape, report: Report): void {
  const { administrators, cast, groups, people } = scenario;
  const offices = new Set(scenario.offices.map(({ name }) => name));
  const departments = new Set(scenario.departments.map(({ name }) => name));
  const upns = new Set<string>();
  const person = (path: (string | number)[], upn: string, office: string): void => {
    if (upns.has(upn.toLowerCase()))
      report([...path, 'upn'], `expected a upn that nobody else has; "${upn}" is there twice`);
    upns.add(upn.toLowerCase());
    if (!offices.has(office)) report([...path, 'office'], known(office, 'one of the offices', offices));
  };
  administrators.forEach(({ upn, office }, index) => person(['administrators', index], upn, office));
  cast.users.forEach(({ upn, office, department }, index) => {
    person(['cast', 'users', index], upn, office);
    if (!departments.has(department))
      report(['cast', 'users', index, 'department'], known(department, 'one of the departments', departments));
  });
  const named = administrators.length + cast.users.length;
  if (people.count < named)
    report(['people', 'count'], `expected at least ${named}, the administrators and users that are named`);
  unique(groups, 'name', (group) => group.name, ['groups'], report);
  groups.forEach((group, index) => {
    group.users.forEach((upn, at) => {
      if (!upns.has(upn.toLowerCase()))
        report(['groups', index, 'users', at], known(upn, 'an administrator or a cast user', upns));
    });
    group.departments?.forEach((name, at) => {
      if (!departments.has(name))
        report(['groups', index, 'departments', at], known(name, 'one of the departments', departments));
    });
    group.offices?.forEach((name, at) => {
      if (!offices.has(name)) report(['groups', index, 'offices', at], known(name, 'one of the offices', offices));
    });
  });
}

/** The join, enrolment and client of a device have to be possible in real life; the same for a group and for one device. */
function checkManagement(
  device: Pick<ScenarioShape['population'][number], 'join' | 'client' | 'enrolled' | 'supervised'>,
  platform: string,
  base: (string | number)[],
  report: Report,
): void {
  const isWindows = platform === 'windows' || platform === 'windowsServer';
  if (!isWindows && device.client) report([...base, 'client'], 'expected false: the client exists for Windows only');
  if (!isWindows && device.join !== 'registered' && device.join !== 'workgroup')
    report([...base, 'join'], 'expected registered or workgroup on this platform');
  if (platform === 'windowsServer' && device.enrolled)
    report([...base, 'enrolled'], 'expected false: servers do not enrol in Intune');
  if (device.supervised && platform !== 'ios')
    report([...base, 'supervised'], 'expected false: only iOS and iPadOS are supervised');
  if (device.enrolled && device.client && device.join !== 'hybrid' && device.join !== 'entra') {
    report([...base, 'join'], 'expected hybrid or entra: other devices cannot be co-managed');
  }
  if (device.enrolled && isWindows && device.join === 'domain')
    report([...base, 'join'], 'expected hybrid, entra or registered for an enrolled device');
}

function checkPopulation(scenario: ScenarioShape, index: number, report: Report): void {
  const group = scenario.population[index]!;
  const base = ['population', index];
  const models = new Map(scenario.models.map((model) => [model.name, model.platform]));
  const builds = new Map(scenario.osBuilds.map((build) => [build.name, build.platform]));
  const kinds = new Set([...scenario.presence.map(({ kind }) => kind), drawer]);
  const offices = new Set(scenario.offices.map(({ name }) => name));
  const platform = models.get(Object.keys(group.models)[0] ?? '') ?? 'windows';
  for (const name of Object.keys(group.models)) {
    const path = [...base, 'models', name];
    if (!models.has(name)) report(path, known(name, 'one of the models', models.keys()));
    else if (models.get(name) !== platform)
      report(path, `expected a model for ${platform}, like the first of the group`);
  }
  for (const name of Object.keys(group.osBuilds)) {
    const path = [...base, 'osBuilds', name];
    if (!builds.has(name)) report(path, known(name, 'one of the osBuilds', builds.keys()));
    else if (builds.get(name) !== platform)
      report(path, `expected a build for ${platform}, like the models of the group`);
  }
  for (const name of Object.keys(group.presence)) {
    if (!kinds.has(name)) report([...base, 'presence', name], known(name, 'a kind of presence', kinds));
  }
  for (const name of Object.keys(group.offices ?? {})) {
    if (!offices.has(name)) report([...base, 'offices', name], known(name, 'one of the offices', offices));
  }
  if (group.offices && group.users !== 'none')
    report([...base, 'offices'], 'expected no offices: a device with a person is where the person is');
  if (group.deviceName.includes('{given}') && group.users === 'none')
    report([...base, 'deviceName'], 'expected no {given}: these devices have no person');
  if (group.newInBox && (group.enrolled || group.client))
    report([...base, 'newInBox'], 'expected false: a device in its box is neither enrolled nor has it a client');
  checkManagement(group, platform, base, report);
}

function checkCast(scenario: ScenarioShape, index: number, report: Report): void {
  const device = scenario.cast.devices[index]!;
  const base = ['cast', 'devices', index];
  const model = scenario.models.find(({ name }) => name === device.model);
  const build = scenario.osBuilds.find(({ name }) => name === device.osBuild);
  const kind = scenario.presence.find((entry) => entry.kind === device.presence);
  const upns = [...scenario.administrators, ...scenario.cast.users].map(({ upn }) => upn);
  const has = (upn: string): boolean => upns.some((other) => other.toLowerCase() === upn.toLowerCase());
  if (!model)
    report(
      [...base, 'model'],
      known(
        device.model,
        'one of the models',
        scenario.models.map(({ name }) => name),
      ),
    );
  if (!build)
    report(
      [...base, 'osBuild'],
      known(
        device.osBuild,
        'one of the osBuilds',
        scenario.osBuilds.map(({ name }) => name),
      ),
    );
  if (model && build && model.platform !== build.platform)
    report([...base, 'osBuild'], `expected a build for ${model.platform}, like the model`);
  if (build && device.osVersion !== undefined && !build.versions.some(({ version }) => version === device.osVersion)) {
    report(
      [...base, 'osVersion'],
      known(
        device.osVersion,
        `a version of ${build.name}`,
        build.versions.map(({ version }) => version),
      ),
    );
  }
  const offices = scenario.offices.map(({ name }) => name);
  if (!offices.includes(device.office))
    report([...base, 'office'], known(device.office, 'one of the offices', offices));
  for (const key of ['user', 'primaryUser'] as const) {
    const upn = device[key];
    if (upn !== undefined && !has(upn)) report([...base, key], known(upn, 'an administrator or a cast user', upns));
  }
  if (device.presence !== drawer) {
    if (!kind)
      report(
        [...base, 'presence'],
        known(device.presence, 'a kind of presence', [...scenario.presence.map((entry) => entry.kind), drawer]),
      );
    else if (device.presenceVariant >= kind.variants)
      report([...base, 'presenceVariant'], `expected at most ${kind.variants - 1}`);
  } else if (device.lastOnDaysAgo === undefined && device.power !== 'oobe' && (device.enrolled || device.client)) {
    report([...base, 'lastOnDaysAgo'], 'expected a number of days: a managed device in a drawer was on once');
  }
  if (device.orphan && device.enrolled) report([...base, 'orphan'], 'expected false: an enrolled device is no orphan');
  if (device.orphan && device.lastOnDaysAgo === undefined)
    report([...base, 'lastOnDaysAgo'], 'expected the days since the last check-in of an orphaned record');
  if (device.userRestartsInDays !== undefined && device.pendingRebootDays === undefined)
    report([...base, 'userRestartsInDays'], 'expected only beside pendingRebootDays');
  if (device.silentWipe && !device.enrolled)
    report([...base, 'silentWipe'], 'expected only for a device with enrolled: true');
  if (device.silentWipe && device.silentWipe.deliveredHoursAgo > device.silentWipe.orderedHoursAgo) {
    report([...base, 'silentWipe', 'deliveredHoursAgo'], 'expected at most orderedHoursAgo');
  }
  if (model) {
    const isPc = model.platform === 'windows' || model.platform === 'windowsServer';
    if (isPc && !/^[A-Za-z0-9-]{1,15}$/.test(device.name))
      report([...base, 'name'], 'expected at most 15 letters, digits or hyphens, as Windows has it');
    checkManagement(device, model.platform, base, report);
  }
}

function checkTotals({ population, cast }: ScenarioShape, report: Report): void {
  const total = population.reduce((sum, { count }) => sum + count, cast.devices.length);
  // A count beyond its own limits is told there; a sum with it would only say the same again.
  if (population.some(({ count }) => count < 0 || count > scenarioLimits.devices)) return;
  if (total > scenarioLimits.devices)
    report(['population'], `expected at most ${scenarioLimits.devices} devices in all; these are ${total}`);
  if (total === 0) report(['population'], 'expected at least one device, here or in cast');
}
