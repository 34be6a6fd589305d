import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import type { InputAsked } from '../../shared/offers.ts';
import { day, hour } from '../../shared/time.ts';
import { activities, buildLab, device, onPlatform, order, pass, record, runUntil } from '../support/build-lab.ts';
import { bundledScenario } from '../support/scenarios.ts';

const laptop = { enrolled: true, presence: 'always', encrypted: false } as const;
const rule = (set: Partial<InputAsked<'workloads.setComplianceRule'>> = {}) => ({
  platform: 'windows' as const,
  name: 'Baseline',
  requireEncryption: true,
  requireDefender: false,
  minOsBuild: null,
  graceHours: 0,
  isAssigned: true,
  ...set,
});
const compliance = (lab: Lab): string => record(lab, 'intune_devices')!.compliance;

describe('rules that judge', () => {
  it('are read, made, changed and taken away, and hold from the next check-in on', () => {
    const lab = buildLab({ devices: [laptop], policy: null });
    expect(answerView(lab.db, 'workloads.complianceRules', {})).toMatchObject({
      rules: [],
      noPolicyMeansCompliant: true,
    });
    expect(compliance(lab)).toBe('compliant');
    lab.input('workloads.setComplianceRule', rule());
    expect(answerView(lab.db, 'workloads.complianceRules', {}).rules).toEqual([
      {
        platform: 'windows',
        name: 'Baseline',
        requireEncryption: true,
        requireDefender: false,
        minOsBuild: null,
        graceHours: 0,
      },
    ]);
    expect(compliance(lab)).toBe('compliant');
    pass(lab, 9 * hour);
    expect(compliance(lab)).toBe('noncompliant');
    lab.input('workloads.setComplianceRule', rule({ requireEncryption: false, minOsBuild: 22_000 }));
    pass(lab, 9 * hour);
    expect(compliance(lab)).toBe('compliant');
    lab.input('workloads.setComplianceRule', rule());
    pass(lab, 9 * hour);
    lab.input('workloads.setComplianceRule', rule({ isAssigned: false }));
    pass(lab, 9 * hour);
    // Nothing judges it any more, so it is what the tenant says of such devices.
    expect(compliance(lab)).toBe('compliant');
    expect(activities(lab).filter((kind) => kind === 'compliance_changed')).toHaveLength(4);
    expect(lab.check()).toEqual([]);
    expect(lab.replay()).toMatchObject({ equal: true });
  });

  it('leave devices alone that they judge as before: nothing is queued for them', () => {
    const lab = buildLab({ devices: [{ ...laptop, encrypted: true }, onPlatform('ios')] });
    lab.input('workloads.setComplianceRule', rule());
    pass(lab, 5);
    expect(pass(lab, day).events).toBe(0);
  });

  it('leave the default of the tenant when they go, for devices that met them too', () => {
    const lab = buildLab({ devices: [{ ...laptop, encrypted: true }, onPlatform('ios', { presence: 'always' })] });
    const defaults = { noPolicyMeansCompliant: false, validityDays: 30 };
    lab.input('workloads.setComplianceRule', rule());
    lab.input('workloads.setComplianceDefaults', defaults);
    pass(lab, 9 * hour);
    expect(compliance(lab)).toBe('compliant');
    expect(record(lab, 'intune_devices', 2)!.compliance).toBe('noncompliant');
    lab.input('workloads.setComplianceRule', rule({ isAssigned: false }));
    pass(lab, 9 * hour);
    expect(compliance(lab)).toBe('noncompliant');
    lab.input('workloads.setComplianceDefaults', { ...defaults, noPolicyMeansCompliant: true });
    pass(lab, 9 * hour);
    expect([1, 2].map((id) => record(lab, 'intune_devices', id)!.compliance)).toEqual(['compliant', 'compliant']);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('end a grace period that they make shorter', () => {
    const lab = buildLab({ devices: [laptop], policy: null });
    lab.input('workloads.setComplianceRule', rule({ graceHours: 240 }));
    pass(lab, 9 * hour);
    const { grace_until: long } = record(lab, 'intune_devices')!;
    expect(compliance(lab)).toBe('inGracePeriod');
    lab.input('workloads.setComplianceRule', rule({ graceHours: 24 }));
    pass(lab, 9 * hour);
    const { grace_until: short } = record(lab, 'intune_devices')!;
    expect(short).toBeLessThan(long!);
    expect(short).toBeGreaterThan(lab.now);
    pass(lab, 2 * day);
    expect(compliance(lab)).toBe('noncompliant');
    lab.input('workloads.setComplianceRule', rule({ graceHours: 240 }));
    pass(lab, 9 * hour);
    // More grace is for failures to come.
    expect(compliance(lab)).toBe('noncompliant');
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('take their time from the validity period, also where it changes while a device is silent', () => {
    const silent = { presence: 'always', wipeHabit: 'silent', join: 'entra' } as const;
    const lab = buildLab({ devices: [silent, silent] });
    for (const id of [1, 2]) order(lab, 'wipe', id);
    runUntil(lab, () => device(lab).power === 'oobe' && device(lab, 2).power === 'oobe');
    const set = (validityDays: number) =>
      lab.input('workloads.setComplianceDefaults', { noPolicyMeansCompliant: true, validityDays });
    set(60);
    pass(lab, 31 * day);
    expect(compliance(lab)).toBe('compliant');
    set(7);
    pass(lab, 5);
    expect(compliance(lab)).toBe('noncompliant');
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('are none in a tenant that is empty, so its default judges', () => {
    const { scenario } = bundledScenario('contoso-onprem');
    expect(scenario.compliancePolicies).toEqual([]);
    expect(scenario.cloudAttach.intunePolicies).toEqual([]);
    expect(scenario.tenant.noPolicyMeansCompliant).toBe(true);
  });
});
