import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { answerView } from '../../main/lab/door.ts';
import { findRow } from '../../main/db/tables.ts';
import { administratorOf } from '../../main/lab/engine/administrator.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { notificationArrives } from '../../main/simulation/desktop/client-notification.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { buildLab, pass, refusalCode } from '../support/build-lab.ts';
import { coManaged } from '../support/co-managed.ts';

/** Two that are there, one that has gone, and one without a client. */
const devices = [
  coManaged({ name: 'HERE-1' }),
  coManaged({ name: 'HERE-2' }),
  coManaged({ name: 'AWAY-1', presence: 'leavesSoon' }),
];
const operations = (lab: Lab) => answerView(lab.db, 'desktop.operations', {});
const notify = (lab: Lab, trigger: string, collectionId = 1) =>
  lab.input('desktop.notifyCollection', { collectionId, trigger });

describe('client notification of a collection', () => {
  it('reaches the members that are there, and waits for the others', () => {
    const lab = buildLab({ devices });
    pass(lab, 10 * minute);
    const before = [1, 2, 3].map((id) => findRow(lab.db, 'devices', id)!.booted_at);
    notify(lab, 'restartClient');
    pass(lab, 1);
    expect(operations(lab)).toMatchObject([
      { label: 'Restart', target: 'All Systems', state: 'running', total: 3, waiting: 1 },
    ]);
    pass(lab, 2 * hour);
    const booted = [1, 2].map((id) => findRow(lab.db, 'devices', id)!.booted_at > before[id - 1]!);
    expect(booted).toEqual([true, true]);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('waits a week since it began, however often it is looked after', () => {
    const lab = buildLab({ devices: [coManaged({ presence: 'drawer', lastOnDaysAgo: 3 })] });
    lab.input('desktop.trigger', { deviceId: 1, trigger: 'collectDiscoveryData' });
    const due = () =>
      lab.db.prepare(`SELECT due_at FROM work_queue WHERE kind = 'notificationArrives'`).pluck().get() as number;
    const begun = lab.now;
    expect(due()).toBe(begun + 7 * day);
    pass(lab, 3 * day);
    const { subjectId } = factsOf(lab.db, 1).queued('notificationArrives')[0]!;
    applyChanges(lab.db, notificationArrives(factsOf(lab.db, 1), subjectId, lab.now, lab.now), lab.now);
    expect(due()).toBe(begun + 7 * day);
    pass(lab, 4 * day);
    expect(operations(lab)).toMatchObject([{ state: 'completed', waiting: 0 }]);
  });

  it('is taken back from whom it has not reached', () => {
    const lab = buildLab({ devices });
    pass(lab, 10 * minute);
    const bootedAt = findRow(lab.db, 'devices', 3)!.booted_at;
    notify(lab, 'restartClient');
    pass(lab, 1);
    lab.input('desktop.cancelOperation', { operationId: 1 });
    expect(operations(lab)).toMatchObject([{ state: 'canceled', waiting: 0 }]);
    pass(lab, 24 * hour);
    expect(findRow(lab.db, 'devices', 3)!.booted_at).toBe(bootedAt);
    lab.input('desktop.deleteOperation', { operationId: 1 });
    expect(operations(lab)).toEqual([]);
  });

  it.each([
    ['operationsAdministrator', true],
    ['readOnlyAnalyst', false],
  ] as const)('and taking it back ask the site, which lets a person do so as %s: %s', (role, may) => {
    const lab = buildLab({ devices });
    pass(lab, 10 * minute);
    notify(lab, 'restartClient');
    const { upn } = administratorOf(lab.db);
    lab.input('settings.configure', { setting: 'siteRole', value: role, target: upn });
    const codes = (
      [
        () => notify(lab, 'wakeUp'),
        () => lab.input('desktop.trigger', { deviceId: 1, trigger: 'wakeUp' }),
        () => lab.input('desktop.cancelOperation', { operationId: 1 }),
        () => lab.input('desktop.deleteOperation', { operationId: 1 }),
      ] as const
    ).map((give) => (may ? give() : refusalCode(give)));
    expect(codes).toEqual(codes.map(() => (may ? null : 'siteRefused')));
    // At the device itself no site asks.
    expect(lab.input('desktop.trigger', { deviceId: 1, trigger: 'machinePolicy' })).toBeNull();
  });

  it('needs no way through the cloud', () => {
    const lab = buildLab({ devices });
    for (const setting of ['adUserDiscovery', 'entraUserDiscovery'])
      lab.input('settings.configure', { setting, value: 'off', target: null });
    expect(notify(lab, 'restartClient')).toBeNull();
  });

  it('asks for a collection and a notification that are there', () => {
    const lab = buildLab({ devices });
    expect(refusalCode(() => notify(lab, 'restartClient', 99))).toBe('collectionNotFound');
    expect(refusalCode(() => notify(lab, 'machinePolicy'))).toBe('triggerUnknown');
    expect(operations(lab)).toEqual([]);
  });

  it('keeps its line when the collection is gone', () => {
    const lab = buildLab({ devices });
    const rules = [{ kind: 'direct' as const, deviceIds: [1] }];
    const input = { name: 'Short', comment: '', limitingId: 1, isIncremental: false, rules };
    const collectionId = lab.input('collections.create', input);
    pass(lab, minute);
    notify(lab, 'collectDiscoveryData', collectionId);
    pass(lab, 1);
    lab.input('collections.delete', { collectionId });
    expect(operations(lab)).toMatchObject([{ target: 'Short', collectionId: null, state: 'completed', total: 1 }]);
  });
});
