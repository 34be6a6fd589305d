import type { Db } from '../../db/open.ts';
import { insertRow, prepared, putRow, removeRows, startSchedule, updateRow } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { rankOf } from '../../simulation/kernel/work-kinds.ts';
import type { ChangedTable, RowChange } from '../../simulation/kernel/tables.ts';
import { keepPast, writeEvent } from './history.ts';
import { forgetEstate, takeSeq } from './memory.ts';

/** Tables of which something is remembered (memory.ts), and by which of their changes that is outdated. */
const outdatedBy: Readonly<Partial<Record<ChangedTable, readonly RowChange['do'][]>>> = {
  tenant: ['update'],
  cloud_attach: ['update'],
  workloads: ['insert', 'update', 'remove'],
  collections: ['insert', 'update', 'remove'],
  collection_rules: ['insert', 'update', 'remove'],
  client_settings: ['insert', 'update', 'remove'],
  client_settings_deployments: ['insert', 'put', 'remove'],
  compliance_policies: ['insert', 'update', 'remove'],
  settings: ['insert', 'put', 'remove'],
  // Only how many there are.
  configmgr_devices: ['insert', 'remove'],
};

export type LedgerItem = Extract<Change, { do: 'ledger' }>;

/** The only door through which rules and inputs reach the tables: carries Changes out in order, inside the caller's transaction. */
export function applyChanges(db: Db, changes: readonly Change[], now: number, ledger?: LedgerItem[]): void {
  for (const change of changes) applyChange(db, change, now, ledger);
}

function applyChange(db: Db, change: Change, now: number, ledger: LedgerItem[] | undefined): void {
  switch (change.do) {
    case 'insert':
    case 'update':
    case 'put':
    case 'remove':
      keepPast(db, change, now);
      applyToRows(db, change);
      if (outdatedBy[change.table]?.includes(change.do)) forgetEstate(db);
      break;
    case 'schedule':
      startSchedule(db, change.row);
      break;
    case 'queue':
      queueWork(db, change, now);
      break;
    case 'unqueue': {
      const { kind, deviceId, subjectId } = change;
      const work = { device_id: deviceId, kind };
      removeRows(db, 'work_queue', subjectId === undefined ? work : { ...work, subject_id: subjectId });
      break;
    }
    case 'tell':
      writeEvent(db, change, now);
      break;
    case 'ledger':
      ledger?.push(change);
      break;
  }
}

function applyToRows(db: Db, change: RowChange): void {
  switch (change.do) {
    case 'insert':
      insertRow(db, change.table, change.row);
      break;
    case 'update':
      updateRow(db, change.table, change.id, change.set);
      break;
    case 'put':
      putRow(db, change.table, change.key, change.set, change.fresh);
      break;
    case 'remove':
      removeRows(db, change.table, change.key);
      break;
  }
}

function queueWork(db: Db, work: Extract<Change, { do: 'queue' }>, now: number): void {
  const { dueAt, kind, deviceId, subjectId, unlessQueued } = work;
  if (dueAt < now)
    throw new Error(`applyChange: ${kind} for device ${deviceId} is due at ${dueAt}, before now (${now})`);
  if (unlessQueued && isQueued(db, kind, deviceId, subjectId)) return;
  insertRow(db, 'work_queue', {
    due_at: dueAt,
    rank: rankOf(kind),
    device_id: deviceId,
    seq: takeSeq(db),
    kind,
    subject_id: subjectId,
    queued_at: now,
  });
}

const isQueued = (db: Db, kind: string, deviceId: number, subjectId: number): boolean =>
  prepared(db, 'SELECT 1 FROM work_queue WHERE device_id = ? AND kind = ? AND subject_id = ?').get(
    deviceId,
    kind,
    subjectId,
  ) !== undefined;
