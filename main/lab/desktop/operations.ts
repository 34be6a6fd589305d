import { findTrigger, notificationIds, waitingSubject, type NotificationId } from '../../../shared/desktop/triggers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { ClientOperation } from '../../../shared/desktop/views.ts';
import type { ClientOperationRow } from '../../rows/settings.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, prepared } from '../../db/tables.ts';
import { notificationOf } from '../../simulation/desktop/client-notification.ts';

/** What the site has told its clients, the newest first. */
export function clientOperations(db: Db): ClientOperation[] {
  const waits = new Map(prepared(db, waitingCounts).raw().all() as [subject: number, count: number][]);
  return allRows(db, 'client_operations', 'started_at DESC, id DESC').map((row) => {
    const trigger = notificationOf(row.notification);
    const waiting = waits.get(waitingSubject(row.id, trigger)) ?? 0;
    const isGone = row.collection_id !== null && findRow(db, 'collections', row.collection_id) === undefined;
    return {
      id: row.id,
      trigger,
      label: findTrigger(trigger)!.label,
      target: row.target,
      deviceId: row.device_id,
      collectionId: isGone ? null : row.collection_id,
      state: row.canceled_at !== null ? 'canceled' : waiting > 0 || row.reached_id !== null ? 'running' : 'completed',
      startedAt: row.started_at,
      total: row.total,
      waiting,
    };
  });
}
const waitingCounts = `SELECT subject_id, count(*) FROM work_queue WHERE kind = 'notificationArrives' GROUP BY subject_id`;

/** Devices that an operation has not reached yet, in order of id. */
export const waitingFor = (db: Db, { id, notification }: ClientOperationRow): number[] =>
  prepared(
    db,
    `SELECT device_id FROM work_queue WHERE kind = 'notificationArrives' AND subject_id = ? ORDER BY device_id`,
  )
    .pluck()
    .all(waitingSubject(id, notificationOf(notification))) as number[];

/** Throws `triggerUnknown`. */
export function findOperation(db: Db, id: number): ClientOperationRow {
  const found = findRow(db, 'client_operations', id);
  if (!found) throw new LabError('triggerUnknown', `There is no client operation with id ${id}.`);
  return found;
}

/** The client notification of that id. Throws `triggerUnknown`. */
export function readNotification(id: string): NotificationId {
  const found = notificationIds.find((known) => known === id);
  if (!found) throw new LabError('triggerUnknown', `There is no client notification "${id}".`);
  return found;
}
