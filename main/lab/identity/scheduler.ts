import type { ActivityEvents } from '../../../shared/activities/events.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { hour, minute } from '../../../shared/time.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import type { Estate } from '../../simulation/kernel/change.ts';
import {
  cycleSeconds,
  cyclesStoppedBy,
  isStaging,
  lastCycle,
  nextCycle,
} from '../../simulation/identity/entra-connect.ts';
import { dateAndTime } from '../../simulation/desktop/words.ts';
import { estateOf } from '../engine/estate.ts';
import { detailSql } from '../engine/history.ts';

/** A run of more than seven days ago is too old for a delta. Source: scheduler of Entra Connect. */
const deltaDays = 7;
const shortest = 30 * minute;

/** The fields of Get-ADSyncScheduler, in its order and spelling. */
export function schedulerOf(estate: Estate, last: number | null, now: number): { name: string; value: string }[] {
  const period = cycleSeconds(estate);
  const stopped = cyclesStoppedBy(estate);
  const next = nextCycle(estate, now);
  const isOld = last === null || now - last > deltaDays * 24 * hour;
  const fields: [string, string][] = [
    ['AllowedSyncCycleInterval', span(shortest)],
    ['CurrentlyEffectiveSyncCycleInterval', span(period)],
    ['CustomizedSyncCycleInterval', period === shortest ? '' : span(period)],
    ['NextSyncCyclePolicyType', isOld ? 'Initial' : 'Delta'],
    ['NextSyncCycleStartTimeInUTC', dateAndTime(next).replace(',', '')],
    ['PurgeRunHistoryInterval', '7.00:00:00'],
    ['SyncCycleEnabled', bool(stopped !== 'disabled' && estate.setting('entraConnectSync') === 'on')],
    ['MaintenanceEnabled', 'True'],
    ['StagingModeEnabled', bool(isStaging(estate))],
    ['SchedulerSuspended', bool(stopped === 'wizard')],
    ['SyncCycleInProgress', 'False'],
  ];
  return fields.map(([name, value]) => ({ name, value }));
}
const bool = (is: boolean): string => (is ? 'True' : 'False');
/** `00:30:00`, `1.00:00:00`. */
function span(seconds: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / hour);
  const days = Math.floor(hours / 24);
  return `${days > 0 ? `${days}.` : ''}${pad(hours % 24)}:${pad(Math.floor((seconds % hour) / minute))}:00`;
}

/**
 * The last cycle: one that was started by hand, or the latest moment of the grid at which the scheduler ran. When it ran is known
 * from the audit entries of its two switches.
 */
export function lastRun(db: Db, estate: Estate, now: number): number | null {
  const forced = prepared(db, `SELECT max(at) FROM history WHERE device_id = 0 AND kind = 'syncCycle'`)
    .pluck()
    .get() as number | null;
  const switches = (['entraConnectSync', 'entraConnectWizard'] as const).map((id) => switchHistory(db, id));
  const isRunning = (at: number): boolean => switches[0]!(at) === 'on' && switches[1]!(at) === 'off';
  // Run history is kept for seven days.
  let grid: number | null = lastCycle(estate, now);
  while (grid !== null && !isRunning(grid)) grid = now - grid < 7 * 24 * hour ? lastCycle(estate, grid - 1) : null;
  return forced === null || (grid !== null && grid > forced) ? grid : forced;
}

/** What a setting stood at, at any past moment. */
function switchHistory(db: Db, id: string): (at: number) => string {
  const detail = (name: keyof ActivityEvents['setting_changed']) => detailSql('setting_changed', name);
  const changes = prepared(
    db,
    `SELECT at, ${detail('from')} AS "from", ${detail('to')} AS "to" FROM activities
     WHERE kind = 'setting_changed' AND ${detail('setting')} = ? ORDER BY id`,
  ).all(id) as { at: number; from: string; to: string }[];
  const row = prepared(db, `SELECT value, changed_at FROM settings WHERE id = ? AND target = ''`).get(id) as
    { value: string; changed_at: number } | undefined;
  const current = estateOf(db).setting(id);
  // A scenario or a fault sets without an audit entry.
  const isSilent = row !== undefined && !changes.some(({ at }) => at === row.changed_at);
  return (at) => {
    if (isSilent && at >= row.changed_at) return row.value;
    const before = changes.findLast((change) => change.at <= at);
    return before?.to ?? changes[0]?.from ?? (isSilent ? settingById.get(id)!.normal : current);
  };
}
