import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../main/lab/scenario/file.ts';
import { smallScenario } from '../support/small-scenario.ts';

/** The small scenario with a section `cloudAttach` behind it. */
const withCloud = (section: string): string => `${smallScenario}cloudAttach:\n${section}`;
const sound = `  worksFrom: 2026-09-15T20:00:00Z
  tenantAttach:
    since: 2026-08-18T09:20:00Z
    collection: Everything here
  settings:
    - { setting: scp, value: ownTenant }
    - { setting: ouInSync, value: off, target: Berlin/Computers }
    - { setting: mfaEnforced, value: on, target: maya@small.test }
    - { setting: deviceScp, value: wrongTenant, target: LAP-MAYA }
    - { setting: mdmUserScope, value: some }
    - { setting: mdmUserScopeGroup, value: Everybody in Sales }
  collections:
    - name: Everything here
      rules:
        - { name: By name, query: [{ field: name, operator: like, value: '%' }] }
    - name: Some of it
      limitedTo: Everything here
      rules:
        - device: LAP-MAYA
        - include: Everything here
        - exclude: All Provisioning Devices
  clientSettings:
    - { name: Custom, priority: 5, collection: Some of it, settings: { autoRegister: on } }
  coManagement:
    since: 2026-09-15T21:00:00Z
    enroll: pilot
    collection: Some of it
    workloads:
      - { workload: endpointProtection, position: intune }
      - { workload: deviceConfiguration, position: pilot, pilot: Some of it }
  intunePolicies:
    - { name: Baseline, workload: compliancePolicies, kind: Compliance policy, group: Everybody in Sales }
  faults:
    - { fault: mdmScopeNone, since: 2026-09-16T05:00:00Z }
    - { fault: ouNotSynced, target: Hamburg/Computers }
    - { fault: mfaEnforced, target: kim@small.test }
    - { fault: legacyAgent, among: Laptops, count: 2 }
`;

/** One change that breaks the section, the path of its error, and what was expected. */
const broken: [what: string, from: string, to: string, path: string, message: RegExp][] = [
  ['an unknown setting', 'setting: scp', 'setting: spc', 'settings[0].setting', /"spc" is unknown/],
  [
    'a value that a setting has not',
    'value: ownTenant',
    'value: mine',
    'settings[0].value',
    /none, ownTenant, wrongTenant/,
  ],
  ['a setting without its target', ', target: Berlin/Computers', '', 'settings[1].target', /the ou that it is for/],
  [
    'an organizational unit that is not there',
    'target: Berlin/Computers',
    'target: Berlin/Laptops',
    'settings[1].target',
    /organizational unit.*"Berlin\/Laptops" is unknown/,
  ],
  [
    'a target nobody asked for',
    'value: ownTenant',
    'value: ownTenant, target: Berlin',
    'settings[0].target',
    /no target/,
  ],
  [
    'an unknown user',
    'target: maya@small.test',
    'target: mia@small.test',
    'settings[2].target',
    /an administrator or a cast user/,
  ],
  [
    'an unknown device',
    'value: wrongTenant, target: LAP-MAYA',
    'value: wrongTenant, target: LAP-MIA',
    'settings[3].target',
    /a cast device/,
  ],
  ['an unknown group', 'value: Everybody in Sales', 'value: Everybody', 'settings[5].value', /one of the groups/],
  [
    'a collection twice',
    'name: Some of it\n      limited',
    'name: Everything here\n      limited',
    'collections[1].name',
    /there twice/,
  ],
  [
    'the name of a built-in collection',
    'name: Everything here\n      rules',
    'name: All systems\n      rules',
    'collections[0].name',
    /there twice/,
  ],
  [
    'a limit that stands below',
    'name: Everything here\n      rules',
    'name: Everything here\n      limitedTo: Some of it\n      rules',
    'collections[0].limitedTo',
    /a collection above/,
  ],
  [
    'a rule with an unknown collection',
    'include: Everything here',
    'include: Nothing here',
    'collections[1].rules[1].include',
    /a collection above/,
  ],
  [
    'a rule with an unknown device',
    'device: LAP-MAYA',
    'device: LAP-MIA',
    'collections[1].rules[0].device',
    /a cast device/,
  ],
  ['a field that no query has', 'field: name', 'field: color', 'collections[0].rules[0]', /./],
  [
    'an unknown client setting',
    'settings: { autoRegister: on }',
    'settings: { scp: none }',
    'clientSettings[0].settings.scp',
    /a client setting/,
  ],
  [
    'client settings for an unknown collection',
    'priority: 5, collection: Some of it',
    'priority: 5, collection: Most of it',
    'clientSettings[0].collection',
    /one of the collections/,
  ],
  [
    'a pilot without a collection',
    'enroll: pilot\n    collection: Some of it\n',
    'enroll: pilot\n',
    'coManagement.collection',
    /only its members enroll/,
  ],
  [
    'a slider on pilot without a collection',
    'position: pilot, pilot: Some of it',
    'position: pilot',
    'coManagement.workloads[1].pilot',
    /pilot collection of this workload/,
  ],
  [
    'a workload twice',
    'workload: endpointProtection',
    'workload: deviceConfiguration',
    'coManagement.workloads[1].workload',
    /there twice/,
  ],
  [
    'a workload that leaves a coupled one behind',
    'workload: endpointProtection, position: intune',
    'workload: endpointProtection, position: configMgr',
    'coManagement.workloads[1].position',
    /endpointProtection not behind it/,
  ],
  [
    'a workload that is retired',
    'workload: endpointProtection, position: intune',
    'workload: resourceAccess, position: configMgr',
    'coManagement.workloads[0].position',
    /fixed there/,
  ],
  [
    'co-management from the future',
    'since: 2026-09-15T21:00:00Z',
    'since: 2026-10-15T21:00:00Z',
    'coManagement.since',
    /before the start/,
  ],
  [
    'an attach after the world works',
    'since: 2026-08-18T09:20:00Z',
    'since: 2026-09-15T22:20:00Z',
    'tenantAttach.since',
    /before worksFrom/,
  ],
  [
    'a world that works for too long',
    'worksFrom: 2026-09-15T20:00:00Z',
    'worksFrom: 2026-09-01T20:00:00Z',
    'worksFrom',
    /last seven days/,
  ],
  [
    'an upload of an unknown collection',
    'collection: Everything here\n  settings',
    'collection: Everything\n  settings',
    'tenantAttach.collection',
    /one of the collections/,
  ],
  [
    'a policy for an unknown group',
    'group: Everybody in Sales',
    'group: Nobody',
    'intunePolicies[0].group',
    /one of the groups/,
  ],
  ['an unknown fault', 'fault: mdmScopeNone', 'fault: mdmScope', 'faults[0].fault', /"mdmScope" is unknown/],
  [
    'a fault without its target',
    'fault: ouNotSynced, target: Hamburg/Computers',
    'fault: ouNotSynced',
    'faults[1].target',
    /the ou that it is for/,
  ],
  [
    'a fault at a user that is not there',
    'target: kim@small.test',
    'target: kai@small.test',
    'faults[2].target',
    /an administrator or a cast user/,
  ],
  [
    'a fault among a group that is not there',
    'among: Laptops',
    'among: Desktops',
    'faults[3].among',
    /a group of the population/,
  ],
  [
    'a fault of the whole among devices',
    'fault: legacyAgent, among',
    'fault: mdmScopeNone, among',
    'faults[3].among',
    /not for devices or users/,
  ],
];

describe('the section cloudAttach of a scenario', () => {
  it('may leave everything out', () => {
    const result = parseScenario(smallScenario);
    expect(result.ok && result.scenario.cloudAttach).toEqual({
      settings: [],
      collections: [],
      clientSettings: [],
      intunePolicies: [],
      faults: [],
    });
  });

  it('takes settings, collections, policies, sliders and faults that fit', () => {
    expect(parseScenario(withCloud(sound))).toMatchObject({ ok: true });
  });

  it.each(broken)('names the place of %s', (what, from, to, path, message) => {
    expect(sound).toContain(from);
    const text = withCloud(sound.replace(from, to));
    const result = parseScenario(text);
    if (result.ok) throw new Error('accepted');
    const error = result.errors.find((one) => one.path === `cloudAttach.${path}`);
    expect(error, JSON.stringify(result.errors)).toBeDefined();
    expect(`${error!.message} ${error!.expected}`).toMatch(message);
    // Where the change stands on one line of its own, that is the line of the error; a missing field has that of its parent.
    const lines = text.split('\n');
    const changed = lines.flatMap((line, index) => (!to.includes('\n') && line.includes(to) ? [index + 1] : []));
    if (to !== '' && changed.length === 1 && !what.includes('coupled')) expect(error!.line).toBe(changed[0]);
    else expect(error!.line).toBeGreaterThan(smallScenario.split('\n').length - 1);
  });
});
