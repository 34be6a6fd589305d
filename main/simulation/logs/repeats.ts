import { day } from '../../../shared/time.ts';
import { lastTaskRun } from '../identity/task.ts';
import { enrollmentTries, retrySeconds } from '../enrollment/timing.ts';
import { outOfSight } from '../identity/attempt.ts';
import type { DeviceEventKind, HistoryEvent } from '../kernel/history.ts';
import { deviceSettingAt, policySince } from './past.ts';
import type { DeviceSource } from './source.ts';

/**
 * What a device that stands still goes on trying, though nothing of it is stored because it ends the same: as events like those
 * that are stored, so that every log that tells such a try tells these too.
 */
export const repeatedEvents = (source: DeviceSource): HistoryEvent<DeviceEventKind>[] =>
  [...joinRuns(source), ...enrollmentTriesOf(source)].sort((a, b) => a.at - b.at);

const endOfJoin: ReadonlySet<DeviceEventKind> = new Set([
  'joinAttempt',
  'joinRegistered',
  'joinDisallowed',
  'deviceLeft',
  'entraJoined',
]);

/** Each hourly run and each sign-in after a stored attempt, until the next thing that the diary knows of the join. */
function joinRuns(source: DeviceSource): HistoryEvent<'joinAttempt'>[] {
  const { facts, history, from, now } = source;
  const marks = history.filter(({ kind }) => endOfJoin.has(kind));
  return marks.flatMap((stored, index) => {
    if (stored.kind !== 'joinAttempt') return [];
    const end = marks[index + 1]?.at ?? now + 1;
    const runs: HistoryEvent<'joinAttempt'>[] = [];
    for (
      let at = lastTaskRun(facts, end - 1);
      at !== undefined && at > stored.at && at >= from;
      at = lastTaskRun(facts, at - 1)
    ) {
      if (deviceSettingAt(source, 'deviceJoinTask', at) !== 'on') continue;
      const details = facts.presence?.isOn('intranet', at) === true ? stored.details : outOfSight;
      runs.push({ kind: 'joinAttempt', at, details });
    }
    return runs.reverse();
  });
}

const endOfSeries: ReadonlySet<DeviceEventKind> = new Set([
  'enrollTry',
  'enrollQueued',
  'enrolled',
  'alreadyEnrolled',
  'mdmEnrolled',
  'deviceLeft',
  'entraJoined',
]);
const endsSeries = (event: HistoryEvent<DeviceEventKind>): boolean =>
  endOfSeries.has(event.kind) ||
  (event.kind === 'policyMerged' && !(event.details.isPresent && event.details.autoEnroll));

/** One series of three after each daily evaluation of the policy, while the cause stands. */
function enrollmentTriesOf(source: DeviceSource): HistoryEvent<'enrollTry' | 'enrollFailed'>[] {
  const { history, now } = source;
  return history.flatMap((stored, index) => {
    if (stored.kind !== 'enrollFailed' || stored.details.retryAt !== null) return [];
    const end = history.slice(index + 1).find(endsSeries)?.at ?? now + 1;
    return evaluations(source, stored.at, end).flatMap((evaluated) =>
      series(evaluated, stored.details).filter(({ at }) => at >= source.from && at < end),
    );
  });
}

/** When the client evaluates its policy after a moment and before `end`: once a day, or as soon after as it is on. */
function evaluations(source: DeviceSource, after: number, end: number): number[] {
  const { facts, from } = source;
  const anchor = policySince(source, after) ?? after;
  const found = new Set<number>();
  const first = Math.floor(((after > from - day ? after : from - day) - anchor) / day);
  for (let nth = first; anchor + nth * day < end; nth += 1) {
    const due = anchor + nth * day;
    const moment = due > after ? facts.presence?.nextOn('internet', due) : undefined;
    if (moment !== undefined && moment < end) found.add(moment);
  }
  return [...found];
}

function series(
  first: number,
  { code, token }: HistoryEvent<'enrollFailed'>['details'],
): HistoryEvent<'enrollTry' | 'enrollFailed'>[] {
  return Array.from({ length: enrollmentTries }, (_, nth) => nth + 1).flatMap((attempt) => {
    const at = first + (attempt - 1) * retrySeconds;
    const retryAt = attempt < enrollmentTries ? at + retrySeconds : null;
    const tried = { attempt, of: enrollmentTries };
    return [
      { kind: 'enrollTry', at, details: { ...tried, token } } as const,
      { kind: 'enrollFailed', at, details: { ...tried, code, retryAt, token } } as const,
    ];
  });
}
