import { minute } from '../../../shared/time.ts';
import type { ComanagementRow } from '../../rows/workloads.ts';
import { queueComgmtReport } from '../comanagement/policy.ts';
import { type Waiting, putComanagement } from '../comanagement/state.ts';
import { isReachable } from '../contact/contact.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { ofDevice, tellActivity, tellDevice } from '../kernel/tell.ts';
import { uploadChange } from '../site/connector.ts';
import {
  type EnrollmentToken,
  isTokenLate,
  passingFailure,
  standingCause,
  tokenOf,
  transientFailure,
} from './causes.ts';
import { enroll } from './enroll.ts';
import { planEnrollment } from './plan.ts';
import { queueSignIn } from './primary-user.ts';
import { enrollmentTries, evaluationAt, nextSignIn, retrySeconds } from './timing.ts';
import { isJoined, isSelected, wait } from './waiting.ts';

/** One try. What it ends in is decided by what stands against it at this moment. */
export function enrollAttempt(facts: Facts, _subject: number, now: number): Change[] {
  const { device, comanagement: state } = facts;
  if (!state || device.is_mdm_enrolled === 1 || !isSelected(state) || !isJoined(facts))
    return planEnrollment(facts, now);
  // A minute later when it restarts just now; when its lid is closed, as soon as it is open again.
  if (!isReachable(facts, now)) return wait(facts, device.power === 'running' ? now : now + minute, now, {});
  const isSeries = state.stage === 'enrollmentInitiated' || state.stage === 'pendingUserSignIn';
  const attempt = (isSeries ? state.attempts : 0) + 1;
  const beganAt = attempt === 1 ? now : state.since;
  // Only its first series may find the token late: a timer has fired, and nobody has asked for a sign-in yet.
  const isLate = state.stage === 'scheduled' && state.reason !== 'policyEvaluation' && isTokenLate(facts, now);
  const token = isLate ? 'user' : tokenOf(facts);
  const fired: Change[] = state.stage === 'scheduled' ? [tellDevice(device.id, 'enrollTimerFired', {})] : [];
  const tried = tellDevice(device.id, 'enrollTry', { attempt, of: enrollmentTries, token });
  const isSignedIn = state.stage === 'pendingUserSignIn' || (isSeries && state.token === 'user');
  if (token === 'user' && !isSignedIn) {
    const early = standingCause(facts, null);
    return [...fired, tried, ...(early ? fail(facts, early.code, true, attempt, null, now) : waitForUser(facts, now))];
  }
  const cause = standingCause(facts, token);
  // What is transient has passed at the second try.
  const code =
    cause?.code ?? (attempt === 1 ? transientFailure(facts, token, now) : undefined) ?? passingFailure(facts, beganAt);
  if (code !== undefined) return [...fired, tried, ...fail(facts, code, cause !== undefined, attempt, token, now)];
  return [...fired, tried, ...succeed(facts, state, attempt, token, now)];
}

function waitForUser(facts: Facts, now: number): Change[] {
  const { id } = facts.device;
  const dueAt = nextSignIn(facts, now);
  const state: Waiting = {
    stage: 'pendingUserSignIn',
    since: now,
    attempts: 0,
    attempted_at: now,
    code: null,
    token: 'user',
    reason: 'userSignIn',
  };
  return [
    ...(dueAt === undefined
      ? [putComanagement(id, { ...state, expected_by: null }, now)]
      : wait(facts, dueAt, now, state)),
    tellDevice(id, 'enrollWaitsForUser', {}),
    ...queueComgmtReport(facts, now),
  ];
}

function fail(
  facts: Facts,
  code: string,
  isLasting: boolean,
  attempt: number,
  token: EnrollmentToken | null,
  now: number,
): Change[] {
  const { device, comanagement: state } = facts;
  const isLast = attempt >= enrollmentTries;
  const stage = isLast ? 'failed' : 'enrollmentInitiated';
  const since = state?.stage === stage ? state.since : now;
  const set: Waiting = { stage, since, attempts: attempt, attempted_at: now, code, token };
  const retryAt = isLast ? (isLasting ? null : evaluationAt(state!, now)) : now + retrySeconds;
  return [
    ...(retryAt === null
      ? [putComanagement(device.id, { ...set, reason: 'cause', expected_by: null }, now)]
      : wait(facts, retryAt, now, { ...set, reason: isLast ? 'policyEvaluation' : 'enrollmentRetry' })),
    tellDevice(device.id, 'enrollFailed', { attempt, of: enrollmentTries, code, retryAt, token }),
    ...(isLast && state?.stage !== 'failed'
      ? [tellActivity('comanagement_enroll_failed', ofDevice(device), { code })]
      : []),
    ...queueComgmtReport(facts, now),
  ];
}

function succeed(facts: Facts, state: ComanagementRow, attempt: number, token: EnrollmentToken, now: number): Change[] {
  const { device } = facts;
  return [
    ...enroll(facts, { enrollmentType: 'windowsCoManagement', managedBy: 'coManaged', primaryUser: null }, now),
    putComanagement(
      device.id,
      {
        stage: 'enrolled',
        since: now,
        attempts: attempt,
        attempted_at: now,
        code: null,
        token,
        reason: null,
        expected_by: null,
      },
      now,
    ),
    tellDevice(device.id, 'enrolled', { attempt, token }),
    tellActivity('comanagement_enrolled', ofDevice(device), { token }),
    ledgerOfEnrollment(device.name, state, now),
    ...queueComgmtReport(facts, now),
    ...uploadChange(facts, [device.id], now),
    ...queueSignIn(facts, now),
  ];
}

/** What the last wait before an enrollment was, and what would have shortened it. */
function ledgerOfEnrollment(name: string, { stage, reason, since }: ComanagementRow, now: number): Change {
  const waited = {
    do: 'ledger',
    what: 'A client enrolls in Intune',
    device: name,
    waitedSeconds: now - since,
  } as const;
  if (stage === 'pendingUserSignIn')
    return {
      ...waited,
      because: 'it has no token of its own and waited for its user to sign in',
      shortenedBy: 'signing in at the device would have',
      savedSeconds: null,
    };
  if (stage === 'failed' || reason === 'policyEvaluation')
    return {
      ...waited,
      because: 'it tried again when it evaluated the policy the next day',
      shortenedBy: 'Evaluate in its Configuration Manager applet would have, once the cause was gone',
      savedSeconds: null,
    };
  if (stage === 'enrollmentInitiated')
    return { ...waited, because: 'a try failed, the next came later', shortenedBy: null, savedSeconds: null };
  return {
    ...waited,
    because: 'its enrollment timer had to fire, and the device to be on',
    shortenedBy: null,
    savedSeconds: null,
  };
}
