import { day } from './time.ts';

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

/** The last change of the clock that is known, in UTC seconds: its offset stands from then on. Null for a zone that never changes. */
export const lastChange = ({ transitions }: Zone): number | null =>
  transitions.length > 1 ? transitions.at(-1)![0] : null;
