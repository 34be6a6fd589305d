import { minute } from '../../../shared/time.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { planSetup } from './client-installation.ts';
import { planGatewayClient } from './gateway-client.ts';
import { join, joinFault, patternOf, presenceOf, unpackAt } from './join.ts';
import { enrolls } from './new-device.ts';
import { enrollByUser, enrollLater, enrollmentFault } from './user-enrollment.ts';

/**
 * Path 2: a new computer is unpacked somewhere on the internet, joins Entra ID in the out-of-box experience, enrolls by itself,
 * gets the Configuration Manager client through Intune and the gateway, and is co-managed once it has policy. Facts: co-management
 * notes §3.2 and §3.3, identity notes §3 to §5. Until the client is there its row in `comanagement` has no policy and says what
 * it waits for.
 *
 * What a device on this path should be waiting for now.
 */
export const planInternet = (facts: Facts, now: number): Change[] => [
  ...planGatewayClient(facts, now),
  ...planSetup(facts, now),
  ...planAgain(facts, now),
];

/** Somebody switches the computer on and signs in with the company's account; or, joined already, it tries to enroll. */
export function outOfBox(facts: Facts, subject: number, now: number): Change[] {
  if (subject === enrolls) return enrollByUser(facts, now);
  return facts.device.power === 'oobe' ? join(facts, subject, now) : [];
}

/** A join or an enrollment that failed is tried again by the user when nothing stands against it any more. */
function planAgain(facts: Facts, now: number): Change[] {
  const { device, comanagement: state } = facts;
  if (state?.policy_at !== null || state.reason !== 'cause' || device.client_version !== null) return [];
  if (device.power === 'oobe') {
    const pattern = patternOf(facts, facts.officePatterns());
    if (pattern === undefined || joinFault(facts) || facts.due('outOfBox', pattern) !== undefined) return [];
    const on = presenceOf(facts, pattern)?.nextOn('internet', now);
    return on === undefined ? [] : unpackAt(facts, on + (on === now ? 5 * minute : 0), pattern, now);
  }
  if (device.join_type !== 'entra' || device.is_mdm_enrolled === 1 || facts.due('outOfBox', enrolls) !== undefined)
    return [];
  return enrollmentFault(facts) ? [] : enrollLater(facts, now);
}
