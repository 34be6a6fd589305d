import { sentenceOf } from '../../../shared/settings/condition.ts';
import type { Condition } from '../../../shared/settings/condition.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import { connectorHealth } from '../../../shared/attach/words.ts';
import type { ConnectorView } from '../../../shared/attach/views.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, prepared } from '../../db/tables.ts';
import {
  blockedBy,
  connectorSettingIds,
  isUploading,
  runAfter,
  runBefore,
  shownAt,
  uploadBatch,
} from '../../simulation/site/connector.ts';
import type { Estate } from '../../simulation/kernel/change.ts';
import { membersOf } from '../engine/membership.ts';
import { lastAtSite } from '../engine/history.ts';
import { estateOf } from '../engine/estate.ts';

const allDevices = 'All devices managed by Configuration Manager';
/** So many of the next batch are named. */
const named = 10;

/** The connector as Tenant administration shows it, and what the lab knows of the uploads. */
export function connectorView(db: Db): ConnectorView {
  const { now } = labRow(db);
  const estate = estateOf(db);
  const { cloud, seed } = estate;
  const blocked = blockedBy((id) => estate.setting(id));
  const lastSync = lastSyncOf(db, estate, blocked, now);
  const scopeId = cloud.upload_collection_id;
  const waiting = isUploading(cloud) ? waitingDevices(db, scopeId) : [];
  const nextUpload = isUploading(cloud) && blocked === undefined ? (nextRunQueued(db) ?? runAfter(cloud, now)) : null;
  return {
    status: statusOf(estate, lastSync, now),
    since: cloud.attached_at,
    lastSync,
    scope: scopeId === null ? allDevices : (findRow(db, 'collections', scopeId)?.name ?? ''),
    scopeCollectionId: scopeId,
    analytics: cloud.analytics === 1,
    enforceRbac: cloud.enforce_rbac === 1,
    defenderReports: cloud.defender_reports === 1,
    uploads: cloud.uploads === 1,
    detach:
      cloud.detach_from === null || cloud.detach_at === null
        ? null
        : { from: cloud.detach_from, expectedBy: cloud.detach_at },
    devicesInTenant: prepared(
      db,
      'SELECT count(*) FROM intune_devices WHERE is_current = 1 AND attached_at IS NOT NULL',
    )
      .pluck()
      .get() as number,
    lab: {
      lastUpload: cloud.last_upload_at,
      lastUploadCount: cloud.last_upload_count,
      nextUpload,
      backlog: waiting.length,
      visibleBy: visibleByOf(db, seed, nextUpload, waiting.length),
      nextBatch: waiting.slice(0, named).map(({ id, changedAt }) => ({
        id,
        name: recordedName(db, id),
        changedAt,
      })),
      blockedBy: cloud.attached_at === null || blocked === undefined ? null : sentenceOf(blocked),
    },
  };
}

function statusOf({ cloud }: Estate, lastSync: number | null, now: number): ConnectorView['status'] {
  if (cloud.detach_at !== null && cloud.attached_at !== null) return 'offboarding';
  return connectorHealth({ since: cloud.attached_at, lastSync }, now);
}

/** Runs that find nothing to send are a sign of life too, so the last one is computed. */
function lastSyncOf(db: Db, { cloud }: Estate, blocked: Condition | undefined, now: number): number | null {
  if (cloud.attached_at === null) return null;
  if (!isUploading(cloud)) return cloud.last_upload_at ?? cloud.attached_at;
  if (blocked === undefined) return runBefore(cloud, now);
  const noted = lastAtSite(db, 'uploadBlocked', 'uploadResumed');
  if (noted?.kind === 'uploadBlocked') return noted.details.lastRun;
  // Blocked since the lab began: a scenario's doing, or a fault it planted.
  const since = connectorSettingIds.flatMap((id) => {
    const row = prepared(db, `SELECT value, changed_at FROM settings WHERE id = ? AND target = ''`).get(id) as
      { value: string; changed_at: number } | undefined;
    return row && conditionAt(id, row.value) ? [row.changed_at] : [];
  });
  return runBefore(cloud, Math.max(cloud.attached_at, Math.min(now, ...since)));
}

const nextRunQueued = (db: Db): number | undefined =>
  (prepared(db, `SELECT min(due_at) FROM work_queue WHERE device_id = 0 AND kind = 'upload'`).pluck().get() as
    number | null) ?? undefined;

/** Who goes up next, in the order of the batches: what changed, and everybody that a full upload has still before it. */
function waitingDevices(db: Db, scopeId: number | null): { id: number; changedAt: number }[] {
  const full = prepared(
    db,
    `SELECT min(subject_id) AS fromId, queued_at AS at FROM work_queue WHERE device_id = 0 AND kind = 'upload' AND subject_id > 0`,
  ).get() as { fromId: number | null; at: number | null };
  const rows = prepared(
    db,
    `SELECT d.id, coalesce(b.changed_at, :at) AS changedAt, d.is_attached AS isShown
     FROM devices d LEFT JOIN upload_backlog b ON b.device_id = d.id
     LEFT JOIN configmgr_devices c ON c.device_id = d.id AND c.is_current = 1 AND c.has_client = 1
     WHERE (b.device_id IS NOT NULL OR (:fromId IS NOT NULL AND d.id >= :fromId)) AND (c.id IS NOT NULL OR d.is_attached = 1)
     ORDER BY d.id`,
  ).all({ fromId: full.fromId, at: full.at ?? 0 }) as { id: number; changedAt: number; isShown: number }[];
  if (scopeId === null || rows.length === 0) return rows;
  const members = new Set(membersOf(db, scopeId));
  return rows.filter(({ id, isShown }) => isShown === 1 || members.has(id));
}

const recordedName = (db: Db, deviceId: number): string =>
  prepared(
    db,
    `SELECT coalesce((SELECT name FROM configmgr_devices WHERE device_id = d.id AND is_current = 1), d.name) FROM devices d WHERE d.id = ?`,
  )
    .pluck()
    .get(deviceId) as string;

function visibleByOf(db: Db, seed: number, nextUpload: number | null, backlog: number): number | null {
  const underWay = prepared(db, `SELECT max(due_at) FROM work_queue WHERE device_id = 0 AND kind = 'uploadVisible'`)
    .pluck()
    .get() as number | null;
  if (underWay !== null) return underWay;
  if (nextUpload === null || backlog === 0) return null;
  const batches = Math.ceil(backlog / uploadBatch);
  return Math.max(...Array.from({ length: batches }, (_, batch) => shownAt(seed, nextUpload + batch)));
}
