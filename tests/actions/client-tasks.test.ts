import { describe, expect, it } from 'vitest';
import { traceView } from '../../main/lab/actions/trace.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { currentSchedule } from '../../main/db/tables.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { resumeTasks } from '../../main/simulation/attach/client-tasks.ts';
import type { ActionRow } from '../../main/rows/actions.ts';
import { actionsCarriedBy, type ActionKind, remoteActions } from '../../shared/actions/words.ts';
import { roleCatalogue, roles } from '../../shared/rights/words.ts';
import { siteRoleCatalogue, siteRoles } from '../../shared/rights/site-roles.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { attach, attachedLab, configure, diary, siteClient } from '../support/attached-lab.ts';
import {
  action,
  activities,
  administratorOfRole,
  buildLab,
  noAutoRegister,
  changeDevice,
  device,
  onPlatform,
  order,
  pass,
  queued,
  record,
  refusalCode,
  runUntil,
  runUntilFinished,
  signIn,
} from '../support/build-lab.ts';

import { buildFacts, wednesdayMorning } from '../support/device-facts.ts';

const administrator = administratorOfRole('intuneAdministrator');
const states = (lab: Lab, id: number) => traceView(lab.db, { actionId: id }).hops.map(({ state }) => state);
const polls = (lab: Lab): number => deviceView(lab.db, 1).records.configmgr!.fields['lastPolicyRequest'] as number;

describe('a client task', () => {
  it.each(actionsCarriedBy('clientTask'))('%s passes three hops in seconds, each with its log and its time', (kind) => {
    const lab = attachedLab();
    const at = lab.now;
    const id = order(lab, kind);
    expect(action(lab, id)).toMatchObject({ state: 'pending', origin: 'intune', reason: 'forwarding', bound: null });
    expect(states(lab, id)).toEqual(['done', 'waiting']);
    runUntil(lab, () => action(lab, id).state === 'active');
    expect(action(lab, id)).toMatchObject({ reason: 'forwarding', deliveredAt: null });
    expect(states(lab, id)).toEqual(['done', 'done', 'waiting', 'waiting']);
    const done = runUntilFinished(lab, id);
    expect(done).toMatchObject({ state: 'done', console: 'Complete', resultCode: '0x0', deliveredAt: done.finishedAt });
    expect(done.finishedAt! - at).toBeLessThanOrEqual(15);
    const { hops } = traceView(lab.db, { actionId: id });
    expect(hops.map(({ log }) => log)).toEqual([
      'Audit logs',
      'CMGatewayNotificationWorker.log',
      'BgbServer.log',
      'CcmNotificationAgent.log',
    ]);
    expect(hops.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
    const times = hops.map((hop) => hop.at!);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(times[1]).toBeGreaterThan(times[0]!);
    expect(times[3]).toBe(done.finishedAt);
    const guid = /TaskGUID: (\S+)/.exec(hops[2]!.text)![1]!;
    expect(hops[1]!.text).toContain(guid);
    expect(hops[3]!.text).toContain(guid);
    expect(activities(lab)).toEqual([remoteActions[kind].activity, 'task_completed']);
    expect(lab.check()).toEqual([]);
  });

  it('Sync Machine Policy is a policy request, and leaves the rhythm of polls as it was', () => {
    const lab = attachedLab();
    const rhythm = () => {
      const { since, phase, period } = currentSchedule(lab.db, 1, 2)!;
      return (since + phase) % period;
    };
    const before = rhythm();
    const done = runUntilFinished(lab, order(lab, 'syncMachinePolicy'));
    expect(polls(lab)).toBe(done.finishedAt);
    expect(rhythm()).toBe(before);
    const next = deviceView(lab.db, 1).truth['nextPolicyPoll'] as number;
    expect(next - lab.now).toBeLessThanOrEqual(hour);
    lab.advanceTo(next);
    expect(polls(lab)).toBe(next);
    runUntilFinished(lab, order(lab, 'syncUserPolicy'));
    expect(polls(lab)).toBe(next);
  });

  it('brings what waited for the next poll', () => {
    const lab = attachedLab({ cloud: noAutoRegister });
    configure(lab, 'autoRegister', 'on');
    pass(lab, 2);
    const poll = deviceView(lab.db, 1).truth['nextPolicyPoll'] as number;
    expect(lab.db.prepare('SELECT count(*) FROM hybrid_joins').pluck().get()).toBe(0);
    const done = runUntilFinished(lab, order(lab, 'syncMachinePolicy'));
    expect(done.finishedAt).toBeLessThan(poll);
    expect(diary(lab, 'joinAllowed', 1)).toMatchObject([{ at: done.finishedAt }]);
  });

  it('waits at the site for a client that is offline, until its notification channel is back', () => {
    const lab = attachedLab({ devices: [siteClient({ presence: 'leavesSoon' })] });
    pass(lab, 10 * minute);
    const id = order(lab, 'syncMachinePolicy');
    pass(lab, 30);
    const waiting = action(lab, id);
    expect(waiting).toMatchObject({ state: 'active', reason: 'channelDown' });
    const back = deviceView(lab.db, 1).truth['nextOnline'] as number;
    expect(waiting.expectedBy! - back).toBeGreaterThanOrEqual(10);
    expect(waiting.expectedBy! - back).toBeLessThanOrEqual(60);
    expect(states(lab, id)).toEqual(['done', 'done', 'waiting', 'waiting']);
    lab.advanceTo(waiting.expectedBy!);
    expect(action(lab, id)).toMatchObject({ state: 'done', deliveredAt: waiting.expectedBy });
  });

  it('is not helped by the internet: only the site’s own network carries the channel', () => {
    const lab = attachedLab({ devices: [siteClient({ presence: 'home' })] });
    const id = order(lab, 'syncMachinePolicy');
    pass(lab, 12 * hour);
    expect(action(lab, id)).toMatchObject({
      state: 'active',
      reason: 'neverContacts',
      expectedBy: action(lab, id).deadline,
    });
    lab.advanceTo(action(lab, id).deadline);
    expect(action(lab, id)).toMatchObject({ state: 'failed', reason: 'taskExpired', resultCode: 'expired' });
    expect(states(lab, id)).toEqual(['done', 'done', 'failed', 'failed']);
    expect(lab.check()).toEqual([]);
  });

  it.each([
    ['serviceEndpoints', 'blocked', 'open'],
    ['serviceConnectionPoint', 'offline', 'online'],
  ] as const)('stays in the cloud while %s is %s, and comes when it is not', (setting, bad, good) => {
    const lab = attachedLab();
    configure(lab, setting, bad);
    const id = order(lab, 'syncMachinePolicy');
    pass(lab, day);
    expect(action(lab, id)).toMatchObject({ state: 'pending', reason: 'connectorDown', canCancel: true });
    expect(states(lab, id)).toEqual(['done', 'waiting']);
    configure(lab, setting, good);
    pass(lab, minute);
    expect(action(lab, id)).toMatchObject({ state: 'done' });
    expect(lab.check()).toEqual([]);
  });

  it('can be taken back before the site has it, and not after', () => {
    const lab = attachedLab({ devices: [siteClient({ presence: 'evenings' })] });
    const first = order(lab, 'syncMachinePolicy');
    lab.input('actions.cancel', { actionId: first });
    expect(action(lab, first).state).toBe('canceled');
    const second = order(lab, 'syncMachinePolicy');
    runUntil(lab, () => action(lab, second).state === 'active');
    expect(refusalCode(() => lab.input('actions.cancel', { actionId: second }))).toBe('tooLate');
    expect(queued(lab).filter((kind) => kind === 'taskForwarded')).toEqual([]);
    expect(lab.check()).toEqual([]);
  });

  it('has nothing to do with MDM: no check-in brings it, and it causes none', () => {
    const lab = attachedLab({ devices: [{ client: true, join: 'hybrid', presence: 'home' }] });
    const id = order(lab, 'syncMachinePolicy');
    const sync = runUntilFinished(lab, order(lab, 'sync'));
    expect(sync.state).toBe('done');
    pass(lab, day);
    expect(action(lab, id)).toMatchObject({ state: 'active', deliveredAt: null });
    const other = attachedLab({ devices: [{ client: true, join: 'hybrid', presence: 'always' }] });
    const before = deviceView(other.db, 1).records.intune!.asOf;
    runUntilFinished(other, order(other, 'syncMachinePolicy'));
    expect(deviceView(other.db, 1).records.intune!.asOf).toBe(before);
  });

  it('is not beaten by a wipe, and ends with the record that its report removes', () => {
    const lab = attachedLab({ devices: [{ client: true, join: 'hybrid', presence: 'home', wipeHabit: 'reports' }] });
    const id = order(lab, 'syncMachinePolicy');
    pass(lab, 30);
    runUntilFinished(lab, order(lab, 'wipe'));
    pass(lab, hour);
    expect(device(lab).client_version).toBeNull();
    expect(action(lab, id)).toMatchObject({ state: 'canceled' });
    expect(lab.check()).toEqual([]);
  });

  it('is planned again when the client has gone before it arrives', () => {
    const lab = attachedLab();
    const id = order(lab, 'syncMachinePolicy');
    runUntil(lab, () => action(lab, id).state === 'active');
    changeDevice(lab, { power: 'restarting' });
    runUntil(lab, () => action(lab, id).reason === 'channelDown');
    changeDevice(lab, { power: 'running' });
    expect(runUntilFinished(lab, id).state).toBe('done');
  });
});

describe('a task that nobody could send', () => {
  const at = wednesdayMorning;
  const held = (kind: ActionKind, deadline: number, more: Partial<ActionRow> = {}) =>
    ({ id: 4, kind, deadline, state: 'active', reason: 'neverContacts', ...more }) as ActionRow;

  it.each<[what: string, action: ActionRow, goesOut: boolean]>([
    ['goes out when the channel of its client is back', held('syncMachinePolicy', at + 1), true],
    ['has run out by then', held('syncMachinePolicy', at), false],
    ['is none: an order of MDM waits for a check-in', held('restart', at + 1), false],
    ['has not reached the site yet', held('syncMachinePolicy', at + 1, { state: 'pending' }), false],
    ['waits for something else', held('syncMachinePolicy', at + 1, { reason: 'channelDown' }), false],
  ])('%s', (_what, waiting, goesOut) => {
    const changes = resumeTasks(buildFacts({ waiting: [waiting] }), at);
    const arrival = { do: 'queue', dueAt: at, kind: 'taskArrives', deviceId: 7, subjectId: 4 };
    if (goesOut) expect(changes).toContainEqual(arrival);
    else expect(changes).toEqual([]);
  });

  it('is on its way as long as it waits, and was never taken once it has run out', () => {
    const lab = attachedLab();
    const id = order(lab, 'syncMachinePolicy');
    const notification = () => traceView(lab.db, { actionId: id }).hops[1]!.text;
    expect(notification()).toMatch(/on its way/);
    configure(lab, 'serviceConnectionPoint', 'offline');
    expect(notification()).toMatch(/no way to the cloud/);
    lab.advanceTo(action(lab, id).deadline);
    expect(action(lab, id).state).toBe('failed');
    configure(lab, 'serviceConnectionPoint', 'online');
    expect(notification()).toBe('Never taken');
  });
});

describe('who may order it', () => {
  it.each(roles)('needs the Intune right, which %s has or has not', (role) => {
    const lab = attachedLab();
    signIn(lab, role);
    const isAllowed = roleCatalogue[role].rights.includes('initiateSiteAction');
    if (!isAllowed) expect(refusalCode(() => order(lab, 'syncMachinePolicy'))).toBe('missingRight');
    else expect(order(lab, 'syncMachinePolicy')).toBe(1);
  });

  it.each(siteRoles)('and rights in the site, which %s has or has not', (siteRole) => {
    const lab = attachedLab();
    configure(lab, 'siteRole', siteRole, administrator);
    const ended = runUntilFinished(lab, order(lab, 'syncMachinePolicy'));
    const needed = ['read', 'notifyResource'] as const;
    if (needed.every((right) => siteRoleCatalogue[siteRole].rights.includes(right))) {
      expect(ended.state).toBe('done');
      return;
    }
    expect(ended).toMatchObject({
      state: 'failed',
      reason: 'siteRefused',
      resultCode: 'Unauthorized',
      deliveredAt: null,
    });
    const { hops } = traceView(lab.db, { actionId: ended.id });
    expect(hops.map(({ state }) => state)).toEqual(['done', 'refused']);
    expect(hops[1]!.text).toMatch(/^Unauthorized to perform client action.* lacks the right Collection\//);
    expect(polls(lab)).toBeLessThan(ended.orderedAt);
    expect(lab.check()).toEqual([]);
  });

  /** Box *Enforce Configuration Manager RBAC*, toggle *Use Intune RBAC*: whether an administrator without rights in the site may. */
  it.each([
    [true, 'off', false],
    [false, 'off', false],
    [false, 'on', true],
    [true, 'on', false],
  ] as const)('with the site enforcing %s and Intune RBAC %s: %s', (enforceRbac, useIntuneRbac, isAllowed) => {
    const lab = attachedLab({}, { enforceRbac });
    configure(lab, 'useIntuneRbac', useIntuneRbac);
    configure(lab, 'siteRole', 'none', administrator);
    configure(lab, 'adUserDiscovery', 'off');
    expect(runUntilFinished(lab, order(lab, 'syncMachinePolicy')).state).toBe(isAllowed ? 'done' : 'failed');
  });

  it.each([
    ['a user that neither discovery found', [['adUserDiscovery', 'off', null]], 'Unauthorized', /not discovered/],
    ['a provider that asks for MFA', [['providerAuthentication', 'mfa', null]], '403', /SMS Provider/],
    [
      'an identity that does not match',
      [['verifiedUpnSuffix', 'off', administrator]],
      'Unauthorized',
      /does not match/,
    ],
  ] as const)('is refused to %s', (_what, settings, code, why) => {
    const lab = attachedLab();
    for (const [setting, value, target] of settings) configure(lab, setting, value, target);
    const ended = runUntilFinished(lab, order(lab, 'appEvaluation'));
    expect(ended).toMatchObject({ state: 'failed', resultCode: code });
    expect(traceView(lab.db, { actionId: ended.id }).hops.at(-1)!.text).toMatch(why);
  });

  it('is helped by either of the two user discoveries', () => {
    const lab = attachedLab();
    configure(lab, 'adUserDiscovery', 'off');
    configure(lab, 'entraUserDiscovery', 'on');
    expect(runUntilFinished(lab, order(lab, 'appEvaluation')).state).toBe('done');
  });
});

describe('which devices take it', () => {
  it('is every attached one, co-managed or not, computer or server', () => {
    const lab = attachedLab({
      devices: [
        siteClient(),
        { client: true, join: 'hybrid', presence: 'always' },
        onPlatform('windowsServer', { presence: 'always', person: null }),
        { presence: 'always' },
        siteClient({ client: false }),
        onPlatform('ios', { presence: 'always' }),
      ],
    });
    for (const id of [1, 2, 3]) expect(order(lab, 'syncMachinePolicy', id)).toBe(id);
    expect(refusalCode(() => order(lab, 'syncMachinePolicy', 4))).toBe('notAttached');
    expect(refusalCode(() => order(lab, 'syncMachinePolicy', 5))).toBe('noIntuneRecord');
    expect(refusalCode(() => order(lab, 'syncMachinePolicy', 6))).toBe('notSupported');
    expect(refusalCode(() => order(lab, 'syncMachinePolicy', [1, 2]))).toBe('tooManyDevices');
  });

  it('is none before the upload shows, and none of a site that is not attached', () => {
    const lab = buildLab({ devices: [{ client: true, join: 'hybrid', presence: 'always' }] });
    expect(refusalCode(() => order(lab, 'syncMachinePolicy'))).toBe('notAttached');
    attach(lab);
    pass(lab, minute);
    expect(refusalCode(() => order(lab, 'syncMachinePolicy'))).toBe('notAttached');
    pass(lab, 11 * minute);
    expect(order(lab, 'syncMachinePolicy')).toBe(1);
    expect(refusalCode(() => order(lab, 'syncMachinePolicy'))).toBe('alreadyWaiting');
  });

  it('says of the others what an attached-only device does take', () => {
    const lab = attachedLab();
    expect(record(lab, 'intune_devices')!.managed_by).toBe('configMgr');
    for (const kind of ['sync', 'restart', 'wipe'] as const)
      expect(() => order(lab, kind)).toThrow(/Sync Machine Policy, Sync User Policy, App Evaluation Cycle/);
  });
});

describe('the trace', () => {
  it('of an order by MDM shows order, check-in and report', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    const id = order(lab, 'restart');
    expect(states(lab, id)).toEqual(['done', 'waiting']);
    runUntil(lab, () => action(lab, id).state === 'active');
    expect(states(lab, id)).toEqual(['done', 'done', 'waiting']);
    runUntilFinished(lab, id);
    expect(states(lab, id)).toEqual(['done', 'done', 'done']);
  });

  it('of an order that never reached its device ends there', () => {
    const lab = buildLab({ devices: [{ presence: 'drawer', lastOnDaysAgo: 3 }] });
    const id = order(lab, 'sync');
    lab.input('actions.cancel', { actionId: id });
    expect(states(lab, id)).toEqual(['done', 'failed']);
    expect(refusalCode(() => traceView(lab.db, { actionId: 99 }))).toBe('actionNotFound');
  });
});
