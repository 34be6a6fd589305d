import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { giveInput } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { updateRow } from '../../main/db/tables.ts';
import { putMember, removeMember } from '../../main/simulation/collections/refresh.ts';
import { uploadChange } from '../../main/simulation/site/connector.ts';
import { estateOf } from '../../main/lab/engine/estate.ts';
import { countDevices } from '../../main/lab/devices/list.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { attach, attachedLab, configure, connector, diary, siteClient } from '../support/attached-lab.ts';
import {
  administratorOfRole,
  buildLab,
  noAutoRegister,
  device,
  groupOf,
  order,
  pass,
  queued,
  queueWork,
  record,
  refusalCode,
  runUntilFinished,
  signIn,
} from '../support/build-lab.ts';

const run = 15 * minute;

/** The site is told another name of a device, as a heartbeat would tell it. */
function rename(lab: Lab, name: string, deviceId = 1): void {
  updateRow(lab.db, 'configmgr_devices', record(lab, 'configmgr_devices', deviceId)!.id, { name });
  applyChanges(lab.db, uploadChange(estateOf(lab.db), [deviceId], lab.now), lab.now);
}
/** A collection of the site with these members, as stored. */
function collection(lab: Lab, members: readonly number[]): number {
  lab.db
    .prepare(
      `INSERT INTO collections (id, collection_code, name, comment, limiting_id, is_builtin, is_computed, is_incremental, full_period, created_at, refreshed_at)
       VALUES (50, 'FAB00050', 'Pilot', '', 1, 0, 0, 1, 604800, ?, ?)`,
    )
    .run(lab.now, lab.now);
  for (const id of members) member(lab, id, true);
  return 50;
}
const member = (lab: Lab, deviceId: number, isMember: boolean): void =>
  applyChanges(lab.db, [isMember ? putMember(50, deviceId, lab.now) : removeMember(50, deviceId)], lab.now);
const shown = (lab: Lab, deviceId = 1): string | undefined => record(lab, 'intune_devices', deviceId)?.managed_by;

describe('attach', () => {
  it('brings every client of the site into the tenant, 5 to 10 minutes after the first upload', () => {
    const lab = buildLab({
      devices: [siteClient(), siteClient({ client: false }), {}, { client: true, join: 'hybrid', presence: 'always' }],
    });
    expect(connector(lab)).toMatchObject({ status: 'notEnabled', lab: { nextUpload: null, backlog: 0 } });
    const at = lab.now;
    attach(lab);
    expect(connector(lab)).toMatchObject({ status: 'healthy', since: at, lab: { nextUpload: at + 1, backlog: 2 } });
    pass(lab, 1);
    const { visibleBy, lastUploadCount } = connector(lab).lab!;
    expect(lastUploadCount).toBe(2);
    expect(visibleBy! - lab.now).toBeGreaterThanOrEqual(5 * minute);
    expect(visibleBy! - lab.now).toBeLessThanOrEqual(10 * minute);
    lab.advanceTo(visibleBy! - 1);
    expect(record(lab, 'intune_devices')).toBeUndefined();
    lab.advanceTo(visibleBy!);
    expect(record(lab, 'intune_devices')).toMatchObject({
      managed_by: 'configMgr',
      compliance: 'configManager',
      attached_at: visibleBy,
      name: 'LAP-1',
      join_type: 'domain',
      primary_user_upn: 'person1@fabrikam.com',
    });
    expect(device(lab).is_attached).toBe(1);
    // Without a client there is nothing to attach; an enrolled device keeps the record of its enrollment.
    expect(record(lab, 'intune_devices', 2)).toBeUndefined();
    expect(record(lab, 'intune_devices', 3)!.attached_at).toBeNull();
    expect(record(lab, 'intune_devices', 4)).toMatchObject({ attached_at: visibleBy });
    expect(shown(lab, 4)).not.toBe('configMgr');
    expect(connector(lab).devicesInTenant).toBe(2);
    expect(lab.check()).toEqual([]);
  });

  it('gives such a record neither check-in nor certificate, and counts it among none of the troubles', () => {
    const lab = attachedLab();
    const { records } = deviceView(lab.db, 1);
    expect(records.intune!.fields).toMatchObject({ managedBy: 'configMgr', mdmEnrolled: false, lastCheckIn: null });
    expect(records.intune!.fields).not.toHaveProperty('certificateExpiresAt');
    pass(lab, 60 * day);
    for (const reason of ['silent', 'recordWithoutDevice', 'noncompliant'])
      expect(
        countDevices(lab.db, { list: 'fleet', filters: [{ field: 'needs', value: reason }], search: '', sort: null }),
      ).toBe(0);
    expect(record(lab, 'intune_devices')!.compliance).toBe('configManager');
  });

  it.each([
    ['serviceConnectionPoint', 'offline', null, /service connection point is in offline mode/],
    ['serviceEndpoints', 'blocked', null, /endpoints/],
    ['administrationService', 'failing', null, /administration service/],
  ] as const)('names %s when it is missing', (setting, value, target, message) => {
    const lab = buildLab({ devices: [siteClient()] });
    configure(lab, setting, value, target);
    expect(() => attach(lab)).toThrow(message);
    expect(refusalCode(() => attach(lab))).toBe('prerequisiteMissing');
    expect(connector(lab).status).toBe('notEnabled');
  });

  it('does not say that the license of the signed-in administrator is missing; the lab does, where it may', () => {
    const lab = buildLab({ devices: [siteClient()] });
    configure(lab, 'intuneLicense', 'off', administratorOfRole('intuneAdministrator'));
    const set = { collectionId: null, analytics: false, enforceRbac: true, defenderReports: true };
    const said = () => {
      try {
        giveInput(lab, 'attach.configure', set);
      } catch (error) {
        return (error as Error).message;
      }
      return null;
    };
    expect(said()).toMatch(/^An unanticipated error occurred\. .*Intune license/);
    lab.withheld = ['prerequisites'];
    expect(said()).toBe('An unanticipated error occurred.');
    expect(connector(lab).status).toBe('notEnabled');
  });

  it('asks for an administrator who may onboard a site', () => {
    const lab = buildLab({ devices: [siteClient()] });
    signIn(lab, 'helpDeskOperator');
    expect(() => attach(lab)).toThrow(/may not onboard/);
  });

  it('with analytics switches the default client setting on where somebody had set No, and only then', () => {
    const setting = (lab: Lab) => estateOf(lab.db).setting('endpointAnalytics');
    const cloud = { settings: [{ setting: 'endpointAnalytics', value: 'off' }] };
    expect(setting(buildLab())).toBe('on');
    expect(setting(attachedLab({ cloud }))).toBe('off');
    expect(setting(attachedLab({ cloud }, { analytics: true }))).toBe('on');
  });
});

describe('upload', () => {
  it('runs on the grid of 15 minutes, with nothing but what changed', () => {
    const lab = attachedLab({ devices: [siteClient(), siteClient()] });
    const since = connector(lab).since!;
    expect(diary(lab, 'uploadSent').map(({ details }) => details['records'])).toEqual([2]);
    pass(lab, 2 * hour);
    expect(diary(lab, 'uploadSent')).toHaveLength(1);
    expect(connector(lab).lastSync).toBe(since + 2 * hour);
    rename(lab, 'NEW-NAME');
    const next = connector(lab).lab!.nextUpload!;
    expect((next - since) % run).toBe(0);
    expect(connector(lab).lab).toMatchObject({ backlog: 1, nextBatch: [{ id: 1, name: 'NEW-NAME' }] });
    const { visibleBy } = connector(lab).lab!;
    lab.advanceTo(next);
    expect(diary(lab, 'uploadSent')[1]).toMatchObject({
      at: next,
      details: { records: 1, isFull: false, nextRun: next + run },
    });
    expect(connector(lab).lab!.visibleBy).toBe(visibleBy);
    lab.advanceTo(visibleBy! - 1);
    expect(record(lab, 'intune_devices')!.name).toBe('LAP-1');
    lab.advanceTo(visibleBy!);
    expect(record(lab, 'intune_devices')!.name).toBe('NEW-NAME');
    expect(visibleBy! - next).toBeGreaterThanOrEqual(5 * minute);
    expect(visibleBy! - next).toBeLessThanOrEqual(10 * minute);
  });

  it('is not put off by what changes in the very second of a run', () => {
    const lab = attachedLab({ devices: [siteClient(), siteClient()] });
    rename(lab, 'FIRST');
    const next = connector(lab).lab!.nextUpload!;
    updateRow(lab.db, 'devices', 2, { name: 'SECOND' });
    queueWork(lab, 'heartbeatReports', next, 2);
    lab.advanceTo(next);
    expect(record(lab, 'configmgr_devices', 2)!.name).toBe('SECOND');
    expect(diary(lab, 'uploadSent')[1]).toMatchObject({ at: next, details: { records: 2 } });
    expect(connector(lab).lab!.backlog).toBe(0);
  });

  it('shows what was sent as it was at the upload, and the newer state with the next', () => {
    const lab = attachedLab();
    rename(lab, 'FIRST');
    lab.advanceTo(connector(lab).lab!.nextUpload!);
    const firstVisible = connector(lab).lab!.visibleBy!;
    rename(lab, 'SECOND');
    lab.advanceTo(firstVisible);
    expect(record(lab, 'intune_devices')!.name).toBe('FIRST');
    pass(lab, 2 * run);
    expect(record(lab, 'intune_devices')!.name).toBe('SECOND');
  });

  it('sends what the site believes, not what the device is', () => {
    const lab = buildLab({ devices: [siteClient()] });
    updateRow(lab.db, 'devices', 1, { name: 'TRUE-NAME', os_version: '10.0.26100.9999' });
    attach(lab);
    pass(lab, run);
    expect(record(lab, 'intune_devices')).toMatchObject({ name: 'LAP-1' });
    expect(record(lab, 'intune_devices')!.os_version).toBe(record(lab, 'configmgr_devices')!.os_version);
  });

  it('costs nothing while there is nothing to send, and nothing while no site is attached', () => {
    const lab = attachedLab({ cloud: noAutoRegister });
    const before = lab.db.prepare('SELECT count(*) FROM history').pluck().get();
    expect(pass(lab, 30 * day).events).toBe(0);
    expect(lab.db.prepare('SELECT count(*) FROM history').pluck().get()).toBe(before);
    const plain = buildLab({ devices: [siteClient()] });
    expect(uploadChange(estateOf(plain.db), [1], plain.now)).toEqual([]);
  });

  it('follows the heartbeat that tells the site of an update', () => {
    const lab = attachedLab({
      devices: [
        siteClient({ join: 'hybrid', enrolled: true, osVersion: '10.0.26100.8875', pendingRebootDays: 19 }),
        siteClient(),
      ],
    });
    runUntilFinished(lab, order(lab, 'restart'));
    pass(lab, 8 * day);
    const [, told] = diary(lab, 'uploadSent');
    expect(told!.details).toMatchObject({ records: 1, isFull: false });
    expect((told!.at - connector(lab).since!) % run).toBe(0);
  });

  it.each([
    ['serviceEndpoints', 'blocked', 'open'],
    ['serviceConnectionPoint', 'offline', 'online'],
  ] as const)('waits while %s is %s, ages, and goes on with the first run after the cure', (setting, bad, good) => {
    const lab = attachedLab();
    pass(lab, 3 * minute);
    const lastRun = connector(lab).lastSync!;
    configure(lab, setting, bad);
    rename(lab, 'LATER');
    expect(connector(lab).lab).toMatchObject({ backlog: 1, nextUpload: null, visibleBy: null });
    expect(connector(lab).lab!.blockedBy).not.toBeNull();
    const status = (at: number) => {
      lab.advanceTo(at);
      expect(connector(lab).lastSync).toBe(lastRun);
      return connector(lab).status;
    };
    expect(status(lastRun + day)).toBe('healthy');
    expect(status(lastRun + day + 1)).toBe('warning');
    expect(status(lastRun + 3 * day - 1)).toBe('warning');
    expect(status(lastRun + 3 * day)).toBe('unhealthy');
    expect(record(lab, 'intune_devices')!.name).toBe('LAP-1');
    configure(lab, setting, good);
    expect(connector(lab)).toMatchObject({ status: 'healthy', lab: { blockedBy: null } });
    const next = connector(lab).lab!.nextUpload!;
    expect(next - lab.now).toBeLessThanOrEqual(run);
    lab.advanceTo(connector(lab).lab!.visibleBy!);
    expect(record(lab, 'intune_devices')!.name).toBe('LATER');
    expect(diary(lab, 'uploadBlocked')).toHaveLength(1);
    expect(diary(lab, 'uploadResumed')).toHaveLength(1);
  });

  it('ages from the first of two causes, and is not helped by the cure of one', () => {
    const lab = attachedLab();
    configure(lab, 'serviceConnectionPoint', 'offline');
    const lastRun = connector(lab).lastSync!;
    pass(lab, day);
    configure(lab, 'serviceEndpoints', 'blocked');
    pass(lab, 2 * day);
    configure(lab, 'serviceConnectionPoint', 'online');
    expect(connector(lab)).toMatchObject({ status: 'unhealthy', lastSync: lastRun });
  });

  it('finishes a full upload that was interrupted', () => {
    const devices = Array.from({ length: 3 }, () => siteClient());
    const lab = buildLab({ devices, population: [clients(600)], people: 700 });
    attach(lab);
    pass(lab, 1);
    configure(lab, 'serviceEndpoints', 'blocked');
    pass(lab, hour);
    expect(connector(lab).devicesInTenant).toBeLessThan(603);
    expect(connector(lab).lab!.backlog).toBeGreaterThan(0);
    configure(lab, 'serviceEndpoints', 'open');
    pass(lab, hour);
    expect(connector(lab)).toMatchObject({ devicesInTenant: 603, lab: { backlog: 0 } });
  });

  it('of many devices is spread over batches, one a second', () => {
    const lab = buildLab({ devices: [siteClient()], population: [clients(1200)], people: 1300 });
    attach(lab);
    pass(lab, 10);
    expect(diary(lab, 'uploadSent').map(({ details }) => details['records'])).toEqual([500, 500, 201]);
    expect(connector(lab).lab!.lastUploadCount).toBe(1201);
    pass(lab, run);
    expect(connector(lab).devicesInTenant).toBe(1201);
  });
});

const clients = (count: number): Record<string, unknown> =>
  groupOf('Clients', count, { presence: { always: 1 }, join: 'domain', client: true });

describe('scope', () => {
  it('is a collection when one is chosen, and follows its members', () => {
    const lab = buildLab({ devices: [siteClient(), siteClient()] });
    attach(lab, { collectionId: collection(lab, [1]) });
    pass(lab, run);
    expect([shown(lab, 1), shown(lab, 2)]).toEqual(['configMgr', undefined]);
    member(lab, 1, false);
    member(lab, 2, true);
    applyChanges(lab.db, uploadChange(estateOf(lab.db), [1, 2], lab.now), lab.now);
    pass(lab, 2 * run);
    expect([shown(lab, 1), shown(lab, 2)]).toEqual([undefined, 'configMgr']);
    expect([device(lab, 1).is_attached, device(lab, 2).is_attached]).toEqual([0, 1]);
    expect(diary(lab, 'uploadSent')[1]!.details).toMatchObject({ records: 1, removed: 1 });
    expect(lab.check()).toEqual([]);
  });

  it('is worked out anew for everybody when the properties change it', () => {
    const lab = attachedLab({ devices: [siteClient(), siteClient()] });
    const collectionId = collection(lab, [2]);
    attach(lab, { collectionId });
    expect(connector(lab)).toMatchObject({ scope: 'Pilot', lab: { backlog: 2 } });
    pass(lab, 2 * run);
    expect([shown(lab, 1), shown(lab, 2)]).toEqual([undefined, 'configMgr']);
    attach(lab, { collectionId: null });
    pass(lab, 2 * run);
    expect([shown(lab, 1), shown(lab, 2)]).toEqual(['configMgr', 'configMgr']);
  });

  it('refuses a collection that there is not', () => {
    const lab = buildLab({ devices: [siteClient()] });
    expect(refusalCode(() => attach(lab, { collectionId: 99 }))).toBe('collectionNotFound');
  });

  it('keeps a co-managed device that was wiped, as the client that the site still has', () => {
    const lab = attachedLab({ devices: [{ client: true, join: 'hybrid', presence: 'always', wipeHabit: 'reports' }] });
    expect(shown(lab)).not.toBe('configMgr');
    runUntilFinished(lab, order(lab, 'wipe'));
    pass(lab, hour);
    expect(record(lab, 'intune_devices')).toMatchObject({ managed_by: 'configMgr', name: 'LAP-1' });
    expect(device(lab).is_attached).toBe(0);
    expect(lab.check()).toEqual([]);
  });
});

describe('detach', () => {
  it.each(['site', 'cloud'] as const)('from the %s takes minutes with a healthy site', (from) => {
    const lab = attachedLab({ devices: [siteClient(), { client: true, join: 'hybrid', presence: 'always' }] });
    const at = lab.now;
    lab.input('attach.detach', { from });
    expect(connector(lab)).toMatchObject({ status: 'offboarding', detach: { from, expectedBy: at + 5 * minute } });
    expect(refusalCode(() => attach(lab))).toBe('offboarding');
    lab.advanceTo(at + 5 * minute - 1);
    expect(shown(lab)).toBe('configMgr');
    lab.advanceTo(at + 5 * minute);
    expect(connector(lab)).toMatchObject({ status: 'notEnabled', since: null, devicesInTenant: 0 });
    expect(shown(lab)).toBeUndefined();
    expect(record(lab, 'intune_devices', 2)).toMatchObject({ attached_at: null, removed_at: null });
    expect([device(lab, 1).is_attached, device(lab, 2).is_attached]).toEqual([0, 0]);
    expect(queued(lab, 0)).toEqual([]);
    expect(lab.check()).toEqual([]);
  });

  it('takes two hours with a site that the cloud does not reach', () => {
    const lab = attachedLab();
    configure(lab, 'serviceEndpoints', 'blocked');
    lab.input('attach.detach', { from: 'cloud' });
    pass(lab, 2 * hour - 1);
    expect(shown(lab)).toBe('configMgr');
    pass(lab, 1);
    expect(shown(lab)).toBeUndefined();
  });

  it('stops what was under way, and attaching again brings everything back', () => {
    const lab = attachedLab();
    rename(lab, 'LATER');
    lab.advanceTo(connector(lab).lab!.nextUpload!);
    lab.input('attach.detach', { from: 'site' });
    pass(lab, hour);
    expect(shown(lab)).toBeUndefined();
    expect(lab.db.prepare('SELECT count(*) FROM uploads_under_way').pluck().get()).toBe(0);
    attach(lab);
    pass(lab, run);
    expect(record(lab, 'intune_devices')).toMatchObject({ managed_by: 'configMgr', name: 'LATER' });
    expect(lab.check()).toEqual([]);
  });

  it('is refused where there is nothing to leave, and for those who may not delete a connector', () => {
    const lab = buildLab({ devices: [siteClient()] });
    expect(refusalCode(() => lab.input('attach.detach', { from: 'site' }))).toBe('notAttached');
    attach(lab);
    signIn(lab, 'readOnlyOperator');
    expect(refusalCode(() => lab.input('attach.detach', { from: 'cloud' }))).toBe('missingRight');
    configure(lab, 'siteRole', 'readOnlyAnalyst', administratorOfRole('readOnlyOperator'));
    expect(refusalCode(() => lab.input('attach.detach', { from: 'site' }))).toBe('siteRefused');
    expect(refusalCode(() => attach(lab, { analytics: true }))).toBe('siteRefused');
  });
});

describe('check', () => {
  it.each([
    ['attachedRecord', `UPDATE intune_devices SET attached_at = NULL`],
    ['attachedSite', `UPDATE cloud_attach SET attached_at = NULL`],
    ['uploadQueued', `DELETE FROM work_queue WHERE kind = 'uploadVisible'`],
    ['uploadQueued', `INSERT INTO upload_backlog VALUES (1, 0)`],
  ])('notices %s', (rule, harm) => {
    const lab = attachedLab();
    rename(lab, 'OTHER');
    lab.advanceTo(connector(lab).lab!.nextUpload!);
    expect(lab.check()).toEqual([]);
    lab.db.exec(harm);
    expect(lab.check().some((violation) => violation.startsWith(`${rule}:`))).toBe(true);
  });
});

describe('time', () => {
  const story = (lab: Lab, advance: (seconds: number) => void): string => {
    attach(lab, { analytics: true });
    advance(20 * minute);
    order(lab, 'syncMachinePolicy', 1);
    order(lab, 'syncMachinePolicy', 2);
    rename(lab, 'OTHER', 2);
    configure(lab, 'serviceEndpoints', 'blocked');
    advance(30 * hour);
    configure(lab, 'serviceEndpoints', 'open');
    advance(5 * hour);
    lab.input('attach.detach', { from: 'site' });
    advance(6 * minute);
    attach(lab);
    advance(2 * day);
    return lab.hash();
  };
  const devices = [siteClient(), siteClient({ presence: 'office' }), siteClient({ presence: 'evenings' })];

  it('may be jumped over or stepped through', () => {
    const whole = buildLab({ devices });
    const stepped = buildLab({ devices });
    expect(
      story(stepped, (seconds) => {
        for (let left = seconds; left > 0; left -= 7 * minute) pass(stepped, Math.min(left, 7 * minute));
      }),
    ).toBe(story(whole, (seconds) => void pass(whole, seconds)));
  });

  it('gives the same again when the journal is played again', () => {
    const lab = buildLab({ devices });
    attach(lab, { analytics: true });
    pass(lab, 20 * minute);
    order(lab, 'syncMachinePolicy', 2);
    configure(lab, 'serviceConnectionPoint', 'offline');
    pass(lab, day);
    configure(lab, 'serviceConnectionPoint', 'online');
    pass(lab, hour);
    lab.input('attach.detach', { from: 'cloud' });
    pass(lab, 3 * hour);
    expect(lab.replay()).toMatchObject({ equal: true });
    expect(lab.check()).toEqual([]);
  });
});
