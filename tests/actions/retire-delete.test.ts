import { describe, expect, it } from 'vitest';
import { findRow } from '../../main/db/tables.ts';
import { giveInput, answerView } from '../../main/lab/door.ts';
import { logView } from '../../main/lab/logs/views.ts';
import type { Lab } from '../../main/lab/lab.ts';
import type { ActionKind } from '../../shared/actions/words.ts';
import { bulkLimit, remoteActions } from '../../shared/actions/words.ts';
import { day, hour } from '../../shared/time.ts';
import { coManaged, coManagedLab } from '../support/co-managed.ts';
import {
  action,
  activities,
  buildLab,
  device,
  onPlatform,
  order,
  pass,
  record,
  refusalCode,
  runUntil,
  runUntilFinished,
  signIn,
  type DeviceSet,
} from '../support/build-lab.ts';

const joined: DeviceSet = { presence: 'always', join: 'entra' };
const sent = (lab: Lab): number | undefined =>
  lab.db.prepare(`SELECT id FROM actions WHERE kind = 'retire' AND origin = 'system'`).pluck().get() as
    number | undefined;

const mdmLog = (lab: Lab) =>
  logView(lab.db, {
    where: '1',
    log: 'DeviceManagement-Enterprise-Diagnostics-Provider/Admin',
    tail: 1000,
  }).lines;

describe('Retire', () => {
  it('of a Microsoft Entra joined computer ends enrollment, join and both records; nobody signs in any more', () => {
    const lab = buildLab({ devices: [joined] });
    const id = order(lab, 'retire');
    expect(record(lab, 'intune_devices')!.management_state).toBe('retireIssued');
    expect(runUntilFinished(lab, id)).toMatchObject({ state: 'done', console: 'Complete' });
    expect(device(lab)).toMatchObject({ is_mdm_enrolled: 0, join_type: 'workgroup', user_id: null, power: 'running' });
    expect(device(lab).is_encrypted).toBe(0);
    expect(record(lab, 'intune_devices')).toBeUndefined();
    expect(record(lab, 'entra_devices')).toBeUndefined();
    expect(activities(lab)).toEqual(['retire_ordered', 'retire_completed', 'intune_record_removed']);
    pass(lab, 30 * day);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('leaves the object of a device that is registered with Autopilot', () => {
    const lab = buildLab({ devices: [{ ...joined, autopilot: true }] });
    runUntilFinished(lab, order(lab, 'retire'));
    expect(record(lab, 'entra_devices')).toMatchObject({ join_type: 'entra' });
    expect(record(lab, 'autopilot_identities')).toBeDefined();
  });

  it('ends the registration of a phone, and keeps its person', () => {
    const lab = buildLab({ devices: [onPlatform('ios', { presence: 'always' })] });
    const { user_id: person } = device(lab);
    runUntilFinished(lab, order(lab, 'retire'));
    expect(device(lab)).toMatchObject({ is_mdm_enrolled: 0, join_type: 'workgroup', user_id: person });
    expect(record(lab, 'entra_devices')).toBeUndefined();
    pass(lab, day);
    expect(lab.check()).toEqual([]);
  });

  it('of a co-managed computer leaves directory and site as they were, and the client enrolls it again', () => {
    const lab = coManagedLab();
    const before = [record(lab, 'entra_devices'), record(lab, 'ad_computers')];
    runUntilFinished(lab, order(lab, 'retire'));
    expect(device(lab).is_encrypted).toBe(1);
    expect([record(lab, 'entra_devices'), record(lab, 'ad_computers')]).toEqual(before);
    expect(device(lab)).toMatchObject({ is_mdm_enrolled: 0, join_type: 'hybrid' });
    expect(device(lab).client_version).not.toBeNull();
    runUntil(lab, () => device(lab).is_mdm_enrolled === 1);
    expect(record(lab, 'intune_devices')).toMatchObject({ managed_by: 'coManaged', management_state: 'managed' });
    expect(findRow(lab.db, 'intune_devices', 1)!.removed_at).not.toBeNull();
    expect(lab.check()).toEqual([]);
  });

  it('waits for a device that is off, and beats whatever else waits for it', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings', join: 'hybrid', client: true }] });
    const restart = order(lab, 'restart');
    const retire = order(lab, 'retire');
    expect(action(lab, restart)).toMatchObject({ state: 'pending', reason: 'overridden' });
    expect(action(lab, order(lab, 'sync'))).toMatchObject({ reason: 'overridden' });
    runUntilFinished(lab, retire);
    expect(action(lab, restart)).toMatchObject({ state: 'canceled', reason: 'overridden' });
    expect(lab.check()).toEqual([]);
  });
});

describe('of orders that beat each other', () => {
  it('the latest stands, and taken back it leaves the record to the one before', () => {
    const lab = buildLab({ devices: [{ ...joined, presence: 'evenings' }] });
    const state = () => record(lab, 'intune_devices')!.management_state;
    const sync = order(lab, 'sync');
    const wiped = order(lab, 'wipe');
    const retired = order(lab, 'retire');
    expect(state()).toBe('retireIssued');
    expect(action(lab, wiped).reason).toBe('overridden');
    lab.input('actions.cancel', { actionId: retired });
    expect(state()).toBe('wipeIssued');
    expect(action(lab, wiped).reason).not.toBe('overridden');
    expect(action(lab, sync).reason).toBe('overridden');
    lab.input('actions.cancel', { actionId: wiped });
    expect(state()).toBe('managed');
    expect(action(lab, sync).reason).not.toBe('overridden');
    expect(lab.check()).toEqual([]);
  });

  it('one that was beaten may be taken back, and the one that stands goes on', () => {
    const lab = buildLab({ devices: [{ ...joined, presence: 'evenings' }] });
    const sync = order(lab, 'sync');
    const wiped = order(lab, 'wipe');
    const retired = order(lab, 'retire');
    lab.input('actions.cancel', { actionId: wiped });
    expect(record(lab, 'intune_devices')!.management_state).toBe('retireIssued');
    expect(action(lab, sync).reason).toBe('overridden');
    runUntilFinished(lab, retired);
    expect(device(lab)).toMatchObject({ is_mdm_enrolled: 0, power: 'running' });
  });
});

describe('Delete', () => {
  it('removes the record at once and reads Complete, while the device waits for its Retire', () => {
    const lab = buildLab({ devices: [{ ...joined, presence: 'evenings' }] });
    const wiped = order(lab, 'wipe');
    const id = order(lab, 'delete');
    expect(action(lab, id)).toMatchObject({ state: 'done', console: 'Complete', finishedAt: lab.now });
    expect(action(lab, wiped)).toMatchObject({ state: 'canceled', reason: 'recordRemoved' });
    expect(activities(lab).slice(1)).toEqual([
      'delete_ordered',
      'action_ended',
      'intune_record_removed',
      'delete_completed',
    ]);
    expect(record(lab, 'intune_devices')).toBeUndefined();
    expect(answerView(lab.db, 'actions.trace', { actionId: id }).hops.at(-1)).toMatchObject({ state: 'done' });
    expect(device(lab).is_mdm_enrolled).toBe(1);
    expect(lab.check()).toEqual([]);
    // No console lists the Retire, tells its end or takes it back; the device has it in its own log.
    expect(refusalCode(() => lab.input('actions.cancel', { actionId: sent(lab)! }))).toBe('tooLate');
    const told = activities(lab);
    const { deliveredAt } = runUntilFinished(lab, sent(lab)!);
    expect(device(lab)).toMatchObject({ is_mdm_enrolled: 0, join_type: 'workgroup', power: 'running' });
    expect(activities(lab)).toEqual(told);
    expect(mdmLog(lab)).toContainEqual(
      expect.objectContaining({ at: deliveredAt, text: 'MDM session: the order Retire was received.' }),
    );
    pass(lab, 40 * day);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('of a record whose device was reset sends nothing, and the wipe that was never reported ends', () => {
    const lab = buildLab({ devices: [{ ...joined, wipeHabit: 'silent' }] });
    const wiped = order(lab, 'wipe');
    runUntil(lab, () => device(lab).power === 'oobe');
    order(lab, 'delete');
    expect(sent(lab)).toBeUndefined();
    expect(action(lab, wiped)).toMatchObject({ state: 'failed', reason: 'recordRemoved' });
    expect(refusalCode(() => order(lab, 'delete'))).toBe('noIntuneRecord');
    expect(lab.check()).toEqual([]);
  });

  it('of an attached device lasts until the next upload brings it back as the site’s', () => {
    const lab = coManagedLab({
      devices: [coManaged({ presence: 'evenings' })],
      cloud: { tenantAttach: { since: '2026-04-01T09:00:00Z' } },
    });
    pass(lab, hour);
    expect(record(lab, 'intune_devices')!.attached_at).not.toBeNull();
    order(lab, 'delete');
    expect(record(lab, 'intune_devices')).toBeUndefined();
    pass(lab, hour);
    expect(record(lab, 'intune_devices')).toMatchObject({ managed_by: 'configMgr', compliance: 'configManager' });
    // The Retire that arrives then is none of that record's business.
    let before = record(lab, 'intune_devices');
    runUntil(lab, () => {
      if (device(lab).is_mdm_enrolled === 0) return true;
      before = record(lab, 'intune_devices');
      return false;
    });
    expect(record(lab, 'intune_devices')).toEqual(before);
    expect(lab.check()).toEqual([]);
  });
});

describe('a record that an earlier enrollment left behind', () => {
  /** A computer that was reset and enrolled anew, and both records of it; it is used like the one of a colleague. */
  function twice(): { lab: Lab; stale: number; current: number } {
    const lab = buildLab({ devices: [{ ...joined, wipeHabit: 'silent', autopilot: true }, joined] });
    order(lab, 'wipe');
    runUntil(lab, () => device(lab).power === 'oobe');
    const stale = record(lab, 'intune_devices')!.id;
    lab.input('desktop.trigger', { deviceId: 1, trigger: 'unpack' });
    runUntil(lab, () => (record(lab, 'intune_devices')?.id ?? stale) !== stale);
    return { lab, stale, current: record(lab, 'intune_devices')!.id };
  }
  const orderOf = (kind: ActionKind, recordIds: number[]) => ({ kind, deviceIds: [1], options: {}, recordIds });

  it('is deleted alone, and the device hears nothing of it', () => {
    const { lab, stale, current } = twice();
    const meant = orderOf('delete', [stale]);
    const { name } = findRow(lab.db, 'intune_devices', stale)!;
    expect(answerView(lab.db, 'actions.preview', meant)).toMatchObject({
      refusals: [],
      confirm: name,
      meant: [{ deviceId: 1, name, lastCheckIn: findRow(lab.db, 'intune_devices', stale)!.last_contact_at }],
    });
    const [done] = giveInput(lab, 'actions.order', { ...meant, confirm: name });
    expect(done).toMatchObject({ state: 'done', device: name });
    expect(findRow(lab.db, 'intune_devices', stale)).toMatchObject({ removed_at: lab.now });
    expect(record(lab, 'intune_devices')).toMatchObject({ id: current, removed_at: null });
    expect(sent(lab)).toBeUndefined();
    expect(device(lab).is_mdm_enrolled).toBe(1);
    pass(lab, 2 * 365 * day);
    expect(device(lab).is_mdm_enrolled).toBe(1);
    expect(lab.check()).toEqual([]);
    expect(refusalCode(() => lab.input('actions.order', meant))).toBe('recordNotFound');
  });

  it('refuses every other action', () => {
    const { lab, stale } = twice();
    for (const kind of ['sync', 'restart', 'wipe', 'retire', 'syncMachinePolicy'] as const)
      expect(
        refusalCode(() => lab.input('actions.order', orderOf(kind, [stale]))),
        kind,
      ).toBe('noIntuneRecord');
    expect(lab.replay().equal).toBe(true);
  });

  it('is deleted with the other one where both were chosen, and with neither another device’s', () => {
    const { lab, stale, current } = twice();
    const both = orderOf('delete', [stale, current]);
    expect(answerView(lab.db, 'actions.preview', both)).toMatchObject({ confirm: '2' });
    expect(lab.input('actions.order', both)).toHaveLength(2);
    expect(record(lab, 'intune_devices')).toBeUndefined();
    expect(sent(lab)).toBeDefined();
    expect(refusalCode(() => lab.input('actions.order', orderOf('delete', [99])))).toBe('recordNotFound');
    expect(lab.check()).toEqual([]);
  });
});

describe('who may, and how often', () => {
  it.each([
    ['helpDeskOperator', true, false],
    ['schoolAdministrator', true, true],
    ['endpointSecurityManager', false, true],
    ['readOnlyOperator', false, false],
    ['intuneAdministrator', true, true],
  ] as const)('the role %s', (role, retires, deletes) => {
    const lab = buildLab({ devices: [joined, joined] });
    signIn(lab, role);
    const may = (kind: ActionKind, id: number): boolean => {
      try {
        order(lab, kind, id);
        return true;
      } catch {
        return false;
      }
    };
    expect([may('retire', 1), may('delete', 2)]).toEqual([retires, deletes]);
  });

  it.each(['retire', 'delete'] as const)(
    'a tenant takes 1,000 × %s a day, single and bulk counted together',
    (kind) => {
      expect(remoteActions[kind].dailyLimit).toBe(1000);
      const lab = buildLab({
        devices: Array.from({ length: bulkLimit }, () => ({ presence: 'drawer', lastOnDaysAgo: 1 })),
      });
      const hundred = Array.from({ length: bulkLimit }, (_, index) => index + 1);
      order(lab, kind, hundred);
      // As many as were ordered on the same day before; what a Delete sends by itself counts for nothing.
      lab.db
        .prepare(
          `INSERT INTO actions SELECT actions.id + 1000 * n.value, kind, device_id, device_name, 'canceled', options, origin, requested_by, ordered_at, since, NULL,
           NULL, deadline, NULL, ordered_at, NULL, last_contact_at_order FROM actions JOIN json_each('[1,2,3,4,5,6,7,8,9]') n WHERE kind = ? AND origin <> 'system'`,
        )
        .run(kind);
      lab.db.prepare(`UPDATE intune_devices SET removed_at = NULL, is_current = 1`).run();
      lab.db.prepare(`UPDATE actions SET state = 'canceled', finished_at = since WHERE state = 'pending'`).run();
      expect(refusalCode(() => order(lab, kind))).toBe('dailyLimit');
    },
  );
});

describe('an order that destroys', () => {
  it('is preceded by a restore point, of which the newest five are kept', () => {
    const lab = buildLab({
      devices: Array.from({ length: 7 }, () => ({ presence: 'evenings', join: 'hybrid', client: true })),
    });
    const give = (kind: ActionKind, deviceId: number, confirm: string | null) =>
      giveInput(lab, 'actions.order', { kind, deviceIds: [deviceId], options: {}, confirm });
    expect(refusalCode(() => give('wipe', 1, 'LAP-2'))).toBe('confirmationMismatch');
    give('sync', 1, null);
    expect(lab.checkpoints()).toEqual([]);
    for (let id = 1; id <= 6; id += 1) give('wipe', id, `LAP-${id}`);
    give('retire', 7, 'LAP-7');
    expect(
      lab
        .checkpoints()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['before Retire 1', ...[2, 3, 4, 5, 6].map((number) => `before Wipe ${number}`)]);
  });

  it('goes back to what it was before', async () => {
    const lab = buildLab({ devices: [joined], withBaseline: true });
    const before = lab.hash();
    giveInput(lab, 'actions.order', { kind: 'delete', deviceIds: [1], options: {}, confirm: 'LAP-1' });
    expect(record(lab, 'intune_devices')).toBeUndefined();
    await lab.reset('before Delete 1');
    expect(lab.hash()).toBe(before);
  });

  it('says before who is meant, and what looks like it', () => {
    const lab = buildLab({ devices: [joined, joined, joined] });
    lab.db.prepare(`UPDATE intune_devices SET name = 'lap-1' WHERE id = 2`).run();
    lab.db.prepare(`UPDATE intune_devices SET primary_user_upn = 'person1@fabrikam.com' WHERE id = 3`).run();
    const { meant } = answerView(lab.db, 'actions.preview', { kind: 'retire', deviceIds: [1], options: {} });
    expect(meant).toEqual([
      {
        deviceId: 1,
        name: 'LAP-1',
        user: 'person1@fabrikam.com',
        serialNumber: device(lab).serial_number,
        model: 'Latitude 5450',
        lastCheckIn: expect.any(Number) as number,
        alike: [
          { deviceId: 2, name: 'lap-1', because: 'same name' },
          { deviceId: 3, name: 'LAP-3', because: 'same user and model' },
        ],
      },
    ]);
    expect(answerView(lab.db, 'actions.preview', { kind: 'restart', deviceIds: [1], options: {} }).meant).toEqual([]);
  });
});
