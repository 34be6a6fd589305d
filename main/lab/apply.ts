import type { Db } from '../db/open.ts';
import { insertRow, prepared, startSchedule, updateRow } from '../db/tables.ts';
import type { Change } from '../simulation/change.ts';
import { rankOf } from '../simulation/events/kinds.ts';

export type LedgerItem = Extract<Change, { do: 'ledger' }>;

/** The only door through which rules reach the tables: carries Changes out in order, inside the caller's transaction. */
export function applyChanges(db: Db, changes: readonly Change[], now: number, ledger?: LedgerItem[]): void {
  for (const change of changes) applyChange(db, change, now, ledger);
}

function applyChange(db: Db, change: Change, now: number, ledger: LedgerItem[] | undefined): void {
  switch (change.do) {
    case 'update':
      updateRow(db, change.table, change.id, change.set);
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
    case 'activity':
      insertRow(db, 'activities', {
        at: now,
        kind: change.kind,
        device_id: change.deviceId,
        subject: change.subject,
        actor: change.actor,
        details: JSON.stringify(change.details),
      });
      break;
    case 'sessionEvent':
      insertRow(db, 'session_events', {
        action_id: change.actionId,
        at: now,
        kind: change.kind,
        details: JSON.stringify(change.details),
      });
      break;
    case 'ledger':
      ledger?.push(change);
      break;
  }
}

/** Counted by the lab, so two pieces of work on the same second keep the order in which they were queued. */
export function takeSeq(db: Db): number {
  return (
    (
      prepared(db, 'UPDATE lab SET next_seq = next_seq + 1 WHERE id = 1 RETURNING next_seq').get() as {
        next_seq: number;
      }
    ).next_seq - 1
  );
}
