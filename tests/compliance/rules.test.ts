import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import type { InputAsked } from '../../shared/offers.ts';
import { day, hour } from '../../shared/time.ts';
import { activities, buildLab, onPlatform, pass, record } from '../support/build-lab.ts';
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

  it('are none in a tenant that is empty, so its default judges', () => {
    const { scenario } = bundledScenario('contoso-onprem');
    expect(scenario.compliancePolicies).toEqual([]);
    expect(scenario.cloudAttach.intunePolicies).toEqual([]);
    expect(scenario.tenant.noPolicyMeansCompliant).toBe(true);
  });
});
