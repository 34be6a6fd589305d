import { activityKnows } from '../../../shared/activities/events.ts';
import type { KnowledgeKind } from '../../../shared/contract/knowledge.ts';
import { settingsCatalogue } from '../../../shared/settings/catalogue.ts';
import { isAtDevice } from '../../../shared/settings/setting.ts';
import type { ActivityRow } from '../../rows/journal.ts';
import type { ActivityView } from '../../../shared/activities/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { activityOf } from '../engine/history.ts';
import { activityText } from './text.ts';

/** Entries that are withheld: by their kind, and by the setting they tell of where that is at a device. */
const openSql = `NOT (kind IN (SELECT value FROM json_each(:closedKinds))
  OR kind = 'setting_changed' AND json_extract(details, '$.setting') IN (SELECT value FROM json_each(:closedSettings)))`;
const atDevices = JSON.stringify(settingsCatalogue.filter(isAtDevice).map(({ id }) => id));
function closing(withheld: readonly KnowledgeKind[]): { closedKinds: string; closedSettings: string } {
  const kinds = Object.entries(activityKnows).flatMap(([id, kind]) =>
    kind !== null && withheld.includes(kind) ? [id] : [],
  );
  return { closedKinds: JSON.stringify(kinds), closedSettings: withheld.includes('truth') ? atDevices : '[]' };
}

/** How many entries there are that may be read. */
export const countActivities = (db: Db, withheld: readonly KnowledgeKind[]): number =>
  prepared(db, `SELECT count(*) FROM activities WHERE ${openSql}`).pluck().get(closing(withheld)) as number;

export type ActivityQuery = { deviceId: number | null; kinds: readonly string[]; search: string };

/** Newest first. `limit` -1 for all. */
export function listActivities(
  db: Db,
  query: ActivityQuery,
  offset: number,
  limit: number,
  withheld: readonly KnowledgeKind[] = [],
): { total: number; rows: ActivityView[] } {
  const where = `WHERE ${openSql} AND (:deviceId IS NULL OR device_id = :deviceId)
    AND (:kinds = '[]' OR kind IN (SELECT value FROM json_each(:kinds)))
    AND (:search = '' OR instr(lower(subject || ' ' || actor || ' ' || kind), lower(:search)) > 0)`;
  const parameters = {
    ...closing(withheld),
    deviceId: query.deviceId,
    kinds: JSON.stringify(query.kinds),
    search: query.search.trim(),
  };
  const { total } = prepared(db, `SELECT count(*) AS total FROM activities ${where}`).get(parameters) as {
    total: number;
  };
  const rows = prepared(db, `SELECT * FROM activities ${where} ORDER BY id DESC LIMIT :limit OFFSET :offset`).all({
    ...parameters,
    limit,
    offset,
  }) as ActivityRow[];
  return { total, rows: rows.map(activityView) };
}

export function activityView(row: ActivityRow): ActivityView {
  const activity = activityOf(row);
  return {
    id: row.id,
    at: row.at,
    kind: activity.kind,
    subject: row.subject,
    deviceId: row.device_id,
    actor: row.actor,
    details: activity.details,
    text: activityText(activity, row.subject),
  };
}

export const activityViews: ViewsOf<'activities'> = {
  list: (db, { offset, limit, ...query }, { revision, withheld }) => ({
    ...listActivities(db, query, offset, limit, withheld),
    now: labRow(db).now,
    revision,
  }),
};
