import { minute } from '../../../shared/time.ts';
import type { ComanagementRow } from '../../rows/workloads.ts';
import { queueComgmtReport } from '../comanagement/policy.ts';
import { endComanagement, putComanagement } from '../comanagement/state.ts';
import { agentOf } from '../contact/contact.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { tellDevice } from '../kernel/tell.ts';
import { standingCause, tokenOf } from './causes.ts';
import { queueSignIn, wantsPrimaryUser } from './primary-user.ts';
import { evaluationAt, nextSignIn, timerAt } from './timing.ts';
import { isJoined, isSelected, wait } from './waiting.ts';

/** Works out what an enrollment waits for, given policy, join and settings as they are; a step that is queued stays. */
export function planEnrollment(facts: Facts, now: number): Change[] {
  const { device, comanagement: state } = facts;
  if (!state) return [];
  // A computer on its way to its first client has a state without policy (autopilot/internet.ts).
  if (device.client_version === null && state.policy_at === null) return [];
  // The client was removed: without it there is neither policy nor enrollment by it. What Intune has stays.
  if (device.client_version === null)
    return [{ do: 'unqueue', kind: 'enrollAttempt', deviceId: device.id }, endComanagement(device.id)];
  if (device.is_mdm_enrolled === 1) return planEnrolled(facts, state, now);
  if (!isSelected(state)) return rest(facts, state, 'notSelected', now);
  if (!isJoined(facts)) return rest(facts, state, 'notJoined', now);
  const due = facts.due('enrollAttempt', 0);
  switch (state.stage) {
    case 'none':
      return schedule(facts, timerAt(facts, now), 'enrollmentTimer', now);
    case 'enrolled':
      // Somebody took the enrollment away.
      return schedule(facts, evaluationAt(state, now), 'policyEvaluation', now);
    case 'scheduled':
    case 'enrollmentInitiated':
      return due === undefined && facts.presence ? wait(facts, now, now, {}) : [];
    case 'pendingUserSignIn':
      return due === undefined ? planSignIn(facts, state, now) : [];
    case 'failed':
      return planAfterFailure(facts, state, due, now);
  }
}

/** Nothing to enroll: not selected, or not joined (yet). */
function rest(facts: Facts, state: ComanagementRow, reason: 'notSelected' | 'notJoined', now: number): Change[] {
  if (state.stage === 'none' && state.reason === reason) return [];
  const { id } = facts.device;
  const changes: Change[] = [
    { do: 'unqueue', kind: 'enrollAttempt', deviceId: id },
    putComanagement(
      id,
      { stage: 'none', since: now, attempts: 0, code: null, token: null, reason, expected_by: null },
      now,
    ),
  ];
  return state.stage === 'none' ? changes : [...changes, ...queueComgmtReport(facts, now)];
}

export function schedule(
  facts: Facts,
  at: number,
  reason: 'enrollmentTimer' | 'policyEvaluation',
  now: number,
): Change[] {
  return [
    ...wait(facts, at, now, { stage: 'scheduled', since: now, attempts: 0, code: null, token: null, reason }),
    tellDevice(facts.device.id, 'enrollQueued', { firesAt: at, reason }),
    ...queueComgmtReport(facts, now),
  ];
}

/** Waits for a user; or, once the device has a token of its own, for the next evaluation. */
function planSignIn(facts: Facts, state: ComanagementRow, now: number): Change[] {
  if (tokenOf(facts) === 'device') return wait(facts, evaluationAt(state, now), now, { reason: 'policyEvaluation' });
  const dueAt = nextSignIn(facts, now);
  return dueAt === undefined ? [] : wait(facts, dueAt, now, { reason: 'userSignIn' });
}

/** As long as the cause stands every further try ends the same, so none is queued; once it is gone the next evaluation tries. */
function planAfterFailure(facts: Facts, state: ComanagementRow, due: number | undefined, now: number): Change[] {
  if (standingCause(facts, tokenOf(facts))?.code === state.code) {
    if (due === undefined && state.reason === 'cause') return [];
    return [
      { do: 'unqueue', kind: 'enrollAttempt', deviceId: facts.device.id },
      putComanagement(facts.device.id, { reason: 'cause', expected_by: null }, now),
    ];
  }
  return due === undefined && facts.presence
    ? wait(facts, evaluationAt(state, now), now, { reason: 'policyEvaluation' })
    : [];
}

/** The client evaluates its co-management policy now, not at the hour of the day: what waits for that is tried at once. */
export function evaluatePolicy(facts: Facts, now: number): Change[] {
  const { device, comanagement: state } = facts;
  const waits = state?.stage === 'failed' || (state?.stage === 'scheduled' && state.reason === 'policyEvaluation');
  if (!waits || device.is_mdm_enrolled === 1 || !isSelected(state) || !isJoined(facts)) return [];
  return wait(facts, now, now, {});
}

/** A user signs in at the device: an enrollment that waits for one goes on, and an enrolled device gets its primary user. */
export function signsIn(facts: Facts, now: number): Change[] {
  const { device, comanagement: state } = facts;
  if (device.is_mdm_enrolled === 1) {
    return wantsPrimaryUser(facts)
      ? [
          { do: 'unqueue', kind: 'userSignsIn', deviceId: device.id },
          { do: 'queue', dueAt: now, kind: 'userSignsIn', deviceId: device.id, subjectId: 0 },
        ]
      : [];
  }
  return state?.stage === 'pendingUserSignIn' && facts.user ? wait(facts, now, now, { reason: 'userSignIn' }) : [];
}

/** An enrolled client with policy: what its record still lacks. */
function planEnrolled(facts: Facts, state: ComanagementRow, now: number): Change[] {
  const { device } = facts;
  const changes: Change[] = [];
  if (state.stage !== 'enrolled' && state.policy_at !== null) {
    changes.push(
      { do: 'unqueue', kind: 'enrollAttempt', deviceId: device.id },
      putComanagement(device.id, { stage: 'enrolled', since: now, code: null, reason: null, expected_by: null }, now),
      tellDevice(device.id, 'alreadyEnrolled', {}),
      ...queueComgmtReport(facts, now),
    );
  }
  return [...changes, ...queueAgentReport(facts, now), ...queueSignIn(facts, now)];
}

/** Intune learns at a check-in whether Configuration Manager has its part; a device that is on syncs when its policy changed. */
function queueAgentReport(facts: Facts, now: number): Change[] {
  const { device, intune } = facts;
  if (!intune || intune.managed_by === agentOf(facts) || facts.due('stateReports', 0) !== undefined) return [];
  const dueAt = facts.presence?.nextOn('internet', now + minute);
  return dueAt === undefined ? [] : [{ do: 'queue', dueAt, kind: 'stateReports', deviceId: device.id, subjectId: 0 }];
}
