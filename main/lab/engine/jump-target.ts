import { LabError } from '../../../shared/contract/errors.ts';
import { day, hour, weekdayOf } from '../../../shared/time.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import { offsetAt, utcOfLocal } from '../../simulation/kernel/zone.ts';
import { nextDueAt, refuseTooLate } from './advance.ts';
import { worldOf, zoneOfOffice } from './world.ts';
import { namedDevice } from './facts.ts';

export type Jump =
  | { by: 'duration'; seconds: number }
  | { by: 'until'; at: number }
  | { by: 'nextEvent' }
  | { by: 'nextMorning'; deviceId: number | null };

/** Working days begin at nine; Saturday and Sunday are skipped, public holidays are not known to the lab. */
const morningSeconds = 9 * hour;

/** Where a jump leads. Throws `dateInPast`, `dateTooLate` or `nothingQueued`. */
export function jumpTarget(db: Db, jump: Jump): number {
  const at = targetOf(db, jump);
  refuseTooLate(at);
  return at;
}

function targetOf(db: Db, jump: Jump): number {
  const { now } = labRow(db);
  switch (jump.by) {
    case 'duration':
      return now + jump.seconds;
    case 'until':
      if (jump.at <= now) throw new LabError('dateInPast', 'The date lies before the lab’s present time.');
      return jump.at;
    case 'nextEvent': {
      const dueAt = nextDueAt(db);
      if (dueAt === undefined) throw new LabError('nothingQueued', 'Nothing is queued.');
      return dueAt;
    }
    case 'nextMorning':
      return nextMorning(db, jump.deviceId, now);
  }
}

function nextMorning(db: Db, deviceId: number | null, now: number): number {
  const zone = deviceId === null ? worldOf(db).mainOffice.zone : zoneOfOffice(db, namedDevice(db, deviceId).office_id);
  let localDay = Math.floor((now + offsetAt(zone, now)) / day);
  for (;;) {
    const at = utcOfLocal(zone, localDay * day + morningSeconds);
    if (at > now && weekdayOf(localDay) < 5) return at;
    localDay += 1;
  }
}
