import type { ScheduleRow } from '../../rows/devices.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';

/** The schedule that a channel of a device had at a moment; one that began later is not known then. */
export const scheduleAt = (
  db: Db,
  { device_id: deviceId, channel }: ScheduleRow,
  at: number,
): ScheduleRow | undefined =>
  prepared(
    db,
    'SELECT * FROM device_schedules WHERE device_id = ? AND channel = ? AND since <= ? ORDER BY since DESC LIMIT 1',
  ).get(deviceId, channel, at) as ScheduleRow | undefined;
