import { resourceAccessRetiredFrom, sliderPositions, workloads, type WorkloadId } from '../workloads/words.ts';
import { builtinCollections } from '../collections/words.ts';
import { faultById } from '../faults/catalogue.ts';
import { known, unique, type Report } from './report.ts';
import type { ScenarioShape } from './shape.ts';
import { settingById } from '../settings/catalogue.ts';
import { clientSettings } from '../settings/client.ts';
import type { Setting } from '../settings/setting.ts';
import { day, parseIso } from '../time.ts';

/** What the section `cloudAttach` says of the rest of the scenario: names, values and times that must fit. */
type Names = {
  collections: Set<string>;
  groups: Set<string>;
  devices: Set<string>;
  users: Set<string>;
  units: Set<string>;
};
const folded = (names: Iterable<string>): Set<string> => new Set([...names].map((name) => name.toLowerCase()));
const has = (names: Set<string>, name: string): boolean => names.has(name.toLowerCase());
type At = (string | number)[];

export function checkCloud(scenario: ScenarioShape, report: Report): void {
  const { cloudAttach: cloud, cast, administrators, groups } = scenario;
  const names: Names = {
    collections: folded(builtinCollections.map(({ name }) => name)),
    groups: folded(groups.map(({ name }) => name)),
    devices: folded(cast.devices.map(({ name }) => name)),
    users: folded([...administrators, ...cast.users].map(({ upn }) => upn)),
    units: organizationalUnits(scenario),
  };
  checkCollections(scenario, names, report);
  checkTimes(scenario, report);
  checkComanagement(scenario, names, report);
  const { tenantAttach } = cloud;
  if (tenantAttach?.collection !== undefined)
    collectionAt(tenantAttach.collection, ['cloudAttach', 'tenantAttach', 'collection'], names, report);
  cloud.settings.forEach((entry, index) => checkSetting(entry, ['cloudAttach', 'settings', index], names, report));
  cloud.clientSettings.forEach((entry, index) => {
    const at: At = ['cloudAttach', 'clientSettings', index];
    collectionAt(entry.collection, [...at, 'collection'], names, report);
    for (const [id, value] of Object.entries(entry.settings)) {
      const setting = clientSettings.find((one) => one.id === id);
      if (!setting)
        report(
          [...at, 'settings', id],
          known(
            id,
            'a client setting',
            clientSettings.map((one) => one.id),
          ),
        );
      else checkValue(setting, value, [...at, 'settings', id], report);
    }
  });
  unique(cloud.clientSettings, 'name', ({ name }) => name, ['cloudAttach', 'clientSettings'], report);
  unique(cloud.intunePolicies, 'name', ({ name }) => name, ['cloudAttach', 'intunePolicies'], report);
  cloud.intunePolicies.forEach(({ group }, index) => {
    if (group !== undefined && !has(names.groups, group))
      report(
        ['cloudAttach', 'intunePolicies', index, 'group'],
        known(
          group,
          'one of the groups',
          groups.map(({ name }) => name),
        ),
      );
  });
  cloud.faults.forEach((_, index) => checkFault(scenario, index, names, report));
}

const collectionAt = (name: string, at: At, names: Names, report: Report): void => {
  if (!has(names.collections, name)) report(at, known(name, 'one of the collections', names.collections));
};

/** `Berlin/Computers`, as directory and settings write them. */
function organizationalUnits({ offices, population }: ScenarioShape): Set<string> {
  const kinds = new Set(['Computers', 'Servers', ...population.flatMap(({ ou }) => ou ?? [])]);
  return folded(offices.flatMap(({ city }) => [...kinds].map((kind) => `${city}/${kind}`)));
}

/** Only what stands above can be named, so that collections can be worked out from the first to the last. */
function checkCollections({ cloudAttach: { collections } }: ScenarioShape, names: Names, report: Report): void {
  collections.forEach(({ name, limitedTo, rules }, index) => {
    const at: At = ['cloudAttach', 'collections', index];
    if (has(names.collections, name))
      report([...at, 'name'], `expected a name that no other collection has; "${name}" is there twice`);
    if (!has(names.collections, limitedTo))
      report([...at, 'limitedTo'], known(limitedTo, 'a collection above, or a built-in one', names.collections));
    rules.forEach((rule, place) => {
      const ruleAt = [...at, 'rules', place];
      if ('device' in rule && !has(names.devices, rule.device))
        report([...ruleAt, 'device'], known(rule.device, 'a cast device', names.devices));
      const other = 'include' in rule ? rule.include : 'exclude' in rule ? rule.exclude : undefined;
      if (other !== undefined && !has(names.collections, other)) {
        const key = 'include' in rule ? 'include' : 'exclude';
        report([...ruleAt, key], known(other, 'a collection above, or a built-in one', names.collections));
      }
    });
    names.collections.add(name.toLowerCase());
  });
}

/** What the world is made with lies before the moment from which it works; what happens in between, before its start. */
function checkTimes({ start, cloudAttach: cloud }: ScenarioShape, report: Report): void {
  const end = parseIso(start) ?? 0;
  const begin = cloud.worksFrom === undefined ? end : (parseIso(cloud.worksFrom) ?? end);
  const before = (limit: number, what: string, time: string | undefined, at: At): void => {
    const moment = time === undefined ? undefined : parseIso(time);
    if (moment !== undefined && moment >= limit) report(['cloudAttach', ...at], `expected a time before ${what}`);
  };
  const theStart = 'the start of the scenario';
  before(end, theStart, cloud.worksFrom, ['worksFrom']);
  if (begin < end - 7 * day)
    report(['cloudAttach', 'worksFrom'], 'expected a time in the last seven days before the start');
  before(end, theStart, cloud.coManagement?.since, ['coManagement', 'since']);
  cloud.faults.forEach(({ since }, index) => before(end, theStart, since, ['faults', index, 'since']));
  const made = cloud.worksFrom === undefined ? theStart : 'worksFrom';
  before(begin, made, cloud.tenantAttach?.since, ['tenantAttach', 'since']);
  cloud.settings.forEach(({ since }, index) => before(begin, made, since, ['settings', index, 'since']));
}

function checkComanagement({ site, cloudAttach }: ScenarioShape, names: Names, report: Report): void {
  const { coManagement } = cloudAttach;
  if (!coManagement) return;
  const base = ['cloudAttach', 'coManagement'];
  if (coManagement.collection !== undefined)
    collectionAt(coManagement.collection, [...base, 'collection'], names, report);
  else if (coManagement.enroll === 'pilot')
    report([...base, 'collection'], 'expected a collection: with enroll: pilot only its members enroll automatically');
  const { workloads: list } = coManagement;
  unique(list, 'workload', ({ workload }) => workload, [...base, 'workloads'], report);
  const isFixed = site.version >= resourceAccessRetiredFrom;
  const position = (id: WorkloadId): number =>
    id === 'resourceAccess' && isFixed
      ? sliderPositions.indexOf('intune')
      : sliderPositions.indexOf(list.find(({ workload }) => workload === id)?.position ?? 'configMgr');
  list.forEach((slider, index) => {
    const at: At = [...base, 'workloads', index];
    if (slider.pilot !== undefined) collectionAt(slider.pilot, [...at, 'pilot'], names, report);
    else if (slider.position === 'pilot') report([...at, 'pilot'], 'expected the pilot collection of this workload');
    if (slider.workload === 'resourceAccess' && isFixed && slider.position !== 'intune')
      report([...at, 'position'], 'expected intune: from site version 2403 Resource access is fixed there');
    for (const coupled of workloads[slider.workload].couples) {
      if (position(coupled) < position(slider.workload))
        report([...at, 'position'], `expected ${coupled} not behind it: ${slider.workload} takes it along`);
    }
  });
}

function checkValue({ id, values }: Setting, value: string, at: At, report: Report): void {
  if (values === 'text' || values.some((one) => one.value === value)) return;
  report(
    at,
    known(
      value,
      `a value of ${id}`,
      values.map((one) => one.value),
    ),
  );
}

/** Drawn devices and people have no names yet, so only cast ones can be a target. */
function checkTarget(kind: NonNullable<Setting['target']>, target: string, at: At, names: Names, report: Report): void {
  const [what, list] = {
    user: ['an administrator or a cast user', names.users] as const,
    device: ['a cast device', names.devices] as const,
    ou: ['an organizational unit', names.units] as const,
  }[kind];
  if (!has(list, target)) report(at, known(target, what, list));
}

type SettingEntry = ScenarioShape['cloudAttach']['settings'][number];
function checkSetting(entry: SettingEntry, at: At, names: Names, report: Report): void {
  const setting = settingById.get(entry.setting);
  if (!setting) {
    report([...at, 'setting'], `expected the id of a setting; "${entry.setting}" is unknown`);
    return;
  }
  checkValue(setting, entry.value, [...at, 'value'], report);
  if (setting.id === 'mdmUserScopeGroup' && entry.value !== '' && !has(names.groups, entry.value))
    report([...at, 'value'], known(entry.value, 'one of the groups', names.groups));
  if (setting.target === null) {
    if (entry.target !== undefined) report([...at, 'target'], `expected no target: ${setting.id} is for the whole`);
  } else if (entry.target === undefined) report([...at, 'target'], `expected the ${setting.target} that it is for`);
  else checkTarget(setting.target, entry.target, [...at, 'target'], names, report);
}

function checkFault(scenario: ScenarioShape, index: number, names: Names, report: Report): void {
  const { fault: id, target, among } = scenario.cloudAttach.faults[index]!;
  const at: At = ['cloudAttach', 'faults', index];
  const fault = faultById.get(id);
  if (!fault) {
    report([...at, 'fault'], `expected the id of a fault; "${id}" is unknown`);
    return;
  }
  if (among !== undefined) {
    const groups = scenario.population.map(({ name }) => name);
    if (!has(folded(groups), among)) report([...at, 'among'], known(among, 'a group of the population', groups));
    if (fault.target !== 'device' && fault.target !== 'user')
      report([...at, 'among'], `expected none: ${id} is not for devices or users`);
    if (target !== undefined) report([...at, 'target'], 'expected either target or among');
    return;
  }
  if (fault.target === null) {
    if (target !== undefined) report([...at, 'target'], `expected no target: ${id} is for the whole`);
  } else if (target === undefined) report([...at, 'target'], `expected the ${fault.target} that it is for`);
  else checkTarget(fault.target, target, [...at, 'target'], names, report);
}
