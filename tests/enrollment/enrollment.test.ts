import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { findRow, insertRow, prepared } from '../../main/db/tables.ts';
import { countDevices } from '../../main/lab/devices/list.ts';
import { isWidened } from '../../main/lab/comanagement/checks.ts';
import { comanagementView, enrollPreview, funnelOf } from '../../main/lab/comanagement/views.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { forgetWorld } from '../../main/lab/engine/world.ts';
import { putGroupDevice } from '../../main/simulation/collections/sync.ts';
import { passingErrors, tokenOf } from '../../main/simulation/enrollment/causes.ts';
import { evaluatePolicy, signsIn } from '../../main/simulation/enrollment/plan.ts';
import { spreadSeconds } from '../../main/simulation/enrollment/timing.ts';
import { unenroll } from '../../main/simulation/enrollment/enroll.ts';
import { nextContact } from '../../main/simulation/kernel/schedule.ts';
import { funnelStages, type EnrollMode } from '../../shared/comanagement/words.ts';
import type { ComanagementRow } from '../../main/rows/workloads.ts';
import { day, hour, minute } from '../../shared/time.ts';
import {
  activities,
  administratorOfRole,
  buildLab,
  changeDevice,
  device,
  mixedPopulation,
  onPlatform,
  order,
  pass,
  queued,
  record,
  refusalCode,
  runUntil,
  type DeviceSet,
  type LabSet,
} from '../support/build-lab.ts';
import { buildFacts } from '../support/device-facts.ts';

/** A hybrid joined computer with a client, on at all times, that Intune does not know. */
const client: DeviceSet = { join: 'hybrid', client: true, enrolled: false, presence: 'always' };
const officeClient: DeviceSet = { ...client, presence: 'office' };
const person = 'person1@fabrikam.com';

const set = (lab: Lab, setting: string, value: string, target: string | null = null) =>
  lab.input('settings.configure', { setting, value, target });
const comanage = (lab: Lab, enroll: EnrollMode = 'all', collectionId: number | null = null) =>
  lab.input('comanagement.enable', { enroll, collectionId });
const state = (lab: Lab, id = 1): ComanagementRow | undefined =>
  prepared(lab.db, 'SELECT * FROM comanagement WHERE device_id = ?').get(id) as ComanagementRow | undefined;
const history = (lab: Lab, kind: string, id = 1): { at: number; details: Record<string, unknown> }[] =>
  (
    prepared(lab.db, 'SELECT at, details FROM history WHERE device_id = ? AND kind = ? ORDER BY id').all(id, kind) as {
      at: number;
      details: string;
    }[]
  ).map(({ at, details }) => ({ at, details: JSON.parse(details) as Record<string, unknown> }));
const until = (lab: Lab, stage: ComanagementRow['stage'], id = 1): ComanagementRow => {
  runUntil(lab, () => state(lab, id)?.stage === stage, 2000);
  return state(lab, id)!;
};
/** The device joins, and what it waits for is worked out anew. */
function register(lab: Lab, id: number): void {
  changeDevice(lab, { join_type: 'hybrid' }, id);
  const { name, os_version: version } = device(lab, id);
  applyChanges(
    lab.db,
    [
      {
        do: 'insert',
        table: 'entra_devices',
        row: {
          device_id: id,
          is_current: 1,
          name,
          join_type: 'hybrid',
          registration_state: 'registered',
          registered_at: lab.now,
          is_enabled: 1,
          is_compliant: null,
          owner_upn: null,
          os: 'Windows',
          os_version: version,
          told_at: lab.now,
        },
      },
      { do: 'queue', dueAt: lab.now, kind: 'plan', deviceId: id, subjectId: 0 },
    ],
    lab.now,
  );
}
const sound = (lab: Lab) => expect(lab.check()).toEqual([]);
const lab1 = (more: LabSet = {}): Lab => buildLab({ devices: [client], ...more });

describe('the first enabling in an estate', () => {
  it('gives policy at the next poll, waits for a timer within a day, enrolls, and tells site and Intune', () => {
    const lab = lab1();
    const start = lab.now;
    comanage(lab);
    const scheduled = until(lab, 'scheduled');
    expect(scheduled.policy_at! - start).toBeLessThanOrEqual(hour);
    expect(scheduled).toMatchObject({ auto_enroll: 1, reason: 'enrollmentTimer', attempts: 0, code: null });
    expect(scheduled.expected_by! - scheduled.policy_at!).toBeLessThanOrEqual(day);
    expect(device(lab).is_mdm_enrolled).toBe(0);
    pass(lab, 16 * minute);
    expect(record(lab, 'configmgr_devices')).toMatchObject({ comgmt_stage: 'scheduled', comgmt_policy: 1 });
    expect(funnelOf(lab.db)).toMatchObject({ scheduled: 1, enrolled: 0, coManaged: 0, policyApplied: 1 });

    const enrolled = until(lab, 'enrolled');
    expect(lab.now).toBe(scheduled.expected_by);
    expect(enrolled).toMatchObject({ code: null, reason: null, expected_by: null, token: 'device' });
    expect(device(lab).is_mdm_enrolled).toBe(1);
    expect(record(lab, 'intune_devices')).toMatchObject({
      managed_by: 'coManaged',
      enrollment_type: 'windowsCoManagement',
      ownership: 'corporate',
      enrolled_at: lab.now,
      certificate_expires_at: lab.now + 365 * day,
      compliance: 'unknown',
      primary_user_upn: null,
    });
    expect(funnelOf(lab.db).enrolled).toBe(0);
    pass(lab, 16 * minute);
    expect(funnelOf(lab.db)).toMatchObject({ enrolled: 1, coManaged: 1, total: 1, errors: [] });
    expect(record(lab, 'intune_devices')!.compliance).not.toBe('unknown');
    expect(activities(lab)).toContain('comanagement_enrolled');
    for (const kind of ['policyMerged', 'enrollQueued', 'enrollTimerFired', 'enrollTry', 'enrolled', 'comgmtReported'])
      expect(history(lab, kind).length, kind).toBeGreaterThan(0);
    sound(lab);
  });

  it('spreads over a day, and in proportion over more from 25,000 computers on', () => {
    expect(spreadSeconds(1)).toBe(day);
    expect(spreadSeconds(25_000)).toBe(day);
    expect(spreadSeconds(100_000)).toBe(4 * day);
  });

  it('draws the timers of many clients over the whole day', () => {
    const lab = buildLab({ devices: Array.from({ length: 24 }, () => ({ ...client, person: null })) });
    comanage(lab);
    pass(lab, 61 * minute);
    const waits = prepared(lab.db, `SELECT expected_by - policy_at FROM comanagement WHERE stage = 'scheduled'`)
      .pluck()
      .all() as number[];
    expect(waits.length).toBeGreaterThan(18);
    expect(Math.max(...waits)).toBeGreaterThan(16 * hour);
    expect(Math.min(...waits)).toBeLessThan(8 * hour);
  });
});

describe('a client that becomes eligible while the first ones are still enrolling', () => {
  it('is spread like them', () => {
    const lab = buildLab({ devices: Array.from({ length: 20 }, () => ({ ...client, join: 'domain', person: null })) });
    comanage(lab);
    pass(lab, 5 * hour);
    for (let id = 1; id <= 20; id += 1) register(lab, id);
    pass(lab, 1);
    const waits = prepared(lab.db, `SELECT expected_by - since FROM comanagement WHERE stage = 'scheduled'`)
      .pluck()
      .all() as number[];
    expect(waits).toHaveLength(20);
    expect(Math.max(...waits)).toBeGreaterThan(12 * hour);
  });
});

describe('a change of automatic enrollment that includes more clients', () => {
  const waits = (lab: Lab) =>
    prepared(lab.db, `SELECT expected_by - since FROM comanagement WHERE stage = 'scheduled' ORDER BY 1`)
      .pluck()
      .all() as number[];

  it('spreads them as the first ones were: All after a pilot that is co-managed', () => {
    const lab = buildLab({ devices: Array.from({ length: 24 }, () => ({ ...client, person: null })) });
    const pilot = lab.input('collections.create', { name: 'Pilot', comment: '', limitingId: 1, isIncremental: true });
    lab.input('collections.addRule', { collectionId: pilot, rule: { kind: 'direct', deviceIds: [1, 2, 3] } });
    pass(lab, 10 * minute);
    comanage(lab, 'pilot', pilot);
    pass(lab, 3 * day);
    expect(funnelOf(lab.db).coManaged).toBe(3);
    expect(enrollPreview(lab.db, { enroll: 'all', collectionId: null })).toMatchObject({ spreadSeconds: day });
    expect(enrollPreview(lab.db, { enroll: 'pilot', collectionId: pilot })).toMatchObject({ spreadSeconds: 0 });
    comanage(lab);
    pass(lab, 61 * minute);
    expect(waits(lab).length).toBeGreaterThan(15);
    expect(waits(lab).at(-1)).toBeGreaterThan(16 * hour);
    pass(lab, day);
    expect(enrollPreview(lab.db, { enroll: 'all', collectionId: null })).toMatchObject({ spreadSeconds: 0 });
  });

  it('is none where fewer are included, or the same', () => {
    const now = { enroll: 'pilot', enroll_collection_id: 7 } as const;
    expect(isWidened(now, 'none', null)).toBe(false);
    expect(isWidened(now, 'pilot', 7)).toBe(false);
    expect(isWidened(now, 'pilot', 8)).toBe(true);
    expect(isWidened({ ...now, enroll: 'all' }, 'pilot', 8)).toBe(false);
  });
});

describe('an estate that has co-managed devices', () => {
  it('enrolls a newcomer within minutes of its policy', () => {
    const lab = buildLab({ devices: [client, { ...client, join: 'domain' }] });
    comanage(lab);
    until(lab, 'enrolled');
    pass(lab, 2 * day);
    expect(state(lab, 2)).toMatchObject({ stage: 'none', reason: 'notJoined' });
    register(lab, 2);
    pass(lab, 1);
    expect(state(lab, 2)!.stage).toBe('scheduled');
    expect(state(lab, 2)!.expected_by! - lab.now).toBeLessThanOrEqual(5 * minute);
    until(lab, 'enrolled', 2);
    sound(lab);
  });
});

describe('the attempt', () => {
  it('happens when the device is on and reaches the internet', () => {
    const lab = lab1({ devices: [officeClient] });
    comanage(lab);
    until(lab, 'enrolled');
    const at = lab.now;
    expect(factsOf(lab.db, 1).presence!.isOn('internet', at)).toBe(true);
  });

  it('leaves a device alone that is not selected, and takes it up when the mode changes', () => {
    const lab = lab1();
    comanage(lab, 'none');
    pass(lab, 2 * hour);
    expect(state(lab)).toMatchObject({ stage: 'none', reason: 'notSelected', auto_enroll: 0 });
    comanage(lab, 'all');
    until(lab, 'enrolled');
    sound(lab);
  });

  it('takes a device back out whose selection ended before its timer fired', () => {
    const lab = lab1();
    comanage(lab);
    until(lab, 'scheduled');
    comanage(lab, 'none');
    pass(lab, 2 * hour);
    expect(state(lab)).toMatchObject({ stage: 'none', reason: 'notSelected', expected_by: null });
    expect(queued(lab)).not.toContain('enrollAttempt');
    sound(lab);
  });
});

type Bad = { setting: string; bad: string; good: string; target: 'device' | 'user' | null; code: string };
const bad = (setting: string, value: string, good: string, code: string, target: Bad['target'] = null): Bad => ({
  setting,
  bad: value,
  good,
  code,
  target,
});
/** Cause → code, from co-management facts §7. */
const deviceTokenCauses: Bad[] = [
  bad('mdmUserScope', 'none', 'all', '0x8018002B'),
  bad('entraLicense', 'none', 'p1', '0x8018002B'),
  bad('mdmUrls', 'changed', 'default', '0x8000FFFF'),
  bad('windowsEnrollment', 'block', 'allow', '0x80180014'),
  bad('deviceMdmBlock', 'policy', 'ok', '0x80180026', 'device'),
  bad('deviceMdmBlock', 'legacyAgent', 'ok', '0x80180026', 'device'),
  bad('deviceStaleEnrollment', 'certificate', 'ok', '0x8007064C', 'device'),
  bad('deviceStaleEnrollment', 'otherUser', 'ok', '0x8018000A', 'device'),
  bad('deviceProvisioning', 'missing', 'ok', '0x80180023', 'device'),
  bad('deviceNetwork', 'proxy', 'ok', '0xCAA70004', 'device'),
  bad('deviceNetwork', 'dns', 'ok', '0x80192EE7', 'device'),
  bad('deviceNetwork', 'timeout', 'ok', '0x80192EE2', 'device'),
  bad('deviceTpm', 'keysetMissing', 'ok', '0x80090016', 'device'),
  bad('deviceTpm', 'fips', 'ok', '0x80280036', 'device'),
  bad('deviceTpm', 'outOfMemory', 'ok', '0x82AA0008', 'device'),
  bad('deviceToken', 'grantFailed', 'ok', '0xCAA20003', 'device'),
];
const userTokenCauses: Bad[] = [
  bad('verifiedUpnSuffix', 'off', 'on', '0x8018002B', 'user'),
  bad('mfaEnforced', 'on', 'off', '0x8018002A', 'user'),
  bad('intuneLicense', 'off', 'on', '0x80180018', 'user'),
];
const targetOf = ({ target }: Bad): string | null => (target === 'device' ? '1' : target === 'user' ? person : null);

function failsUntilCured(lab: Lab, cause: Bad): void {
  const failed = until(lab, 'failed');
  expect(failed).toMatchObject({ code: cause.code, attempts: 3, reason: 'cause', expected_by: null });
  const tries = history(lab, 'enrollFailed').slice(-3);
  expect(tries.map(({ details }) => details['attempt'])).toEqual([1, 2, 3]);
  expect(tries.every(({ details }) => details['code'] === cause.code)).toBe(true);
  expect(queued(lab)).not.toContain('enrollAttempt');
  expect(device(lab).is_mdm_enrolled).toBe(0);
  pass(lab, day);
  const funnel = funnelOf(lab.db);
  expect(funnel).toMatchObject({ failed: 1, enrolled: 0, coManaged: 0 });
  expect(funnel.errors).toMatchObject([{ code: cause.code, decimal: Number(cause.code), count: 1 }]);
  // Nothing changes by itself, however long one waits.
  const { attempted_at: last } = state(lab)!;
  pass(lab, 3 * day);
  expect(state(lab)!.attempted_at).toBe(last);
  sound(lab);

  set(lab, cause.setting, cause.good, targetOf(cause));
  const cured = lab.now;
  until(lab, 'enrolled');
  expect(lab.now - cured).toBeLessThanOrEqual(3 * day + hour);
  pass(lab, day);
  expect(funnelOf(lab.db)).toMatchObject({ failed: 0, enrolled: 1, coManaged: 1, errors: [] });
  sound(lab);
}

describe('a cause', () => {
  it.each(deviceTokenCauses)('$setting = $bad: $code until it is $good', (cause) => {
    const lab = lab1();
    set(lab, cause.setting, cause.bad, targetOf(cause));
    comanage(lab);
    failsUntilCured(lab, cause);
    // The retry after the cure came with the daily evaluation of the policy.
    const { policy_at: policyAt } = state(lab)!;
    const [, , , retry] = history(lab, 'enrollTry');
    expect((retry!.at - policyAt!) % day).toBe(0);
  });

  it.each(userTokenCauses)('$setting = $bad: $code with the token of a user, until it is $good', (cause) => {
    const lab = lab1({ devices: [officeClient] });
    set(lab, 'deviceToken', 'missing', '1');
    set(lab, cause.setting, cause.bad, targetOf(cause));
    comanage(lab);
    failsUntilCured(lab, cause);
    expect(state(lab)!.token).toBe('user');
  });

  it.each(userTokenCauses)('$setting = $bad does not matter to the token of the device', (cause) => {
    const lab = lab1({ devices: [officeClient] });
    set(lab, cause.setting, cause.bad, targetOf(cause));
    comanage(lab);
    expect(until(lab, 'enrolled').token).toBe('device');
  });

  it('is an MDM authority that was taken away after the enabling: 0x8018002B', () => {
    const lab = lab1();
    comanage(lab);
    set(lab, 'mdmAuthority', 'unset');
    expect(until(lab, 'failed')).toMatchObject({ code: '0x8018002B', reason: 'cause' });
    set(lab, 'mdmAuthority', 'intune');
    until(lab, 'enrolled');
  });

  it('tries 15 minutes apart', () => {
    const lab = lab1();
    set(lab, 'mdmUrls', 'changed');
    comanage(lab);
    until(lab, 'failed');
    const [first, second, third] = history(lab, 'enrollTry').map(({ at }) => at);
    expect(second! - first!).toBe(15 * minute);
    expect(third! - second!).toBe(15 * minute);
  });

  it('is a Windows below 1709: 0x80070032', () => {
    const lab = lab1();
    changeDevice(lab, { os_build: 15_063 });
    comanage(lab);
    expect(until(lab, 'failed').code).toBe('0x80070032');
  });

  it('is a Windows below the minimum of the restriction: 0x80180014', () => {
    const lab = lab1();
    changeDevice(lab, { os_build: 22_631 });
    set(lab, 'windowsMinimumVersion', '10.0.26100');
    comanage(lab);
    expect(until(lab, 'failed').code).toBe('0x80180014');
  });

  it('is a user outside the group of the scope: 0x8018002B; inside it enrolls', () => {
    const lab = lab1();
    set(lab, 'mdmUserScope', 'some');
    comanage(lab);
    expect(until(lab, 'failed').code).toBe('0x8018002B');
    // A group of devices is nothing to a scope of users.
    const group = insertRow(lab.db, 'groups', { name: 'Pilot computers', description: '' });
    applyChanges(lab.db, [putGroupDevice(group, 1, 'sync', lab.now)], lab.now);
    set(lab, 'mdmUserScopeGroup', 'Pilot computers');
    pass(lab, 2 * day);
    expect(state(lab)).toMatchObject({ stage: 'failed', code: '0x8018002B' });
    set(lab, 'mdmUserScopeGroup', 'All Sales');
    until(lab, 'enrolled');
  });

  it('shows its new code after the next evaluation when another one takes its place', () => {
    const lab = lab1();
    set(lab, 'mdmUrls', 'changed');
    comanage(lab);
    until(lab, 'failed');
    set(lab, 'windowsEnrollment', 'block');
    set(lab, 'mdmUrls', 'default');
    runUntil(lab, () => state(lab)?.stage === 'failed' && state(lab)?.code === '0x80180014');
    expect(state(lab)).toMatchObject({ attempts: 3, reason: 'cause' });
  });

  it('that is cured between the tries ends at the next of them', () => {
    const lab = lab1();
    set(lab, 'mdmUrls', 'changed');
    comanage(lab);
    until(lab, 'enrollmentInitiated');
    const first = lab.now;
    set(lab, 'mdmUrls', 'default');
    until(lab, 'enrolled');
    expect(lab.now - first).toBe(15 * minute);
  });

  it('is tried at once when somebody evaluates the policy at the device', () => {
    const lab = lab1();
    set(lab, 'mdmUrls', 'changed');
    comanage(lab);
    until(lab, 'failed');
    set(lab, 'mdmUrls', 'default');
    pass(lab, minute);
    applyChanges(lab.db, evaluatePolicy(factsOf(lab.db, 1), lab.now), lab.now);
    pass(lab, 0);
    expect(['enrolled', 'enrollmentInitiated']).toContain(state(lab)!.stage);
    until(lab, 'enrolled');
    sound(lab);
  });
});

describe('a device without a token of its own', () => {
  it('waits for its user to sign in, and then enrolls with the token of the user', () => {
    const lab = lab1({ devices: [officeClient] });
    set(lab, 'deviceToken', 'missing', '1');
    comanage(lab);
    const waiting = until(lab, 'pendingUserSignIn');
    expect(waiting).toMatchObject({ reason: 'userSignIn', token: 'user', code: null });
    const since = lab.now;
    pass(lab, 20 * minute);
    expect(funnelOf(lab.db).pendingUserSignIn).toBe(1);
    until(lab, 'enrolled');
    expect(lab.now - since).toBeGreaterThan(hour);
    expect(state(lab)!.token).toBe('user');
    sound(lab);
  });

  it('goes on the moment somebody signs in', () => {
    const lab = lab1({ devices: [officeClient] });
    set(lab, 'deviceToken', 'missing', '1');
    comanage(lab);
    until(lab, 'pendingUserSignIn');
    applyChanges(lab.db, signsIn(factsOf(lab.db, 1), lab.now), lab.now);
    pass(lab, 0);
    expect(state(lab)!.stage).not.toBe('pendingUserSignIn');
  });

  it('waits for ever when it has no user, and says so', () => {
    const lab = lab1({ devices: [{ ...client, person: null }] });
    set(lab, 'deviceToken', 'missing', '1');
    comanage(lab);
    expect(until(lab, 'pendingUserSignIn')).toMatchObject({ reason: 'userSignIn', expected_by: null });
    sound(lab);
    set(lab, 'deviceToken', 'ok', '1');
    expect(until(lab, 'enrolled').token).toBe('device');
  });

  it.each([
    { what: 'a current site', version: 2603, build: 26_100, token: 'device' },
    { what: 'a site of 1906', version: 1906, build: 17_134, token: 'device' },
    { what: 'a site before 1906', version: 1902, build: 26_100, token: 'user' },
    { what: 'a Windows before 1803', version: 2603, build: 16_299, token: 'user' },
  ])('is not one of $what: $token', ({ version, build, token }) => {
    const facts = buildFacts({ device: { os_build: build } });
    expect(tokenOf({ ...facts, site: { ...facts.site, version } })).toBe(token);
  });
});

describe('what passes by itself', () => {
  it('fails at the first try of some devices only, with codes documented as transient, and never twice', () => {
    const lab = buildLab({
      devices: Array.from({ length: 60 }, () => ({ ...client, person: null })),
      people: 8,
    });
    comanage(lab);
    pass(lab, 3 * day);
    const failed = prepared(
      lab.db,
      `SELECT device_id, json_extract(details, '$.attempt') AS attempt, json_extract(details, '$.code') AS code
       FROM history WHERE kind = 'enrollFailed'`,
    ).all() as { attempt: number; code: string }[];
    // But for what fails in a whole series, and passes at the next evaluation.
    const lasting = new Set<string>(passingErrors.map(({ code }) => code));
    expect(failed.every(({ attempt, code }) => attempt === 1 || lasting.has(code))).toBe(true);
    expect(failed.length).toBeLessThan(10);
    expect(funnelOf(lab.db)).toMatchObject({ enrolled: 60, errors: [] });
    sound(lab);
  });
});

describe('an estate of some size', () => {
  it('always shows a few failures and pending sign-ins, which nobody has to mend', () => {
    const lab = buildLab({ devices: Array.from({ length: 300 }, () => officeClient) });
    comanage(lab);
    const seen = new Set<string>();
    let pending = 0;
    let most = 0;
    for (let hours = 0; hours < 36; hours += 1) {
      pass(lab, hour);
      const funnel = funnelOf(lab.db);
      for (const { code } of funnel.errors) seen.add(code);
      pending = Math.max(pending, funnel.pendingUserSignIn);
      most = Math.max(most, funnel.failed);
    }
    expect(most).toBeGreaterThan(0);
    expect(pending).toBeGreaterThan(0);
    // A share of about one in a hundred, twice.
    expect(most + pending).toBeLessThan(25);
    expect(passingErrors.some(({ code }) => seen.has(code))).toBe(true);
    pass(lab, 5 * day);
    expect(funnelOf(lab.db)).toMatchObject({ enrolled: 300, failed: 0, pendingUserSignIn: 0, errors: [] });
    sound(lab);
  });
});

describe('after the enrollment', () => {
  it('check-ins come within minutes and then as always', () => {
    const lab = lab1();
    comanage(lab);
    until(lab, 'enrolled');
    const at = lab.now;
    const next = (): number => {
      const facts = factsOf(lab.db, 1);
      const schedule = facts.schedule(1)!;
      return nextContact(schedule, facts.presenceOf(schedule), lab.now)! - lab.now;
    };
    expect(next()).toBe(3 * minute);
    lab.advanceTo(at + 16 * minute);
    expect(next()).toBeLessThanOrEqual(15 * minute);
    lab.advanceTo(at + 3 * hour);
    expect(factsOf(lab.db, 1).schedule(1)!.period).toBe(8 * hour);
    sound(lab);
  });

  it('the first licensed user who signs in becomes the primary user', () => {
    const lab = lab1({ devices: [officeClient] });
    comanage(lab);
    until(lab, 'enrolled');
    expect(record(lab, 'intune_devices')!.primary_user_upn).toBeNull();
    pass(lab, 4 * day);
    expect(record(lab, 'intune_devices')!.primary_user_upn).toBe(person);
  });

  it('nobody does without a license, until it is assigned', () => {
    const lab = lab1({ devices: [officeClient] });
    set(lab, 'intuneLicense', 'off', person);
    comanage(lab);
    until(lab, 'enrolled');
    pass(lab, 4 * day);
    expect(record(lab, 'intune_devices')!.primary_user_upn).toBeNull();
    set(lab, 'intuneLicense', 'on', person);
    pass(lab, 4 * day);
    expect(record(lab, 'intune_devices')!.primary_user_upn).toBe(person);
  });

  it('enforced MFA keeps the user from being associated: 0xCAA2000C', () => {
    const lab = lab1({ devices: [officeClient] });
    set(lab, 'mfaEnforced', 'on', person);
    comanage(lab);
    until(lab, 'enrolled');
    pass(lab, 4 * day);
    expect(record(lab, 'intune_devices')!.primary_user_upn).toBeNull();
    expect(history(lab, 'userSyncFailed')[0]!.details).toMatchObject({ code: '0xCAA2000C' });
  });

  it('a device that its user disconnects is enrolled again at the next evaluation of the policy', () => {
    const lab = lab1();
    comanage(lab);
    until(lab, 'enrolled');
    pass(lab, 3 * hour);
    applyChanges(lab.db, unenroll(factsOf(lab.db, 1), lab.now), lab.now);
    pass(lab, 0);
    expect(device(lab).is_mdm_enrolled).toBe(0);
    expect(record(lab, 'intune_devices')).toBeUndefined();
    expect(state(lab)).toMatchObject({ stage: 'scheduled', reason: 'policyEvaluation' });
    sound(lab);
    const { policy_at: policyAt } = state(lab)!;
    until(lab, 'enrolled');
    const [, again] = history(lab, 'enrollTry').filter(({ details }) => details['attempt'] === 1);
    expect((again!.at - policyAt!) % day).toBe(0);
    pass(lab, hour);
    expect(record(lab, 'intune_devices')!.managed_by).toBe('coManaged');
    sound(lab);
  });

  it('a device that is disconnected before a weekend waits for the policy, and enrolls at once when somebody evaluates it', () => {
    const lab = lab1({ devices: [officeClient] });
    comanage(lab);
    until(lab, 'enrolled');
    // Friday afternoon.
    lab.advanceTo(Date.parse('2026-09-18T13:00:00Z') / 1000);
    applyChanges(lab.db, unenroll(factsOf(lab.db, 1), lab.now), lab.now);
    pass(lab, 0);
    const waiting = state(lab)!;
    // It is on: that it will be off when the day is over is not what it waits for now.
    expect(waiting).toMatchObject({ stage: 'scheduled', reason: 'policyEvaluation' });
    expect(waiting.expected_by! - lab.now).toBeGreaterThan(2 * day);
    pass(lab, minute);
    applyChanges(lab.db, evaluatePolicy(factsOf(lab.db, 1), lab.now), lab.now);
    pass(lab, hour);
    expect(device(lab).is_mdm_enrolled).toBe(1);
    sound(lab);
  });

  it('stays away when automatic enrollment is off', () => {
    const lab = lab1();
    comanage(lab);
    until(lab, 'enrolled');
    comanage(lab, 'none');
    pass(lab, 2 * hour);
    expect(funnelOf(lab.db)).toMatchObject({ enrolled: 1, coManaged: 1 });
    applyChanges(lab.db, unenroll(factsOf(lab.db, 1), lab.now), lab.now);
    pass(lab, 3 * day);
    expect(state(lab)).toMatchObject({ stage: 'none', reason: 'notSelected' });
    expect(funnelOf(lab.db)).toMatchObject({ enrolled: 0, coManaged: 0 });
    sound(lab);
  });

  it.each([{ keepEnrollmentData: true }, { keepEnrollmentData: false }])(
    'a reset takes the client and its state along (%o)',
    (options) => {
      const lab = lab1({ devices: [{ ...client, wipeHabit: 'reports' }] });
      comanage(lab);
      until(lab, 'enrolled');
      pass(lab, 5 * hour);
      order(lab, 'wipe', 1, options.keepEnrollmentData ? options : {});
      pass(lab, 12 * hour);
      expect(device(lab).client_version).toBeNull();
      expect(state(lab)).toBeUndefined();
      for (const kind of ['enrollAttempt', 'policyArrives', 'comgmtReports', 'userSignsIn', 'syncSlows'])
        expect(queued(lab)).not.toContain(kind);
      if (options.keepEnrollmentData) expect(record(lab, 'intune_devices')!.managed_by).toBe('intune');
      // The site keeps what it was told last.
      expect(record(lab, 'configmgr_devices')).toMatchObject({ comgmt_stage: 'enrolled', comgmt_policy: 1 });
      sound(lab);
    },
  );
});

describe('removing co-management', () => {
  it('leaves enrolled devices with Intune, and no longer co-managed', () => {
    const lab = lab1();
    comanage(lab);
    until(lab, 'enrolled');
    pass(lab, 3 * hour);
    lab.input('comanagement.remove', {});
    expect(funnelOf(lab.db).coManaged).toBe(1);
    pass(lab, 2 * hour);
    expect(state(lab)).toMatchObject({ policy_at: null, flags: 0 });
    expect(record(lab, 'configmgr_devices')).toMatchObject({ comgmt_policy: 0, comgmt_enrolled: 1 });
    expect(record(lab, 'intune_devices')!.managed_by).toBe('intune');
    expect(funnelOf(lab.db)).toMatchObject({ enrolled: 1, coManaged: 0, policyApplied: 0 });
    expect(comanagementView(lab.db)).toMatchObject({ isEnabled: false, deployments: [] });
    sound(lab);
    expect(refusalCode(() => lab.input('comanagement.remove', {}))).toBe('comanagementOff');
  });
});

describe('enabling', () => {
  it.each([
    [1709, 'prerequisiteMissing'],
    [1710, undefined],
  ])('at site version %d is refused with %s', (version, refusal) => {
    const lab = lab1();
    prepared(lab.db, 'UPDATE site SET version = ?').run(version);
    forgetWorld(lab.db);
    if (refusal === undefined) comanage(lab);
    else expect(refusalCode(() => comanage(lab))).toBe(refusal);
  });

  it('needs an Intune license, the MDM authority, the site’s full administrator, and a collection for a pilot', () => {
    const lab = lab1();
    const administrator = administratorOfRole('intuneAdministrator');
    expect(refusalCode(() => comanage(lab, 'pilot'))).toBe('enrollNeedsCollection');
    expect(refusalCode(() => comanage(lab, 'pilot', 99))).toBe('collectionNotFound');
    set(lab, 'mdmAuthority', 'unset');
    expect(refusalCode(() => comanage(lab))).toBe('prerequisiteMissing');
    set(lab, 'mdmAuthority', 'intune');
    set(lab, 'intuneLicense', 'off', administrator);
    expect(refusalCode(() => comanage(lab))).toBe('prerequisiteMissing');
    set(lab, 'intuneLicense', 'on', administrator);
    set(lab, 'siteRole', 'readOnlyAnalyst', administrator);
    expect(refusalCode(() => comanage(lab))).toBe('siteRefused');
    expect(findRow(lab.db, 'cloud_attach', 1)!.comanagement_at).toBeNull();
    set(lab, 'siteRole', 'fullAdministrator', administrator);
    comanage(lab);
    expect(findRow(lab.db, 'cloud_attach', 1)).toMatchObject({ comanagement_at: lab.now, enroll: 'all' });
  });

  it('for a pilot selects the members of its collection only', () => {
    const lab = buildLab({ devices: [client, { ...client, person: null }] });
    const id = lab.input('collections.create', {
      name: 'Intune Auto Enrollment',
      comment: '',
      limitingId: 1,
      isIncremental: true,
    });
    lab.input('collections.addRule', { collectionId: id, rule: { kind: 'direct', deviceIds: [2] } });
    pass(lab, 10 * minute);
    comanage(lab, 'pilot', id);
    expect(enrollPreview(lab.db, { enroll: 'pilot', collectionId: id })).toMatchObject({
      eligible: 1,
      notEligible: [],
      alreadyEnrolled: 0,
      spreadSeconds: day,
    });
    until(lab, 'enrolled', 2);
    pass(lab, 2 * hour);
    expect(state(lab, 1)).toMatchObject({ stage: 'none', reason: 'notSelected' });
    const view = comanagementView(lab.db);
    expect(view.deployments.map(({ name, targeted, coManaged }) => ({ name, targeted, coManaged }))).toEqual([
      { name: 'CoMgmtSettingsProd', targeted: 2, coManaged: 1 },
      { name: 'CoMgmtSettingsPilotAutoEnroll', targeted: 1, coManaged: 1 },
    ]);
  });
});

describe('the funnel', () => {
  it('partitions the clients in scope at every hour of an enrollment of many', () => {
    const lab = buildLab(mixedPopulation);
    set(lab, 'deviceMdmBlock', 'policy', '120');
    set(lab, 'deviceToken', 'missing', '130');
    comanage(lab);
    let most = 0;
    for (let i = 0; i < 30; i += 1) {
      pass(lab, hour);
      const funnel = funnelOf(lab.db);
      const inStages = funnelStages.reduce((total, stage) => total + funnel[stage], 0);
      expect(inStages).toBe(funnel.total);
      expect(funnel.enrolled).toBeGreaterThanOrEqual(funnel.coManaged);
      most = Math.max(most, funnel.coManaged);
      if (i % 6 === 0) sound(lab);
    }
    expect(most).toBeGreaterThan(30);
  });

  it('agrees with the lists that it leads to', () => {
    const lab = buildLab(mixedPopulation);
    set(lab, 'mdmUrls', 'changed');
    comanage(lab);
    pass(lab, 20 * hour);
    set(lab, 'mdmUrls', 'default');
    pass(lab, 2 * hour);
    const funnel = funnelOf(lab.db);
    const listed = (field: string, value: string, list: 'configmgr' | 'fleet' = 'configmgr') =>
      countDevices(lab.db, { list, filters: [{ field, value }], search: '', sort: null });
    for (const stage of funnelStages) expect(listed('coManagement', stage), stage).toBe(funnel[stage]);
    expect(funnel.failed).toBeGreaterThan(0);
    expect(listed('enrollmentError', '0x8000FFFF')).toBe(
      funnel.errors.find(({ code }) => code === '0x8000FFFF')?.count,
    );
    expect(listed('coManaged', 'true', 'fleet')).toBe(funnel.coManaged);
    const { status } = comanagementView(lab.db);
    expect(status.successHybrid + status.successEntra).toBe(funnel.enrolled);
    expect(status.failureHybrid + status.failureEntra).toBe(funnel.failed);
  });

  it('knows of the site’s records only: what no client told does not show', () => {
    const lab = lab1();
    comanage(lab);
    until(lab, 'enrolled');
    expect(state(lab)!.stage).toBe('enrolled');
    expect(funnelOf(lab.db)).toMatchObject({ scheduled: 1, enrolled: 0 });
    const { lab: waits } = comanagementView(lab.db);
    expect(waits).toEqual([]);
  });

  it('shows nobody without an Entra id as eligible, and says why', () => {
    const lab = buildLab({
      devices: [client, { ...client, join: 'domain', person: null }, onPlatform('windowsServer')],
    });
    expect(funnelOf(lab.db)).toMatchObject({ total: 2, eligible: 1, notEligible: 1 });
    const { notEligible, eligible } = enrollPreview(lab.db, { enroll: 'all', collectionId: null });
    expect(eligible).toBe(1);
    expect(notEligible.map(({ reason, count }) => [reason, count])).toEqual([
      ['serverOs', 1],
      ['notRegistered', 1],
    ]);
  });
});

describe('the sliders', () => {
  it('say how many co-managed devices have followed, and how many are on their way', () => {
    const lab = lab1();
    comanage(lab);
    until(lab, 'enrolled');
    pass(lab, 2 * hour);
    const slider = () => comanagementView(lab.db).sliders.find(({ workload }) => workload === 'windowsUpdate')!;
    expect(slider()).toMatchObject({ position: 'configMgr', onIntune: 0, arriving: 0 });
    lab.input('workloads.move', { workload: 'windowsUpdate', position: 'intune', collectionId: null });
    expect(slider()).toMatchObject({ position: 'intune', onIntune: 0, arriving: 1 });
    pass(lab, 2 * hour);
    expect(slider()).toMatchObject({ onIntune: 1, arriving: 0 });
    const retired = comanagementView(lab.db).sliders.find(({ workload }) => workload === 'resourceAccess')!;
    expect(retired).toMatchObject({ isFixed: true, onIntune: 1 });
  });
});

describe('check', () => {
  it.each([
    ['comanagementQueued', `DELETE FROM work_queue WHERE kind = 'enrollAttempt'`],
    ['comanagementEnrolled', `UPDATE comanagement SET stage = 'enrolled'`],
    ['comanagementWaits', `UPDATE comanagement SET reason = NULL`],
    ['comanagementTold', `UPDATE configmgr_devices SET comgmt_told_at = NULL`],
    ['comanagementClient', `UPDATE devices SET client_version = NULL`],
    ['comanagementCode', `UPDATE comanagement SET stage = 'failed', code = NULL`],
    ['comanagementFlags', `UPDATE comanagement SET flags = 8193 + 4 + 8`],
    ['funnelPartition', `UPDATE configmgr_devices SET comgmt_stage = 'soon'`],
    ['historyPast', `UPDATE history SET at = at + 9999999`],
    ['comanagementPast', `UPDATE comanagement SET policy_at = policy_at + 9999999`],
  ])('notices %s', (rule, harm) => {
    const lab = lab1();
    comanage(lab);
    until(lab, 'scheduled');
    pass(lab, 16 * minute);
    expect(state(lab)!.stage).toBe('scheduled');
    sound(lab);
    lab.db.exec(harm);
    expect(lab.check().some((violation) => violation.startsWith(`${rule}:`))).toBe(true);
  });
});

describe('time and replay', () => {
  const days = (lab: Lab) => {
    set(lab, 'mdmUserScope', 'none');
    comanage(lab);
  };
  it('jumping equals stepping', () => {
    const [jumped, stepped] = [buildLab(mixedPopulation), buildLab(mixedPopulation)];
    days(jumped);
    days(stepped);
    pass(jumped, 2 * day);
    for (let i = 0; i < 192; i += 1) pass(stepped, 15 * minute);
    expect(stepped.hash()).toBe(jumped.hash());
  });

  it('plays again to the same hash', () => {
    const lab = buildLab(mixedPopulation);
    days(lab);
    pass(lab, 1.5 * day);
    set(lab, 'mdmUserScope', 'all');
    pass(lab, day);
    comanage(lab, 'none');
    pass(lab, 3 * hour);
    lab.input('comanagement.remove', {});
    pass(lab, 3 * hour);
    sound(lab);
    expect(lab.replay()).toMatchObject({ equal: true });
  });
});
