import type { Generation, WorkloadId } from '../../../shared/workloads/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { brokenRule, capabilitiesOf } from '../../simulation/workloads/capabilities.ts';

/** Legal at some site: what a set must keep to at a site of today is asked for with its version. */
const anyVersion = 0;

/** The capability value of workloads that Intune has. Throws `illegalWorkloads` with the rule that the set breaks. */
export function capabilityValue(
  moved: readonly WorkloadId[],
  generation: Generation,
  siteVersion: number = anyVersion,
): number {
  const broken = brokenRule(new Set(moved), siteVersion);
  if (broken !== null) throw new LabError('illegalWorkloads', broken);
  return capabilitiesOf(moved, generation);
}
