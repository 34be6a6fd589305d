import type { PresencePatternRow } from '../../rows/site.ts';
import { minutesOfClock } from '../../../shared/scenario/fields.ts';
import type { Scenario } from '../../../shared/scenario/scenario.ts';
import { day } from '../../../shared/time.ts';
import { Presence, type Network } from '../kernel/presence.ts';
import { offsetAt, type Zone } from '../kernel/zone.ts';
import { weighted, type Weighted } from './chance.ts';

/**
 * Presence patterns are shared rows: kind × office × start of the day × week of absence. A few hundred of them serve any
 * number of devices, which is what keeps contacts computable without storing them.
 */
export type Pattern = { readonly id: number; readonly presence: Presence };
/** `of` gives a weighted choice among the weeks of absence. */
export type Patterns = {
  readonly rows: readonly PresencePatternRow[];
  readonly of: (kind: string, officeId: number, variant: number) => Weighted<Pattern>;
  readonly variants: (kind: string) => number;
  /** When devices of pattern `id` were last switched on before the start: at index `id - 1`. */
  readonly seenOn: Record<Network, readonly (number | null)[]>;
};

type Entry = { day: number; from: number; to: number; at: 'office' | 'vpn' | 'internet' };
const weekdayNumber = { mon: 0, tue: 1, wed: 2, thu: 3, fri: 4, sat: 5, sun: 6 } as const;

/** Weeks from the scenario's start in which a device is away, with weights: some are away now, some came back this week (assumed). */
const absences = [
  [0, 30],
  [-1, 30],
  [5, 235],
  [10, 235],
  [15, 235],
  [20, 235],
] as const;

/** The week of a pattern: spans over midnight split, sorted by day and time, touching spans of one place joined. */
export function weekOf(week: Scenario['presence'][number]['week'], shiftMinutes: number): Entry[] {
  const entries: Entry[] = [];
  for (const { days, from, to, at } of week) {
    const start = minutesOfClock(from);
    const end = minutesOfClock(to) > start ? minutesOfClock(to) : minutesOfClock(to) + 1440;
    for (const name of days) {
      const first = weekdayNumber[name] * 1440 + start + shiftMinutes;
      const last = weekdayNumber[name] * 1440 + end + shiftMinutes;
      for (let midnight = Math.floor(first / 1440) * 1440; midnight < last; midnight += 1440) {
        const begin = first > midnight ? first - midnight : 0;
        const finish = last < midnight + 1440 ? last - midnight : 1440;
        entries.push({ day: (midnight / 1440) % 7, from: begin, to: finish, at });
      }
    }
  }
  entries.sort((a, b) => a.day - b.day || a.from - b.from || a.to - b.to);
  const joined: Entry[] = [];
  for (const entry of entries) {
    const previous = joined[joined.length - 1];
    if (previous?.day === entry.day && previous.at === entry.at && previous.to >= entry.from) {
      previous.to = entry.to > previous.to ? entry.to : previous.to;
    } else joined.push(entry);
  }
  return joined;
}

export function buildPatterns(
  scenario: Scenario,
  zoneOfOffice: readonly Zone[],
  zoneIdOfOffice: readonly number[],
  start: number,
): Patterns {
  const rows: PresencePatternRow[] = [];
  const presences: Presence[] = [];
  const choices = new Map<string, Weighted<Pattern>[][]>();
  for (const { kind, week, variants, variantMinutes, awayEveryWeeks } of scenario.presence) {
    const ofKind: Weighted<Pattern>[][] = [];
    choices.set(kind, ofKind);
    for (let variant = 0; variant < variants; variant += 1) {
      const weekJson = JSON.stringify(weekOf(week, variant * variantMinutes));
      zoneOfOffice.forEach((zone, index) => {
        const localDay = Math.floor((start + offsetAt(zone, start)) / day);
        const thisWeek = Math.floor((localDay + 3) / 7);
        const patterns: [Pattern, number][] = [];
        for (const [away, weight] of awayEveryWeeks > 0 ? absences : ([[0, 1]] as const)) {
          const phase =
            awayEveryWeeks > 0 ? ((-(thisWeek + away) % awayEveryWeeks) + awayEveryWeeks) % awayEveryWeeks : 0;
          const row: PresencePatternRow = {
            id: rows.length + 1,
            kind,
            zone_id: zoneIdOfOffice[index]!,
            week: weekJson,
            away_every_weeks: awayEveryWeeks,
            away_phase: phase,
          };
          rows.push(row);
          const presence = new Presence(row, zone);
          presences.push(presence);
          patterns.push([{ id: row.id, presence }, weight]);
        }
        (ofKind[index] ??= [])[variant] = weighted(patterns);
      });
    }
  }
  const variantsOf = new Map(scenario.presence.map(({ kind, variants }) => [kind, variants]));
  return {
    rows,
    of: (kind, officeId, variant) => choices.get(kind)![officeId - 1]![variant]!,
    seenOn: {
      internet: presences.map((presence) => presence.latest('internet', start)?.start ?? null),
      intranet: presences.map((presence) => presence.latest('intranet', start)?.start ?? null),
    },
    variants: (kind) => variantsOf.get(kind) ?? 1,
  };
}
