import { describe, expect, it } from 'vitest';
import { answerView, giveInput } from '../../main/lab/door.ts';
import { findRow } from '../../main/db/tables.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { readSetting } from '../../main/lab/engine/setting-values.ts';
import { listDevices } from '../../main/lab/devices/list.ts';
import { currentKey } from '../../main/simulation/attach/recovery-keys.ts';
import type { RemovableRecord } from '../../shared/contract/device-words.ts';
import type { DeviceListId } from '../../shared/devices/lists.ts';
import { day, hour } from '../../shared/time.ts';
import { configure } from '../support/attached-lab.ts';
import { coManaged, coManagedLab } from '../support/co-managed.ts';
import {
  buildLab,
  device,
  order,
  pass,
  record,
  refusalCode,
  runUntil,
  signIn,
  type DeviceSet,
} from '../support/build-lab.ts';

const names = (lab: Lab, list: DeviceListId, filters: { field: string; value: string }[] = []): string[] =>
  listDevices(lab.db, { list, filters, search: '', sort: null }, 0, 100).map(({ name }) => name);
const managed = [{ field: 'coManaged', value: 'true' }];
const remove = (lab: Lab, service: RemovableRecord, recordId = 1) =>
  lab.input('devices.removeRecords', { service, recordIds: [recordId] });

describe('Intune removes a record by itself', () => {
  const drawer: DeviceSet = { presence: 'drawer', lastOnDaysAgo: 10, join: 'registered' };

  it('180 days after the certificate ended, with whatever waited for it, and the device is no longer enrolled', () => {
    const lab = buildLab({ devices: [drawer] });
    const { certificate_expires_at: expires } = record(lab, 'intune_devices')!;
    const goes = expires + 180 * day;
    lab.advanceTo(goes - 1);
    expect(names(lab, 'intune')).toEqual(['LAP-1']);
    const id = order(lab, 'sync');
    pass(lab, 1);
    expect(names(lab, 'intune')).toEqual([]);
    expect(findRow(lab.db, 'intune_devices', 1)).toMatchObject({ removed_at: goes, is_current: 0 });
    expect(findRow(lab.db, 'actions', id)).toMatchObject({ state: 'canceled', reason: 'recordRemoved' });
    expect(device(lab).is_mdm_enrolled).toBe(0);
    expect(record(lab, 'entra_devices')).toBeDefined();
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('also one that another has replaced, and never that of a device in touch', () => {
    const lab = buildLab({
      devices: [{ presence: 'always', wipeHabit: 'silent', join: 'entra', autopilot: true }, {}],
    });
    order(lab, 'wipe');
    runUntil(lab, () => device(lab).power === 'oobe');
    const { certificate_expires_at: expires } = record(lab, 'intune_devices')!;
    lab.advanceTo(expires + 180 * day);
    expect(names(lab, 'intune')).toEqual(['LAP-2']);
    pass(lab, 400 * day);
    expect(names(lab, 'intune')).toEqual(['LAP-2']);
    expect(lab.check()).toEqual([]);
  });
});

describe('the clean-up rule', () => {
  it('hides a record that is silent for so long, and shows it again at its next check-in', () => {
    const lab = buildLab({ devices: [{ presence: 'drawer', lastOnDaysAgo: 40 }, {}] });
    expect(names(lab, 'intune')).toEqual(['LAP-1', 'LAP-2']);
    configure(lab, 'deviceCleanup', '60');
    expect(names(lab, 'intune')).toEqual(['LAP-1', 'LAP-2']);
    configure(lab, 'deviceCleanup', '30');
    expect(names(lab, 'intune')).toEqual(['LAP-2']);
    expect(refusalCode(() => order(lab, 'sync'))).toBe('noIntuneRecord');
    const { primary_user_upn: upn } = record(lab, 'intune_devices')!;
    expect(answerView(lab.db, 'comanagement.userDevices', { upn: upn! }).devices).toEqual([]);
    pass(lab, 20 * day);
    expect(names(lab, 'intune')).toEqual(['LAP-2']);
    expect(record(lab, 'intune_devices')).toMatchObject({ removed_at: null });
    lab.db.prepare('UPDATE device_schedules SET before_at = ? WHERE device_id = 1 AND channel = 1').run(lab.now - hour);
    configure(lab, 'deviceCleanup', '90');
    configure(lab, 'deviceCleanup', '30');
    expect(names(lab, 'intune')).toEqual(['LAP-1', 'LAP-2']);
  });
});

describe('an administrator deletes', () => {
  it('a hybrid object in Entra ID: Entra Connect makes another, and the device has to leave first', () => {
    const lab = coManagedLab();
    const old = record(lab, 'entra_devices')!.id;
    remove(lab, 'entra', old);
    expect(record(lab, 'entra_devices')).toBeUndefined();
    expect(device(lab).join_type).toBe('hybrid');
    lab.input('settings.configure', { setting: 'entraConnectHybridJoin', value: 'on', target: null });
    pass(lab, day);
    expect(record(lab, 'entra_devices')).toMatchObject({ join_type: 'hybrid', registration_state: 'pending' });
    // The device goes on with the object that is gone, whatever is done to the new one.
    const recordIds = [record(lab, 'entra_devices')!.id];
    lab.input('devices.enableObjects', { service: 'entra', recordIds, isEnabled: false });
    lab.input('devices.enableObjects', { service: 'entra', recordIds, isEnabled: true });
    expect(readSetting(lab.db, 'deviceEntraObject', '1')).toBe('deleted');
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('a computer in Active Directory: the next cycle deletes its hybrid object', () => {
    const lab = coManagedLab();
    lab.input('settings.configure', { setting: 'entraConnectHybridJoin', value: 'on', target: null });
    remove(lab, 'ad');
    expect(record(lab, 'ad_computers')).toBeUndefined();
    expect(record(lab, 'entra_devices')).toBeDefined();
    pass(lab, hour);
    expect(record(lab, 'entra_devices')).toBeUndefined();
    expect(record(lab, 'intune_devices')).toBeDefined();
    expect(lab.check()).toEqual([]);
  });

  it('disables a computer in Active Directory: Entra ID follows with the next cycle, and back', () => {
    const lab = coManagedLab();
    const inEntra = () => record(lab, 'entra_devices')!.is_enabled;
    const disable = (isEnabled: boolean) =>
      lab.input('devices.enableObjects', { service: 'ad', recordIds: [1], isEnabled });
    lab.db.prepare(`UPDATE ad_computers SET certificate_at = coalesce(certificate_at, created_at)`).run();
    lab.input('settings.configure', { setting: 'entraConnectHybridJoin', value: 'on', target: null });
    expect(disable(false)).toBe(1);
    expect(disable(false)).toBe(0);
    expect([record(lab, 'ad_computers')!.is_enabled, inEntra()]).toEqual([0, 1]);
    pass(lab, hour);
    expect(inEntra()).toBe(0);
    // Whoever enables the object in Entra ID alone is not undone by the cycles that follow.
    lab.input('devices.enableObjects', { service: 'entra', recordIds: [1], isEnabled: true });
    pass(lab, day);
    expect([record(lab, 'ad_computers')!.is_enabled, inEntra()]).toEqual([0, 1]);
    lab.input('devices.enableObjects', { service: 'entra', recordIds: [1], isEnabled: false });
    lab.input('settings.configure', { setting: 'entraConnectSync', value: 'off', target: null });
    disable(true);
    pass(lab, day);
    expect(inEntra()).toBe(0);
    lab.input('identity.runNow', { what: 'deltaSync' });
    pass(lab, hour);
    expect([record(lab, 'ad_computers')!.is_enabled, inEntra()]).toEqual([1, 1]);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('a device in the site: a client that lives comes back with its heartbeat, another does not', () => {
    const lab = coManagedLab({ devices: [coManaged(), coManaged({ presence: 'drawer', lastOnDaysAgo: 9 })] });
    const before = { record: record(lab, 'configmgr_devices')!, key: currentKey(factsOf(lab.db, 1)) };
    expect(before).toMatchObject({ record: { client_check: 'passed' }, key: { rotated_at: null } });
    expect(names(lab, 'configmgr', managed)).toEqual(['LAP-1', 'LAP-2']);
    remove(lab, 'configmgr', 1);
    remove(lab, 'configmgr', 2);
    expect(names(lab, 'configmgr')).toEqual([]);
    expect(lab.check()).toEqual([]);
    pass(lab, 9 * day);
    expect(names(lab, 'configmgr')).toEqual(['LAP-1']);
    // Also what comes by state message, and the result of the daily check; the key keeps its day.
    expect(names(lab, 'configmgr', managed)).toEqual(['LAP-1']);
    const { discovered_at: discoveredAt, ...rest } = record(lab, 'configmgr_devices')!;
    expect(discoveredAt).toBeGreaterThan(before.record.discovered_at);
    const later = { id: rest.id, client_check_at: rest.client_check_at, comgmt_told_at: rest.comgmt_told_at };
    expect({ ...rest, discovered_at: before.record.discovered_at }).toEqual({ ...before.record, ...later });
    expect(later.client_check_at).toBeGreaterThan(discoveredAt);
    expect(currentKey(factsOf(lab.db, 1))).toEqual(before.key);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('a registration of Autopilot only after Intune’s record, and its object in Entra ID only after that', () => {
    const lab = buildLab({ devices: [{ join: 'entra', autopilot: true, presence: 'always' }] });
    expect(refusalCode(() => remove(lab, 'entra'))).toBe('recordKept');
    expect(refusalCode(() => remove(lab, 'autopilot'))).toBe('recordKept');
    order(lab, 'delete');
    remove(lab, 'autopilot');
    expect(record(lab, 'autopilot_identities')).toBeUndefined();
    expect(record(lab, 'entra_devices')).toBeDefined();
    remove(lab, 'entra');
    expect(record(lab, 'entra_devices')).toBeUndefined();
    expect(lab.check()).toEqual([]);
  });

  it('only with the right to, and after repeating the name', () => {
    const lab = buildLab({ devices: [{ join: 'hybrid', client: true }] });
    expect(
      refusalCode(() => giveInput(lab, 'devices.removeRecords', { service: 'ad', recordIds: [1], confirm: 'x' })),
    ).toBe('confirmationMismatch');
    signIn(lab, 'helpDeskOperator');
    expect(refusalCode(() => remove(lab, 'entra'))).toBe('missingRight');
    expect(
      refusalCode(() => lab.input('devices.enableObjects', { service: 'entra', recordIds: [1], isEnabled: false })),
    ).toBe('missingRight');
    expect(refusalCode(() => remove(lab, 'ad', 99))).toBe('recordNotFound');
  });
});

describe('a deletion that is refused', () => {
  it('costs no restore point, and one that names a record twice is of one record', () => {
    const lab = buildLab({
      devices: [
        { join: 'entra', autopilot: true },
        { join: 'hybrid', client: true },
      ],
    });
    const give = (service: RemovableRecord, recordIds: number[], confirm: string) =>
      giveInput(lab, 'devices.removeRecords', { service, recordIds, confirm });
    expect(refusalCode(() => give('entra', [1], 'LAP-1'))).toBe('recordKept');
    signIn(lab, 'helpDeskOperator');
    expect(refusalCode(() => give('entra', [2], 'LAP-2'))).toBe('missingRight');
    expect(lab.checkpoints()).toEqual([]);
    signIn(lab, 'intuneAdministrator');
    expect(give('entra', [2, 2], 'LAP-2')).toBe(1);
    expect(lab.checkpoints().map(({ name }) => name)).toEqual(['before deleting in entra 1']);
  });
});

describe('Entra ID', () => {
  it('disables and enables an object, which shows where a token is asked for', () => {
    const lab = buildLab({ devices: [{ join: 'hybrid', client: true }] });
    const setting = () =>
      lab.db.prepare(`SELECT value FROM settings WHERE id = 'deviceEntraObject' AND target = '1'`).pluck().get();
    expect(lab.input('devices.enableObjects', { service: 'entra', recordIds: [1], isEnabled: false })).toBe(1);
    expect([record(lab, 'entra_devices')!.is_enabled, setting()]).toEqual([0, 'disabled']);
    expect(lab.input('devices.enableObjects', { service: 'entra', recordIds: [1], isEnabled: true })).toBe(1);
    expect([record(lab, 'entra_devices')!.is_enabled, setting()]).toEqual([1, undefined]);
  });

  it('calls an object stale that was not active for six months', () => {
    const lab = buildLab({ devices: [{ presence: 'drawer', lastOnDaysAgo: 10 }, {}] });
    expect(names(lab, 'entra', [{ field: 'stale', value: 'true' }])).toEqual([]);
    // Intune told it twenty days later that the device is silent.
    pass(lab, 210 * day);
    expect(names(lab, 'entra', [{ field: 'stale', value: 'true' }])).toEqual(['LAP-1']);
    expect(names(lab, 'entra', [{ field: 'stale', value: 'false' }])).toEqual(['LAP-2']);
  });
});
