import { describe, expect, it } from 'vitest';
import { deviceView } from '../../main/lab/devices/device.ts';
import { planDelivery, queueDelivery } from '../../main/simulation/contact/delivery.ts';
import { currentSchedule } from '../../main/db/tables.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { day, hour, minute } from '../../shared/time.ts';
import {
  action,
  activities,
  buildLab,
  device,
  order,
  pass,
  queued,
  record,
  runUntil,
  runUntilFinished,
  settle,
  takeControl,
} from '../support/build-lab.ts';
import { buildFacts, wednesdayMorning } from '../support/device-facts.ts';

const nextCheckIn = (lab: Lab): number => deviceView(lab.db, 1).truth['nextIntuneCheckIn'] as number;
const lastCheckIn = (lab: Lab): number => deviceView(lab.db, 1).records.intune!.asOf!;
const count = (lab: Lab, kind: string): number => activities(lab).filter((known) => known === kind).length;

describe('an order and its deadline', () => {
  it('is delivered up to the last second before it, and expires at it', () => {
    const facts = buildFacts();
    const planned = planDelivery(facts, 1, wednesdayMorning).at!;
    const kindBy = (deadline: number) =>
      queueDelivery(facts, { id: 1, deadline }, wednesdayMorning).changes.map((change) =>
        change.do === 'queue' ? [change.kind, change.dueAt] : change,
      );
    expect(kindBy(planned + 1)).toEqual([['deliver', planned]]);
    expect(kindBy(planned)).toEqual([['actionExpires', planned]]);
  });
});

describe('Sync', () => {
  it('reaches a device that is online by push, within a minute, and is complete', () => {
    const lab = buildLab();
    const at = lab.now;
    const id = order(lab, 'sync');
    const waiting = action(lab, id);
    expect(waiting).toMatchObject({
      state: 'pending',
      console: 'Pending',
      reason: 'delivering',
      deliveredAt: null,
      canCancel: true,
    });
    const done = runUntilFinished(lab, id);
    expect(done).toMatchObject({
      state: 'done',
      console: 'Complete',
      resultCode: '0x0',
      reason: null,
      expectedBy: null,
      canCancel: false,
      finishedAt: waiting.expectedBy,
    });
    expect(done.deliveredAt! - at).toBeGreaterThanOrEqual(5);
    expect(done.deliveredAt! - at).toBeLessThanOrEqual(40);
    expect(lastCheckIn(lab)).toBe(done.deliveredAt);
    expect(activities(lab)).toEqual(['sync_ordered', 'sync_completed']);
    expect(queued(lab)).toEqual([]);
  });

  it('starts the maintenance rhythm anew, a full period away', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    const done = runUntilFinished(lab, order(lab, 'sync'));
    expect(nextCheckIn(lab)).toBe(done.deliveredAt! + 8 * hour);
  });

  it.each([
    ['is offline', { presence: 'evenings' }, 'offline'],
    ['blocks push', { pushBlocked: true, presence: 'always' }, 'awaitingContact'],
  ] as const)('waits for the next check-in of a device that %s', (_what, set, reason) => {
    const lab = buildLab({ devices: [set] });
    const checkIn = nextCheckIn(lab);
    const id = order(lab, 'sync');
    expect(action(lab, id)).toMatchObject({ state: 'pending', reason, expectedBy: checkIn });
    lab.advanceTo(checkIn - 1);
    expect(action(lab, id).state).toBe('pending');
    lab.advanceTo(checkIn);
    expect(action(lab, id)).toMatchObject({ state: 'done', deliveredAt: checkIn });
  });

  it('waits for a device that never comes until its certificate ends, and then fails', () => {
    const lab = buildLab({ devices: [{ presence: 'drawer', lastOnDaysAgo: 23 }] });
    const id = order(lab, 'sync');
    const deadline = Number(deviceView(lab.db, 1).records.intune!.fields['certificateExpiresAt']);
    expect(action(lab, id)).toMatchObject({
      state: 'pending',
      reason: 'neverContacts',
      expectedBy: deadline,
      deadline,
    });
    lab.advanceTo(deadline - 1);
    expect(action(lab, id).state).toBe('pending');
    lab.advanceTo(deadline);
    expect(action(lab, id)).toMatchObject({
      state: 'failed',
      console: 'Failed',
      reason: 'certificateExpired',
      resultCode: 'certificateExpired',
      deliveredAt: null,
      expectedBy: null,
    });
    expect(activities(lab)).toEqual(['sync_ordered', 'compliance_changed', 'action_expired']);
    // What is left is the end of the record.
    expect(queued(lab)).toEqual(['recordEnds']);
  });

  it('given while the device restarts is taken when the device is back', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    const restart = order(lab, 'restart');
    runUntil(lab, () => device(lab).power === 'restarting');
    const sync = order(lab, 'sync');
    expect(action(lab, sync)).toMatchObject({ state: 'pending', reason: 'offline' });
    const restarted = runUntilFinished(lab, restart);
    const synced = runUntilFinished(lab, sync);
    expect(synced.deliveredAt).toBe(restarted.finishedAt);
  });

  it('arrives exactly once, also when a check-in comes before the push', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    lab.advanceTo(nextCheckIn(lab) - 3);
    const ids = [order(lab, 'sync'), order(lab, 'restart')];
    settle(lab);
    for (const id of ids) expect(action(lab, id).state).toBe('done');
    expect(count(lab, 'sync_completed')).toBe(1);
    expect(count(lab, 'restart_announced')).toBe(1);
    expect(count(lab, 'device_restarted')).toBe(1);
    expect(queued(lab)).toEqual([]);
  });

  it('hands over everything else that waits', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    const [sync, restart] = [order(lab, 'sync'), order(lab, 'restart')];
    runUntilFinished(lab, sync);
    runUntil(lab, () => action(lab, restart).deliveredAt !== null);
    expect(Math.abs(action(lab, restart).deliveredAt! - action(lab, sync).deliveredAt!)).toBeLessThanOrEqual(40);
  });

  it('is planned again when the device has left before the push arrives', () => {
    const lab = buildLab({ devices: [{ presence: 'leavesSoon' }] });
    lab.advanceTo(lab.now + 5 * minute - 3);
    const id = order(lab, 'sync');
    // Three seconds before the lid closes no push arrives any more.
    const waiting = action(lab, id);
    expect(waiting.state).toBe('pending');
    expect(waiting.expectedBy! - lab.now).toBeGreaterThan(hour);
    const done = runUntilFinished(lab, id);
    expect(done).toMatchObject({ state: 'done', deliveredAt: waiting.expectedBy });
  });
});

describe('Restart', () => {
  it('shows five minutes of notice, restarts, and reports at the next contact', () => {
    const lab = buildLab();
    const bootedAt = device(lab).booted_at;
    const id = order(lab, 'restart');
    runUntil(lab, () => action(lab, id).deliveredAt !== null);
    const announced = action(lab, id);
    expect(announced).toMatchObject({
      state: 'active',
      console: 'Active',
      reason: 'awaitingRestart',
      canCancel: false,
    });
    expect(device(lab)).toMatchObject({ power: 'running', booted_at: bootedAt });
    lab.advanceTo(announced.deliveredAt! + 5 * minute - 1);
    expect(device(lab).power).toBe('running');
    lab.advanceTo(announced.deliveredAt! + 5 * minute);
    expect(device(lab).power).toBe('restarting');
    expect(action(lab, id).reason).toBe('restarting');
    runUntil(lab, () => device(lab).power === 'running');
    expect(device(lab).booted_at).toBe(lab.now);
    expect(action(lab, id)).toMatchObject({ state: 'active', reason: 'awaitingReport' });
    const done = runUntilFinished(lab, id);
    expect(done).toMatchObject({ state: 'done', resultCode: '0x0', deliveredAt: announced.deliveredAt });
    expect(done.finishedAt! - announced.deliveredAt!).toBeLessThanOrEqual(
      announced.expectedBy! - announced.deliveredAt!,
    );
    expect(activities(lab)).toEqual(['restart_ordered', 'restart_announced', 'device_restarted', 'restart_completed']);
    expect(lab.check()).toEqual([]);
  });

  it('goes on at noon when the lid was closed during the notice', () => {
    const lab = buildLab({ devices: [{ presence: 'leavesSoon' }] });
    const id = order(lab, 'restart');
    runUntil(lab, () => action(lab, id).deliveredAt !== null);
    pass(lab, 5 * minute);
    const back = deviceView(lab.db, 1).truth['nextOnline'] as number;
    expect(back - lab.now).toBeGreaterThan(hour);
    expect(device(lab).power).toBe('running');
    const waiting = action(lab, id);
    expect(waiting).toMatchObject({ state: 'active', reason: 'awaitingRestart' });
    expect(waiting.expectedBy).toBeGreaterThanOrEqual(back);
    lab.advanceTo(back);
    expect(device(lab).power).toBe('restarting');
    expect(runUntilFinished(lab, id).state).toBe('done');
    expect(count(lab, 'device_restarted')).toBe(1);
  });

  it('ends when its device is restarting by hand at the moment the notice is over', () => {
    const lab = buildLab({ devices: [{ presence: 'always', consentHabit: 'accept' }] });
    const session = order(lab, 'remoteAssistance');
    runUntil(lab, () => action(lab, session).state === 'active');
    takeControl(lab, session);
    const id = order(lab, 'restart');
    const takenAt = action(lab, id).expectedBy!;
    const begins = takenAt + 5 * minute;
    // The person's own restart begins some seconds before Intune's, and is still under way when the notice is over.
    lab.input('sessions.run', { actionId: session, command: `shutdown /r /t ${begins - lab.now - 10}` });
    lab.advanceTo(begins);
    expect(device(lab).power).toBe('restarting');
    expect(lab.check()).toEqual([]);
    const done = runUntilFinished(lab, id);
    expect(done.state).toBe('done');
    expect(lab.check()).toEqual([]);
  });

  it('is reported by the check-in that a Sync causes before the report of the boot', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    const id = order(lab, 'restart');
    runUntil(lab, () => action(lab, id).reason === 'awaitingReport');
    order(lab, 'sync');
    settle(lab);
    expect(action(lab, id).state).toBe('done');
    expect(count(lab, 'restart_completed')).toBe(1);
    expect(lab.check()).toEqual([]);
  });

  it('starts an installed update, of which Intune and, at the heartbeat, the site learn', () => {
    const lab = buildLab({
      devices: [
        { presence: 'always', join: 'hybrid', client: true, osVersion: '10.0.26100.8875', pendingRebootDays: 19 },
      ],
    });
    const pending = device(lab).pending_os_version;
    expect(pending).toBe('10.0.26100.9168');
    expect(record(lab, 'intune_devices')!.os_version).toBe('10.0.26100.8875');
    const id = order(lab, 'restart');
    runUntil(lab, () => action(lab, id).reason === 'awaitingReport');
    expect(device(lab)).toMatchObject({ os_version: pending, pending_os_version: null, pending_reboot_since: null });
    expect(record(lab, 'intune_devices')!.os_version).toBe('10.0.26100.8875');
    runUntilFinished(lab, id);
    expect(record(lab, 'intune_devices')!.os_version).toBe(pending);
    expect(record(lab, 'configmgr_devices')!.os_version).toBe('10.0.26100.8875');
    pass(lab, 8 * day);
    expect(record(lab, 'configmgr_devices')!.os_version).toBe(pending);
  });
});

describe('check-in', () => {
  it('keeps the schedules of a device without a gap, the earlier ones as history', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    for (let i = 0; i < 3; i += 1) {
      runUntilFinished(lab, order(lab, 'sync'));
      pass(lab, hour);
    }
    expect(lab.db.prepare('SELECT count(*) FROM device_schedules WHERE channel = 1').pluck().get()).toBe(4);
    expect(currentSchedule(lab.db, 1, 1)!.before_at).toBe(action(lab, 3).deliveredAt);
    expect(lab.check()).toEqual([]);
  });
});
