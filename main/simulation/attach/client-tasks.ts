import { traitsOf } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import { day } from '../../../shared/time.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { reachesSite } from '../comanagement/policy.ts';
import { drawBetween } from '../kernel/draw.ts';
import { guidFor } from '../kernel/identifiers.ts';
import { reconnectsAt } from '../contact/channel.ts';

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

/** What the logs of the three hops call the same task. */
export const taskIds = (seed: number, actionId: number) => ({
  taskGuid: guidFor(seed, 'taskGuid', actionId),
  pushId: actionId,
  taskId: actionId,
});

/** What the service connection point calls a task. The first name is documented, the others are assumed. */
const templateNames: Readonly<Record<number, string>> = {
  1: 'RequestMachinePolicy',
  2: 'RequestUsersPolicy',
  3: 'EvaluateApplications',
};
export const templateName = (template: number): string => templateNames[template] ?? String(template);

/** The order goes up: the tenant has it, the service connection point gets it in seconds. */
export function placeTask(facts: Facts, row: ActionRow): Change[] {
  const dueAt =
    row.ordered_at + drawBetween(facts.seed, 'taskToSite', row.device_id, row.id, toSiteSeconds.from, toSiteSeconds.to);
  return [
    { do: 'insert', table: 'actions', row: { ...row, reason: 'forwarding', expected_by: dueAt } },
    { do: 'queue', dueAt, kind: 'taskForwarded', deviceId: row.device_id, subjectId: row.id },
  ];
}

/** The task is with the notification server: it goes out at once, or when the client's channel is back. */
export function sendToClient(facts: Facts, action: ActionRow, now: number): Change[] {
  const { device, seed } = facts;
  if (reachesSite(facts, now)) {
    const dueAt =
      now + drawBetween(seed, 'taskToClient', device.id, action.id, toClientSeconds.from, toClientSeconds.to);
    return arrivesAt(facts, action, dueAt, 'forwarding');
  }
  const dueAt = reconnectsAt(facts, action.id, now);
  if (dueAt === undefined) return holdTask(facts, action, { reason: 'neverContacts' });
  if (dueAt >= action.deadline) return holdTask(facts, action, { reason: 'channelDown' });
  return arrivesAt(facts, action, dueAt, 'channelDown');
}

/** The channel of a client that was cut off comes back at `at`: tasks that nobody could send it go out then. */
export const resumeTasks = (facts: Facts, at: number): Change[] =>
  facts.waiting
    .filter(({ state, reason }) => state === 'active' && reason === 'neverContacts')
    .filter((action) => traitsOf(action).passesSite && at < action.deadline)
    .flatMap((action): Change[] => [
      { do: 'unqueue', kind: 'actionExpires', deviceId: facts.device.id, subjectId: action.id },
      ...arrivesAt(facts, action, at, 'channelDown'),
    ]);

const arrivesAt = (facts: Facts, action: ActionRow, dueAt: number, reason: 'forwarding' | 'channelDown'): Change[] => [
  { do: 'update', table: 'actions', id: action.id, set: { reason, expected_by: dueAt } },
  { do: 'queue', dueAt, kind: 'taskArrives', deviceId: facts.device.id, subjectId: action.id },
];

export const holdTask = (facts: Facts, action: ActionRow, set: Partial<ActionRow>): Change[] => [
  { do: 'update', table: 'actions', id: action.id, set: { ...set, expected_by: action.deadline } },
  { do: 'queue', dueAt: action.deadline, kind: 'actionExpires', deviceId: facts.device.id, subjectId: action.id },
];
