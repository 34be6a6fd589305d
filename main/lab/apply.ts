import type { ComanagementRow, HybridJoinRow } from '../../shared/rows.ts';
import type { Db } from '../db/open.ts';
import { insertRow, prepared, startSchedule, updateRow } from '../db/tables.ts';
import type { Change, UpdateChange } from '../simulation/change.ts';
import { rankOf } from '../simulation/events/kinds.ts';
import { writeEvent } from './engine/told.ts';
import { forgetEstate, takeSeq } from './estate-memory.ts';
import { writeSetting } from './setting-values.ts';

/** Tables of which something is remembered (estate-memory.ts). */
const ofEstate: ReadonlySet<string> = new Set<Tables>([
  'tenant',
  'cloud_attach',
  'workloads',
  'collections',
  'client_settings',
]);
type Tables = UpdateChange['table'];

export type LedgerItem = Extract<Change, { do: 'ledger' }>;

/** The only door through which rules reach the tables: carries Changes out in order, inside the caller's transaction. */
export function applyChanges(db: Db, changes: readonly Change[], now: number, ledger?: LedgerItem[]): void {
  for (const change of changes) applyChange(db, change, now, ledger);
}

function applyChange(db: Db, change: Change, now: number, ledger: LedgerItem[] | undefined): void {
  switch (change.do) {
    case 'update':
      updateRow(db, change.table, change.id, change.set);
      if (ofEstate.has(change.table)) forgetEstate(db);
      break;
    case 'insertAction':
      insertRow(db, 'actions', change.row);
      break;
    case 'schedule':
      startSchedule(db, change.row);
      break;
    case 'queue': {
      const { dueAt, kind, deviceId, subjectId } = change;
      if (dueAt < now)
        throw new Error(`applyChange: ${kind} for device ${deviceId} is due at ${dueAt}, before now (${now})`);
      insertRow(db, 'work_queue', {
        due_at: dueAt,
        rank: rankOf(kind),
        device_id: deviceId,
        seq: takeSeq(db),
        kind,
        subject_id: subjectId,
        queued_at: now,
      });
      break;
    }
    case 'unqueue': {
      const { kind, deviceId, subjectId } = change;
      if (subjectId === undefined)
        prepared(db, 'DELETE FROM work_queue WHERE device_id = ? AND kind = ?').run(deviceId, kind);
      else
        prepared(db, 'DELETE FROM work_queue WHERE device_id = ? AND kind = ? AND subject_id = ?').run(
          deviceId,
          kind,
          subjectId,
        );
      break;
    }
    case 'queueSite': {
      const { dueAt, kind, subjectId, unlessQueued } = change;
      if (dueAt < now) throw new Error(`applyChange: ${kind} is due at ${dueAt}, before now (${now})`);
      if (
        unlessQueued &&
        prepared(db, 'SELECT 1 FROM work_queue WHERE device_id = 0 AND kind = ? AND subject_id = ?').get(
          kind,
          subjectId,
        )
      )
        break;
      insertRow(db, 'work_queue', {
        due_at: dueAt,
        rank: rankOf(kind),
        device_id: 0,
        seq: takeSeq(db),
        kind,
        subject_id: subjectId,
        queued_at: now,
      });
      break;
    }
    case 'unqueueSite':
      if (change.subjectId === undefined)
        prepared(db, 'DELETE FROM work_queue WHERE device_id = 0 AND kind = ?').run(change.kind);
      else
        prepared(db, 'DELETE FROM work_queue WHERE device_id = 0 AND kind = ? AND subject_id = ?').run(
          change.kind,
          change.subjectId,
        );
      break;
    case 'setting':
      writeSetting(db, change.id, change.target, change.value, now);
      forgetEstate(db);
      break;
    case 'hybridJoin':
      writeState(db, 'hybrid_joins', change.deviceId, change.set, { ...newJoin, since: now });
      break;
    case 'comanagement':
      writeState(db, 'comanagement', change.deviceId, change.set, { ...newComanagement, since: now });
      break;
    case 'insertIntune':
      insertRow(db, 'intune_devices', change.row);
      break;
    case 'insertEntra':
      insertRow(db, 'entra_devices', change.row);
      break;
    case 'removeEntra':
      prepared(db, 'DELETE FROM entra_devices WHERE device_id = ? AND join_type = ? AND is_current = ?').run(
        change.deviceId,
        change.joinType,
        change.isCurrent,
      );
      break;
    case 'insertConfigmgr':
      insertRow(db, 'configmgr_devices', change.row);
      forgetEstate(db);
      break;
    case 'backlog':
      prepared(
        db,
        `INSERT INTO upload_backlog (device_id, changed_at) VALUES (?, ?)
         ON CONFLICT (device_id) DO UPDATE SET changed_at = excluded.changed_at`,
      ).run(change.deviceId, now);
      break;
    case 'takeBacklog':
      for (const deviceId of change.deviceIds)
        prepared(db, 'DELETE FROM upload_backlog WHERE device_id = ?').run(deviceId);
      break;
    case 'clearBacklog':
      prepared(db, 'DELETE FROM upload_backlog').run();
      break;
    case 'sendUpload':
      prepared(db, 'INSERT OR REPLACE INTO uploads_under_way (sent_at, device_id, record) VALUES (?, ?, ?)').run(
        now,
        change.deviceId,
        change.record && JSON.stringify(change.record),
      );
      break;
    case 'takeUploads':
      if (change.sentAt === undefined) prepared(db, 'DELETE FROM uploads_under_way').run();
      else prepared(db, 'DELETE FROM uploads_under_way WHERE sent_at = ?').run(change.sentAt);
      break;
    case 'application':
      prepared(
        db,
        `INSERT OR REPLACE INTO application_states (device_id, application_id, state, since, action) VALUES (?, ?, ?, ?, ?)`,
      ).run(change.deviceId, change.applicationId, change.state, now, change.action);
      break;
    case 'recoveryKey': {
      const { device_id: deviceId, number, saved_at: savedAt, shown_at: shownAt, rotated_at: rotatedAt } = change.row;
      prepared(
        db,
        `INSERT OR REPLACE INTO recovery_keys (device_id, number, saved_at, shown_at, rotated_at) VALUES (?, ?, ?, ?, ?)`,
      ).run(deviceId, number, savedAt, shownAt, rotatedAt);
      break;
    }
    case 'member':
      if (change.isMember)
        prepared(db, 'INSERT OR IGNORE INTO collection_members (collection_id, device_id, since) VALUES (?, ?, ?)').run(
          change.collectionId,
          change.deviceId,
          now,
        );
      else
        prepared(db, 'DELETE FROM collection_members WHERE collection_id = ? AND device_id = ?').run(
          change.collectionId,
          change.deviceId,
        );
      break;
    case 'groupDevice':
      if (change.source === null)
        prepared(db, 'DELETE FROM group_devices WHERE group_id = ? AND device_id = ?').run(
          change.groupId,
          change.deviceId,
        );
      else
        prepared(
          db,
          'INSERT OR REPLACE INTO group_devices (group_id, device_id, source, since) VALUES (?, ?, ?, ?)',
        ).run(change.groupId, change.deviceId, change.source, now);
      break;
    case 'tell':
      writeEvent(db, change, now);
      break;
    case 'ledger':
      ledger?.push(change);
      break;
  }
}

const newJoin: Omit<HybridJoinRow, 'device_id' | 'since'> = {
  stage: 'waitingForTask',
  certificate_at: null,
  attempts: 0,
  attempted_at: null,
  phase: null,
  code: null,
  server_code: null,
  reason: null,
  expected_by: null,
};
const newComanagement: Omit<ComanagementRow, 'device_id' | 'since'> = {
  policy_at: null,
  auto_enroll: 0,
  flags: 0,
  flags_at: null,
  stage: 'none',
  attempts: 0,
  attempted_at: null,
  code: null,
  token: null,
  reason: null,
  expected_by: null,
  is_override: 0,
};

/** Puts the named columns of a device's state, from a fresh one when it has none yet; null takes the state away. */
function writeState(
  db: Db,
  table: 'hybrid_joins' | 'comanagement',
  deviceId: number,
  set: Record<string, unknown> | null,
  fresh: Record<string, unknown>,
): void {
  if (set === null) {
    prepared(db, `DELETE FROM ${table} WHERE device_id = ?`).run(deviceId);
    return;
  }
  const columns = Object.keys(set);
  if (columns.length === 0) return;
  const assignments = columns.map((column) => `${column} = ?`).join(', ');
  const update = prepared(db, `UPDATE ${table} SET ${assignments} WHERE device_id = ?`);
  if (update.run(...Object.values(set), deviceId).changes === 1) return;
  insertRow(db, table, { ...fresh, ...set, device_id: deviceId } as never);
}
