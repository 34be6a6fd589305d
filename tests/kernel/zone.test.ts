import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { offsetAt, utcOfLocal } from '../../main/simulation/kernel/zone.ts';
import { formatIso } from '../../shared/time.ts';
import { at, berlin, chicago, sydney, zones } from '../support/presence.ts';

const local = (iso: string): number => at(`${iso}Z`);

describe('a zone', () => {
  it('takes the offset that holds at a moment', () => {
    expect(offsetAt(berlin, at('2026-03-29T00:59:59Z'))).toBe(3600);
    expect(offsetAt(berlin, at('2026-03-29T01:00:00Z'))).toBe(7200);
    expect(offsetAt(berlin, at('2026-10-25T00:59:59Z'))).toBe(7200);
    expect(offsetAt(berlin, at('2026-10-25T01:00:00Z'))).toBe(3600);
    expect(offsetAt(berlin, -1)).toBe(3600);
    expect(offsetAt({ name: 'none', transitions: [] }, 0)).toBe(0);
  });

  it.each([
    [berlin, '2026-03-28T09:00:00', '2026-03-28T08:00:00Z'],
    [berlin, '2026-03-29T01:59:00', '2026-03-29T00:59:00Z'],
    // 02:00–03:00 does not exist: the clock goes to 03:00, which is 01:00 UTC.
    [berlin, '2026-03-29T02:00:00', '2026-03-29T01:00:00Z'],
    [berlin, '2026-03-29T02:30:00', '2026-03-29T01:00:00Z'],
    [berlin, '2026-03-29T03:00:00', '2026-03-29T01:00:00Z'],
    [berlin, '2026-03-29T09:00:00', '2026-03-29T07:00:00Z'],
    // 02:00–03:00 happens twice: the first is meant.
    [berlin, '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
    [berlin, '2026-10-25T03:00:00', '2026-10-25T02:00:00Z'],
    [berlin, '2026-10-26T09:00:00', '2026-10-26T08:00:00Z'],
    [chicago, '2026-03-08T02:30:00', '2026-03-08T08:00:00Z'],
    [chicago, '2026-11-01T01:30:00', '2026-11-01T06:30:00Z'],
    [sydney, '2026-10-04T02:30:00', '2026-10-03T16:00:00Z'],
    [sydney, '2026-04-05T02:30:00', '2026-04-04T15:30:00Z'],
  ])('reads a wall clock (%#)', (zone, wall, utc) => expect(formatIso(utcOfLocal(zone, local(wall)))).toBe(utc));

  it('never lets a later wall-clock time come earlier', () => {
    const times = fc.integer({ min: at('2026-01-01'), max: at('2027-12-31') });
    fc.assert(
      fc.property(fc.constantFrom(...zones), times, fc.integer({ min: 0, max: 200_000 }), (zone, wall, later) => {
        expect(utcOfLocal(zone, wall + later)).toBeGreaterThanOrEqual(utcOfLocal(zone, wall));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives back the wall clock of every moment that is shown once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at('2026-01-01'), max: at('2027-12-31') }),
        (zone, utc) => {
          const wall = utc + offsetAt(zone, utc);
          const back = utcOfLocal(zone, wall);
          // Of an hour that is shown twice the first is meant.
          expect(back === utc || back + offsetAt(zone, back) === wall).toBe(true);
          expect(back).toBeLessThanOrEqual(utc);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
