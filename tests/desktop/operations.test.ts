import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { answerView } from '../../main/lab/door.ts';
import { findRow } from '../../main/db/tables.ts';
import { administratorOf } from '../../main/lab/engine/administrator.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { notificationArrives } from '../../main/simulation/desktop/client-notification.ts';
import { logList, logView } from '../../main/lab/logs/views.ts';
import { findTrigger, notificationIds, type NotificationId } from '../../shared/desktop/triggers.ts';
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

/** What one moment wrote into the logs of a place. */
const saidAt = (lab: Lab, where: string, moment: number): string[] =>
  logList(lab.db, { where }).logs.flatMap(({ name }) =>
    logView(lab.db, { where, log: name, tail: 1000 })
      .lines.filter(({ at }) => at === moment)
      .map(({ text }) => `${name}: ${text}`),
  );
/** Every one of the menu Client Notification by the words of its task, and what it leaves besides in the logs of a client that is there. */
const heard: Partial<Record<NotificationId, [task: string, ...lines: string[]]>> = {
  downloadComputerPolicy: [
    'download computer policy',
    'PolicyAgent.log: Requesting machine policy assignments from authority SMS:FAB (started by request)',
    'PolicyAgent.log: Policy assignments have not changed since the last request.',
    'CcmMessaging.log: Message for MP_PolicyManager was posted to http://cm01.corp.fabrikam.com, HTTP status 200.',
  ],
  downloadUserPolicy: [
    'download user policy',
    'PolicyAgent.log: Requesting user policy assignments for the signed-in user.',
  ],
  collectDiscoveryData: [
    'collect discovery data',
    'InventoryAgent.log: Inventory: action Discovery, started by request.',
    'InventoryAgent.log: Discovery data record was sent.',
  ],
  collectSoftwareInventory: [
    'collect software inventory',
    'InventoryAgent.log: Inventory: action Software, started by request.',
    'InventoryAgent.log: Software inventory was sent.',
  ],
  collectHardwareInventory: [
    'collect hardware inventory',
    'InventoryAgent.log: Inventory: action Hardware, started by request.',
    'InventoryAgent.log: Hardware inventory was sent.',
  ],
  evaluateApplications: ['evaluate application deployments'],
  evaluateUpdates: [
    'evaluate software update deployments',
    'UpdatesDeployment.log: Evaluation of deployed updates was started by request.',
    'UpdatesDeployment.log: No deployment has changed its state.',
  ],
  nextUpdatePoint: ['switch to the next software update point'],
  evaluateHealthAttestation: ['evaluate device health attestation'],
  checkConditionalAccess: ['check conditional access compliance'],
  wakeUp: ['wake up'],
  restartClient: ['restart'],
};

describe('client notification', () => {
  it('is of twelve kinds, each by the name that its menu has', () => {
    const ofMenu = notificationIds.filter((id) => findTrigger(id)!.where === 'siteConsole');
    expect(ofMenu).toHaveLength(12);
    expect(Object.keys(heard).sort()).toEqual([...ofMenu].sort());
    for (const id of ofMenu) expect([findTrigger(id)!.label.toLowerCase()], id).toEqual(heard[id]!.slice(0, 1));
  });

  it.each(Object.entries(heard))(
    '%s leaves its lines where it is sent and where it is heard, and no others',
    (id, [task, ...lines]) => {
      const lab = buildLab({ devices: [{ join: 'hybrid', client: true, enrolled: false, presence: 'always' }] });
      pass(lab, 10 * minute);
      const moment = lab.now;
      lab.input('desktop.trigger', { deviceId: 1, trigger: id });
      // What recurs in a second is written when it is over.
      pass(lab, 1);
      const received = `CcmNotificationAgent.log: Received task from server: ${task}.`;
      const sent = 'CcmNotificationAgent.log: Sent response with ReturnCode 1.';
      expect(saidAt(lab, '1', moment).sort()).toEqual([received, sent, ...lines].sort());
      expect(saidAt(lab, 'cm01', moment).filter((line) => line.startsWith('BgbServer.log'))).toEqual([
        'BgbServer.log: Get one push message from database.',
        `BgbServer.log: Starting to send push task (${task}) to 1 clients (LAP-1).`,
      ]);
    },
  );
});
