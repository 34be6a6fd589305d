import type { ActionView } from '../../../shared/actions/views.ts';
import { actionReasons, actionStateLabels, isTakenAtCheckIn } from '../../../shared/actions/words.ts';
import type { Bound } from '../../../shared/contract/answers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { hour } from '../../../shared/time.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow } from '../../db/tables.ts';
import type { ActionRow } from '../../rows/actions.ts';
import { canCancel } from '../../simulation/actions/order.ts';

/** One maintenance sync period: what an administrator may count on for a device that still checks in. */
const maintenancePeriod = 8 * hour;

/**
 * The documented range for a waiting order, from nothing but what Intune knows: the last check-in it has seen. A device that
 * has missed its maintenance sync could come at any time or never, so then there is no bound.
 */
export function boundOf(row: ActionRow, now: number): Bound {
  // By the state, as the console has it: a device may have taken an order that still reads Pending.
  if (row.state !== 'pending' || !isTakenAtCheckIn(row)) return null;
  const last = row.last_contact_at_order;
  if (last === null) return null;
  const latest = last + maintenancePeriod;
  if (latest < now) return null;
  return {
    from: row.ordered_at,
    to: latest,
    basis: 'last check-in before the order + maintenance sync about every 8 h; push may be faster',
  };
}

export function actionView(row: ActionRow, now: number): ActionView {
  return {
    id: row.id,
    kind: row.kind,
    device: row.device_name,
    deviceId: row.device_id,
    state: row.state,
    console: actionStateLabels[row.state],
    bound: boundOf(row, now),
    reason: row.reason,
    reasonText: row.reason === null ? null : actionReasons[row.reason],
    since: row.since,
    expectedBy: row.expected_by,
    deadline: row.deadline,
    deliveredAt: row.delivered_at,
    finishedAt: row.finished_at,
    resultCode: row.result_code,
    origin: row.origin,
    requestedBy: row.requested_by,
    orderedAt: row.ordered_at,
    options: JSON.parse(row.options) as Record<string, boolean>,
    canCancel: canCancel(row),
  };
}

/** One order by its id. Throws `actionNotFound`. */
export function getAction(db: Db, id: number): ActionView {
  const row = findRow(db, 'actions', id);
  if (!row) throw new LabError('actionNotFound', `There is no action ${id}.`);
  return actionView(row, labRow(db).now);
}
