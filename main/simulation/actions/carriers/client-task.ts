import { remoteActions } from '../../../../shared/actions/words.ts';
import type { ActionRow } from '../../../rows/actions.ts';
import { holdTask, placeTask, sendToClient, taskPatience } from '../../attach/client-tasks.ts';
import { isBlocked } from '../../site/connector.ts';
import type { Change, Facts } from '../../kernel/change.ts';
import { reachesSite } from '../../comanagement/policy.ts';
import { ledgerOfDelivery } from '../../contact/ledger.ts';
import { missing } from '../../site/rights.ts';
import { taskAction } from '../index.ts';
import { tellActivity, tellDevice, tellSite } from '../../kernel/tell.ts';
import { finish, ofOrder } from '../outcome.ts';
import type { Carrier } from './carrier.ts';

/** The way over the site to its client, for every task that the cloud can give it. */
export const clientTask = {
  work: ['taskForwarded', 'taskArrives', 'actionExpires'],
  refuseRecord: () => undefined,
  refuseDevice: ({ attached_at: attachedAt }, name) =>
    attachedAt === null
      ? { code: 'notAttached', message: `${name} is not tenant attached, or its upload does not show yet.` }
      : undefined,
  deadline: (_facts, now) => now + taskPatience,
  place: placeTask,
  isCancelable: true,
  withdraw: () => [],
  expire: (facts, action, now) => [
    finish(action, 'failed', now, { reason: 'taskExpired', result_code: 'expired' }),
    tellActivity('task_expired', ofOrder(facts, action), { action: action.id, kind: action.kind }),
  ],
  sentences: {
    task_completed: (subject, { kind }) => `The client on ${subject} ran ${remoteActions[kind].label}`,
    task_refused: (subject, { code }) => `The site refused a task for ${subject}: ${code}`,
    task_expired: (subject, { kind }) =>
      `${remoteActions[kind].label} for ${subject} expired: the client did not come back`,
  },
} satisfies Carrier;

const task = (facts: Facts, action: ActionRow) => ({
  action: action.id,
  kind: action.kind,
  template: taskAction(action).template,
  device: action.device_name,
  deviceId: facts.device.id,
  user: action.requested_by,
});

/** First and second hop: authorized by the site, and handed to the notification server. */
export function taskForwarded(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  if (action.state !== 'pending') return [];
  if (isBlocked(facts)) return holdTask(facts, action, { reason: 'connectorDown' });
  const { site } = remoteActions[action.kind].needs;
  const refused = missing({ upn: action.requested_by }, { site }, facts)?.site;
  if (refused) {
    const { status, says } = refused;
    return [
      tellSite('taskRefused', { ...task(facts, action), code: status, why: says }),
      finish(action, 'failed', now, { reason: 'siteRefused', result_code: status }),
      tellActivity('task_refused', ofOrder(facts, action), { action: actionId, code: status }),
    ];
  }
  return [
    tellSite('taskAuthorized', task(facts, action)),
    { do: 'update', table: 'actions', id: actionId, set: { state: 'active', since: now } },
    ...sendToClient(facts, { ...action, state: 'active', since: now }, now),
  ];
}

/** Third hop: the client runs the task and answers. */
export function taskArrives(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  if (action.state !== 'active') return [];
  if (!reachesSite(facts, now)) return sendToClient(facts, action, now);
  return [
    tellSite('taskSent', task(facts, action)),
    tellDevice(facts.device.id, 'taskReceived', task(facts, action)),
    finish(action, 'done', now, { delivered_at: now }),
    ledgerOfDelivery(facts, action, now),
    tellActivity('task_completed', ofOrder(facts, action), { action: actionId, kind: action.kind }),
    ...taskAction(action).deliver(facts, now),
  ];
}
