import type { PipelineReason } from '../../../shared/comanagement/words.ts';
import { type Waiting, putComanagement } from '../comanagement/state.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { deliveryOf, hasProfile } from './assignment.ts';

const windows11 = 22_000;
/** Work `outOfBox` with this subject is the enrollment that follows the join; any other subject is the pattern of presence. */
export const enrolls = 0;

export const waitFor = (
  { device }: Facts,
  now: number,
  reason: PipelineReason | null,
  expectedBy: number | null,
  more: Waiting = {},
): Change => putComanagement(device.id, { reason, expected_by: expectedBy, ...more }, now);

/**
 * Windows 11 in Autopilot: without a Co-management settings policy authority goes to Intune for good, with one its option
 * decides. Devices that were deployed otherwise wait for Configuration Manager's policy.
 */
export function givesIntuneAll(facts: Facts): boolean {
  if (!facts.autopilot || !hasProfile(facts)) return false;
  if (deliveryOf(facts) === 'policy') return facts.setting('overrideToIntune') === 'on';
  return facts.device.os_build >= windows11;
}
