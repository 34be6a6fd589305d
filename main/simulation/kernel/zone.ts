import { day, formatIso } from '../../../shared/time.ts';

/** Offsets from UTC that a scenario carries: `[fromUtcSeconds, offsetSeconds]`, ascending. */
export type Zone = { readonly name: string; readonly transitions: readonly (readonly [number, number])[] };

/** The zone's offset from UTC in seconds at a UTC time. Before the first transition its own offset holds. */
export function offsetAt(zone: Zone, utc: number): number {
  let offset = zone.transitions[0]?.[1] ?? 0;
  for (const [from, value] of zone.transitions) {
    if (from > utc) break;
    offset = value;
  }
  return offset;
}

/**
 * UTC seconds of a local wall-clock time. A time that a spring change skips becomes the moment of the change, so that later
 * local times never come earlier; of a time that an autumn change repeats, the first is taken.
 */
export function utcOfLocal(zone: Zone, localSeconds: number): number {
  const offsetBefore = offsetAt(zone, localSeconds - day);
  const byOld = localSeconds - offsetBefore;
  const offsetThen = offsetAt(zone, byOld);
  if (offsetThen === offsetBefore) return byOld;
  const byNew = localSeconds - offsetThen;
  if (offsetAt(zone, byNew) === offsetThen) return byNew;
  // Neither offset gives this wall-clock time: the clock jumped over it.
  for (const [from] of zone.transitions) if (from > byNew && from <= byOld) return from;
  return byOld;
}

/** The first local midnight after a UTC time. */
export function nextMidnight(zone: Zone, utc: number): number {
  const localDay = Math.floor((utc + offsetAt(zone, utc)) / day);
  const next = utcOfLocal(zone, (localDay + 1) * day);
  return next > utc ? next : utcOfLocal(zone, (localDay + 2) * day);
}

/** `09/16/2026 09:45:00`: a moment on the wall clock of a zone, as logs of the client write one within their text. */
export function localDateTime(zone: Zone, utc: number): string {
  const [date = '', time = ''] = formatIso(utc + offsetAt(zone, utc)).split('T');
  const [year, month, dayOfMonth] = date.split('-');
  return `${month}/${dayOfMonth}/${year} ${time.slice(0, 8)}`;
}
