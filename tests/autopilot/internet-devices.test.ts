import { describe, expect, it } from 'vitest';
import { currentRecord, currentSchedule, findRow, prepared } from '../../main/db/tables.ts';
import { attachedDevice } from '../../main/lab/attach/device.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { membersOf } from '../../main/lab/engine/membership.ts';
import { answerView } from '../../main/lab/door.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { batteryAt } from '../../main/simulation/kernel/drift.ts';
import { unpack } from '../../main/simulation/autopilot/join.ts';
import { longestCommandLine } from '../../main/simulation/autopilot/client-setup.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { buildLab, order, pass, record, refusalCode, runUntil, type DeviceSet } from '../support/build-lab.ts';
import { attach } from '../support/attached-lab.ts';
import {
  addBoxes,
  device,
  gatewaySettings,
  historyOf,
  internetClient,
  internetLab,
  isCoManaged,
  lastOf,
  put,
  stateOf,
} from '../support/internet-lab.ts';

const kinds = (lab: Lab, id: number): string[] => historyOf(lab, id).map(({ kind }) => kind);
/** Lets the device be unpacked and whatever follows within three hours of it happen. */
function unpackNow(lab: Lab, id: number): number {
  applyChanges(lab.db, unpack(factsOf(lab.db, id), lab.now), lab.now);
  const at = lab.now;
  pass(lab, 3 * hour);
  return at;
}

describe('adding devices', () => {
  it('puts computers in boxes, with their Autopilot identity and an object in Entra ID', () => {
    const lab = internetLab();
    const [id] = addBoxes(lab) as [number];
    expect(device(lab, id)).toMatchObject({
      power: 'oobe',
      join_type: 'workgroup',
      is_mdm_enrolled: 0,
      client_version: null,
      pattern_id: null,
      ownership: 'corporate',
    });
    // Its battery is as new as the computer, and does not wear.
    for (const days of [0, 1, 365]) expect(batteryAt(device(lab, id), lab.now + days * day)).toBe(100);
    expect(record(lab, 'autopilot_identities', id)).toMatchObject({ enrollment_state: 'notContacted', is_current: 1 });
    expect(record(lab, 'entra_devices', id)).toMatchObject({ name: device(lab, id).serial_number, join_type: 'entra' });
    expect(record(lab, 'intune_devices', id)).toBeUndefined();
    expect(record(lab, 'configmgr_devices', id)).toBeUndefined();
    expect(stateOf(lab, id)).toMatchObject({ stage: 'none', policy_at: null, reason: 'outOfBox' });
  });

  it('gives each to a licensed person without a computer before anybody gets a second', () => {
    const lab = internetLab();
    const ids = addBoxes(lab, 5);
    const users = ids.map((id) => device(lab, id).user_id);
    expect(new Set(users).size).toBe(5);
    for (const user of users) {
      const row = prepared(lab.db, 'SELECT * FROM users WHERE id = ?').get(user) as Record<string, unknown>;
      expect(row).toMatchObject({ intune_license: 1, is_enabled: 1, role: null });
      expect(user).not.toBe(device(lab, 1).user_id);
    }
  });

  it('unpacks them over the next five working days, while their users are online', () => {
    const lab = internetLab();
    const ids = addBoxes(lab, 8);
    pass(lab, 8 * day);
    for (const id of ids) {
      const { at } = lastOf(lab, id, 'oobeStarted')!;
      const local = new Date((at + 2 * hour) * 1000);
      expect(local.getUTCDay()).toBeGreaterThanOrEqual(1);
      expect(local.getUTCDay()).toBeLessThanOrEqual(5);
      expect(local.getUTCHours()).toBeGreaterThanOrEqual(8);
      expect(local.getUTCHours()).toBeLessThan(20);
    }
    expect(new Set(ids.map((id) => Math.floor(lastOf(lab, id, 'oobeStarted')!.at / day))).size).toBeGreaterThan(1);
  });

  it('adds what it can and names the rest', () => {
    const lab = internetLab();
    const known = device(lab, 1).serial_number;
    const box = (serialNumber: string, more = {}) => ({
      serialNumber,
      model: 'Latitude 5450',
      groupTag: '',
      assignedUser: null,
      ...more,
    });
    const { added, refused } = lab.input('autopilot.addDevices', {
      devices: [
        box('A1'),
        box(known.toLowerCase()),
        box('a1'),
        box('A2', { model: 'iPhone 15' }),
        box('A3', { assignedUser: 'nobody@fabrikam.com' }),
        box('A4', { assignedUser: 'PERSON1@fabrikam.com' }),
        box('A5', { model: 'default' }),
      ],
    });
    expect(added.map((id) => device(lab, id).serial_number)).toEqual(['A1', 'A4', 'A5']);
    expect(refused.map(({ serialNumber }) => serialNumber)).toEqual([known.toLowerCase(), 'a1', 'A2', 'A3']);
    expect(device(lab, added[1]!).user_id).toBe(device(lab, 1).user_id);
    expect(refusalCode(() => lab.input('autopilot.addDevices', { devices: [box('A1')] }))).toBe('devicesRefused');
  });

  it('takes 500 at once, with serial numbers that no other device has', () => {
    const lab = internetLab({ people: 600 });
    const serials = answerView(lab.db, 'autopilot.nextSerials', { model: 'Latitude 5450', count: 500 });
    expect(new Set(serials).size).toBe(500);
    const { added } = lab.input('autopilot.addDevices', {
      devices: serials.map((serialNumber) => ({
        serialNumber,
        model: 'Latitude 5450',
        groupTag: '',
        assignedUser: null,
      })),
    });
    expect(added).toHaveLength(500);
    expect(lab.check()).toEqual([]);
  });
});

describe('a new computer of the internet', () => {
  it('goes from its box through join, enrollment, client and policy to co-management, in this order', () => {
    const lab = internetLab();
    const [id] = addBoxes(lab) as [number];
    pass(lab, 8 * day);
    expect(kinds(lab, id)).toEqual([
      'autopilotRegistered',
      'oobeStarted',
      'entraJoined',
      'mdmEnrolled',
      'statusPage',
      'ccmsetupStarted',
      'ccmsetupEnded',
      'clientRegistered',
      'policyMerged',
      'alreadyEnrolled',
      'comgmtReported',
      'clientChecked',
    ]);
    expect(device(lab, id)).toMatchObject({ power: 'running', join_type: 'entra', is_mdm_enrolled: 1 });
    expect(device(lab, id).client_version).toBe('5.00.9146.1000');
    expect(device(lab, id).name).toMatch(/^FAB-/);
    expect(record(lab, 'intune_devices', id)).toMatchObject({
      enrollment_type: 'windowsAzureADJoin',
      managed_by: 'coManaged',
      ownership: 'corporate',
    });
    expect(record(lab, 'autopilot_identities', id)).toMatchObject({ enrollment_state: 'enrolled' });
    expect(record(lab, 'configmgr_devices', id)).toMatchObject({ domain: 'WORKGROUP', has_client: 1 });
    expect(isCoManaged(lab, id)).toBe(true);
    expect(lab.check()).toEqual([]);
  });

  it('is Intune’s alone until the client has policy', () => {
    const lab = internetLab();
    const [id] = addBoxes(lab) as [number];
    runUntil(lab, () => kinds(lab, id).includes('mdmEnrolled'));
    expect(record(lab, 'intune_devices', id)!.managed_by).toBe('intune');
    expect(device(lab, id).client_version).toBeNull();
    runUntil(lab, () => kinds(lab, id).includes('clientRegistered'));
    expect(record(lab, 'intune_devices', id)!.managed_by).toBe('intune');
    expect(isCoManaged(lab, id)).toBe(false);
  });

  it('keeps within the times that are assumed: join to enrollment 2–6, client setup 10–40 minutes', () => {
    const lab = internetLab();
    const ids = addBoxes(lab, 6);
    pass(lab, 8 * day);
    for (const id of ids) {
      const at = (kind: string): number => lastOf(lab, id, kind)!.at;
      expect(at('mdmEnrolled') - at('entraJoined')).toBeGreaterThanOrEqual(2 * minute);
      expect(at('mdmEnrolled') - at('entraJoined')).toBeLessThanOrEqual(6 * minute);
      expect(at('clientRegistered') - at('ccmsetupStarted')).toBeGreaterThanOrEqual(10 * minute);
    }
  });

  it('has schedules through the gateway and none over the network of the site', () => {
    const { lab, id } = internetClient();
    for (const channel of [1, 4, 5]) expect(currentSchedule(lab.db, id, channel)?.pattern_id).not.toBeNull();
    for (const channel of [2, 3]) expect(currentSchedule(lab.db, id, channel)).toBeUndefined();
  });

  it('gets the client as an app at its next check-in, and sooner by a sync', () => {
    const lab = internetLab({ delivery: 'none' });
    const [id] = addBoxes(lab) as [number];
    pass(lab, 8 * day);
    expect(device(lab, id)).toMatchObject({ is_mdm_enrolled: 1, client_version: null });
    expect(kinds(lab, id)).not.toContain('ccmsetupStarted');
    // Thursday, 10:10 in Berlin.
    put(lab, 'clientDelivery', 'app');
    pass(lab, minute);
    expect(stateOf(lab, id)).toMatchObject({ reason: 'clientDelivery' });
    const expected = stateOf(lab, id)!.expected_by!;
    expect(expected).toBeGreaterThan(lab.now);
    order(lab, 'sync', id);
    pass(lab, 2 * minute);
    expect(kinds(lab, id)).toContain('ccmsetupStarted');
    expect(lastOf(lab, id, 'ccmsetupStarted')!.at).toBeLessThan(expected);
    pass(lab, day);
    expect(isCoManaged(lab, id)).toBe(true);
  });

  it('waits for nothing while no client is delivered, and an idle day costs nothing', () => {
    const lab = internetLab({ delivery: 'none' });
    const [id] = addBoxes(lab) as [number];
    pass(lab, 10 * day);
    expect(prepared(lab.db, 'SELECT count(*) FROM work_queue WHERE device_id = ?').pluck().get(id)).toBe(0);
    expect(pass(lab, day).events).toBe(0);
  });

  it('is the same whether time jumps or steps, and a replay finds it again', () => {
    const jumped = internetLab({ seed: 7 });
    const stepped = internetLab({ seed: 7 });
    for (const lab of [jumped, stepped]) addBoxes(lab, 3);
    pass(jumped, 9 * day);
    for (let i = 0; i < 9 * 24; i += 1) pass(stepped, hour);
    expect(stepped.hash()).toBe(jumped.hash());
    put(jumped, 'gatewayCertificate', 'expired');
    pass(jumped, 2 * day);
    put(jumped, 'gatewayCertificate', 'valid');
    pass(jumped, 2 * day);
    expect(jumped.replay()).toMatchObject({ equal: true });
    expect(jumped.check()).toEqual([]);
  });

  it('needs a person: a computer of nobody stays in its box', () => {
    const lab = buildLab({
      devices: [{}, { power: 'oobe', presence: 'drawer', enrolled: false, join: 'workgroup', person: null }],
    });
    expect(unpack(factsOf(lab.db, 2), lab.now)).toEqual([]);
  });

  it('can be unpacked by hand at once', () => {
    const lab = internetLab();
    const [id] = addBoxes(lab) as [number];
    const at = unpackNow(lab, id);
    expect(lastOf(lab, id, 'oobeStarted')!.at).toBe(at);
    expect(kinds(lab, id).filter((kind) => kind === 'oobeStarted')).toHaveLength(1);
    expect(isCoManaged(lab, id)).toBe(true);
  });
});

describe('who has the workloads after Autopilot', () => {
  const override = (lab: Lab, id: number): number => stateOf(lab, id)!.is_override;
  it('Configuration Manager, with a Co-management settings policy that does not override', () => {
    const { lab, id } = internetClient({ delivery: 'policy' });
    expect(override(lab, id)).toBe(0);
    expect(stateOf(lab, id)!.flags).toBe(8197);
  });
  it('Intune, with a policy that overrides', () => {
    const { lab, id } = internetClient({ settings: { overrideToIntune: 'on' } });
    expect(override(lab, id)).toBe(1);
    expect(stateOf(lab, id)!.flags).toBe(12_543);
  });
  it('Intune for good on Windows 11 without such a policy, also when the client comes later as an app', () => {
    const { lab, id } = internetClient({ delivery: 'app' });
    expect(override(lab, id)).toBe(1);
    put(lab, 'clientDelivery', 'policy');
    pass(lab, 2 * day);
    expect(stateOf(lab, id)!.flags).toBe(2_147_479_807);
    // Its policy differs in nothing, so it does not poll in the queue.
    expect(pass(lab, day).events).toBe(0);
  });
  it('Configuration Manager for a computer that was set up without a profile', () => {
    const { lab, id } = internetClient({ delivery: 'app', settings: { autopilotProfile: 'none' } });
    expect(override(lab, id)).toBe(0);
    expect(device(lab, id).name).toMatch(/^DESKTOP-/);
  });
});

describe('the command line of the client setup', () => {
  const host = 'FABRIKAMCMG.FABRIKAM.COM/CCM_Proxy_MutualAuth';
  it.each([
    ['is empty', () => null, /empty/],
    ['lacks the gateway', () => 'SMSSITECODE=FAB', /CCMHOSTNAME is missing/],
    ['lacks the site', (good: string) => good.replace(/ SMSSITECODE=FAB/, ''), /SMSSITECODE is missing/],
    ['names https', (good: string) => good.replace('CCMHOSTNAME=', 'CCMHOSTNAME=https://'), /without https/],
    ['finds its site by itself', (good: string) => good.replace('CODE=FAB', 'CODE=AUTO'), /AUTO/],
    ['names another site', (good: string) => good.replace('CODE=FAB', 'CODE=XYZ'), /not the code/],
    ['names another gateway', () => `CCMHOSTNAME=${host}/72057594037927999 SMSSITECODE=FAB`, /not the address/],
    [
      'is too long',
      (good: string) => `${good.slice(0, -1)} ${'/retry:10 '.repeat(100)}"`,
      new RegExp(String(longestCommandLine)),
    ],
  ] as const)('ends with code 6 when it %s, and works once it is right', (_what, spoil, why) => {
    const lab = internetLab();
    const good = prepared(lab.db, `SELECT value FROM settings WHERE id = 'clientCommandLine'`).pluck().get() as string;
    put(lab, 'clientCommandLine', spoil(good) ?? '');
    const [id] = addBoxes(lab) as [number];
    unpackNow(lab, id);
    expect(lastOf(lab, id, 'ccmsetupFailed')!.details).toMatchObject({ exitCode: 6, cause: 'clientCommandLine' });
    expect(String(lastOf(lab, id, 'ccmsetupFailed')!.details['why'])).toMatch(why);
    expect(stateOf(lab, id)).toMatchObject({ reason: 'cause', expected_by: null });
    const attempts = kinds(lab, id).filter((kind) => kind === 'ccmsetupStarted').length;
    pass(lab, 5 * day);
    expect(kinds(lab, id).filter((kind) => kind === 'ccmsetupStarted')).toHaveLength(attempts);
    put(lab, 'clientCommandLine', good);
    pass(lab, 4 * day);
    expect(isCoManaged(lab, id)).toBe(true);
  });

  it('may have exactly 1,024 characters', () => {
    const lab = internetLab();
    const good = prepared(lab.db, `SELECT value FROM settings WHERE id = 'clientCommandLine'`).pluck().get() as string;
    const padded = `${good.slice(0, -1)} /retry:${'1'.repeat(longestCommandLine - good.length - 8)}"`;
    expect(padded).toHaveLength(longestCommandLine);
    put(lab, 'clientCommandLine', padded);
    const [id] = addBoxes(lab) as [number];
    unpackNow(lab, id);
    expect(isCoManaged(lab, id)).toBe(true);
  });
});

describe('the status page of Autopilot', () => {
  it('gives up after an hour with 0x800705b4 while the client cannot be installed, and the device comes in order later', () => {
    const lab = internetLab({ settings: { gatewayCertificate: 'expired' } });
    const [id] = addBoxes(lab) as [number];
    unpackNow(lab, id);
    const enrolled = lastOf(lab, id, 'mdmEnrolled')!.at;
    expect(lastOf(lab, id, 'statusPageFailed')).toMatchObject({ at: enrolled + hour, details: { code: '0x800705b4' } });
    expect(stateOf(lab, id)).toMatchObject({ code: '0x800705b4' });
    put(lab, 'gatewayCertificate', 'valid');
    pass(lab, 3 * day);
    expect(isCoManaged(lab, id)).toBe(true);
    expect(stateOf(lab, id)!.code).toBeNull();
  });

  it('goes on with the production policy of the site, whenever the person is usually online, within the hour', () => {
    const lab = internetLab({ seed: 5 });
    const ids = addBoxes(lab, 4);
    // Towards the end of the working day, and then after it.
    pass(lab, 7 * hour);
    for (const id of ids) unpackNow(lab, id);
    for (const id of ids) {
      const enrolled = lastOf(lab, id, 'mdmEnrolled')!.at;
      const registered = lastOf(lab, id, 'clientRegistered')!.at;
      const applied = lastOf(lab, id, 'policyMerged')!;
      expect(applied.details).toMatchObject({ isPresent: true });
      expect(applied.at - registered).toBeLessThanOrEqual(3 * minute);
      expect(applied.at).toBeLessThanOrEqual(enrolled + hour);
      expect(kinds(lab, id)).not.toContain('statusPageFailed');
    }
    expect(lab.check()).toEqual([]);
  });

  it('has the client in All Provisioning Devices as long as it stands', () => {
    const lab = internetLab();
    lab.input('comanagement.remove', {});
    const [id] = addBoxes(lab) as [number];
    applyChanges(lab.db, unpack(factsOf(lab.db, id), lab.now), lab.now);
    runUntil(lab, () => kinds(lab, id).includes('clientRegistered'));
    expect(membersOf(lab.db, 4)).toEqual([id]);
    pass(lab, 2 * hour);
    expect(membersOf(lab.db, 4)).toEqual([]);
  });

  it('gives up on a client that gets no co-management policy, since its hour covers that too', () => {
    const lab = internetLab();
    lab.input('comanagement.remove', {});
    const [id] = addBoxes(lab) as [number];
    unpackNow(lab, id);
    const enrolled = lastOf(lab, id, 'mdmEnrolled')!.at;
    expect(lastOf(lab, id, 'clientRegistered')!.at).toBeLessThan(enrolled + hour);
    expect(lastOf(lab, id, 'policyMerged')).toBeUndefined();
    expect(lastOf(lab, id, 'statusPageFailed')).toMatchObject({ at: enrolled + hour });
  });

  it('goes on at the next try of ccmsetup when the cause is gone in time', () => {
    const lab = internetLab({ settings: { gatewayCertificate: 'expired' } });
    const [id] = addBoxes(lab) as [number];
    applyChanges(lab.db, unpack(factsOf(lab.db, id), lab.now), lab.now);
    pass(lab, 12 * minute);
    expect(stateOf(lab, id)).toMatchObject({ reason: 'gatewayDown', expected_by: null });
    put(lab, 'gatewayCertificate', 'valid');
    pass(lab, minute);
    expect(stateOf(lab, id)).toMatchObject({ reason: 'clientInstall', code: null });
    pass(lab, 2 * hour);
    expect(isCoManaged(lab, id)).toBe(true);
    expect(kinds(lab, id).filter((kind) => kind === 'ccmsetupStarted')).toHaveLength(1);
  });
});

/** Causes against join and enrollment of a person who sits at a new computer, with the code that shows and what puts it right. */
const causes: [what: string, setting: string, bad: string, good: string, code: string | null, target: 'user' | null][] =
  [
    ['outside the MDM user scope', 'mdmUserScope', 'none', 'all', null, null],
    ['without Entra ID P1', 'entraLicense', 'none', 'p1', null, null],
    ['with a changed discovery URL', 'mdmUrls', 'changed', 'default', '0x8000FFFF', null],
    ['without an MDM authority', 'mdmAuthority', 'unset', 'intune', '0x8018002B', null],
    ['where Windows is blocked', 'windowsEnrollment', 'block', 'allow', '0x80180014', null],
    ['without an Intune license', 'intuneLicense', 'off', 'on', '0x80180018', 'user'],
    ['with an unverified suffix', 'verifiedUpnSuffix', 'off', 'on', '0xCAA9004D', 'user'],
  ];
describe('automatic enrollment in the out-of-box experience', () => {
  it.each(causes)(
    'fails for somebody %s (%s), and comes about when that is put right',
    (_what, setting, bad, good, code, of) => {
      const lab = internetLab();
      const [id] = addBoxes(lab) as [number];
      const user = factsOf(lab.db, id).user!.upn;
      const target = of === 'user' ? user : null;
      put(lab, setting, bad, target);
      pass(lab, hour);
      unpackNow(lab, id);
      expect(device(lab, id).is_mdm_enrolled).toBe(0);
      expect(stateOf(lab, id)).toMatchObject({ reason: 'cause', code });
      const events = pass(lab, 5 * day).events;
      expect(events).toBe(0);
      put(lab, setting, good, target);
      pass(lab, 5 * day);
      expect(device(lab, id).is_mdm_enrolled).toBe(1);
      pass(lab, 3 * day);
      expect(lab.check()).toEqual([]);
    },
  );

  it('asks a second factor of nobody in vain: the person sits there', () => {
    const lab = internetLab();
    const [id] = addBoxes(lab) as [number];
    put(lab, 'mfaEnforced', 'on', factsOf(lab.db, id).user!.upn);
    unpackNow(lab, id);
    expect(device(lab, id).is_mdm_enrolled).toBe(1);
  });

  it('stops the join at the device limit of Entra ID, and goes on when it is raised', () => {
    const lab = internetLab();
    addBoxes(lab, 20, 'person1@fabrikam.com');
    for (const { id } of prepared(lab.db, `SELECT id FROM devices WHERE power = 'oobe'`).all() as { id: number }[])
      applyChanges(lab.db, unpack(factsOf(lab.db, id), lab.now), lab.now);
    pass(lab, 3 * hour);
    put(lab, 'entraDeviceLimit', '20');
    const [id] = addBoxes(lab, 1, 'person1@fabrikam.com') as [number];
    unpackNow(lab, id);
    expect(stateOf(lab, id)).toMatchObject({ reason: 'cause', code: '0x801C000E' });
    expect(device(lab, id).power).toBe('oobe');
    put(lab, 'entraDeviceLimit', '50');
    pass(lab, 3 * day);
    expect(device(lab, id).power).toBe('running');
  });
});

describe('a client of the internet that is wiped and unpacked again', () => {
  it('goes the same way anew, and its former record is obsolete', () => {
    const { lab, id } = internetClient();
    const user = device(lab, id).user_id;
    order(lab, 'wipe', id);
    runUntil(lab, () => device(lab, id).power === 'oobe');
    pass(lab, hour);
    expect(device(lab, id).user_id).toBeNull();
    unpackNow(lab, id);
    pass(lab, 3 * day);
    expect(device(lab, id).user_id).toBe(user);
    expect(isCoManaged(lab, id)).toBe(true);
    const records = prepared(
      lab.db,
      'SELECT is_current, is_obsolete FROM configmgr_devices WHERE device_id = ? ORDER BY id',
    ).all(id);
    expect(records).toEqual([
      { is_current: 0, is_obsolete: 1 },
      { is_current: 1, is_obsolete: 0 },
    ]);
    expect(lab.check()).toEqual([]);
  });
});

describe('a hybrid computer of the site that is wiped', () => {
  const hybrid: DeviceSet = { join: 'hybrid', client: true, presence: 'always', wipeHabit: 'reports', encrypted: true };
  const colleague: DeviceSet = { join: 'entra', presence: 'always', ownership: 'personal' };
  const wipe = (lab: Lab): void => {
    order(lab, 'wipe', 1);
    runUntil(lab, () => device(lab, 1).power === 'oobe');
  };
  const unpackAgain = (lab: Lab): void => {
    lab.input('desktop.trigger', { deviceId: 1, trigger: 'unpack' });
    runUntil(lab, () => device(lab, 1).power === 'running');
  };
  const keys = (lab: Lab) => attachedDevice(lab.db, { deviceId: 1 }).recoveryKeys;

  it('goes back to whom the site names, joined to Entra ID, and Entra Connect leaves it so', () => {
    const lab = internetLab({ devices: [hybrid, colleague], settings: { entraConnectHybridJoin: 'on' } });
    const user = device(lab, 1).user_id;
    expect(record(lab, 'ad_computers', 1)!.certificate_at).not.toBeNull();
    const former = record(lab, 'entra_devices', 1)!;
    expect(former).toMatchObject({ join_type: 'hybrid', owner_upn: null });
    wipe(lab);
    unpackAgain(lab);
    expect(device(lab, 1)).toMatchObject({ user_id: user, join_type: 'entra' });
    pass(lab, day);
    lab.input('identity.runNow', { what: 'deltaSync' });
    pass(lab, hour);
    expect(record(lab, 'entra_devices', 1)).toMatchObject({ join_type: 'entra', registration_state: 'registered' });
    expect(findRow(lab.db, 'entra_devices', former.id)).toEqual({ ...former, is_current: 0 });
    expect(device(lab, 1)).toMatchObject({ join_type: 'entra', is_mdm_enrolled: 1 });
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('goes back to whom Intune named last where the site names nobody, and to nobody where nobody is known', () => {
    const lab = internetLab({ devices: [hybrid, colleague] });
    const user = device(lab, 1).user_id;
    wipe(lab);
    lab.db.prepare('UPDATE configmgr_devices SET primary_user = NULL WHERE device_id = 1').run();
    expect(factsOf(lab.db, 1).namedUser()?.id).toBe(user);
    lab.db.prepare('UPDATE intune_devices SET primary_user_upn = NULL WHERE device_id = 1').run();
    expect(refusalCode(() => lab.input('desktop.trigger', { deviceId: 1, trigger: 'unpack' }))).toBe(
      'triggerNotPossible',
    );
  });

  it('is used like one elsewhere where its office has no other, and not set up where the company has none', () => {
    const lab = internetLab({ devices: [hybrid, colleague] });
    const { pattern_id: elsewhere } = device(lab, 2);
    lab.db
      .prepare(
        `INSERT INTO offices (name, city, country, zone_id, is_main)
         SELECT 'Porto', 'Porto', 'Portugal', zone_id, 0 FROM offices WHERE is_main = 1`,
      )
      .run();
    lab.db.prepare('UPDATE devices SET office_id = (SELECT max(id) FROM offices) WHERE id = 2').run();
    wipe(lab);
    lab.db.prepare('UPDATE devices SET pattern_id = NULL WHERE id = 2').run();
    expect(refusalCode(() => lab.input('desktop.trigger', { deviceId: 1, trigger: 'unpack' }))).toBe(
      'triggerNotPossible',
    );
    lab.db.prepare('UPDATE devices SET pattern_id = ? WHERE id = 2').run(elsewhere);
    unpackAgain(lab);
    expect(device(lab, 1).pattern_id).toBe(elsewhere);
  });

  it('has no part of an installation that the reset broke off, and a new recovery key with its new client', () => {
    const lab = internetLab({ devices: [hybrid, colleague], delivery: 'app' });
    attach(lab);
    pass(lab, hour);
    const [old] = keys(lab);
    lab.input('attach.showRecoveryKey', { deviceId: 1, keyId: old!.keyId });
    const pending = () => prepared(lab.db, 'SELECT * FROM application_states WHERE action IS NOT NULL').all();
    const ready = attachedDevice(lab.db, { deviceId: 1 }).applications.find(({ actions }) => actions.length > 0)!;
    order(lab, 'wipe', 1);
    lab.input('apps.order', { deviceId: 1, applicationId: ready.id, action: ready.actions[0]! });
    runUntil(lab, () => device(lab, 1).power === 'resetting');
    // The reset comes between the request and its end.
    expect(pending()).toHaveLength(1);
    runUntil(lab, () => device(lab, 1).power === 'oobe');
    expect(pending()).toEqual([]);
    expect(keys(lab)).toEqual([]);
    unpackAgain(lab);
    expect(device(lab, 1).is_encrypted).toBe(1);
    expect(keys(lab)).toEqual([]);
    runUntil(lab, () => device(lab, 1).client_version !== null);
    pass(lab, hour);
    const [fresh, ended] = keys(lab);
    expect(ended).toMatchObject({ keyId: old!.keyId, key: null });
    expect(fresh).toMatchObject({ key: null, rotatedAt: null });
    expect(fresh!.keyId).not.toBe(old!.keyId);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });
});

it('needs all of the settings that the gateway consists of', () => {
  expect(Object.keys(gatewaySettings).length).toBeGreaterThan(5);
  const { lab, id } = internetClient();
  expect(currentRecord(lab.db, 'configmgr_devices', id)!.entra_device_id).toMatch(/^[0-9a-f-]{36}$/);
});
