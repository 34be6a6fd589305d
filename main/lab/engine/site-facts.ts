import type { UploadUnderWayRow, UploadedRecord } from '../../rows/attach.ts';
import type { CollectionRow } from '../../rows/collections.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, prepared, seedOf } from '../../db/tables.ts';
import type { Facts, SiteFacts } from '../../simulation/kernel/change.ts';
import { dependentsOf, evaluateCollection, membersOf, membershipsOf, syncableOf } from './membership.ts';
import { RowEstate } from './estate.ts';
import { factsOf, factsOfRange } from './facts.ts';

export function siteFactsOf(db: Db, seed = seedOf(db)): SiteFacts {
  return new RowSiteFacts(db, seed);
}

class RowSiteFacts extends RowEstate implements SiteFacts {
  /** Read whole before the first fact is used: applying changes while a statement runs would be refused. */
  devices(from: number, to: number): Iterable<Facts> {
    return factsOfRange(this.db, from, to, this.seed);
  }
  get lastDeviceId(): number {
    return (prepared(this.db, 'SELECT coalesce(max(id), 0) FROM devices').pluck().get() as number | undefined) ?? 0;
  }
  attachable(from: number, to: number): readonly number[] {
    return prepared(
      this.db,
      `SELECT d.id FROM devices d WHERE d.id BETWEEN ? AND ? AND (d.is_attached = 1 OR EXISTS (
         SELECT 1 FROM configmgr_devices c WHERE c.device_id = d.id AND c.is_current = 1 AND c.has_client = 1)) ORDER BY d.id`,
    )
      .pluck()
      .all(from, to) as number[];
  }
  backlogHead(limit: number): readonly number[] {
    return prepared(this.db, 'SELECT device_id FROM upload_backlog ORDER BY device_id LIMIT ?')
      .pluck()
      .all(limit) as number[];
  }
  underWay(sentAt: number): ReturnType<SiteFacts['underWay']> {
    const rows = prepared(this.db, 'SELECT * FROM uploads_under_way WHERE sent_at = ? ORDER BY device_id').all(
      sentAt,
    ) as UploadUnderWayRow[];
    return rows.map(({ device_id: deviceId, record }) => ({
      deviceId,
      record: record === null ? null : (JSON.parse(record) as UploadedRecord),
    }));
  }
  get heldTasks(): SiteFacts['heldTasks'] {
    return prepared(
      this.db,
      `SELECT id, device_id AS deviceId FROM actions WHERE state IN ('pending', 'active') AND reason = 'connectorDown' ORDER BY id`,
    ).all() as { id: number; deviceId: number }[];
  }
  upnOf(account: string): string | null {
    const name = account.slice(account.indexOf('\\') + 1);
    const upn = prepared(this.db, 'SELECT upn FROM users WHERE sam_account = ? COLLATE NOCASE ORDER BY id')
      .pluck()
      .get(name);
    return (upn as string | undefined) ?? null;
  }
  get backlog(): readonly number[] {
    return prepared(this.db, 'SELECT device_id FROM upload_backlog ORDER BY device_id').pluck().all() as number[];
  }
  facts(deviceId: number): Facts {
    return factsOf(this.db, deviceId, this.seed);
  }
  devicesOf(upn: string): readonly number[] {
    const select = `SELECT d.id FROM users u JOIN devices d ON d.user_id = u.id WHERE u.upn = ? ORDER BY d.id`;
    return prepared(this.db, select).pluck().all(upn) as number[];
  }
  exportCandidates(from: number, limit: number): readonly number[] {
    return prepared(this.db, exportCandidates).pluck().all({ from, limit }) as number[];
  }
  collection(id: number): CollectionRow | undefined {
    return findRow(this.db, 'collections', id);
  }
  get collections(): readonly CollectionRow[] {
    return allRows(this.db, 'collections');
  }
  members(collectionId: number): readonly number[] {
    return membersOf(this.db, collectionId);
  }
  evaluate(collectionId: number): readonly number[] {
    return evaluateCollection(this.db, collectionId);
  }
  memberships(deviceId: number): ReturnType<SiteFacts['memberships']> {
    return membershipsOf(this.db, deviceId);
  }
  dependents(collectionId: number): readonly number[] {
    return dependentsOf(this.db, collectionId);
  }
  syncable(collectionId: number): readonly number[] {
    return syncableOf(this.db, collectionId);
  }
  get settledCollections(): readonly number[] {
    return prepared(this.db, 'SELECT DISTINCT collection_id FROM client_settings_deployments ORDER BY collection_id')
      .pluck()
      .all() as number[];
  }
  operation(id: number): ReturnType<SiteFacts['operation']> {
    return findRow(this.db, 'client_operations', id);
  }
  group(id: number): ReturnType<SiteFacts['group']> {
    return findRow(this.db, 'groups', id);
  }
  groupDevices(groupId: number): readonly { device_id: number; source: 'sync' | 'entra' }[] {
    return prepared(this.db, 'SELECT device_id, source FROM group_devices WHERE group_id = ? ORDER BY device_id').all(
      groupId,
    ) as { device_id: number; source: 'sync' | 'entra' }[];
  }
  dueSite(kind: string, subjectId: number): number | undefined {
    const select = prepared(
      this.db,
      'SELECT min(due_at) FROM work_queue WHERE device_id = 0 AND kind = ? AND subject_id = ?',
    ).pluck();
    return (select.get(kind, subjectId) as number | null) ?? undefined;
  }
}

/** Present and former objects each have an index of their own, so they are asked for one after the other. */
const withoutComputer = (isCurrent: 0 | 1): string => `
  SELECT e.device_id FROM entra_devices e LEFT JOIN ad_computers a ON a.device_id = e.device_id AND a.is_current = 1
  WHERE e.is_current = ${isCurrent} AND e.join_type = 'hybrid' AND a.id IS NULL AND e.device_id >= :from`;

/** A superset: computers with a certificate that Entra ID may lack, and objects that may have left the scope. */
export const exportCandidates = `
  SELECT a.device_id FROM ad_computers a
  LEFT JOIN entra_devices e ON e.device_id = a.device_id AND e.is_current = 1
  JOIN devices d ON d.id = a.device_id AND d.platform = 'windows'
  WHERE a.is_current = 1 AND a.device_id >= :from AND (
    (a.certificate_at IS NOT NULL AND (e.id IS NULL OR e.join_type <> 'hybrid'
      OR (e.registration_state = 'pending' AND e.told_at < a.certificate_at)))
    OR a.account_waits = 1
    OR (EXISTS (SELECT 1 FROM settings WHERE id = 'ouInSync')
      AND (e.join_type = 'hybrid'
        OR EXISTS (SELECT 1 FROM entra_devices h WHERE h.device_id = a.device_id AND h.is_current = 0 AND h.join_type = 'hybrid'))))
  UNION SELECT device_id FROM (${withoutComputer(1)} UNION ALL ${withoutComputer(0)})
  ORDER BY 1 LIMIT :limit`;
