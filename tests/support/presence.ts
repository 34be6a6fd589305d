import { Presence } from '../../main/simulation/kernel/presence.ts';
import type { Zone } from '../../main/simulation/kernel/zone.ts';
import { parseIso } from '../../shared/time.ts';

/** Zones and patterns for tests: real transitions, and weeks written as people would say them. */
const transitions = (...list: [string, number][]): readonly (readonly [number, number])[] =>
  list.map(([from, hours]) => [parseIso(from)!, hours * 3600] as const);

export const berlin: Zone = {
  name: 'Europe/Berlin',
  transitions: transitions(
    ['1970-01-01', 1],
    ['2026-03-29T01:00Z', 2],
    ['2026-10-25T01:00Z', 1],
    ['2027-03-28T01:00Z', 2],
    ['2027-10-31T01:00Z', 1],
  ),
};
export const chicago: Zone = {
  name: 'America/Chicago',
  transitions: transitions(
    ['1970-01-01', -6],
    ['2026-03-08T08:00Z', -5],
    ['2026-11-01T07:00Z', -6],
    ['2027-03-14T08:00Z', -5],
  ),
};
export const sydney: Zone = {
  name: 'Australia/Sydney',
  transitions: transitions(
    ['1970-01-01', 11],
    ['2026-04-04T16:00Z', 10],
    ['2026-10-03T16:00Z', 11],
    ['2027-04-03T16:00Z', 10],
  ),
};
export const kolkata: Zone = { name: 'Asia/Kolkata', transitions: transitions(['1970-01-01', 5.5]) };
export const zones = [berlin, chicago, sydney, kolkata];

export type Entry = { day: number; from: number; to: number; at: 'office' | 'vpn' | 'internet' };
export const daily = (from: number, to: number, at: Entry['at'] = 'office', days = [0, 1, 2, 3, 4, 5, 6]): Entry[] =>
  days.map((day) => ({ day, from, to, at }));
export const workdays = [0, 1, 2, 3, 4];

export const presenceOf = (
  week: Entry[],
  zone: Zone = berlin,
  away: { every: number; phase: number } = { every: 0, phase: 0 },
): Presence =>
  new Presence(
    {
      id: 1,
      kind: 'test',
      zone_id: 1,
      week: JSON.stringify(week),
      away_every_weeks: away.every,
      away_phase: away.phase,
    },
    zone,
  );

export const at = (iso: string): number => parseIso(iso)!;
