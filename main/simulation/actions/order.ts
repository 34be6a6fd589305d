import { catalogue } from '../../../shared/actions/catalogue.ts';
import { isFinished, type ActionKind } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import { unqueued } from './carriers/carrier.ts';
import { carrierOf } from './carriers/index.ts';
import type { Change, Facts } from '../kernel/change.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import { deleteStale } from './delete.ts';
import { lastIntuneContact } from '../contact/contact.ts';
import { isListed } from '../contact/delivery.ts';
import { tellActivity } from '../kernel/tell.ts';

export type NewOrder = {
  id: number;
  kind: ActionKind;
  options: Record<string, boolean>;
  requestedBy: string;
  now: number;
  /** The record of an earlier enrollment that is meant, instead of the device's present one. */
  stale?: IntuneDeviceRow | undefined;
};

/** Everything that giving an order does at once: the order, its way to the device, what it beats, and the audit entry. */
export function placeOrder(facts: Facts, order: NewOrder): Change[] {
  const { device, intune } = facts;
  const { id, kind, now, stale } = order;
  const carrier = carrierOf(order);
  const lastContactAt = stale ? stale.last_contact_at : lastIntuneContact(facts, now);
  const row: ActionRow = {
    id,
    kind,
    device_id: device.id,
    device_name: stale?.name ?? intune?.name ?? device.name,
    state: 'pending',
    options: JSON.stringify(order.options),
    origin: 'intune',
    requested_by: order.requestedBy,
    ordered_at: now,
    since: now,
    reason: null,
    expected_by: null,
    deadline: carrier.deadline(facts, now, lastContactAt),
    delivered_at: null,
    finished_at: null,
    result_code: null,
    last_contact_at_order: lastContactAt,
  };
  return [
    tellActivity(
      catalogue[kind].activity,
      { deviceId: device.id, subject: row.device_name, actor: order.requestedBy },
      { action: id, ...order.options },
    ),
    ...(stale ? deleteStale(facts, row, stale) : carrier.place(facts, row)),
  ];
}

export const canCancel = (action: ActionRow): boolean =>
  action.state === 'pending' && action.delivered_at === null && isListed(action) && carrierOf(action).isCancelable;

/** Takes back an order that has not reached its device. A feature of the lab: no cancel is documented for the product. */
export function cancelOrder(facts: Facts, action: ActionRow, actor: string, now: number): Change[] {
  const deviceId = facts.device.id;
  return [
    ...unqueued(action, carrierOf(action).work),
    {
      do: 'update',
      table: 'actions',
      id: action.id,
      set: { state: 'canceled', since: now, finished_at: now, reason: 'canceledInLab', expected_by: null },
    },
    tellActivity(
      'action_canceled',
      { deviceId, subject: action.device_name, actor },
      { action: action.id, kind: action.kind },
    ),
    ...carrierOf(action).withdraw(facts, action, now),
  ];
}

/** An order that still waits when its time is up. */
export function actionExpires(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  return isFinished(action.state) ? [] : carrierOf(action).expire(facts, action, now);
}
