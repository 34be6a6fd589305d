import { day, minute, weekdayOf } from '../../../shared/time.ts';
import type { PresencePatternRow } from '../../rows/site.ts';
import { offsetAt, utcOfLocal, type Zone } from './zone.ts';

/** Where a device can be reached from: Intune needs the internet, the site needs the office network or a VPN. */
export type Network = 'internet' | 'intranet';
/** Half-open span [start, end) of UTC seconds. */
export type Span = { start: number; end: number };
type WeekEntry = { day: number; from: number; to: number; at: 'office' | 'vpn' | 'internet' };

/** No pattern is silent for longer than this unless it has no presence at all; beyond it the search gives up. */
const searchDays = 120;
const daysKept = 400;

/**
 * A presence pattern read into spans of time, on demand and kept. Built from a shared row, so many devices share one.
 * All answers follow from the row and the zone alone.
 */
export class Presence {
  readonly id: number;
  readonly #zone: Zone;
  readonly #week: readonly WeekEntry[];
  readonly #awayEvery: number;
  readonly #awayPhase: number;
  readonly #days: Record<Network, Map<number, Span[]>> = { internet: new Map(), intranet: new Map() };

  constructor(row: PresencePatternRow, zone: Zone) {
    this.id = row.id;
    this.#zone = zone;
    this.#week = JSON.parse(row.week) as WeekEntry[];
    this.#awayEvery = row.away_every_weeks;
    this.#awayPhase = row.away_phase;
  }

  /** The zone of the device's own wall clock. */
  get zone(): Zone {
    return this.#zone;
  }

  isOn(network: Network, at: number): boolean {
    const last = this.latest(network, at);
    return last !== undefined && last.end > at;
  }

  /** The latest span that starts at or before `at`; undefined when there is none in the searched past. */
  latest(network: Network, at: number): Span | undefined {
    const first = this.#localDay(at) + 1;
    for (let localDay = first; localDay > first - searchDays; localDay -= 1) {
      const spans = this.#spansOfDay(network, localDay);
      for (let i = spans.length - 1; i >= 0; i -= 1) {
        const span = spans[i]!;
        if (span.start <= at) return span;
      }
    }
    return undefined;
  }

  /** Every span that begins after `from` − 1 day and before `to`, in order; the caller cuts off what it does not need. */
  *spansBetween(network: Network, from: number, to: number): Generator<Span> {
    const last = this.#localDay(to) + 1;
    for (let localDay = this.#localDay(from) - 1; localDay <= last; localDay += 1) {
      yield* this.#spansOfDay(network, localDay);
    }
  }

  /** The first moment at or after `at` when the device is on; undefined when it does not come back. */
  nextOn(network: Network, at: number): number | undefined {
    const first = this.#localDay(at) - 1;
    for (let localDay = first; localDay < first + searchDays; localDay += 1) {
      for (const span of this.#spansOfDay(network, localDay)) {
        if (span.end > at) return span.start > at ? span.start : at;
      }
    }
    return undefined;
  }

  /** Where the device is at a moment, undefined when it is off. */
  placeAt(at: number): WeekEntry['at'] | undefined {
    if (this.isOn('intranet', at))
      return this.#week.find((entry) => entry.at !== 'internet' && this.#covers(entry, at))?.at ?? 'office';
    return this.isOn('internet', at) ? 'internet' : undefined;
  }

  #covers(entry: WeekEntry, at: number): boolean {
    const localDay = this.#localDay(at);
    const start = utcOfLocal(this.#zone, localDay * day + entry.from * minute);
    const end = utcOfLocal(this.#zone, localDay * day + entry.to * minute);
    return entry.day === weekdayOf(localDay) && start <= at && at < end;
  }

  #localDay(at: number): number {
    return Math.floor((at + offsetAt(this.#zone, at)) / day);
  }

  #spansOfDay(network: Network, localDay: number): Span[] {
    const known = this.#days[network].get(localDay);
    if (known) return known;
    const spans: Span[] = [];
    const weekNumber = Math.floor((localDay + 3) / 7);
    const isAway = this.#awayEvery > 0 && (weekNumber + this.#awayPhase) % this.#awayEvery === 0;
    if (!isAway) {
      for (const entry of this.#week) {
        if (entry.day !== weekdayOf(localDay)) continue;
        if (network === 'intranet' && entry.at === 'internet') continue;
        const start = utcOfLocal(this.#zone, localDay * day + entry.from * minute);
        const end = utcOfLocal(this.#zone, localDay * day + entry.to * minute);
        const previous = spans[spans.length - 1];
        if (previous && previous.end >= start) previous.end = end > previous.end ? end : previous.end;
        else if (end > start) spans.push({ start, end });
      }
    }
    // Years of days would add up; nobody looks at more than a few months at a time.
    if (this.#days[network].size >= daysKept) this.#days[network].clear();
    this.#days[network].set(localDay, spans);
    return spans;
  }
}
