import type { ActivityEvents } from '../../../shared/activities/events.ts';
import type { SyncRun } from '../../../shared/identity/views.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { day, hour, minute, usMoment } from '../../../shared/time.ts';
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
import { estateOf } from '../engine/estate.ts';
import { detailSql, siteHistoryBetween } from '../engine/history.ts';

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
    ['NextSyncCycleStartTimeInUTC', usMoment(next)],
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

/** So long run history is kept (`PurgeRunHistoryInterval`). */
const historySeconds = 7 * day;

/**
 * The last cycle: one that was started by hand, or the latest moment of the grid at which the scheduler ran. When it ran is known
 * from the audit entries of its two switches.
 */
export function lastRun(db: Db, estate: Estate, now: number): number | null {
  const forced = runsByHand(db, 0, now)[0]?.at ?? null;
  const grid = scheduledBy(db, estate)(now);
  return forced === null || (grid !== null && grid > forced) ? grid : forced;
}

/** The latest runs that the service still knows of, newest first, at most so many. */
export function runsOf(db: Db, estate: Estate, now: number, most: number): SyncRun[] {
  const byHand = runsByHand(db, now - 2 * historySeconds, now);
  const scheduledAt = scheduledBy(db, estate);
  const staging = switchHistory(db, 'entraConnectStaging');
  const isFirst = (at: number): boolean =>
    scheduledAt(at - 1) === null && !byHand.some((run) => run.at < at && at - run.at < historySeconds);
  const runs = byHand.filter(({ at }) => now - at < historySeconds);
  for (let count = 0, at = scheduledAt(now); count < most && at !== null && now - at < historySeconds; count += 1) {
    runs.push({ at, type: isFirst(at) ? 'Initial' : 'Delta', isExporting: staging(at) === 'off' });
    at = scheduledAt(at - 1);
  }
  return runs.sort((a, b) => b.at - a.at).slice(0, most);
}

/** Runs that somebody started, from a moment on, newest first. */
const runsByHand = (db: Db, from: number, to: number): SyncRun[] =>
  siteHistoryBetween(db, 'syncCycle', from, to).map(({ at, details: { type, exports } }) => ({
    at,
    type,
    isExporting: exports,
  }));

/** Answers the latest run of the scheduler at or before a moment; null where none of the seven days before it is known. */
function scheduledBy(db: Db, estate: Estate): (at: number) => number | null {
  const switches = (['entraConnectSync', 'entraConnectWizard'] as const).map((id) => switchHistory(db, id));
  const isRunning = (at: number): boolean => switches[0]!(at) === 'on' && switches[1]!(at) === 'off';
  return (at) => {
    let grid: number | null = lastCycle(estate, at);
    while (grid !== null && !isRunning(grid)) grid = at - grid < historySeconds ? lastCycle(estate, grid - 1) : null;
    return grid;
  };
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
