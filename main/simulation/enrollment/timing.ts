import { day, minute } from '../../../shared/time.ts';
import type { ComanagementRow } from '../../rows/workloads.ts';
import type { Facts } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';

/**
 * Automatic enrollment by the client (path 1): timer, tries, what they end in. Facts: co-management documentation, how to enable
 * and monitor; retries from practitioners (MDMEnrollmentRetries 3, MDMEnrollmentRetryInterval 15 minutes).
 */
export const enrollmentTries = 3;
export const retrySeconds = 15 * minute;
/** The client evaluates co-management policy once a day, counted from its arrival. Assumed. */
const evaluationSeconds = day;

/** From 1806 enrollment is spread; from 1906 only of the clients that a change of the setting includes. */
const spreadFrom = 1806;
const atOnceFrom = 1906;
/** "At once" is within five minutes. Assumed. */
const atOnceSeconds = { from: 15, to: 5 * minute };

/**
 * Over how long the clients that a setting begins to include spread their enrollments: a day, and longer in proportion from 25,000 computers on,
 * so four days at 100,000. Assumed: documented is only that 100,000 clients take several days.
 */
export const spreadSeconds = (computers: number): number =>
  computers <= 25_000 ? day : Math.floor((day * computers) / 25_000);

/**
 * When the timer of a client that may enroll from now on fires. Who becomes eligible while the enrollments of the last widening are
 * still being spread is among them (assumed); who does so later enrolls at once.
 */
export function timerAt({ cloud, site, seed, device, computers }: Facts, now: number): number {
  const widenedAt = cloud.first_comanagement_at;
  const spread = spreadSeconds(computers);
  const isInWave = widenedAt !== null && now < widenedAt + spread;
  const isSpread = site.version >= spreadFrom && (isInWave || site.version < atOnceFrom);
  return isSpread
    ? now + drawBetween(seed, 'enrolmentTimer', device.id, now, 0, spread)
    : now + drawBetween(seed, 'enrolmentAtOnce', device.id, now, atOnceSeconds.from, atOnceSeconds.to);
}

/** The next daily evaluation of the policy after `now`. */
export function evaluationAt({ policy_at: policyAt }: ComanagementRow, now: number): number {
  const anchor = policyAt ?? now;
  return anchor + (Math.floor((now - anchor) / evaluationSeconds) + 1) * evaluationSeconds;
}

/** When the user of the device signs in next: when it comes on next, as one who sits there has signed in already. Assumed. */
export function nextSignIn({ presence, user, device, seed }: Facts, now: number): number | undefined {
  if (!user || !presence) return undefined;
  const current = presence.latest('internet', now);
  const from = current && current.end > now ? current.end : now;
  const on = presence.nextOn('internet', from);
  return on === undefined ? undefined : on + drawBetween(seed, 'signIn', device.id, on, minute, 4 * minute);
}
