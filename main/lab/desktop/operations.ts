import { findTrigger, notificationIds, type NotificationId } from '../../../shared/desktop/triggers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { ClientOperation } from '../../../shared/desktop/views.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import { notificationOf } from '../../simulation/desktop/client-notification.ts';

/** What the site has told clients that have not been there since, by the names of its own records. */
export const clientOperations = (db: Db): ClientOperation[] =>
  (
    prepared(
      db,
      `SELECT q.device_id AS deviceId, q.subject_id AS number, q.queued_at AS startedAt, coalesce(c.name, d.name) AS device
       FROM work_queue q JOIN devices d ON d.id = q.device_id
       LEFT JOIN configmgr_devices c ON c.device_id = d.id AND c.is_current = 1
       WHERE q.kind = 'notificationArrives' ORDER BY q.queued_at DESC, q.device_id, q.subject_id`,
    ).all() as { deviceId: number; number: number; startedAt: number; device: string }[]
  ).map(({ number, ...row }) => {
    const trigger = notificationOf(number);
    return { ...row, trigger, label: findTrigger(trigger)!.label };
  });

/** The client notification of that id. Throws `triggerUnknown`. */
export function readNotification(id: string): NotificationId {
  const found = notificationIds.find((known) => known === id);
  if (!found) throw new LabError('triggerUnknown', `There is no client notification "${id}".`);
  return found;
}
