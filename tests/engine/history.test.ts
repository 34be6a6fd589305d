import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { siteHistory } from '../../main/lab/engine/history.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { tellSite } from '../../main/simulation/kernel/tell.ts';
import type { CollectionRow } from '../../main/rows/collections.ts';
import { day } from '../../shared/time.ts';
import { buildLab } from '../support/build-lab.ts';

const kept = (lab: Lab): number[] =>
  lab.db.prepare(`SELECT at FROM history WHERE kind = 'collectionChanged' ORDER BY id`).pluck().all() as number[];

/** A stored collection, and what an evaluation at a moment writes into it. */
function labWithCollection() {
  const lab = buildLab({ devices: [{ join: 'hybrid', client: true }] });
  lab.input('collections.create', { name: 'Ring 1', comment: '', limitingId: 1, isIncremental: true });
  const id = lab.db.prepare(`SELECT id FROM collections WHERE name = 'Ring 1'`).pluck().get() as number;
  const change = (at: number, set: Partial<CollectionRow>) =>
    applyChanges(lab.db, [{ do: 'update', table: 'collections', id, set }], at);
  return { lab, change };
}

describe('how a collection stood', () => {
  it('is kept once for all devices that come and go in the same second', () => {
    const { lab, change } = labWithCollection();
    const at = lab.now + 60;
    for (let device = 0; device < 50; device += 1) change(at, { refreshed_at: at });
    expect(kept(lab)).toEqual([at]);
    change(at, { refreshed_at: at, name: 'Ring 2' });
    expect(kept(lab)).toEqual([at, at]);
  });

  it('is kept as long as logs read it, and pushes nothing else out of the diary', () => {
    const { lab, change } = labWithCollection();
    const begin = lab.now;
    applyChanges(lab.db, [tellSite('uploadResumed', {})], begin);
    for (let second = 1; second <= 6000; second += 1) change(begin + second, { refreshed_at: begin + second });
    expect(siteHistory(lab.db, begin).map(({ kind }) => kind)).toContain('uploadResumed');
    expect(siteHistory(lab.db, begin + 5990).filter(({ kind }) => kind === 'collectionChanged')).toHaveLength(11);
    const later = begin + 30 * day;
    change(later, { refreshed_at: later });
    expect(kept(lab)).toEqual([later]);
    expect(siteHistory(lab.db, begin).map(({ kind }) => kind)).toContain('uploadResumed');
  });
});

describe('what was sent to clients, and what they send', () => {
  it.each([
    [
      'clientNotification',
      tellSite('clientNotification', {
        device: 'PC',
        deviceId: 1,
        isConnected: true,
        notification: 'downloadComputerPolicy',
      }),
    ],
    ['clientLogsCollected', tellSite('clientLogsCollected', { device: 'PC', deviceId: 1 })],
  ])('pushes nothing else out of the diary, and is told from a moment on: %s', (kindTold, told) => {
    const lab = buildLab({});
    const at = lab.now;
    applyChanges(lab.db, [tellSite('uploadResumed', {}), told], at);
    // Two clicks on a collection of three thousand.
    for (const after of [60, 120])
      applyChanges(
        lab.db,
        Array.from({ length: 3000 }, () => told),
        at + after,
      );
    const count = (from: number, kind: string): number =>
      siteHistory(lab.db, from).filter((event) => event.kind === kind).length;
    expect([count(at, 'uploadResumed'), count(at, kindTold)]).toEqual([1, 6001]);
    expect([count(at + 100, 'uploadResumed'), count(at + 100, kindTold)]).toEqual([1, 3000]);
  });
});
