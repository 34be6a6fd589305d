import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { collectionDetail } from '../../main/lab/collections/views.ts';
import { siteFactsOf } from '../../main/lab/engine/site-facts.ts';
import { prepared, updateRow } from '../../main/db/tables.ts';
import { putGroupDevice } from '../../main/simulation/collections/sync.ts';
import { touchCollections } from '../../main/simulation/site/touch.ts';
import { hour, minute } from '../../shared/time.ts';
import { pass, record, refusalCode } from '../support/build-lab.ts';
import { coManaged, coManagedLab } from '../support/co-managed.ts';

const ready = [
  { setting: 'azureServices', value: 'created' },
  { setting: 'entraUserDiscovery', value: 'on' },
];
const site = (settings: object[] = ready): Lab =>
  coManagedLab({
    devices: [
      coManaged({ name: 'A' }),
      coManaged({ name: 'B' }),
      coManaged({ name: 'NOT-JOINED', join: 'domain', enrolled: false }),
    ],
    cloud: {
      settings,
      collections: [{ name: 'Berlin', rules: [{ device: 'A' }, { device: 'NOT-JOINED' }] }],
    },
  });
const berlin = 5;
const sync = (lab: Lab, group: string | null, isFull = false) =>
  lab.input('collections.sync', { collectionId: berlin, group, isFull });
const stateOf = (lab: Lab) => collectionDetail(lab.db, { collectionId: berlin }).sync!;
const inGroup = (lab: Lab): string[] =>
  prepared(
    lab.db,
    `SELECT d.name FROM group_devices g JOIN groups o ON o.id = g.group_id JOIN devices d ON d.id = g.device_id
     WHERE o.name = 'Berlin devices' ORDER BY d.id`,
  )
    .pluck()
    .all() as string[];
const put = (lab: Lab, deviceId: number) =>
  applyChanges(lab.db, [putGroupDevice(stateOf(lab).groupId, deviceId, 'entra', lab.now)], lab.now);
const configure = (lab: Lab, setting: string, value: string) =>
  lab.input('settings.configure', { setting, value, target: null });

describe('a collection that is synchronized to a group', () => {
  it('arrives with the next run, members with an Entra object only', () => {
    const lab = site();
    sync(lab, 'Berlin devices');
    expect(stateOf(lab)).toMatchObject({ state: 'inProgress', synced: 0, lastAt: null });
    const due = stateOf(lab).nextAt!;
    expect(due % 300).toBe(0);
    lab.advanceTo(due - 1);
    expect(inGroup(lab)).toEqual([]);
    lab.advanceTo(due);
    expect(inGroup(lab)).toEqual(['A']);
    expect(stateOf(lab)).toMatchObject({ state: 'partialSuccess', synced: 1, skipped: 1, lastAt: due });
    expect(
      collectionDetail(lab.db, { collectionId: berlin }).memberList.map(({ name, groupState }) => [name, groupState]),
    ).toEqual([
      ['A', 'Synchronized'],
      ['NOT-JOINED', 'The site knows no Entra device id of it'],
    ]);
    // Idle runs are not queued, only told.
    pass(lab, hour);
    expect(stateOf(lab)).toMatchObject({ state: 'partialSuccess', lastAt: Math.floor(lab.now / 300) * 300 });
    expect(prepared(lab.db, `SELECT count(*) FROM work_queue WHERE kind = 'cloudSync'`).pluck().get()).toBe(0);
  });

  it('carries changes of the collection within five minutes, and leaves alone what Entra ID added until a full run', () => {
    const lab = site();
    sync(lab, 'Berlin devices', true);
    pass(lab, minute);
    expect(inGroup(lab)).toEqual(['A']);
    put(lab, 3);
    lab.input('collections.addRule', { collectionId: berlin, rule: { kind: 'direct', deviceIds: [2] } });
    pass(lab, 6 * minute);
    expect(inGroup(lab)).toEqual(['A', 'B', 'NOT-JOINED']);
    const [first] = collectionDetail(lab.db, { collectionId: berlin }).ruleList;
    lab.input('collections.removeRule', { ruleId: first!.id });
    pass(lab, 6 * minute);
    expect(inGroup(lab)).toEqual(['B', 'NOT-JOINED']);
    sync(lab, 'berlin DEVICES', true);
    expect(stateOf(lab).state).toBe('inProgress');
    pass(lab, minute);
    expect(inGroup(lab)).toEqual(['B']);
  });

  it('that is turned to another group has one run before it', () => {
    const lab = site();
    sync(lab, 'Berlin devices');
    sync(lab, 'Other devices');
    expect(prepared(lab.db, `SELECT count(*) FROM work_queue WHERE kind = 'cloudSync'`).pluck().get()).toBe(1);
  });

  it('takes in a device once the site knows its Entra id', () => {
    const lab = site();
    updateRow(lab.db, 'configmgr_devices', record(lab, 'configmgr_devices', 1)!.id, { entra_device_id: null });
    sync(lab, 'Berlin devices', true);
    pass(lab, minute);
    expect([inGroup(lab), stateOf(lab).state]).toEqual([[], 'failed']);
    const set = { entra_device_id: 'known' };
    updateRow(lab.db, 'configmgr_devices', record(lab, 'configmgr_devices', 1)!.id, set);
    applyChanges(lab.db, touchCollections(siteFactsOf(lab.db), 1, set, lab.now), lab.now);
    pass(lab, 11 * minute);
    expect([inGroup(lab), stateOf(lab).state]).toEqual([['A'], 'partialSuccess']);
  });

  // The words stand in histories of old labs.
  it.each([
    ['azureServices', 'none', 'created', 'The Azure service Cloud Management is not configured.'],
    ['entraUserDiscovery', 'off', 'on', 'Microsoft Entra user discovery is off.'],
    ['enhancedHttp', 'http', 'enhanced', 'The management point uses neither HTTPS nor enhanced HTTP.'],
    ['serverAppSecret', 'expired', 'valid', 'The secret of the server app has expired.'],
    [
      'conditionalAccessBlocksServerApp',
      'on',
      'off',
      'Conditional Access refuses the token requests of the server app.',
    ],
  ] as const)('stands while %s is not right, and goes on after', (setting, bad, good, words) => {
    const lab = site();
    sync(lab, 'Berlin devices');
    configure(lab, setting, bad);
    pass(lab, hour);
    expect(inGroup(lab)).toEqual([]);
    expect(stateOf(lab)).toMatchObject({ state: 'failed', why: words });
    configure(lab, setting, good);
    pass(lab, 5 * minute);
    expect(inGroup(lab)).toEqual(['A']);
    expect(lab.replay().equal).toBe(true);
  });

  it('needs the Azure service, and a group that is its own', () => {
    expect(refusalCode(() => sync(site([]), 'Berlin devices'))).toBe('syncNotConfigured');
    const lab = site();
    expect(refusalCode(() => sync(lab, 'All Sales'))).toBe('groupNotUsable');
    sync(lab, 'Berlin devices');
    const other = lab.input('collections.create', { name: 'Other', comment: '', limitingId: 1, isIncremental: true });
    expect(
      refusalCode(() => lab.input('collections.sync', { collectionId: other, group: 'berlin devices', isFull: false })),
    ).toBe('groupNotUsable');
  });

  it('ends, and the group stays as it is', () => {
    const lab = site();
    sync(lab, 'Berlin devices', true);
    pass(lab, minute);
    sync(lab, null);
    lab.input('collections.addRule', { collectionId: berlin, rule: { kind: 'direct', deviceIds: [2] } });
    pass(lab, hour);
    expect(collectionDetail(lab.db, { collectionId: berlin }).sync).toBeNull();
    expect(inGroup(lab)).toEqual(['A']);
  });

  it('is the same by stepping, by jumping and by replay', () => {
    const play = (steps: number) => {
      const lab = site();
      sync(lab, 'Berlin devices');
      lab.input('collections.addRule', { collectionId: berlin, rule: { kind: 'direct', deviceIds: [2] } });
      for (let i = 0; i < steps; i += 1) pass(lab, (2 * hour) / steps);
      return { hash: lab.hash(), replayed: lab.replay().equal };
    };
    const jumped = play(1);
    expect(jumped.replayed).toBe(true);
    expect(play(90)).toEqual(jumped);
  });
});
