import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIso } from '../../shared/time.ts';
import { at, berlin, chicago, daily, kolkata, presenceOf, workdays, zones, type Entry } from '../support/presence.ts';

const entries = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 6 }),
    from: fc.integer({ min: 0, max: 1380 }),
    length: fc.integer({ min: 1, max: 900 }),
    at: fc.constantFrom('office' as const, 'vpn' as const, 'internet' as const),
  }),
  { minLength: 1, maxLength: 12 },
);
/** As the generator writes them: inside a day, sorted. */
const week = entries.map((list): Entry[] =>
  list
    .map(({ length, ...entry }) => ({ ...entry, to: Math.min(1440, entry.from + length) }))
    .sort((a, b) => a.day - b.day || a.from - b.from || a.to - b.to),
);
const moments = fc.integer({ min: at('2026-02-01'), max: at('2027-11-30') });

describe('presence', () => {
  it('follows the wall clock over both changes of the clock', () => {
    const office = presenceOf(daily(480, 1020));
    for (const [day, start] of [
      ['2026-03-28', '07'],
      ['2026-03-29', '06'],
      ['2026-10-24', '06'],
      ['2026-10-25', '07'],
    ]) {
      expect(office.isOn('internet', at(`${day}T${start}:00:00Z`) - 1)).toBe(false);
      expect(office.isOn('internet', at(`${day}T${start}:00:00Z`))).toBe(true);
    }
    const chicagoan = presenceOf(daily(480, 1020), chicago);
    expect(formatIso(chicagoan.nextOn('internet', at('2026-11-01T00:00:00Z'))!)).toBe('2026-11-01T14:00:00Z');
    expect(formatIso(chicagoan.nextOn('internet', at('2026-10-31T00:00:00Z'))!)).toBe('2026-10-31T13:00:00Z');
  });

  it('is off for the whole hour that a spring change skips, and on through the one that autumn repeats', () => {
    const night = presenceOf(daily(120, 180));
    expect(night.latest('internet', at('2026-03-29T12:00:00Z'))!.start).toBe(at('2026-03-28T01:00:00Z'));
    expect(night.latest('internet', at('2026-10-25T12:00:00Z'))).toEqual({
      start: at('2026-10-25T00:00:00Z'),
      end: at('2026-10-25T02:00:00Z'),
    });
  });

  it('hears the site in the office and through the VPN only', () => {
    const mixed = presenceOf([
      ...daily(480, 600, 'internet', [0]),
      ...daily(600, 720, 'vpn', [0]),
      ...daily(720, 840, 'office', [0]),
    ]);
    const monday = '2026-09-14T';
    expect([mixed.isOn('internet', at(`${monday}06:30Z`)), mixed.isOn('intranet', at(`${monday}06:30Z`))]).toEqual([
      true,
      false,
    ]);
    expect(mixed.placeAt(at(`${monday}06:30Z`))).toBe('internet');
    expect(mixed.placeAt(at(`${monday}08:30Z`))).toBe('vpn');
    expect(mixed.placeAt(at(`${monday}10:30Z`))).toBe('office');
    expect(mixed.placeAt(at(`${monday}13:00Z`))).toBeUndefined();
    // One span, though the device moves twice: nobody switched it off.
    expect(mixed.latest('internet', at(`${monday}11:59Z`))).toEqual({
      start: at(`${monday}06:00Z`),
      end: at(`${monday}12:00Z`),
    });
  });

  it('names the place on the intranet even while a private connection is up too', () => {
    const both = presenceOf([
      { day: 0, from: 480, to: 1020, at: 'internet' },
      { day: 0, from: 540, to: 960, at: 'office' },
    ]);
    expect(both.placeAt(at('2026-09-14T09:00Z'))).toBe('office');
    expect(both.placeAt(at('2026-09-14T06:30Z'))).toBe('internet');
  });

  it('is away for a whole local week, again and again', () => {
    const away = presenceOf(daily(480, 1020, 'office', workdays), kolkata, { every: 4, phase: 0 });
    const on = Array.from({ length: 12 }, (_, week) =>
      away.isOn('internet', at('2026-09-16T06:00:00Z') + week * 604_800),
    );
    expect(on.filter((value) => !value)).toHaveLength(3);
    const first = on.indexOf(false);
    expect([on[first + 4], on[first + 8]]).toEqual([false, false]);
  });

  it('knows no presence where there is none', () => {
    const none = presenceOf([]);
    expect([
      none.latest('internet', at('2026-09-16')),
      none.nextOn('internet', at('2026-09-16')),
      none.isOn('internet', 0),
    ]).toEqual([undefined, undefined, false]);
    const homeOnly = presenceOf(daily(480, 600, 'internet'));
    expect(homeOnly.nextOn('intranet', at('2026-09-16'))).toBeUndefined();
  });

  it('agrees with itself: spans, moments and places tell one story', () => {
    fc.assert(
      fc.property(
        week,
        fc.constantFrom(...zones),
        moments,
        fc.constantFrom('internet' as const, 'intranet' as const),
        (pattern, zone, now, network) => {
          const presence = presenceOf(pattern, zone);
          const latest = presence.latest(network, now);
          const next = presence.nextOn(network, now);
          if (latest) {
            expect(latest.start).toBeLessThanOrEqual(now);
            expect(latest.end).toBeGreaterThan(latest.start);
            expect(presence.isOn(network, latest.start)).toBe(true);
            expect(presence.isOn(network, latest.end - 1)).toBe(true);
            expect(presence.isOn(network, now)).toBe(now < latest.end);
          } else expect(presence.isOn(network, now)).toBe(false);
          expect(next === now).toBe(presence.isOn(network, now));
          if (next !== undefined) {
            expect(next).toBeGreaterThanOrEqual(now);
            expect(presence.isOn(network, next)).toBe(true);
            if (next > now) expect(presence.isOn(network, next - 1)).toBe(false);
          }
          expect(presence.placeAt(now) !== undefined).toBe(presence.isOn('internet', now));
          expect(['office', 'vpn'].includes(presence.placeAt(now) ?? '')).toBe(presence.isOn('intranet', now));
        },
      ),
      { numRuns: 800 },
    );
  });

  it('does not depend on what was asked before', () => {
    const fresh = () => presenceOf(daily(480, 1020, 'office', workdays), berlin, { every: 6, phase: 2 });
    const asked = fresh();
    for (let day = 0; day < 400; day += 3) asked.isOn('internet', at('2026-01-01') + day * 86_400);
    for (let day = 0; day < 400; day += 7) {
      const now = at('2026-01-01') + day * 86_400 + 43_200;
      expect(asked.latest('internet', now)).toEqual(fresh().latest('internet', now));
    }
  });
});
