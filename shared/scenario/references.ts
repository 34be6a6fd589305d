import type { ScenarioShape } from './shape.ts';
import { checkCloud } from './cloud-references.ts';
import { checkCast, checkPopulation } from './devices.ts';
import { drawer, known, unique, type ReferenceIssue, type Report } from './report.ts';
import { minutesOfClock, scenarioLimits } from './fields.ts';
import { parseIso } from '../time.ts';

/** What one part of a scenario says of another: names that must exist, be unique or fit together. */
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
  checkCloud(scenario, report);
  checkTotals(scenario, report);
  return issues;
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

function checkTotals({ population, cast }: ScenarioShape, report: Report): void {
  const total = population.reduce((sum, { count }) => sum + count, cast.devices.length);
  // A count beyond its own limits is told there; a sum with it would only say the same again.
  if (population.some(({ count }) => count < 0 || count > scenarioLimits.devices)) return;
  if (total > scenarioLimits.devices)
    report(['population'], `expected at most ${scenarioLimits.devices} devices in all; these are ${total}`);
  if (total === 0) report(['population'], 'expected at least one device, here or in cast');
}
