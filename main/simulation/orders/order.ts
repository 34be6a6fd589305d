import { isSiteAction, remoteActions, wipeStates, type ActionKind } from '../../../shared/remote-actions.ts';
import type { ActionRow } from '../../../shared/rows.ts';
import { day } from '../../../shared/time.ts';
import { placeTask, taskPatience } from '../attach/client-tasks.ts';
import { certificateEnd } from '../certificate.ts';
import type { Change, Facts } from '../change.ts';
import { lastIntuneContact } from '../contact.ts';
import { queueDelivery, reviveBeaten } from '../delivery.ts';
import { noAnswerSeconds, planAnswer } from '../events/session.ts';
import { tellActivity, tellSession } from '../kernel/tell.ts';

export type NewOrder = {
  id: number;
  kind: ActionKind;
  options: Record<string, boolean>;
  requestedBy: string;
  now: number;
};

/** Everything that giving an order does at once: the order, its way to the device, what it beats, and the audit entry. */
export function placeOrder(facts: Facts, order: NewOrder): Change[] {
  const { device, intune, waiting } = facts;
  const { id, kind, now } = order;
  // Pending until the MDM certificate ends; the portal names no other limit. A record past it gets a day's patience.
  const lastContactAt = lastIntuneContact(facts, now);
  const patience = Math.max(intune ? certificateEnd(intune, lastContactAt) : now, now + day);
  const row: ActionRow = {
    id,
    kind,
    device_id: device.id,
    device_name: intune?.name ?? device.name,
    state: 'pending',
    options: JSON.stringify(order.options),
    origin: 'intune',
    requested_by: order.requestedBy,
    ordered_at: now,
    since: now,
    reason: null,
    expected_by: null,
    deadline: kind === 'remoteAssistance' ? now + noAnswerSeconds : isSiteAction(order) ? now + taskPatience : patience,
    delivered_at: null,
    finished_at: null,
    result_code: null,
    last_contact_at_order: lastContactAt,
  };
  const audit = tellActivity(
    remoteActions[kind].activity,
    { deviceId: device.id, subject: row.device_name, actor: order.requestedBy },
    { action: id, ...order.options },
  );
  if (kind === 'remoteAssistance') return [...askForSession(facts, row), audit];
  if (isSiteAction(order)) return [...placeTask(facts, row), audit];
  const isBeaten = kind !== 'wipe' && waiting.some((other) => other.kind === 'wipe');
  if (isBeaten) return [...beaten(row), audit];
  const { changes, set } = queueDelivery(facts, row, now);
  return [
    { do: 'insert', table: 'actions', row: { ...row, ...set } },
    ...changes,
    ...(kind === 'wipe' ? beatOthers(facts) : []),
    audit,
  ];
}

function askForSession(facts: Facts, row: ActionRow): Change[] {
  const { kind, at } = planAnswer(facts, row.id, row.ordered_at);
  return [
    { do: 'insert', table: 'actions', row: { ...row, reason: 'awaitingUser', expected_by: at } },
    { do: 'queue', dueAt: at, kind, deviceId: row.device_id, subjectId: row.id },
    tellSession(row.id, 'requested', { helper: row.requested_by }),
  ];
}

/** An order that a waiting wipe beats: accepted, shown as Pending, and never carried out while the wipe waits. */
function beaten(row: ActionRow): Change[] {
  return [
    { do: 'insert', table: 'actions', row: { ...row, reason: 'overridden', expected_by: row.deadline } },
    { do: 'queue', dueAt: row.deadline, kind: 'actionExpires', deviceId: row.device_id, subjectId: row.id },
  ];
}

/** Retire, Wipe and Delete beat everything else that waits for the device. Source: device actions index. */
function beatOthers(facts: Facts): Change[] {
  const deviceId = facts.device.id;
  const changes: Change[] = facts.waiting
    .filter((other) => other.kind !== 'remoteAssistance' && !isSiteAction(other) && other.delivered_at === null)
    .flatMap((other): Change[] => [
      { do: 'unqueue', kind: 'deliver', deviceId, subjectId: other.id },
      { do: 'unqueue', kind: 'actionExpires', deviceId, subjectId: other.id },
      { do: 'update', table: 'actions', id: other.id, set: { reason: 'overridden', expected_by: other.deadline } },
      { do: 'queue', dueAt: other.deadline, kind: 'actionExpires', deviceId, subjectId: other.id },
    ]);
  if (facts.intune) {
    changes.push({
      do: 'update',
      table: 'intune_devices',
      id: facts.intune.id,
      set: { management_state: wipeStates.ordered },
    });
  }
  return changes;
}

export const canCancel = (action: ActionRow): boolean =>
  action.state === 'pending' && action.delivered_at === null && action.kind !== 'remoteAssistance';

/** Takes back an order that has not reached its device. A feature of the lab: no cancel is documented for the product. */
export function cancelOrder(facts: Facts, action: ActionRow, actor: string, now: number): Change[] {
  const deviceId = facts.device.id;
  const changes: Change[] = [
    { do: 'unqueue', kind: 'deliver', deviceId, subjectId: action.id },
    { do: 'unqueue', kind: 'taskForwarded', deviceId, subjectId: action.id },
    { do: 'unqueue', kind: 'actionExpires', deviceId, subjectId: action.id },
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
  ];
  if (action.kind !== 'wipe') return changes;
  if (facts.intune)
    changes.push({ do: 'update', table: 'intune_devices', id: facts.intune.id, set: { management_state: 'managed' } });
  return [...changes, ...reviveBeaten(facts, now)];
}
