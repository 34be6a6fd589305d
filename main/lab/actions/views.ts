import { LabError } from '../../../shared/contract/errors.ts';
import {
  actionReasons,
  remoteActions,
  actionStateLabels,
  isFinished,
  isTakenAtCheckIn,
  type ActionKind,
  type ActionReason,
  type ActionState,
} from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import { hour } from '../../../shared/time.ts';
import type { ActionView } from '../../../shared/actions/views.ts';
import type { Bound } from '../../../shared/contract/answers.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, prepared } from '../../db/tables.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { traceView } from './trace.ts';
import { confirmationFor } from './confirmation.ts';
import { checkOrder, refusalsOf } from './checks.ts';
import { canCancel } from '../../simulation/actions/order.ts';

/** One maintenance sync period: what an administrator may count on for a device that still checks in. */
const maintenancePeriod = 8 * hour;

/**
 * The documented range for a waiting order, from nothing but what Intune knows: the last check-in it has seen. A device that
 * has missed its maintenance sync could come at any time or never, so then there is no bound.
 */
export function boundOf(row: ActionRow, now: number): Bound {
  if (isFinished(row.state) || !isTakenAtCheckIn(row)) return null;
  const last = row.last_contact_at_order;
  if (row.delivered_at !== null || last === null) return null;
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

export type ActionQuery = {
  states: readonly ActionState[];
  kinds: readonly ActionKind[];
  reasons: readonly ActionReason[];
  deviceId: number | null;
  search: string;
};
export const anyAction: ActionQuery = { states: [], kinds: [], reasons: [], deviceId: null, search: '' };

/** Newest first; the waiting ones before the finished ones. `limit` -1 for all. */
export function listActions(
  db: Db,
  query: ActionQuery,
  now: number,
  offset: number,
  limit: number,
): { total: number; rows: ActionView[] } {
  const where = `WHERE (:states = '[]' OR state IN (SELECT value FROM json_each(:states)))
    AND (:kinds = '[]' OR kind IN (SELECT value FROM json_each(:kinds)))
    AND (:reasons = '[]' OR reason IN (SELECT value FROM json_each(:reasons)))
    AND (:deviceId IS NULL OR device_id = :deviceId)
    AND (:search = '' OR instr(lower(device_name || ' ' || requested_by), lower(:search)) > 0)`;
  const parameters = {
    states: JSON.stringify(query.states),
    kinds: JSON.stringify(query.kinds),
    reasons: JSON.stringify(query.reasons),
    deviceId: query.deviceId,
    search: query.search.trim(),
  };
  const { total } = prepared(db, `SELECT count(*) AS total FROM actions ${where}`).get(parameters) as { total: number };
  const rows = prepared(
    db,
    `SELECT * FROM actions ${where} ORDER BY state IN ('pending', 'active') DESC, id DESC LIMIT :limit OFFSET :offset`,
  ).all({ ...parameters, limit, offset }) as ActionRow[];
  return { total, rows: rows.map((row) => actionView(row, now)) };
}

export const actionViews: ViewsOf<'actions'> = {
  list(db, { offset, limit, ...query }, { revision }) {
    const { now } = labRow(db);
    return { ...listActions(db, query, now, offset, limit), now, revision };
  },
  preview(db, { kind, deviceIds, options }) {
    checkOrder(db, kind, deviceIds, options);
    return {
      refusals: refusalsOf(db, kind, deviceIds),
      confirm: confirmationFor(db, remoteActions[kind], deviceIds),
    };
  },
  trace: traceView,
};
