import { isTakenAtCheckIn } from '../../../../shared/actions/words.ts';
import type { ActionRow } from '../../../rows/actions.ts';
import { day } from '../../../../shared/time.ts';
import { certificateEnd } from '../../contact/certificate.ts';
import type { Change, Facts } from '../../kernel/change.ts';
import { checkIn, isReachable } from '../../contact/contact.ts';
import { isListed, queueDelivery } from '../../contact/delivery.ts';
import { ledgerOfDelivery, ledgerOfOutcome } from '../../contact/ledger.ts';
import { channels, lastContact } from '../../kernel/schedule.ts';
import type { MdmAction, Stage } from '../action.ts';
import { mdmAction } from '../index.ts';
import { tellActivity } from '../../kernel/tell.ts';
import { completed, finish, ofOrder } from '../outcome.ts';
import { bootReportSeconds, needsEnrollment, unqueued, type Carrier } from './carrier.ts';

/** Intune's own channel: a push, or the next check-in; the outcome comes back with a check-in. */
export const mdm = {
  work: ['deliver', 'actionReports', 'actionExpires'],
  refuseRecord: needsEnrollment,
  refuseDevice: () => undefined,
  // Pending until the MDM certificate ends; the portal names no other limit. A record past it gets a day's patience.
  deadline: ({ intune }, now, lastContactAt) =>
    Math.max(intune ? certificateEnd(intune, lastContactAt) : now, now + day),
  place,
  isCancelable: true,
  withdraw: (facts, order, now) => giveWay(facts, order, 'canceled', now),
  expire,
  sentences: {
    action_expired: (subject) => `Intune gave up waiting for ${subject}: its MDM certificate expired`,
  },
} satisfies Carrier;

function place(facts: Facts, row: ActionRow): Change[] {
  const action = mdmAction(row);
  if (action.atOnce) return action.atOnce(facts, row);
  if (!action.beats && facts.waiting.some(isBeating)) return beaten(row);
  const { changes, set } = queueDelivery(facts, row, row.ordered_at);
  return [
    { do: 'insert', table: 'actions', row: { ...row, ...set } },
    ...changes,
    ...(action.beats ? beatOthers(facts) : []),
    ...show(facts, action, 'ordered'),
  ];
}

const isBeating = (other: ActionRow): boolean => isTakenAtCheckIn(other) && mdmAction(other).beats;

/** What Intune's record says of the action by now. */
function show({ intune }: Facts, { managementStates: states }: MdmAction, stage: Stage): Change[] {
  if (!intune || !states) return [];
  return [{ do: 'update', table: 'intune_devices', id: intune.id, set: { management_state: states[stage] } }];
}

/** An order that a waiting one beats: accepted, shown as Pending, and never carried out while that one waits. */
function beaten(row: ActionRow): Change[] {
  return [
    { do: 'insert', table: 'actions', row: { ...row, reason: 'overridden', expected_by: row.deadline } },
    { do: 'queue', dueAt: row.deadline, kind: 'actionExpires', deviceId: row.device_id, subjectId: row.id },
  ];
}

/** Retire, Wipe and Delete beat everything else that waits for the device. Source: device actions index. */
function beatOthers({ device: { id: deviceId }, waiting }: Facts): Change[] {
  return waiting
    .filter((other) => isTakenAtCheckIn(other) && other.delivered_at === null)
    .flatMap((other): Change[] => [
      { do: 'unqueue', kind: 'deliver', deviceId, subjectId: other.id },
      { do: 'unqueue', kind: 'actionExpires', deviceId, subjectId: other.id },
      { do: 'update', table: 'actions', id: other.id, set: { reason: 'overridden', expected_by: other.deadline } },
      { do: 'queue', dueAt: other.deadline, kind: 'actionExpires', deviceId, subjectId: other.id },
    ]);
}

/**
 * The order is gone without having happened: of what it had beaten the latest that beats stands again, or else everything, and the
 * record says so.
 */
function giveWay(facts: Facts, order: ActionRow, stage: Stage, now: number): Change[] {
  const action = mdmAction(order);
  if (!action.beats) return show(facts, action, stage);
  const others = facts.waiting.filter(({ id }) => id !== order.id);
  const standing = others.filter(isBeating).at(-1);
  const isRevived = (other: ActionRow): boolean =>
    other.reason === 'overridden' && (standing === undefined || other.id === standing.id);
  return [
    ...(standing
      ? show(facts, mdmAction(standing), standing.delivered_at === null ? 'ordered' : 'delivered')
      : show(facts, action, stage)),
    ...others.filter(isRevived).flatMap((other) => revive(facts, other, now)),
  ];
}

function revive(facts: Facts, order: ActionRow, now: number): Change[] {
  const { changes, set } = queueDelivery(facts, order, now);
  return [
    { do: 'unqueue', kind: 'actionExpires', deviceId: facts.device.id, subjectId: order.id },
    ...changes,
    { do: 'update', table: 'actions', id: order.id, set },
  ];
}

/** The device takes an order at a contact. An order that finds the device gone after all is planned again. */
export function deliver(facts: Facts, actionId: number, now: number): Change[] {
  const order = facts.action(actionId);
  if (order.state !== 'pending' || order.delivered_at !== null) return [];
  if (!isReachable(facts, now)) {
    const { changes, set } = queueDelivery(facts, order, now);
    return [...changes, { do: 'update', table: 'actions', id: order.id, set }];
  }
  const action = mdmAction(order);
  return [
    ...checkIn(facts, now, order.id),
    ledgerOfDelivery(facts, order, now),
    ...action.deliver(facts, order, now),
    ...(isListed(order) ? show(facts, action, 'delivered') : []),
    ...(action.beats ? endOthers(facts, order, now) : []),
  ];
}

/** The device has an order that leaves nothing of the others. */
function endOthers(facts: Facts, order: ActionRow, now: number): Change[] {
  return facts.waiting
    .filter((other) => other.id !== order.id && isTakenAtCheckIn(other))
    .flatMap((other): Change[] => [
      ...unqueued(other, [...mdm.work, ...(mdmAction(other).withdraws ?? [])]),
      // A restart that has happened is reported at this very contact; nothing can beat it any more.
      ...(other.reason === 'awaitingReport'
        ? [finish(other, 'done', now), completed(facts, other)]
        : [finish(other, 'canceled', now, { reason: 'overridden' })]),
    ]);
}

/** The device tells Intune the outcome of an order. */
export function actionReports(facts: Facts, actionId: number, now: number): Change[] {
  const order = facts.action(actionId);
  if (order.state !== 'active' && order.state !== 'pending') return [];
  if (!isReachable(facts, now)) {
    // A device that its user restarts once more reports when it is back from that.
    const from = facts.device.power === 'running' ? now : now + bootReportSeconds.to;
    const dueAt = facts.presence?.nextOn('internet', from);
    if (dueAt === undefined) return [];
    return [
      { do: 'update', table: 'actions', id: actionId, set: { expected_by: dueAt } },
      { do: 'queue', dueAt, kind: 'actionReports', deviceId: facts.device.id, subjectId: actionId },
    ];
  }
  const action = mdmAction(order);
  // What a wipe that kept its enrollment had beaten does not come back to life after it.
  const beatenByIt = action.beats ? facts.waiting.filter((other) => other.reason === 'overridden') : [];
  return [
    ...checkIn(facts, now, actionId),
    ...show(facts, action, 'reported'),
    finish(order, 'done', now),
    ledgerOfOutcome(facts, order, action.because, now),
    completed(facts, order),
    ...beatenByIt.flatMap((other): Change[] => [
      { do: 'unqueue', kind: 'actionExpires', deviceId: facts.device.id, subjectId: other.id },
      finish(other, 'canceled', now, { reason: 'overridden' }),
    ]),
  ];
}

/** The MDM certificate ended before the device came back or reported; Intune gives up waiting. */
function expire(facts: Facts, order: ActionRow, now: number): Change[] {
  const schedule = facts.schedule(channels.intune);
  const lastAt = schedule ? lastContact(schedule, facts.presenceOf(schedule), now) : null;
  return [
    { do: 'unqueue', kind: 'deliver', deviceId: facts.device.id, subjectId: order.id },
    finish(order, 'failed', now, { reason: 'certificateExpired', result_code: 'certificateExpired' }),
    // Of one that the service sent by itself its record is gone, and what stands now is another's.
    ...(isListed(order)
      ? [
          tellActivity('action_expired', ofOrder(facts, order), {
            action: order.id,
            ...(lastAt === null ? {} : { lastContactAt: lastAt }),
          }),
          ...giveWay(facts, order, 'expired', now),
        ]
      : []),
  ];
}
