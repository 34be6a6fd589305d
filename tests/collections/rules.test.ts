import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { evaluateCollection, membersOf, queriedFieldsOf } from '../../main/lab/engine/membership.ts';
import { collectionDetail } from '../../main/lab/collections/views.ts';
import { answerView } from '../../main/lab/door.ts';
import { siteFactsOf } from '../../main/lab/engine/site-facts.ts';
import { findRow, updateRow } from '../../main/db/tables.ts';
import { touchCollections } from '../../main/simulation/site/touch.ts';
import type { CollectionQuery } from '../../shared/collections/words.ts';
import type { ConfigmgrDeviceRow } from '../../main/rows/records.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { buildLab, mixedPopulation, onPlatform, pass, queued, record, refusalCode } from '../support/build-lab.ts';
import { coManaged, coManagedLab } from '../support/co-managed.ts';

const client = (name: string, more = {}) => coManaged({ name, ...more });
const create = (lab: Lab, name: string, more: { limitingId?: number; isIncremental?: boolean } = {}): number =>
  lab.input('collections.create', { name, comment: '', limitingId: 1, isIncremental: true, ...more });
const addDevices = (lab: Lab, collectionId: number, ...deviceIds: number[]) =>
  lab.input('collections.addRule', { collectionId, rule: { kind: 'direct', deviceIds } });
const addQuery = (lab: Lab, collectionId: number, ...query: CollectionQuery) =>
  lab.input('collections.addRule', { collectionId, rule: { kind: 'query', name: 'Query', query } });
const addOther = (lab: Lab, collectionId: number, kind: 'include' | 'exclude', otherId: number) =>
  lab.input('collections.addRule', { collectionId, rule: { kind, otherId } });
const detail = (lab: Lab, collectionId: number) => collectionDetail(lab.db, { collectionId });
const names = (lab: Lab, id: number): string[] => detail(lab, id).memberList.map(({ name }) => name);

/** The site learns something of a device, as a heartbeat would bring it. */
function siteLearns(lab: Lab, deviceId: number, set: Partial<ConfigmgrDeviceRow>): void {
  updateRow(lab.db, 'configmgr_devices', record(lab, 'configmgr_devices', deviceId)!.id, set);
  applyChanges(lab.db, touchCollections(siteFactsOf(lab.db), deviceId, set, lab.now), lab.now);
}

describe('built-in collections', () => {
  it('are what their rule gives at any moment', () => {
    const lab = buildLab({
      devices: [
        client('A'),
        client('B', { join: 'domain', enrolled: false }),
        onPlatform('windowsServer', { name: 'S' }),
        {},
      ],
    });
    expect(answerView(lab.db, 'collections.list', {}).map(({ name, members }) => `${name}: ${members}`)).toEqual([
      'All Systems: 3',
      'All Desktop and Server Clients: 3',
      'Co-management Eligible Devices: 1',
      'All Provisioning Devices: 0',
    ]);
    // Eligible devices are looked at every five minutes, and once a day all of them.
    expect(answerView(lab.db, 'collections.list', {}).map(({ code, isIncremental }) => [code, isIncremental])).toEqual([
      ['SMS00001', false],
      ['SMSDM003', false],
      ['SMSCOEL1', true],
      ['SMS000PS', false],
    ]);
    expect(findRow(lab.db, 'collections', 3)!.full_period).toBe(day);
    expect(names(lab, 3)).toEqual(['A']);
    expect(refusalCode(() => addDevices(lab, 3, 2))).toBe('collectionBuiltin');
    expect(refusalCode(() => lab.input('collections.delete', { collectionId: 1 }))).toBe('collectionBuiltin');
    expect(refusalCode(() => lab.input('collections.refresh', { collectionId: 1 }))).toBe('collectionBuiltin');
  });
});

describe('a collection', () => {
  const devices = ['BER-1', 'BER-2', 'HAM-1', 'HAM-2'].map((name) => client(name));

  it('has its members some seconds after a rule was added, and never at once', () => {
    const lab = buildLab({ devices });
    const id = create(lab, 'Berlin');
    expect(detail(lab, id)).toMatchObject({ code: 'FAB00014', members: 0, rules: 0, limitedTo: 'All Systems' });
    addQuery(lab, id, { field: 'name', operator: 'like', value: 'BER-%' });
    expect(detail(lab, id)).toMatchObject({ members: 0, pending: { join: 2, leave: 0 } });
    expect(detail(lab, id).ruleList[0]).toMatchObject({
      gives: 2,
      wql: 'select SMS_R_System.ResourceID, SMS_R_System.Name from SMS_R_System where SMS_R_System.Name like "BER-%"',
    });
    // Asked for twice it is still one piece of work of the site.
    lab.input('collections.refresh', { collectionId: id });
    expect(queued(lab, 0).filter((kind) => kind === 'collectionRefresh')).toHaveLength(1);
    pass(lab, 4);
    expect(names(lab, id)).toEqual([]);
    pass(lab, 56);
    expect(names(lab, id)).toEqual(['BER-1', 'BER-2']);
  });

  it.each<[string, CollectionQuery, string[]]>([
    ['equals, whatever the case', [{ field: 'name', operator: 'equals', value: 'ber-1' }], ['BER-1']],
    ['notEquals', [{ field: 'name', operator: 'notEquals', value: 'BER-1' }], ['BER-2', 'HAM-1', 'HAM-2']],
    ['like', [{ field: 'name', operator: 'like', value: '%-2' }], ['BER-2', 'HAM-2']],
    ['notLike', [{ field: 'name', operator: 'notLike', value: 'BER%' }], ['HAM-1', 'HAM-2']],
    [
      'all conditions of a rule',
      [
        { field: 'name', operator: 'like', value: 'BER%' },
        { field: 'name', operator: 'like', value: '%-2' },
      ],
      ['BER-2'],
    ],
    ['a domain', [{ field: 'domain', operator: 'equals', value: 'FABRIKAM' }], ['BER-1', 'BER-2', 'HAM-1', 'HAM-2']],
    ['an organizational unit', [{ field: 'ou', operator: 'like', value: '%,OU=Nowhere,%' }], []],
    ['a client', [{ field: 'client', operator: 'equals', value: '0' }], []],
    ['a model', [{ field: 'model', operator: 'like', value: 'Latitude%' }], ['BER-1', 'BER-2', 'HAM-1', 'HAM-2']],
  ])('finds by %s', (_what, query, expected) => {
    const lab = buildLab({ devices });
    const id = create(lab, 'Query');
    addQuery(lab, id, ...query);
    pass(lab, minute);
    expect(names(lab, id)).toEqual(expected);
  });

  it('adds what its rules give, takes away what it excludes, and stays within its limit', () => {
    const lab = buildLab({ devices });
    const [berlin, first, all] = [create(lab, 'Berlin'), create(lab, 'First'), create(lab, 'All')] as const;
    addDevices(lab, berlin, 1, 2);
    addQuery(lab, first, { field: 'name', operator: 'like', value: '%-1' });
    addOther(lab, all, 'include', 1);
    addOther(lab, all, 'exclude', first);
    const limited = create(lab, 'Limited', { limitingId: berlin });
    addOther(lab, limited, 'include', 1);
    pass(lab, 3 * minute);
    expect(names(lab, all)).toEqual(['BER-2', 'HAM-2']);
    expect(names(lab, limited)).toEqual(['BER-1', 'BER-2']);
    // Those that build on a collection follow when it changes, one after the other.
    const { id: rule } = detail(lab, first).ruleList[0]!;
    lab.input('collections.removeRule', { ruleId: rule });
    addDevices(lab, berlin, 3);
    pass(lab, 2 * minute);
    expect(names(lab, all)).toEqual(['BER-1', 'BER-2', 'HAM-1', 'HAM-2']);
    expect(names(lab, limited)).toEqual(['BER-1', 'BER-2', 'HAM-1']);
  });

  it('refuses names that are taken, cycles, unknown things and devices that the site does not know', () => {
    const lab = buildLab({ devices: [client('A'), {}] });
    const [one, two] = [create(lab, 'One'), create(lab, 'Two')] as const;
    expect(refusalCode(() => create(lab, 'oNE'))).toBe('nameTaken');
    expect(refusalCode(() => create(lab, 'all systems'))).toBe('nameTaken');
    expect(refusalCode(() => create(lab, 'Three', { limitingId: 99 }))).toBe('collectionNotFound');
    addOther(lab, one, 'include', two);
    expect(refusalCode(() => addOther(lab, two, 'include', one))).toBe('collectionCycle');
    expect(refusalCode(() => addOther(lab, two, 'exclude', one))).toBe('collectionCycle');
    expect(refusalCode(() => addOther(lab, two, 'include', two))).toBe('collectionCycle');
    const below = create(lab, 'Below', { limitingId: two });
    expect(refusalCode(() => addOther(lab, two, 'include', below))).toBe('collectionCycle');
    expect(refusalCode(() => addDevices(lab, one, 2))).toBe('notInSite');
    expect(refusalCode(() => addDevices(lab, one, 9))).toBe('deviceNotFound');
    expect(refusalCode(() => lab.input('collections.removeRule', { ruleId: 99 }))).toBe('ruleNotFound');
    expect(detail(lab, one).rules).toBe(1);
  });

  it('is deleted only when nothing uses it any more', () => {
    const lab = coManagedLab({ devices });
    const [one, two] = [create(lab, 'One'), create(lab, 'Two')] as const;
    addDevices(lab, one, 1);
    addOther(lab, two, 'include', one);
    lab.input('workloads.move', { workload: 'clientApps', position: 'pilot', collectionId: one });
    lab.input('settings.customize', { name: 'X', priority: 5, collectionId: one, settings: { autoRegister: 'on' } });
    pass(lab, 2 * minute);
    expect(detail(lab, one).usedFor).toEqual(['Pilot of Client apps', 'Client settings X', 'Included in Two']);
    const remove = () => lab.input('collections.delete', { collectionId: one });
    expect(refusalCode(remove)).toBe('collectionInUse');
    lab.input('workloads.move', { workload: 'clientApps', position: 'configMgr', collectionId: null });
    lab.input('settings.customize', { name: 'x', priority: 5, collectionId: one, settings: {} });
    expect(refusalCode(remove)).toBe('collectionInUse');
    lab.input('collections.delete', { collectionId: two });
    remove();
    expect(findRow(lab.db, 'collections', one)).toBeUndefined();
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });
});

describe('evaluation by schedule', () => {
  const windows11 = [{ field: 'osVersion', operator: 'like', value: '10.0.26100.9%' }] as const;

  it('takes a device in at the next five minutes when a record that queries read has changed', () => {
    const lab = buildLab({ devices: [client('A')] });
    const id = create(lab, 'New', { isIncremental: true });
    addQuery(lab, id, ...windows11);
    pass(lab, minute);
    siteLearns(lab, 1, { os_version: '10.0.26100.1' });
    pass(lab, 5 * minute);
    expect(names(lab, id)).toEqual([]);
    siteLearns(lab, 1, { os_version: '10.0.26100.9999' });
    const due = (Math.floor(lab.now / 300) + 1) * 300;
    lab.advanceTo(due - 1);
    expect(names(lab, id)).toEqual([]);
    lab.advanceTo(due);
    expect(detail(lab, id).memberList).toEqual([{ id: 1, name: 'A', hasClient: true, since: due, groupState: null }]);
    expect(detail(lab, id)).toMatchObject({ lastRefresh: due, nextRefresh: due + 300 });
  });

  it('without the incremental one waits for the seventh day', () => {
    const lab = buildLab({ devices: [client('A')] });
    const id = create(lab, 'New', { isIncremental: false });
    const createdAt = lab.now;
    addQuery(lab, id, ...windows11);
    pass(lab, minute);
    siteLearns(lab, 1, { os_version: '10.0.26100.1' });
    siteLearns(lab, 1, { os_version: '10.0.26100.9999' });
    pass(lab, 2 * day);
    siteLearns(lab, 1, { os_version: '10.0.26100.1' });
    pass(lab, hour);
    expect(detail(lab, id)).toMatchObject({ members: 1, nextRefresh: createdAt + 7 * day, pending: { leave: 1 } });
    lab.advanceTo(createdAt + 7 * day - 1);
    expect(detail(lab, id).members).toBe(1);
    lab.advanceTo(createdAt + 7 * day);
    expect(detail(lab, id)).toMatchObject({ members: 0, lastRefresh: lab.now, nextRefresh: lab.now + 7 * day });
    // Update Membership does not wait.
    siteLearns(lab, 1, { os_version: '10.0.26100.9999' });
    lab.input('collections.refresh', { collectionId: id });
    pass(lab, minute);
    expect(names(lab, id)).toEqual(['A']);
  });

  it('queues nothing where no collection reads what changed', () => {
    const lab = buildLab({ devices: [client('A')] });
    const queued = () => lab.db.prepare('SELECT count(*) FROM work_queue WHERE device_id = 0').pluck().get();
    const before = queued();
    siteLearns(lab, 1, { os_version: 'x' });
    expect([queued(), queriedFieldsOf(lab.db).size]).toEqual([before, 0]);
    const id = create(lab, 'Named');
    addQuery(lab, id, { field: 'name', operator: 'like', value: 'A%' });
    pass(lab, minute);
    siteLearns(lab, 1, { os_version: 'y', comgmt_flags: 3 });
    expect(queued()).toBe(before);
    siteLearns(lab, 1, { name: 'B' });
    siteLearns(lab, 1, { name: 'C' });
    expect(queued()).toBe(Number(before) + 1);
  });

  it('one device at a time ends where evaluating everything ends, whatever the rules', () => {
    const lab = buildLab(mixedPopulation);
    const ids = ['One', 'Two', 'Three', 'Four'].map((name) => create(lab, name));
    const [one, two, three, four] = ids as [number, number, number, number];
    addQuery(lab, one, { field: 'name', operator: 'like', value: 'LAP-%1%' });
    addQuery(lab, two, { field: 'osVersion', operator: 'like', value: '%.7' });
    addDevices(lab, two, 15, 16, 17, 18);
    addOther(lab, three, 'include', one);
    addOther(lab, three, 'include', two);
    addOther(lab, four, 'include', 1);
    addOther(lab, four, 'exclude', three);
    pass(lab, 5 * minute);
    const rows = lab.db
      .prepare('SELECT device_id, os_version FROM configmgr_devices WHERE is_current = 1 ORDER BY id')
      .all() as { device_id: number; os_version: string }[];
    expect(rows.length).toBeGreaterThan(90);
    for (const [index, { device_id: id }] of rows.entries()) {
      if (index % 3 === 0) siteLearns(lab, id, { os_version: `1.${index % 10}` });
      if (index % 4 === 1) siteLearns(lab, id, { name: `LAP-${index}` });
      if (index % 9 === 0) pass(lab, 2 * minute);
    }
    pass(lab, 10 * minute);
    for (const id of ids) {
      expect(membersOf(lab.db, id)).toEqual(evaluateCollection(lab.db, id));
      expect(membersOf(lab.db, id).length).toBeGreaterThan(0);
    }
  });
});

describe('what depends on a membership', () => {
  it('a pilot: a device that joins gets the policy at its next poll, one that leaves loses it', () => {
    const lab = coManagedLab({ devices: [client('A'), client('B')] });
    const pilot = create(lab, 'Pilot');
    lab.input('workloads.move', { workload: 'clientApps', position: 'pilot', collectionId: pilot });
    pass(lab, 2 * hour);
    const flags = () => [1, 2].map((id) => record(lab, 'configmgr_devices', id)!.comgmt_flags);
    expect(flags()).toEqual([8197, 8197]);
    addDevices(lab, pilot, 2);
    pass(lab, 2 * hour);
    expect(flags()).toEqual([8197, 8261]);
    lab.input('collections.removeRule', { ruleId: detail(lab, pilot).ruleList[0]!.id });
    pass(lab, 2 * hour);
    expect(flags()).toEqual([8197, 8197]);
  });

  it('the collection that is uploaded: who comes or goes is in the next upload', () => {
    const lab = coManagedLab({
      devices: [client('A'), client('B')],
      cloud: {
        collections: [{ name: 'Scope', rules: [{ device: 'A' }] }],
        tenantAttach: { since: '2026-04-02T09:00:00Z', collection: 'Scope' },
      },
    });
    const shown = () =>
      lab.db.prepare('SELECT id FROM devices WHERE is_attached = 1 ORDER BY id').pluck().all() as number[];
    expect(shown()).toEqual([1]);
    addDevices(lab, 5, 2);
    lab.input('collections.removeRule', { ruleId: detail(lab, 5).ruleList[0]!.id });
    pass(lab, hour);
    expect(shown()).toEqual([2]);
  });

  it('is the same by stepping, by jumping and by replay', () => {
    const play = (steps: number) => {
      const lab = coManagedLab({ devices: [client('A'), client('B', { presence: 'office' })] });
      const [pilot, other] = [create(lab, 'Pilot'), create(lab, 'Other', { isIncremental: false })] as const;
      lab.input('workloads.move', { workload: 'clientApps', position: 'pilot', collectionId: pilot });
      addOther(lab, pilot, 'include', other);
      addDevices(lab, other, 1, 2);
      for (let i = 0; i < steps; i += 1) pass(lab, (8 * day) / steps);
      return { hash: lab.hash(), replayed: lab.replay().equal };
    };
    const jumped = play(1);
    expect(jumped.replayed).toBe(true);
    expect(play(480)).toEqual(jumped);
  });
});

describe('custom client settings', () => {
  it('win by the lowest priority number, over the default', () => {
    const lab = buildLab({ devices: [client('A'), client('B'), client('C')] });
    const [both, one] = [create(lab, 'Both'), create(lab, 'One')] as const;
    addDevices(lab, both, 1, 2);
    addDevices(lab, one, 1);
    pass(lab, 2 * minute);
    const set = (name: string, priority: number, collectionId: number, settings: Record<string, string>) =>
      lab.input('settings.customize', { name, priority, collectionId, settings });
    set('Wide', 20, both, { softwareUpdates: 'off' });
    set('Narrow', 10, one, { softwareUpdates: 'on', autoRegister: 'off' });
    const site = siteFactsOf(lab.db);
    const values = (id: string) => [1, 2, 3].map((device) => site.facts(device).clientSetting(id));
    expect(values('softwareUpdates')).toEqual(['on', 'off', 'on']);
    expect(values('autoRegister')).toEqual(['off', 'on', 'on']);
    set('wide', 5, both, { softwareUpdates: 'off' });
    expect(values('softwareUpdates')).toEqual(['off', 'off', 'on']);
    expect(
      answerView(lab.db, 'settings.clientSettings', {}).map(({ name, priority, deployments }) => [
        name,
        priority,
        deployments.map(({ collection }) => collection),
      ]),
    ).toEqual([
      ['Wide', 5, ['Both']],
      ['Narrow', 10, ['One']],
      ['Default Client Settings', 10_000, []],
    ]);
    expect(refusalCode(() => set('Third', 5, one, { autoRegister: 'on' }))).toBe('priorityTaken');
    expect(refusalCode(() => set('Third', 6, one, { nothing: 'on' }))).toBe('settingUnknown');
    expect(refusalCode(() => set('Third', 6, one, { autoRegister: 'maybe' }))).toBe('settingUnknown');
    expect(refusalCode(() => set('Third', 6, one, {}))).toBe('settingUnknown');
    set('WIDE', 5, both, {});
    expect(values('softwareUpdates')).toEqual(['on', 'on', 'on']);
  });
});
