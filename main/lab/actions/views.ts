import { isDestructive } from '../../../shared/actions/entry.ts';
import type { ActionView, ConsoleAction } from '../../../shared/actions/views.ts';
import {
  actionStateLabels,
  type ActionKind,
  type ActionReason,
  type ActionState,
  remoteActions,
} from '../../../shared/actions/words.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { actionView } from './action.ts';
import { checkOrder, isForeseen, refusalsOf } from './checks.ts';
import { confirmationFor } from './confirmation.ts';
import { meantDevices } from './meant.ts';
import { targetsOf } from './targets.ts';
import { traceView } from './trace.ts';

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

const consoleAction = (row: ActionRow): ConsoleAction => ({
  id: row.id,
  kind: row.kind,
  device: row.device_name,
  deviceId: row.device_id,
  state: row.state,
  console: actionStateLabels[row.state],
  // That a waiting order has reached its device no console says.
  at: row.finished_at ?? (row.state === 'active' ? row.delivered_at : null) ?? row.ordered_at,
  requestedBy: row.requested_by,
});

export const actionViews: ViewsOf<'actions'> = {
  list(db, { offset, limit, ...query }, { revision }) {
    const { now } = labRow(db);
    return { ...listActions(db, query, now, offset, limit), now, revision };
  },
  console(db, { search, offset, limit }, { revision }) {
    const where = `WHERE origin = 'intune' AND (:search = '' OR instr(lower(device_name || ' ' || requested_by), lower(:search)) > 0)`;
    const parameters = { search: search.trim() };
    const total = prepared(db, `SELECT count(*) FROM actions ${where}`).pluck().get(parameters) as number;
    const rows = prepared(db, `SELECT * FROM actions ${where} ORDER BY id DESC LIMIT :limit OFFSET :offset`).all({
      ...parameters,
      limit,
      offset,
    }) as ActionRow[];
    return { total, rows: rows.map(consoleAction), now: labRow(db).now, revision };
  },
  preview(db, { kind, options, ...meant }) {
    checkOrder(db, kind, meant.deviceIds, options);
    const targets = targetsOf(db, meant);
    return {
      refusals: refusalsOf(db, kind, targets).filter(isForeseen),
      confirm: confirmationFor(db, remoteActions[kind], targets),
      meant: isDestructive(remoteActions[kind]) ? meantDevices(db, targets) : [],
    };
  },
  trace: traceView,
};
