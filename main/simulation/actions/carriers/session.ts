import { rightLabels, type Needs } from '../../../../shared/rights/words.ts';
import { traitsOf } from '../../../../shared/actions/words.ts';
import type { ActionRow } from '../../../rows/actions.ts';
import type { SessionEnding } from '../../../../shared/sessions/events.ts';
import { minute } from '../../../../shared/time.ts';
import type { Change, Facts } from '../../kernel/change.ts';
import { isReachable } from '../../contact/contact.ts';
import { draw, drawBetween, drawWeighted } from '../../kernel/draw.ts';
import { tellActivity, tellSession } from '../../kernel/tell.ts';
import { finish, ofOrder } from '../outcome.ts';
import { needsEnrollment, unqueued, type Carrier } from './carrier.ts';

/** People answer a prompt after 6–45 s, or not at all; after two minutes the helper gives up. Assumed. */
const answerSeconds = { from: 6, to: 45 };
const noAnswerSeconds = 2 * minute;
/** A person ends a session after 10–30 minutes at the latest. Assumed. */
const sessionSeconds = { from: 10 * minute, to: 30 * minute };
const answers = [
  { answer: 'accept', weight: 75 },
  { answer: 'decline', weight: 15 },
  { answer: 'noAnswer', weight: 10 },
] as const;

/** What the person at the device does with the prompt of this session, and when. */
export function planAnswer(
  facts: Facts,
  actionId: number,
  now: number,
): { kind: 'sessionAnswer' | 'sessionTimesOut'; at: number; accepts: boolean } {
  const { seed, device } = facts;
  const habit =
    device.consent_habit === 'drawn'
      ? drawWeighted(seed, 'consent', device.id, actionId, answers).answer
      : device.consent_habit;
  if (habit === 'noAnswer') return { kind: 'sessionTimesOut', at: now + noAnswerSeconds, accepts: false };
  const at = now + drawBetween(seed, 'answer', device.id, actionId, answerSeconds.from, answerSeconds.to);
  return { kind: 'sessionAnswer', at, accepts: habit === 'accept' };
}

export const sessionEndings: Readonly<Record<SessionEnding, string>> = {
  declined: 'the person declined',
  noAnswer: 'nobody answered',
  wentOffline: 'the device went offline',
  endedByHelper: 'the helper ended it',
  endedByUser: 'the person at the device ended it',
};

/** A notification to the person at the device, who answers at once or never: nothing of it waits for a contact. */
export const session = {
  work: ['sessionAnswer', 'controlAnswer', 'sessionTimesOut', 'sessionDrops', 'sessionUserEnds'],
  refuseRecord: needsEnrollment,
  refuseDevice: () => undefined,
  deadline: (_facts, now) => now + noAnswerSeconds,
  place: ask,
  isCancelable: false,
  withdraw: () => [],
  expire: (facts, action, now) => endSession(facts, action, 'noAnswer', now),
  sentences: {
    remote_session_started: (subject) => `Remote assistance started at ${subject}`,
    remote_control_requested: (subject) => `Control of ${subject} asked for`,
    remote_session_ended: (subject, { ending }) => `Remote assistance at ${subject} ended: ${sessionEndings[ending]}`,
    remote_session_failed: (subject, { ending }) => `No remote assistance at ${subject}: ${sessionEndings[ending]}`,
  },
} satisfies Carrier;

/** To take control takes another right than to look. */
export const controlNeeds: Needs = {
  intune: ['remoteHelpFullControl'],
  refusal: {
    code: 'missingRight',
    says: () => `Your role lacks the right ${rightLabels.remoteHelpFullControl}.`,
  },
};

function ask(facts: Facts, row: ActionRow): Change[] {
  const { kind, at } = planAnswer(facts, row.id, row.ordered_at);
  return [
    { do: 'insert', table: 'actions', row: { ...row, reason: 'awaitingUser', expected_by: at } },
    { do: 'queue', dueAt: at, kind, deviceId: row.device_id, subjectId: row.id },
    tellSession(row.id, 'requested', { helper: row.requested_by }),
  ];
}

/** The person at the device answers the prompt. */
export function sessionAnswer(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  if (action.state !== 'pending') return [];
  if (!isReachable(facts, now)) return endSession(facts, action, 'wentOffline', now);
  if (!planAnswer(facts, actionId, action.ordered_at).accepts) return endSession(facts, action, 'declined', now);
  const userEndsAt =
    now + drawBetween(facts.seed, 'sessionLength', facts.device.id, actionId, sessionSeconds.from, sessionSeconds.to);
  const span = facts.presence?.latest('internet', now);
  const offAt = span && span.end > now ? span.end : userEndsAt;
  return [
    {
      do: 'update',
      table: 'actions',
      id: actionId,
      set: {
        state: 'active',
        since: now,
        delivered_at: now,
        reason: 'inSession',
        expected_by: Math.min(userEndsAt, offAt),
      },
    },
    tellSession(actionId, 'started', { mode: 'view' }),
    tellActivity(
      'remote_session_started',
      { ...ofOrder(facts, action), actor: personAt(facts) },
      { action: actionId, helper: action.requested_by },
    ),
    { do: 'queue', dueAt: userEndsAt, kind: 'sessionUserEnds', deviceId: facts.device.id, subjectId: actionId },
    { do: 'queue', dueAt: offAt, kind: 'sessionDrops', deviceId: facts.device.id, subjectId: actionId },
  ];
}

export function sessionTimesOut(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  return action.state === 'pending' ? endSession(facts, action, 'noAnswer', now) : [];
}

/** The device leaves the network while the session runs. A span that only touches the next one is no leaving. */
export function sessionDrops(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  if (action.state !== 'active') return [];
  if (isReachable(facts, now)) {
    const end = facts.presence?.latest('internet', now)?.end;
    if (end === undefined || end <= now) return [];
    const expectedBy = Math.min(facts.due('sessionUserEnds', actionId) ?? end, end);
    return [
      { do: 'queue', dueAt: end, kind: 'sessionDrops', deviceId: facts.device.id, subjectId: actionId },
      { do: 'update', table: 'actions', id: actionId, set: { expected_by: expectedBy } },
    ];
  }
  return endSession(facts, action, 'wentOffline', now);
}

export function sessionUserEnds(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  return action.state === 'active' ? endSession(facts, action, 'endedByUser', now) : [];
}

/** The helper asks for more than to look, which the audit shows whatever the person answers. */
export const requestControl = (facts: Facts, action: ActionRow, by: string, now: number): Change[] => [
  tellSession(action.id, 'controlRequested', {}),
  tellActivity('remote_control_requested', { ...ofOrder(facts, action), actor: by }, { action: action.id }),
  { do: 'unqueue', kind: 'controlAnswer', deviceId: facts.device.id, subjectId: action.id },
  // The person reads the prompt for a few seconds. Assumed.
  { do: 'queue', dueAt: now + 6, kind: 'controlAnswer', deviceId: facts.device.id, subjectId: action.id },
];

/** The sharer is asked once more before the helper may control. One in ten says no, unless the habit settles it. Assumed. */
export function controlAnswer(facts: Facts, actionId: number): Change[] {
  const action = facts.action(actionId);
  if (action.state !== 'active') return [];
  const grants =
    facts.device.consent_habit === 'accept' || draw(facts.seed, 'control', facts.device.id, actionId) % 10 !== 0;
  return [
    grants
      ? tellSession(actionId, 'controlGranted', { mode: 'control' })
      : tellSession(actionId, 'controlDeclined', { mode: 'view' }),
  ];
}

/** Ends whatever session runs or is asked for: the device restarts, resets or leaves. */
export const dropSessions = (facts: Facts, now: number): Change[] =>
  facts.waiting
    .filter((action) => traitsOf(action).isConversation)
    .flatMap((action) => endSession(facts, action, 'wentOffline', now));

export function endSession(facts: Facts, action: ActionRow, ending: SessionEnding, now: number): Change[] {
  const tookPlace = action.state === 'active';
  const isEnded = ending === 'endedByHelper' || ending === 'endedByUser';
  // A session that broke off took place and is not complete.
  const state = tookPlace && isEnded ? 'done' : ending === 'endedByHelper' ? 'canceled' : 'failed';
  return [
    ...unqueued(action, session.work),
    finish(action, state, now, { result_code: ending, reason: isEnded ? null : ending }),
    tellSession(action.id, 'ended', { ending }),
    tellActivity(
      tookPlace ? 'remote_session_ended' : 'remote_session_failed',
      { ...ofOrder(facts, action), actor: enderOf(facts, action, ending) },
      { action: action.id, ending, helper: action.requested_by },
    ),
  ];
}

/** Who ended it: one of the two, or the device, of which nothing was heard any more. */
function enderOf(facts: Facts, action: ActionRow, ending: SessionEnding): string {
  if (ending === 'endedByHelper') return action.requested_by;
  return ending === 'endedByUser' || ending === 'declined' ? personAt(facts) : facts.device.name;
}
const personAt = ({ user, device }: Facts): string => user?.upn ?? device.name;
