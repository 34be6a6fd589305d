import { isSiteAction, type ActionKind } from '../../../shared/remote-actions.ts';
import type { ActionRow } from '../../../shared/rows.ts';
import { day } from '../../../shared/time.ts';
import type { Change, Facts } from '../change.ts';
import { reachesSite, siteChannel } from '../comanagement/policy.ts';
import { drawBetween } from '../draw.ts';
import { finish, ofOrder } from '../events/deliver.ts';
import { ledgerOfDelivery } from '../ledger.ts';
import { nextContact } from '../schedule.ts';
import { guidFor } from '../shell/identifiers.ts';
import { applicationsToEvaluate } from './applications.ts';
import { reconnectsAt } from './channel.ts';
import { isBlocked } from './connector.ts';
import { siteRefusal } from './site-rights.ts';
import { tellActivity, tellDevice, tellSite } from '../kernel/tell.ts';

/**
 * Tasks that the cloud gives to the client of the site. Three hops: the service connection point takes the notification and asks
 * the site whether it may pass; the notification server of the management point sends it; the client runs it. Nothing of it
 * touches MDM. Source: tenant attach, troubleshooting.
 */
/** A push takes seconds over the connections that stand. The numbers are assumed. */
const toSiteSeconds = { from: 2, to: 8 };
const toClientSeconds = { from: 1, to: 5 };
/** How long a task waits for its client is not documented: 30 days are assumed. */
export const taskPatience = 30 * day;
/** Template ids of the worker's log; 1 is documented for machine policy, the others are assumed. */
export const templateIds: Partial<Record<ActionKind, number>> = {
  syncMachinePolicy: 1,
  syncUserPolicy: 2,
  appEvaluation: 3,
};

/** What the logs of the three hops call the same task. */
export const taskIds = (seed: number, actionId: number) => ({
  taskGuid: guidFor(seed, 'taskGuid', actionId),
  pushId: actionId,
  taskId: actionId,
});

/** The order goes up: the tenant has it, the service connection point gets it in seconds. */
export function placeTask(facts: Facts, row: ActionRow): Change[] {
  const dueAt =
    row.ordered_at + drawBetween(facts.seed, 'taskToSite', row.device_id, row.id, toSiteSeconds.from, toSiteSeconds.to);
  return [
    { do: 'insert', table: 'actions', row: { ...row, reason: 'forwarding', expected_by: dueAt } },
    { do: 'queue', dueAt, kind: 'taskForwarded', deviceId: row.device_id, subjectId: row.id },
  ];
}

const task = (facts: Facts, action: ActionRow) => ({
  action: action.id,
  kind: action.kind,
  template: templateIds[action.kind] ?? 0,
  device: action.device_name,
  deviceId: facts.device.id,
  user: action.requested_by,
});

/** First and second hop: authorized by the site, and handed to the notification server. */
export function taskForwarded(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  if (action.state !== 'pending') return [];
  if (isBlocked(facts)) return holdUntil(facts, action, { reason: 'connectorDown' });
  const refusal = siteRefusal(facts, action.requested_by, ['read', 'notifyResource']);
  if (refusal) {
    return [
      tellSite('taskRefused', { ...task(facts, action), code: refusal.code, why: refusal.message }),
      finish(action, 'failed', now, { reason: 'siteRefused', result_code: refusal.code }),
      tellActivity('task_refused', ofOrder(facts, action), { action: actionId, code: refusal.code }),
    ];
  }
  return [
    tellSite('taskAuthorized', task(facts, action)),
    { do: 'update', table: 'actions', id: actionId, set: { state: 'active', since: now } },
    ...towardsClient(facts, { ...action, state: 'active', since: now }, now),
  ];
}

/** The task is with the notification server: it goes out at once, or when the client's channel is back. */
function towardsClient(facts: Facts, action: ActionRow, now: number): Change[] {
  const { device, seed } = facts;
  if (reachesSite(facts, now)) {
    const dueAt =
      now + drawBetween(seed, 'taskToClient', device.id, action.id, toClientSeconds.from, toClientSeconds.to);
    return arrivesAt(facts, action, dueAt, 'forwarding');
  }
  const dueAt = reconnectsAt(facts, action.id, now);
  if (dueAt === undefined) return holdUntil(facts, action, { reason: 'neverContacts' });
  if (dueAt >= action.deadline) return holdUntil(facts, action, { reason: 'channelDown' });
  return arrivesAt(facts, action, dueAt, 'channelDown');
}

/** The channel of a client that was cut off comes back at `at`: tasks that nobody could send it go out then. */
export const resumeTasks = (facts: Facts, at: number): Change[] =>
  facts.waiting
    .filter(({ state, reason }) => state === 'active' && reason === 'neverContacts')
    .filter((action) => isSiteAction(action) && at < action.deadline)
    .flatMap((action): Change[] => [
      { do: 'unqueue', kind: 'actionExpires', deviceId: facts.device.id, subjectId: action.id },
      ...arrivesAt(facts, action, at, 'channelDown'),
    ]);

const arrivesAt = (facts: Facts, action: ActionRow, dueAt: number, reason: 'forwarding' | 'channelDown'): Change[] => [
  { do: 'update', table: 'actions', id: action.id, set: { reason, expected_by: dueAt } },
  { do: 'queue', dueAt, kind: 'taskArrives', deviceId: facts.device.id, subjectId: action.id },
];

const holdUntil = (facts: Facts, action: ActionRow, set: Partial<ActionRow>): Change[] => [
  { do: 'update', table: 'actions', id: action.id, set: { ...set, expected_by: action.deadline } },
  { do: 'queue', dueAt: action.deadline, kind: 'actionExpires', deviceId: facts.device.id, subjectId: action.id },
];

/** Third hop: the client runs the task and answers. */
export function taskArrives(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  if (action.state !== 'active') return [];
  if (!reachesSite(facts, now)) return towardsClient(facts, action, now);
  return [
    tellSite('taskSent', task(facts, action)),
    tellDevice(facts.device.id, 'taskReceived', task(facts, action)),
    finish(action, 'done', now, { delivered_at: now }),
    ledgerOfDelivery(facts, action, now),
    tellActivity('task_completed', ofOrder(facts, action), { action: actionId, kind: action.kind }),
    ...effectOf(facts, action.kind, now),
  ];
}

function effectOf(facts: Facts, kind: ActionKind, now: number): Change[] {
  if (kind === 'syncMachinePolicy') return retrieveMachinePolicy(facts, now);
  return kind === 'appEvaluation' ? applicationsToEvaluate(facts, now) : [];
}

/** A retrieval of machine policy besides the rhythm of polls: the site sees a policy request, and what differs arrives. */
export function retrieveMachinePolicy(facts: Facts, now: number): Change[] {
  const { id: deviceId } = facts.device;
  const schedule = siteChannel(facts);
  if (!schedule) return [];
  const rhythm: Change[] = [];
  const next = nextContact(schedule, facts.presenceOf(schedule), now);
  if (next !== undefined) {
    const passed = (now - schedule.since - schedule.phase) % schedule.period;
    const phase = passed < 0 ? -passed : schedule.period - passed;
    rhythm.push({ do: 'schedule', row: { ...schedule, since: now, until: null, phase, before_at: now } });
  }
  return [
    ...rhythm,
    { do: 'unqueue', kind: 'policyArrives', deviceId, subjectId: 0 },
    { do: 'queue', dueAt: now, kind: 'policyArrives', deviceId, subjectId: 0 },
  ];
}
