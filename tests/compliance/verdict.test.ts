import { describe, expect, it } from 'vitest';
import { complianceAfter, evaluateCompliance, reasonsText } from '../../main/simulation/compliance/verdict.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { listDevices } from '../../main/lab/devices/list.ts';
import type { Lab } from '../../main/lab/lab.ts';
import type { CompliancePolicyRow } from '../../main/rows/site.ts';
import { day, hour } from '../../shared/time.ts';
import {
  activities,
  buildLab,
  changeDevice,
  onPlatform,
  order,
  pass,
  record,
  runUntilFinished,
} from '../support/build-lab.ts';

const policy: CompliancePolicyRow = {
  id: 1,
  name: 'Windows',
  platform: 'windows',
  require_encryption: 1,
  require_defender: 1,
  min_os_build: 22_631,
  grace_seconds: 72 * hour,
};
const good = { is_encrypted: 1, is_defender_on: 1, os_build: 26_100 } as const;
const intune = (lab: Lab) => record(lab, 'intune_devices')!;
const sync = (lab: Lab) => runUntilFinished(lab, order(lab, 'sync')).deliveredAt!;
/** The state as lists and device page tell it; they must agree. */
function shown(lab: Lab): unknown {
  const [row] = listDevices(lab.db, { list: 'intune', filters: [], search: '', sort: null }, 0, 1);
  const { fields } = deviceView(lab.db, 1).records.intune!;
  expect(row!['compliance']).toBe(fields['compliance']);
  return row!['compliance'];
}

describe('evaluateCompliance', () => {
  it.each([
    [good, []],
    [{ ...good, is_encrypted: 0 }, ['encryption']],
    [{ ...good, is_defender_on: 0 }, ['defender']],
    [{ ...good, os_build: 22_630 }, ['osVersion']],
    [{ is_encrypted: 0, is_defender_on: 0, os_build: 19_045 }, ['encryption', 'osVersion', 'defender']],
  ] as const)('finds in %o the settings that fail', (facts, reasons) => {
    expect(evaluateCompliance(policy, facts)).toEqual(reasons);
    expect(JSON.parse(reasonsText([...reasons]))).toEqual(reasons);
  });

  it('asks nothing without a policy, and of a rule that is not configured', () => {
    const bad = { is_encrypted: 0, is_defender_on: 0, os_build: 1 } as const;
    expect(evaluateCompliance(undefined, bad)).toEqual([]);
    expect(
      evaluateCompliance({ ...policy, require_encryption: 0, require_defender: 0, min_os_build: null }, bad),
    ).toEqual([]);
  });
});

describe('complianceAfter', () => {
  const compliant = { compliance: 'compliant', grace_until: null } as const;
  it.each([
    ['passes a device that fails nothing', [], { compliance: 'noncompliant', grace_until: null }, compliant],
    [
      'begins grace with the first failure',
      ['encryption'],
      compliant,
      { compliance: 'inGracePeriod', grace_until: 1000 + 72 * hour },
    ],
    [
      'begins grace for a device that was never evaluated',
      ['encryption'],
      { compliance: 'unknown', grace_until: null },
      { compliance: 'inGracePeriod', grace_until: 1000 + 72 * hour },
    ],
    [
      'keeps the end of grace that runs',
      ['defender'],
      { compliance: 'inGracePeriod', grace_until: 5000 },
      { compliance: 'inGracePeriod', grace_until: 5000 },
    ],
    [
      'ends grace at its very second',
      ['defender'],
      { compliance: 'inGracePeriod', grace_until: 1000 },
      { compliance: 'noncompliant', grace_until: null },
    ],
    [
      'gives no second grace',
      ['defender'],
      { compliance: 'noncompliant', grace_until: null },
      { compliance: 'noncompliant', grace_until: null },
    ],
  ] as const)('%s', (_what, reasons, before, after) => {
    expect(complianceAfter(policy, reasons, before, 1000)).toEqual(after);
  });

  it('has no grace period when the policy grants none', () => {
    expect(complianceAfter({ ...policy, grace_seconds: 0 }, ['encryption'], compliant, 1000)).toEqual({
      compliance: 'noncompliant',
      grace_until: null,
    });
  });
});

describe('compliance of a record', () => {
  it('follows the device only at a check-in', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    changeDevice(lab, { is_encrypted: 0 });
    pass(lab, 60);
    expect(intune(lab)).toMatchObject({ compliance: 'compliant', is_encrypted: 1 });
    const at = sync(lab);
    expect(intune(lab)).toMatchObject({
      compliance: 'inGracePeriod',
      is_encrypted: 0,
      compliance_reasons: '["encryption"]',
      grace_until: at + 72 * hour,
    });
    expect(record(lab, 'entra_devices')!.is_compliant).toBe(1);
    expect(activities(lab)).toContain('compliance_changed');
  });

  it('ends its grace period at the promised second, whether the device is heard or not', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    changeDevice(lab, { is_encrypted: 0 });
    const until = sync(lab) + 72 * hour;
    pass(lab, hour);
    sync(lab);
    expect(intune(lab).grace_until).toBe(until);
    lab.advanceTo(until - 1);
    expect(intune(lab).compliance).toBe('inGracePeriod');
    lab.advanceTo(until);
    expect(intune(lab)).toMatchObject({ compliance: 'noncompliant', grace_until: null });
    expect(record(lab, 'entra_devices')).toMatchObject({ is_compliant: 0, told_at: until });
    sync(lab);
    expect(intune(lab).compliance).toBe('noncompliant');
    changeDevice(lab, { is_encrypted: 1 });
    sync(lab);
    expect(intune(lab)).toMatchObject({ compliance: 'compliant', compliance_reasons: '[]' });
    expect(record(lab, 'entra_devices')!.is_compliant).toBe(1);
    expect(lab.check()).toEqual([]);
  });

  it('forgets a grace period that was mended, and grants a new one to a new failure', () => {
    const lab = buildLab({ devices: [{ presence: 'always' }] });
    changeDevice(lab, { is_encrypted: 0 });
    const first = sync(lab) + 72 * hour;
    changeDevice(lab, { is_encrypted: 1 });
    sync(lab);
    pass(lab, hour);
    changeDevice(lab, { is_defender_on: 0 });
    const second = sync(lab) + 72 * hour;
    lab.advanceTo(first);
    expect(intune(lab)).toMatchObject({ compliance: 'inGracePeriod', grace_until: second });
    lab.advanceTo(second);
    expect(intune(lab).compliance).toBe('noncompliant');
    expect(lab.check()).toEqual([]);
  });

  it('ends the grace period that a scenario began', () => {
    const lab = buildLab({
      devices: [{ presence: 'drawer', lastOnDaysAgo: 1, encrypted: false, graceEndsInHours: 20 }],
    });
    const until = lab.now + 20 * hour;
    expect(intune(lab)).toMatchObject({ compliance: 'inGracePeriod', grace_until: until });
    lab.advanceTo(until);
    expect(intune(lab).compliance).toBe('noncompliant');
  });

  it('is not compliant after the validity period of silence, for Entra ID too, and not before', () => {
    const lab = buildLab({ devices: [{ presence: 'drawer', lastOnDaysAgo: 23 }] });
    const last = deviceView(lab.db, 1).records.intune!.asOf!;
    expect(shown(lab)).toBe('compliant');
    lab.advanceTo(last + 30 * day - 1);
    expect(shown(lab)).toBe('compliant');
    lab.advanceTo(last + 30 * day);
    expect(shown(lab)).toBe('noncompliant');
    expect(deviceView(lab.db, 1).records.intune!.fields['complianceReasons']).toBe('isActive');
    expect(record(lab, 'entra_devices')!.is_compliant).toBe(0);
    expect(activities(lab)).toEqual(['compliance_changed']);
  });

  it('knows the tenant’s own validity period', () => {
    const lab = buildLab({
      devices: [{ presence: 'drawer', lastOnDaysAgo: 23 }],
      tenant: { complianceValidityDays: 10 },
    });
    expect(shown(lab)).toBe('noncompliant');
  });

  it('is judged soon after an enrollment', () => {
    const lab = buildLab({ devices: [{ presence: 'always', notEvaluated: true, enrolledDaysAgo: 0 }] });
    expect(shown(lab)).toBe('unknown');
    pass(lab, 2 * hour);
    expect(shown(lab)).toBe('compliant');
  });

  it.each([
    [true, 'compliant'],
    [false, 'noncompliant'],
  ])('of a platform without a policy is what the tenant says (%s)', (noPolicyMeansCompliant, verdict) => {
    const lab = buildLab({
      devices: [onPlatform('macos', { presence: 'always', notEvaluated: true, enrolledDaysAgo: 0 })],
      tenant: { noPolicyMeansCompliant },
    });
    expect(shown(lab)).toBe('unknown');
    pass(lab, 2 * hour);
    expect(shown(lab)).toBe(verdict);
  });
});
