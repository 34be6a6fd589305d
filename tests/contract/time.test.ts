import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  civilFromDays,
  daysFromCivil,
  formatConsole,
  formatDuration,
  formatIso,
  formatLocal,
  parseDuration,
  parseIso,
  usDate,
  usMoment,
  usTime,
  weekdayOf,
} from '../../shared/time.ts';

const seconds = fc.integer({ min: -2_208_988_800, max: 7_258_118_399 });

describe('simulated time', () => {
  it('agrees with the runtime on every civil date', () => {
    fc.assert(
      fc.property(seconds, (at) => {
        const date = new Date(at * 1000);
        expect(formatIso(at)).toBe(date.toISOString().replace('.000Z', 'Z'));
        expect(weekdayOf(Math.floor(at / 86_400))).toBe((date.getUTCDay() + 6) % 7);
      }),
    );
  });

  it('prints a moment as the consoles do, whatever the hour', () => {
    const inUtc = new Intl.DateTimeFormat('en-US', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'UTC' });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (at) => {
        const [date = '', clock = ''] = inUtc.format(new Date(at * 1000)).split(', ');
        const year = new Date(at * 1000).getUTCFullYear();
        const expected = `${date.replace(/\d+$/, String(year))}, ${clock.replaceAll(/\s/g, ' ')}`;
        expect(formatConsole(at)).toBe(expected);
      }),
    );
    expect(formatConsole(1_789_646_531, 7200)).toBe('9/17/2026, 2:02:11 PM');
    expect(usMoment(1_789_646_531, 7200)).toBe('9/17/2026 2:02:11 PM');
    expect([usDate(1_789_646_531, 7200), usTime(1_789_646_531, 7200)]).toEqual(['9/17/2026', '2:02 PM']);
  });

  it('reads back what it writes', () => {
    fc.assert(fc.property(seconds, (at) => parseIso(formatIso(at)) === at));
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (days) => daysFromCivil(civilFromDays(days)) === days),
    );
  });

  it.each([
    ['2026-09-16', 1_789_516_800],
    ['2026-09-16T07:45Z', 1_789_544_700],
    ['2026-09-16T07:45:00.000Z', 1_789_544_700],
    ['2026-09-16T09:45:00+02:00', 1_789_544_700],
    ['2026-09-15T22:15:00-09:30', 1_789_544_700],
    ['2028-02-29', 1_835_395_200],
  ])('reads %s', (text, expected) => expect(parseIso(text)).toBe(expected));

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-09-31',
    '2026-09-16T24:00:00Z',
    '2026-09-16T10:60:00Z',
    '2026-09-16T10:00:60Z',
    '2026-09-16T10:00:00',
    '2026-09-16T10:00:00+15:00',
    '16.09.2026',
    '2026-9-6',
    '',
    '2026-09-16 10:00',
  ])('refuses %s', (text) => expect(parseIso(text)).toBeUndefined());

  it('shows a time as a wall clock does', () => {
    expect(formatLocal(1_789_544_700, 7200)).toBe('2026-09-16 09:45');
    expect(formatLocal(1_789_544_700)).toBe('2026-09-16 07:45');
  });

  it.each([
    ['90s', 90],
    ['15m', 900],
    ['8h', 28_800],
    ['7d', 604_800],
    ['3660d', 316_224_000],
    ['0s', undefined],
    ['-5m', undefined],
    ['1.5h', undefined],
    ['5', undefined],
    ['5 m', undefined],
    ['3661d', undefined],
    ['99999999999s', undefined],
  ])('reads the duration %s', (text, expected) => expect(parseDuration(text)).toBe(expected));

  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [60, '1 min'],
    [3601, '1 h'],
    [27_600, '7 h 40 min'],
    [266_400, '3 d 2 h'],
    [-90, '1 min 30 s'],
    [86_400, '1 d'],
  ])('says %i seconds for people', (value, expected) => expect(formatDuration(value)).toBe(expected));
});
