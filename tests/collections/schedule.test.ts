import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { answerView } from '../../main/lab/door.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { membersOf } from '../../main/lab/engine/membership.ts';
import { siteFactsOf } from '../../main/lab/engine/site-facts.ts';
import { updateRow } from '../../main/db/tables.ts';
import { touchCollections } from '../../main/simulation/site/touch.ts';
import type { InputParams } from '../../shared/offers.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { buildLab, pass, queued, record, refusalCode } from '../support/build-lab.ts';
import { coManaged } from '../support/co-managed.ts';

const devices = ['BER-1', 'BER-2', 'HAM-1'].map((name) => coManaged({ name }));
const isBer: InputParams<'collections.addRule'>['rule'] = {
  kind: 'query',
  name: 'Berlin',
  query: [{ field: 'name', operator: 'like', value: 'BER-%' }],
};
const create = (lab: Lab, more: object = {}): number =>
  lab.input('collections.create', {
    name: 'Pilot',
    comment: '',
    limitingId: 1,
    isIncremental: false,
    fullPeriod: day,
    rules: [isBer],
    ...more,
  });
function rename(lab: Lab, deviceId: number, name: string): void {
  updateRow(lab.db, 'configmgr_devices', record(lab, 'configmgr_devices', deviceId)!.id, { name });
  applyChanges(lab.db, touchCollections(siteFactsOf(lab.db), deviceId, { name }, lab.now), lab.now);
}

describe('a collection as the wizard makes it', () => {
  it('has its rules from the start, and its members with the first update', () => {
    const lab = buildLab({ devices });
    const id = create(lab, { rules: [isBer, { kind: 'direct', deviceIds: [3] }, { kind: 'exclude', otherId: 3 }] });
    expect(answerView(lab.db, 'collections.read', { collectionId: id })).toMatchObject({ rules: 3, members: 0 });
    pass(lab, minute);
    // Every one of them is eligible for co-management, and what excludes wins.
    expect(membersOf(lab.db, id)).toEqual([]);
    const second = create(lab, { name: 'Second' });
    pass(lab, minute);
    expect(membersOf(lab.db, second)).toEqual([1, 2]);
    expect(lab.replay().equal).toBe(true);
  });

  it('is made whole or not at all', () => {
    const lab = buildLab({ devices });
    expect(refusalCode(() => create(lab, { rules: [isBer, { kind: 'include', otherId: 99 }] }))).toBe(
      'collectionNotFound',
    );
    expect(answerView(lab.db, 'collections.list', {}).some(({ name }) => name === 'Pilot')).toBe(false);
  });

  it('takes a change in at its full update, within five minutes by incremental updates, or by neither', () => {
    const lab = buildLab({ devices });
    const byDay = create(lab, { name: 'Daily' });
    const quick = create(lab, { name: 'Quick', isIncremental: true });
    const never = create(lab, { name: 'Never', fullPeriod: null });
    pass(lab, minute);
    rename(lab, 3, 'BER-3');
    const has = (id: number) => membersOf(lab.db, id).includes(3);
    pass(lab, 5 * minute);
    expect([has(byDay), has(quick), has(never)]).toEqual([false, true, false]);
    pass(lab, day);
    expect([has(byDay), has(quick), has(never)]).toEqual([true, true, false]);
    pass(lab, 30 * day);
    expect(has(never)).toBe(false);
    expect(answerView(lab.db, 'collections.read', { collectionId: never })).toMatchObject({
      fullPeriod: null,
      nextRefresh: null,
    });
    lab.input('collections.refresh', { collectionId: never });
    pass(lab, minute);
    expect(has(never)).toBe(true);
  });

  it('is evaluated when its schedule is changed, and by the new one from then on', () => {
    const lab = buildLab({ devices });
    const id = create(lab, { fullPeriod: null });
    pass(lab, minute);
    const configure = (fullPeriod: number | null, name = 'Pilot') =>
      lab.input('collections.configure', { collectionId: id, name, comment: '', isIncremental: false, fullPeriod });
    configure(hour);
    pass(lab, minute);
    rename(lab, 3, 'BER-3');
    pass(lab, 70 * minute);
    expect(membersOf(lab.db, id)).toEqual([1, 2, 3]);
    expect(refusalCode(() => configure(hour, 'ALL SYSTEMS'))).toBe('nameTaken');
    configure(hour, 'PILOT');
    // The same again is no change.
    pass(lab, minute);
    configure(hour, 'PILOT');
    expect(queued(lab, 0)).not.toContain('collectionRefresh');
  });
});

describe('the properties of a collection', () => {
  const rulesOf = (lab: Lab, collectionId: number) =>
    answerView(lab.db, 'collections.read', { collectionId }).ruleList.map(({ kind }) => kind);
  const about = { name: 'Pilot', comment: '', isIncremental: false, fullPeriod: day };

  it('take rules away and add others, and the members follow', () => {
    const lab = buildLab({ devices });
    const collectionId = create(lab);
    pass(lab, minute);
    const { id } = answerView(lab.db, 'collections.read', { collectionId }).ruleList[0]!;
    const addRules = [{ kind: 'direct' as const, deviceIds: [3] }];
    lab.input('collections.configure', { collectionId, ...about, removeRules: [id], addRules });
    pass(lab, minute);
    expect(rulesOf(lab, collectionId)).toEqual(['direct']);
    expect(membersOf(lab.db, collectionId)).toEqual([3]);
    expect(lab.replay().equal).toBe(true);
  });

  it('keep all of it where one rule is refused, or is of another collection', () => {
    const lab = buildLab({ devices });
    const collectionId = create(lab);
    const other = create(lab, { name: 'Other' });
    const [mine, theirs] = [collectionId, other].map(
      (one) => answerView(lab.db, 'collections.read', { collectionId: one }).ruleList[0]!.id,
    );
    const ask = (more: object) => () =>
      lab.input('collections.configure', { collectionId, ...about, name: 'Renamed', ...more });
    expect(refusalCode(ask({ removeRules: [mine], addRules: [{ kind: 'include' as const, otherId: 99 }] }))).toBe(
      'collectionNotFound',
    );
    expect(refusalCode(ask({ removeRules: [theirs] }))).toBe('ruleNotFound');
    expect(rulesOf(lab, collectionId)).toEqual(['query']);
    expect(rulesOf(lab, other)).toEqual(['query']);
    expect(answerView(lab.db, 'collections.read', { collectionId }).name).toBe('Pilot');
  });
});

describe('resources of the site', () => {
  it('are found by a query, page by page, in order of name', () => {
    const lab = buildLab({ devices });
    const find = (more: object = {}) =>
      answerView(lab.db, 'collections.resources', {
        where: [{ field: 'name', operator: 'like', value: '%' }],
        withObsolete: false,
        onlyClients: true,
        offset: 0,
        limit: 2,
        ...more,
      });
    expect(find()).toMatchObject({ total: 3, rows: [{ name: 'BER-1' }, { name: 'BER-2' }] });
    expect(find({ offset: 2 }).rows.map(({ name }) => name)).toEqual(['HAM-1']);
    updateRow(lab.db, 'configmgr_devices', record(lab, 'configmgr_devices', 1)!.id, { is_obsolete: 1 });
    expect(find().total).toBe(2);
    expect(find({ withObsolete: true }).rows[0]).toMatchObject({ name: 'BER-1', isObsolete: true });
  });
});
