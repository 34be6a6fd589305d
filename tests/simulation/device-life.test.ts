import { describe, expect, it } from 'vitest';
import { deviceView } from '../../main/lab/devices/device.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { day, hour, minute } from '../../shared/time.ts';
import {
  action,
  activities,
  buildLab,
  changeDevice,
  device,
  order,
  pass,
  queued,
  queueWork,
  record,
  runUntil,
  runUntilFinished,
  type DeviceSet,
} from '../support/build-lab.ts';

const healthy: DeviceSet = { presence: 'always', join: 'hybrid', client: true };
const check = (lab: Lab) => record(lab, 'configmgr_devices')!;

describe('updateInstalled', () => {
  it('waits for a restart, which its user gives it within nine days and then the services learn of', () => {
    const lab = buildLab({ devices: [healthy] });
    const before = device(lab).os_version;
    queueWork(lab, 'updateInstalled');
    pass(lab, 0);
    const { pending_os_version: next } = device(lab);
    expect(device(lab)).toMatchObject({ os_version: before, pending_reboot_since: lab.now });
    expect(next).toBe('10.0.26100.9768');
    const at = lab.now;
    runUntil(lab, () => device(lab).os_version === next);
    expect(lab.now - at).toBeGreaterThanOrEqual(day);
    expect(lab.now - at).toBeLessThanOrEqual(9 * day + 5 * minute);
    expect(device(lab)).toMatchObject({ pending_os_version: null, pending_reboot_since: null, booted_at: lab.now });
    expect(record(lab, 'intune_devices')!.os_version).toBe(before);
    pass(lab, 8 * hour);
    expect(record(lab, 'intune_devices')!.os_version).toBe(next);
    pass(lab, 7 * day);
    expect(check(lab).os_version).toBe(next);
    expect(lab.check()).toEqual([]);
  });

  it('fails on a full disk, says so, and is tried again in a week', () => {
    const lab = buildLab({ devices: [{ ...healthy, diskFreeMb: 1000, diskMbPerDay: 0 }] });
    queueWork(lab, 'updateInstalled');
    pass(lab, 0);
    expect(device(lab).pending_os_version).toBeNull();
    expect(activities(lab)).toEqual(['update_failed']);
    changeDevice(lab, { disk_free_mb: 90_000 });
    pass(lab, 7 * day - 1);
    expect(device(lab).pending_os_version).toBeNull();
    pass(lab, 1);
    expect(device(lab).pending_os_version).not.toBeNull();
  });

  it('waits for a device that is off', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings' }] });
    const on = deviceView(lab.db, 1).truth['nextOnline'] as number;
    queueWork(lab, 'updateInstalled');
    lab.advanceTo(on - 1);
    expect(device(lab).pending_os_version).toBeNull();
    lab.advanceTo(on);
    expect(device(lab).pending_os_version).not.toBeNull();
  });

  it('is put in force by an ordered restart as well', () => {
    const lab = buildLab({ devices: [healthy] });
    queueWork(lab, 'updateInstalled');
    pass(lab, 0);
    const { pending_os_version: next } = device(lab);
    runUntilFinished(lab, order(lab, 'restart'));
    expect(device(lab)).toMatchObject({ os_version: next, pending_reboot_since: null });
    expect(record(lab, 'intune_devices')!.os_version).toBe(next);
    // The restart that the user had in mind is not needed any more.
    pass(lab, 10 * day);
    expect(activities(lab).filter((kind) => kind === 'device_restarted')).toHaveLength(1);
  });

  it('concerns Windows only', () => {
    const lab = buildLab({ devices: [{ model: 'iPhone 15', osBuild: 'ios', join: 'registered', presence: 'always' }] });
    queueWork(lab, 'updateInstalled');
    pass(lab, 60);
    expect(device(lab).pending_os_version).toBeNull();
    expect(queued(lab)).toEqual([]);
  });
});

describe('userRestarts', () => {
  it('happens when the scenario says, while the device is on', () => {
    const lab = buildLab({ devices: [{ presence: 'office', pendingRebootDays: 5, userRestartsInDays: 2 }] });
    runUntil(lab, () => device(lab).pending_reboot_since === null);
    expect(device(lab).booted_at).toBe(lab.now);
    expect(deviceView(lab.db, 1).truth['online']).toBe(true);
    expect(activities(lab)).toEqual(['device_restarted']);
  });

  it('does not happen twice', () => {
    const lab = buildLab({ devices: [{ presence: 'always', pendingRebootDays: 5 }] });
    queueWork(lab, 'userRestarts', lab.now + 10);
    queueWork(lab, 'userRestarts', lab.now + 10);
    queueWork(lab, 'userRestarts', lab.now + hour);
    pass(lab, day);
    expect(activities(lab)).toEqual(['device_restarted']);
  });
});

describe('clientCheckRuns', () => {
  it('passes a client that is well', () => {
    const lab = buildLab({ devices: [{ ...healthy, clientCheck: 'noResults' }] });
    queueWork(lab, 'clientCheckRuns');
    pass(lab, 0);
    expect(check(lab)).toMatchObject({ client_check: 'passed', client_check_at: lab.now });
  });

  it('mends some clients and not others, and says which', () => {
    const devices = Array.from(
      { length: 60 },
      () => ({ ...healthy, clientHealth: 'failed', clientCheck: 'failed' }) as const,
    );
    const lab = buildLab({ devices });
    devices.forEach((_, index) => queueWork(lab, 'clientCheckRuns', lab.now + index, index + 1));
    pass(lab, hour);
    let mended = 0;
    for (let id = 1; id <= devices.length; id += 1) {
      const isMended = device(lab, id).client_health === 'ok';
      if (isMended) mended += 1;
      expect(record(lab, 'configmgr_devices', id)!.client_check).toBe(isMended ? 'passed' : 'failed');
      expect(activities(lab, id)).toEqual(isMended ? ['client_remediated'] : []);
    }
    expect(mended).toBeGreaterThan(25);
    expect(mended).toBeLessThan(58);
  });

  it('waits for the office network', () => {
    const lab = buildLab({ devices: [{ ...healthy, presence: 'nights' }] });
    const on = deviceView(lab.db, 1).truth['nextOnline'] as number;
    queueWork(lab, 'clientCheckRuns');
    lab.advanceTo(on - 1);
    const before = check(lab).client_check_at;
    lab.advanceTo(on);
    expect(check(lab).client_check_at).toBe(on);
    expect(before).toBeLessThan(on);
  });

  it('does not concern a device without the client', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    queueWork(lab, 'clientCheckRuns');
    pass(lab, day);
    expect(queued(lab)).toEqual([]);
    expect(record(lab, 'configmgr_devices')).toBeUndefined();
  });
});

describe('ledger', () => {
  const entries = (lab: Lab, seconds: number) => pass(lab, seconds).ledger!;

  it('says what a Sync would have saved when Intune learned of a change at its maintenance check-in', () => {
    const lab = buildLab({ devices: [{ presence: 'always', osVersion: '10.0.26100.8875', pendingRebootDays: 3 }] });
    queueWork(lab, 'userRestarts', lab.now + 1);
    runUntil(lab, () => activities(lab).includes('device_restarted'));
    const checkIn = deviceView(lab.db, 1).truth['nextIntuneCheckIn'] as number;
    const waited = checkIn - lab.now;
    const [entry, ...others] = entries(lab, 9 * hour);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      count: 1,
      waitedSeconds: { min: waited, median: waited, max: waited },
      devices: ['LAP-1'],
      shortenedBy: 'a Sync would have',
    });
    expect(waited - entry!.savedSeconds!).toBeGreaterThanOrEqual(5);
    expect(waited - entry!.savedSeconds!).toBeLessThanOrEqual(40);
  });

  it('teaches that an administrator cannot shorten the wait for a device that is off', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings' }] });
    const id = order(lab, 'restart');
    const { ledger } = lab.advanceTo(action(lab, id).expectedBy!);
    const waited = lab.now - action(lab, id).orderedAt;
    expect(ledger).toMatchObject([
      {
        what: 'Restart reaches the device',
        count: 1,
        because: 'the device was offline',
        savedSeconds: null,
        waitedSeconds: { max: waited },
      },
    ]);
  });

  it('counts a restart to its report, the notice and the restart itself included', () => {
    const lab = buildLab();
    const id = order(lab, 'restart');
    const { ledger } = pass(lab, hour);
    const { orderedAt, finishedAt } = action(lab, id);
    const whole = ledger!.find(({ what }) => what === 'Restart, from order to report')!;
    expect(whole.waitedSeconds.max).toBe(finishedAt! - orderedAt);
    expect(whole.waitedSeconds.max).toBeGreaterThan(5 * 60);
    expect(whole.shortenedBy).toBeNull();
  });

  it('names the Sync at the device where push is blocked', () => {
    const lab = buildLab({ devices: [{ presence: 'always', pushBlocked: true }] });
    const id = order(lab, 'restart');
    const { ledger } = lab.advanceTo(action(lab, id).expectedBy!);
    const waited = lab.now - action(lab, id).orderedAt;
    expect(ledger).toMatchObject([{ what: 'Restart reaches the device', savedSeconds: Math.max(0, waited - 60) }]);
    expect(ledger![0]!.shortenedBy).toContain('Sync');
  });

  it('groups equal waits, and names at most twenty devices', () => {
    const lab = buildLab({ devices: Array.from({ length: 30 }, () => ({ presence: 'always' })) });
    order(
      lab,
      'sync',
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    const [entry, ...others] = entries(lab, hour);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      what: 'Sync reaches the device',
      count: 30,
      because: 'the push notification was under way',
      shortenedBy: null,
      savedSeconds: null,
    });
    expect(entry!.devices).toHaveLength(20);
    expect(entry!.waitedSeconds.min).toBeLessThanOrEqual(entry!.waitedSeconds.median);
    expect(entry!.waitedSeconds.median).toBeLessThanOrEqual(entry!.waitedSeconds.max);
  });

  it('is empty where nothing was waited for', () => {
    expect(entries(buildLab({ devices: [{ presence: 'always' }] }), 30 * day)).toEqual([]);
  });

  it('is the same for one jump and for many steps, taken together', () => {
    const build = () => {
      const lab = buildLab({ devices: [{ presence: 'evenings' }, { presence: 'always', pushBlocked: true }] });
      order(lab, 'restart', [1, 2]);
      return lab;
    };
    const whole = entries(build(), day).reduce((sum, { count }) => sum + count, 0);
    const stepped = build();
    let sum = 0;
    for (let i = 0; i < 24; i += 1) sum += entries(stepped, hour).reduce((all, { count }) => all + count, 0);
    expect(sum).toBe(whole);
  });
});
