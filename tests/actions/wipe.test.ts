import { describe, expect, it } from 'vitest';
import { boundOf } from '../../main/lab/actions/action.ts';
import { answerView } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { findRow } from '../../main/db/tables.ts';
import { wipeBegins } from '../../main/simulation/actions/wipe.ts';
import { drawBetween } from '../../main/simulation/kernel/draw.ts';
import type { ActionRow } from '../../main/rows/actions.ts';
import { buildFacts, wednesdayMorning } from '../support/device-facts.ts';
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
  refusalCode,
  runUntil,
  runUntilFinished,
  settle,
  type DeviceSet,
  takeControl,
} from '../support/build-lab.ts';

describe('the report of a device that is wiped', () => {
  it('comes in 85 of 100 wipes', () => {
    const facts = buildFacts({ device: { wipe_habit: 'drawn' } });
    const wipes = (isAt: number): number[] =>
      Array.from({ length: 20_000 }, (_, index) => index + 1).filter(
        (id) => drawBetween(facts.seed, 'wipeReport', facts.device.id, id, 0, 999) === isAt,
      );
    const reports = (id: number): boolean => {
      const wiped = { id, kind: 'wipe', state: 'active', options: '{}', deadline: wednesdayMorning + day } as ActionRow;
      const changes = wipeBegins({ ...facts, action: () => wiped }, id, wednesdayMorning);
      return changes.some((change) => change.do === 'update' && change.table === 'intune_devices');
    };
    const [last, first] = [wipes(849), wipes(850)];
    expect(Math.min(last.length, first.length)).toBeGreaterThan(0);
    expect(last.map(reports)).toEqual(last.map(() => true));
    expect(first.map(reports)).toEqual(first.map(() => false));
  });
});

const reporting: DeviceSet = {
  presence: 'always',
  wipeHabit: 'reports',
  join: 'hybrid',
  client: true,
  autopilot: true,
};
const silent: DeviceSet = { ...reporting, wipeHabit: 'silent' };

describe('Wipe', () => {
  it('that is reported removes Intune’s record and leaves the others as they were', () => {
    const lab = buildLab({ devices: [reporting] });
    const before = {
      entra: record(lab, 'entra_devices'),
      ad: record(lab, 'ad_computers'),
      site: record(lab, 'configmgr_devices'),
      autopilot: record(lab, 'autopilot_identities'),
    };
    const id = order(lab, 'wipe');
    expect(record(lab, 'intune_devices')!.management_state).toBe('wipeIssued');
    runUntil(lab, () => action(lab, id).deliveredAt !== null);
    expect(action(lab, id)).toMatchObject({
      state: 'pending',
      console: 'Pending',
      reason: 'resetting',
      canCancel: false,
    });
    expect(record(lab, 'intune_devices')!.management_state).toBe('wipePending');
    const done = runUntilFinished(lab, id);
    expect(done.state).toBe('done');
    expect(device(lab).power).toBe('resetting');
    expect(record(lab, 'intune_devices')).toBeUndefined();
    expect(findRow(lab.db, 'intune_devices', 1)).toMatchObject({ removed_at: done.finishedAt, is_current: 0 });
    pass(lab, hour);
    expect(device(lab)).toMatchObject({
      power: 'oobe',
      pattern_id: null,
      user_id: null,
      is_mdm_enrolled: 0,
      join_type: 'workgroup',
      client_version: null,
      is_encrypted: 0,
      pending_reboot_since: null,
    });
    expect(device(lab).name).toMatch(/^DESKTOP-[A-Z0-9]{7}$/);
    expect({
      entra: record(lab, 'entra_devices'),
      ad: record(lab, 'ad_computers'),
      site: record(lab, 'configmgr_devices'),
      autopilot: record(lab, 'autopilot_identities'),
    }).toEqual(before);
    expect(activities(lab)).toEqual([
      'wipe_ordered',
      'wipe_received',
      'wipe_reported',
      'intune_record_removed',
      'device_reset',
    ]);
    expect(lab.check()).toEqual([]);
  });

  it('leaves the site with a client that counts as active for a week and inactive after it', () => {
    const lab = buildLab({ devices: [reporting] });
    runUntilFinished(lab, order(lab, 'wipe'));
    const poll = deviceView(lab.db, 1).records.configmgr!.fields['lastPolicyRequest'];
    pass(lab, 3 * day);
    const { truth, records } = deviceView(lab.db, 1);
    expect(truth).toMatchObject({
      clientInstalled: false,
      online: false,
      nextIntuneCheckIn: null,
      nextPolicyPoll: null,
      nextOnline: null,
    });
    expect(records.configmgr!.fields).toMatchObject({ clientInstalled: true, lastPolicyRequest: poll });
    expect(record(lab, 'configmgr_devices')!.has_client).toBe(1);
  });

  it('without a report stays Pending until the certificate ends, and then fails', () => {
    const lab = buildLab({ devices: [silent] });
    const id = order(lab, 'wipe');
    runUntil(lab, () => action(lab, id).reason === 'neverReports');
    const { deadline } = action(lab, id);
    expect(deadline).toBe(record(lab, 'intune_devices')!.certificate_expires_at);
    pass(lab, day);
    expect(device(lab).power).toBe('oobe');
    expect(action(lab, id)).toMatchObject({ state: 'pending', console: 'Pending', expectedBy: deadline, bound: null });
    expect(lab.check()).toEqual([]);
    lab.advanceTo(deadline - 1);
    expect(action(lab, id).state).toBe('pending');
    lab.advanceTo(deadline);
    expect(action(lab, id)).toMatchObject({ state: 'failed', reason: 'certificateExpired' });
    expect(record(lab, 'intune_devices')!.management_state).toBe('wipeFailed');
    expect(lab.check()).toEqual([]);
  });

  it('without a report tells Intune nothing of what the device became', () => {
    // An update started before the wipe would have been told at the next check-in.
    const lab = buildLab({
      devices: [{ ...silent, osVersion: '10.0.26100.8875', pendingRebootDays: 19, consentHabit: 'accept' }],
    });
    const session = order(lab, 'remoteAssistance');
    runUntil(lab, () => action(lab, session).state === 'active');
    takeControl(lab, session);
    lab.input('sessions.run', { actionId: session, command: 'shutdown /r /t 0' });
    runUntil(lab, () => device(lab).power === 'running' && device(lab).pending_reboot_since === null);
    const id = order(lab, 'wipe');
    runUntil(lab, () => action(lab, id).reason === 'neverReports');
    const told = record(lab, 'intune_devices');
    const site = record(lab, 'configmgr_devices');
    pass(lab, 9 * day);
    expect(record(lab, 'intune_devices')).toEqual(told);
    expect(record(lab, 'configmgr_devices')).toEqual(site);
    expect(device(lab).power).toBe('oobe');
    expect(lab.check()).toEqual([]);
  });

  it('that keeps the enrollment leaves device and record together, and reports', () => {
    const lab = buildLab({ devices: [reporting] });
    const { name, user_id: user } = device(lab);
    const id = order(lab, 'wipe', 1, { keepEnrollmentData: true });
    runUntil(lab, () => action(lab, id).reason === 'awaitingReport');
    const waiting = action(lab, id);
    expect(waiting).toMatchObject({ state: 'pending', options: { keepEnrollmentData: true } });
    const done = runUntilFinished(lab, id);
    expect(done).toMatchObject({ state: 'done', finishedAt: waiting.expectedBy });
    expect(device(lab)).toMatchObject({
      power: 'running',
      name,
      user_id: user,
      is_mdm_enrolled: 1,
      join_type: 'hybrid',
      is_encrypted: 1,
      client_version: null,
    });
    expect(record(lab, 'intune_devices')).toMatchObject({
      is_current: 1,
      removed_at: null,
      management_state: 'managed',
    });
    expect(activities(lab)).toEqual(['wipe_ordered', 'wipe_received', 'device_reset', 'wipe_completed']);
    // It checks in as before.
    pass(lab, day);
    expect(deviceView(lab.db, 1).records.intune!.asOf).toBeGreaterThan(done.finishedAt!);
    expect(runUntilFinished(lab, order(lab, 'sync')).state).toBe('done');
    expect(lab.check()).toEqual([]);
  });

  it('that is protected leaves few devices unbootable, and only those that were wiped so', () => {
    const devices = Array.from({ length: 100 }, () => ({ presence: 'always', wipeHabit: 'reports' }) as const);
    const ids = devices.map((_, index) => index + 1);
    const powers = (options: Record<string, boolean>): string[] => {
      const lab = buildLab({ devices, seed: 5 });
      order(lab, 'wipe', ids, options);
      pass(lab, 2 * hour);
      expect(lab.check()).toEqual([]);
      return lab.db.prepare('SELECT power FROM devices ORDER BY id').pluck().all() as string[];
    };
    expect(new Set(powers({}))).toEqual(new Set(['oobe']));
    const protectedPowers = powers({ useProtectedWipe: true });
    const broken = protectedPowers.filter((power) => power === 'unbootable').length;
    expect(protectedPowers.every((power) => power === 'oobe' || power === 'unbootable')).toBe(true);
    expect(broken).toBeGreaterThan(0);
    expect(broken).toBeLessThan(15);
  });

  it('waits with its reset for a device whose lid was closed after it took the order', () => {
    const lab = buildLab({ devices: [{ presence: 'leavesSoon', wipeHabit: 'reports' }] });
    lab.advanceTo(lab.now + 4 * minute);
    const id = order(lab, 'wipe');
    runUntil(lab, () => action(lab, id).deliveredAt !== null || action(lab, id).reason === 'offline');
    expect(action(lab, id).deliveredAt).not.toBeNull();
    lab.advanceTo(lab.now + 4 * minute);
    expect(device(lab).power).toBe('running');
    const waiting = action(lab, id);
    expect(waiting.expectedBy).toBe(deviceView(lab.db, 1).truth['nextOnline']);
    const done = runUntilFinished(lab, id);
    expect(done.finishedAt).toBe(waiting.expectedBy);
  });

  it('of a phone leaves its name', () => {
    const lab = buildLab({
      devices: [
        {
          model: 'iPhone 15',
          osBuild: 'ios',
          join: 'registered',
          presence: 'always',
          wipeHabit: 'reports',
          name: 'iPhone 7',
        },
      ],
    });
    order(lab, 'wipe');
    pass(lab, 2 * hour);
    expect(device(lab)).toMatchObject({ power: 'oobe', name: 'iPhone 7', is_encrypted: 1 });
  });

  it.each([
    [
      'long ago, with a certificate that has ended since',
      { enrolledDaysAgo: 370, silentWipe: { orderedHoursAgo: 1440, deliveredHoursAgo: 1440 } },
    ],
    ['just now', { silentWipe: { orderedHoursAgo: 1, deliveredHoursAgo: 0 } }],
  ])('may have been planted %s', (_when, set) => {
    const lab = buildLab({ devices: [{ presence: 'drawer', lastOnDaysAgo: 1, ...set }] });
    expect(lab.check()).toEqual([]);
    const { since, deadline, expectedBy } = action(lab, 1);
    expect(since).toBeLessThanOrEqual(lab.now);
    expect(deadline).toBeGreaterThan(lab.now);
    expect(expectedBy).toBe(deadline);
    // A device that was reset is silent, too: in time its record will not be compliant any more, and go.
    const ofSilence = ['goesSilent', 'recordEnds'];
    expect(queued(lab).filter((kind) => !ofSilence.includes(kind))).toEqual(['actionExpires']);
    lab.advanceTo(deadline);
    expect(action(lab, 1).state).toBe('failed');
  });

  it('planted by a scenario waits like one that was ordered', () => {
    const lab = buildLab({
      devices: [{ presence: 'drawer', lastOnDaysAgo: 1, silentWipe: { orderedHoursAgo: 27, deliveredHoursAgo: 26 } }],
    });
    expect(action(lab, 1)).toMatchObject({ state: 'pending', reason: 'neverReports', canCancel: false });
    expect(refusalCode(() => lab.input('actions.cancel', { actionId: 1 }))).toBe('tooLate');
    lab.advanceTo(action(lab, 1).deadline);
    expect(action(lab, 1).state).toBe('failed');
  });
});

const everything = { states: [], kinds: [], reasons: [], deviceId: null, search: '', offset: 0, limit: 10 };

describe('while what is to come is withheld', () => {
  const read = (lab: Lab) => answerView(lab.db, 'actions.list', everything).rows.find(({ kind }) => kind === 'wipe')!;

  it('a wipe that a device took reads like one that still waits', () => {
    const lab = buildLab({ devices: [silent, { ...silent, presence: 'evenings' }] });
    const [taken, waiting] = [order(lab, 'wipe', 1), order(lab, 'wipe', 2)];
    runUntil(lab, () => action(lab, taken).deliveredAt !== null);
    expect(action(lab, waiting)).toMatchObject({ deliveredAt: null, canCancel: true });
    lab.withheld = ['expected'];
    const { rows, withheld } = answerView(lab.db, 'actions.list', everything);
    expect(withheld).toEqual(['expected']);
    const [one, other] = rows.map(({ id: _id, device: _name, deviceId: _device, deadline: _end, ...row }) => row);
    expect(one).toEqual({ ...other, bound: one!.bound });
    // Nor does the documented range, which goes by the last contact before the order.
    expect(rows.find(({ id }) => id === taken)!.bound).not.toBeNull();
    lab.withheld = [];
    lab.advanceTo(action(lab, taken).deadline);
    expect(action(lab, taken)).toMatchObject({ state: 'failed', canCancel: false });
    expect(read(lab).deliveredAt).not.toBeUndefined();
    lab.withheld = ['expected'];
    // That it was carried out after all is still what no console tells.
    expect(answerView(lab.db, 'devices.read', { deviceId: 1 }).actions).toMatchObject([
      { state: 'failed', deliveredAt: null, canCancel: false },
    ]);
  });

  it('what the console shows as done may be known as delivered', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    runUntilFinished(lab, order(lab, 'sync'));
    lab.withheld = ['expected'];
    expect(answerView(lab.db, 'devices.read', { deviceId: 1 }).actions[0]).toMatchObject({
      state: 'done',
      deliveredAt: expect.any(Number) as number,
      canCancel: false,
    });
  });
});

describe('precedence', () => {
  it('lets a wipe beat what waits, and cancels it when the wipe is delivered', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings', wipeHabit: 'reports' }] });
    const others = [order(lab, 'sync'), order(lab, 'restart')];
    const wipe = order(lab, 'wipe');
    for (const id of others) {
      const beaten = action(lab, id);
      expect(beaten).toMatchObject({ state: 'pending', reason: 'overridden', expectedBy: beaten.deadline });
    }
    runUntil(lab, () => action(lab, wipe).deliveredAt !== null);
    for (const id of others)
      expect(action(lab, id)).toMatchObject({ state: 'canceled', reason: 'overridden', deliveredAt: null });
    expect(activities(lab)).not.toContain('sync_completed');
    pass(lab, day);
    expect(activities(lab)).not.toContain('device_restarted');
    expect(queued(lab)).toEqual([]);
    expect(lab.check()).toEqual([]);
  });

  it('beats what is ordered after the wipe, too', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings', wipeHabit: 'reports' }] });
    order(lab, 'wipe');
    const id = order(lab, 'restart');
    expect(action(lab, id)).toMatchObject({ state: 'pending', reason: 'overridden' });
    pass(lab, day);
    expect(action(lab, id).state).toBe('canceled');
  });

  it('cancels what is ordered while a wipe that keeps the enrollment runs', () => {
    const lab = buildLab({ devices: [reporting] });
    const wipe = order(lab, 'wipe', 1, { keepEnrollmentData: true });
    runUntil(lab, () => device(lab).power === 'resetting');
    const sync = order(lab, 'sync');
    runUntilFinished(lab, wipe);
    expect(action(lab, sync)).toMatchObject({ state: 'canceled', reason: 'overridden' });
    expect(queued(lab)).toEqual([]);
  });

  it('revives what a wipe had beaten when the wipe is canceled in the lab', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings' }] });
    const sync = order(lab, 'sync');
    const { expectedBy } = action(lab, sync);
    const wipe = order(lab, 'wipe');
    const late = order(lab, 'restart');
    lab.input('actions.cancel', { actionId: wipe });
    expect(action(lab, wipe)).toMatchObject({ state: 'canceled', reason: 'canceledInLab', canCancel: false });
    expect(record(lab, 'intune_devices')!.management_state).toBe('managed');
    expect(action(lab, sync)).toMatchObject({ state: 'pending', reason: 'offline', expectedBy });
    expect(action(lab, late)).toMatchObject({ state: 'pending', reason: 'offline', expectedBy });
    pass(lab, day);
    expect(action(lab, sync).state).toBe('done');
    expect(action(lab, late).state).toBe('done');
    expect(activities(lab).filter((kind) => kind === 'sync_completed')).toHaveLength(1);
    expect(lab.check()).toEqual([]);
  });

  it('revives what a wipe had beaten when the wipe fails undelivered', () => {
    const lab = buildLab({ devices: [{ presence: 'drawer', lastOnDaysAgo: 10 }] });
    const wipe = order(lab, 'wipe');
    const { deadline } = action(lab, wipe);
    lab.advanceTo(deadline - 60);
    const sync = order(lab, 'sync');
    expect(action(lab, sync).reason).toBe('overridden');
    lab.advanceTo(deadline);
    expect(action(lab, wipe).state).toBe('failed');
    expect(action(lab, sync)).toMatchObject({ state: 'pending', reason: 'neverContacts' });
    expect(lab.check()).toEqual([]);
  });

  it('stops a restart during its five-minute notice', () => {
    const lab = buildLab({ devices: [reporting] });
    const restart = order(lab, 'restart');
    runUntil(lab, () => action(lab, restart).state === 'active');
    const wipe = order(lab, 'wipe');
    runUntil(lab, () => action(lab, wipe).deliveredAt !== null);
    expect(action(lab, restart)).toMatchObject({ state: 'canceled', reason: 'overridden' });
    pass(lab, day);
    expect(activities(lab)).not.toContain('device_restarted');
    expect(lab.check()).toEqual([]);
  });

  it('calls a restart complete that had happened when the wipe came', () => {
    const lab = buildLab({ devices: [reporting] });
    const restart = order(lab, 'restart');
    runUntil(lab, () => action(lab, restart).reason === 'restarting');
    const wipe = order(lab, 'wipe');
    runUntil(lab, () => action(lab, wipe).deliveredAt !== null);
    expect(action(lab, restart).state).toBe('done');
    expect(activities(lab).filter((kind) => kind === 'restart_completed')).toHaveLength(1);
    settle(lab);
    expect(lab.check()).toEqual([]);
  });

  it('leaves nothing queued for a restart that was canceled while its report was under way', () => {
    // The push of the wipe overtakes the report of the boot.
    for (let seed = 1; seed <= 8; seed += 1) {
      const lab = buildLab({ devices: [reporting], seed });
      const restart = order(lab, 'restart');
      runUntil(lab, () => action(lab, restart).reason === 'awaitingReport');
      order(lab, 'wipe');
      runUntil(lab, () => record(lab, 'intune_devices')!.management_state === 'wipePending');
      expect(lab.check()).toEqual([]);
      expect(action(lab, restart).state).toBe('done');
    }
  });

  it('leaves a remote session alone until the device goes down', () => {
    const lab = buildLab({ devices: [{ ...reporting, consentHabit: 'accept' }] });
    const session = order(lab, 'remoteAssistance');
    runUntil(lab, () => action(lab, session).state === 'active');
    const wipe = order(lab, 'wipe');
    runUntil(lab, () => action(lab, wipe).deliveredAt !== null);
    expect(action(lab, session).state).toBe('active');
    runUntilFinished(lab, wipe);
    expect(action(lab, session)).toMatchObject({ state: 'failed', resultCode: 'wentOffline' });
    expect(lab.check()).toEqual([]);
  });
});

describe('cancel', () => {
  it('takes back an order that has not reached its device', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings' }] });
    const id = order(lab, 'restart');
    lab.input('actions.cancel', { actionId: id });
    expect(action(lab, id)).toMatchObject({
      state: 'canceled',
      reason: 'canceledInLab',
      finishedAt: lab.now,
      expectedBy: null,
    });
    expect(queued(lab)).toEqual([]);
    pass(lab, day);
    expect(activities(lab)).toEqual(['restart_ordered', 'action_canceled']);
    expect(order(lab, 'restart')).toBe(id + 1);
  });

  it('comes too late once the device has the order, it is finished, or it is a session', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    const restart = order(lab, 'restart');
    runUntil(lab, () => action(lab, restart).state === 'active');
    expect(refusalCode(() => lab.input('actions.cancel', { actionId: restart }))).toBe('tooLate');
    runUntilFinished(lab, restart);
    expect(refusalCode(() => lab.input('actions.cancel', { actionId: restart }))).toBe('tooLate');
    const session = order(lab, 'remoteAssistance');
    expect(refusalCode(() => lab.input('actions.cancel', { actionId: session }))).toBe('tooLate');
    expect(refusalCode(() => lab.input('actions.cancel', { actionId: 99 }))).toBe('actionNotFound');
  });
});

describe('boundOf', () => {
  const row = (lab: Parameters<typeof action>[0], id: number) => findRow(lab.db, 'actions', id)!;

  it('counts a maintenance period from the last check-in that Intune saw, whatever the device really does', () => {
    const [truly, drawer] = [{ presence: 'always' }, { presence: 'drawer', lastOnDaysAgo: 1 }].map((set) =>
      buildLab({ devices: [set] }),
    );
    for (const lab of [truly!, drawer!]) {
      const last = deviceView(lab.db, 1).records.intune!.asOf!;
      const id = order(lab, 'sync');
      const { bound } = action(lab, id);
      if (last + 8 * hour < lab.now) expect(bound).toBeNull();
      else expect(bound).toMatchObject({ from: lab.now, to: last + 8 * hour });
    }
  });

  it('follows from the order’s own row and the time alone, so that it can know nothing else', () => {
    const lab = buildLab({ devices: [{ presence: 'always', pushBlocked: true }] });
    const id = order(lab, 'sync');
    const known = row(lab, id);
    const told = boundOf(known, lab.now);
    expect(told).not.toBeNull();
    expect(boundOf({ ...known, reason: 'neverContacts', expected_by: 1 }, lab.now)).toEqual(told);
  });

  it('is unknown once the device has missed its maintenance check-in, and nothing for what is delivered or finished', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings' }] });
    const id = order(lab, 'sync');
    const { last_contact_at_order: last } = row(lab, id);
    expect(boundOf(row(lab, id), last! + 8 * hour)).not.toBeNull();
    expect(boundOf(row(lab, id), last! + 8 * hour + 1)).toBeNull();
    runUntilFinished(lab, id);
    expect(action(lab, id).bound).toBeNull();
  });
});
