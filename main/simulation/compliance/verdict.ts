import type { ComplianceState } from '../../../shared/contract/device-words.ts';
import type { CompliancePolicyRow, TenantRow } from '../../rows/site.ts';
import type { DeviceRow } from '../../rows/devices.ts';

/** What Intune's policy makes of a device at a check-in. Source: device-health facts §5.2–5.3. */
export type ComplianceReason = 'encryption' | 'osVersion' | 'defender';
export type ComplianceFacts = Pick<DeviceRow, 'is_encrypted' | 'is_defender_on' | 'os_build'>;

/** The settings of the policy that the device fails, in a fixed order; empty without a policy. */
export function evaluateCompliance(
  policy: CompliancePolicyRow | undefined,
  facts: ComplianceFacts,
): ComplianceReason[] {
  const reasons: ComplianceReason[] = [];
  if (!policy) return reasons;
  if (policy.require_encryption === 1 && facts.is_encrypted === 0) reasons.push('encryption');
  if (policy.min_os_build !== null && facts.os_build < policy.min_os_build) reasons.push('osVersion');
  if (policy.require_defender === 1 && facts.is_defender_on === 0) reasons.push('defender');
  return reasons;
}

/** `compliance_reasons` as it is stored. */
export const reasonsText = (reasons: readonly ComplianceReason[]): string =>
  reasons.length === 0 ? '[]' : `["${reasons.join('","')}"]`;

export type Verdict = { readonly compliance: ComplianceState; readonly grace_until: number | null };

/**
 * The state after an evaluation at `at`. Grace starts with the first failure and is never renewed by the next one: a device
 * that was failing before keeps its end, and one whose grace is over stays Not compliant. A rule that gives less grace by now
 * ends one under way so much sooner; one that gives more is for failures to come (assumed).
 */
export function complianceAfter(
  policy: CompliancePolicyRow,
  reasons: readonly ComplianceReason[],
  before: Verdict,
  at: number,
): Verdict {
  if (reasons.length === 0) return { compliance: 'compliant', grace_until: null };
  const wasFailing = before.compliance === 'inGracePeriod' || before.compliance === 'noncompliant';
  const full = at + policy.grace_seconds;
  const until = wasFailing && (before.grace_until === null || before.grace_until < full) ? before.grace_until : full;
  if (until === null || until <= at) return { compliance: 'noncompliant', grace_until: null };
  return { compliance: 'inGracePeriod', grace_until: until };
}

/** “Mark devices with no compliance policy assigned as”: Compliant by default. Source: device-health facts §5.1. */
export const complianceWithoutPolicy = ({ no_policy_means_compliant: isCompliant }: TenantRow): Verdict => ({
  compliance: isCompliant === 1 ? 'compliant' : 'noncompliant',
  grace_until: null,
});
