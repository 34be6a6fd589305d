import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRows, insertRow } from '../../main/db/tables.ts';
import {
  forgetPatternClock,
  lastContactSql,
  nextContactSql,
  setPatternClock,
} from '../../main/lab/engine/pattern-clock.ts';
import { forgetWorld, worldOf } from '../../main/lab/engine/world.ts';
import { channelNetwork, channelPeriod, lastContact, nextContact } from '../../main/simulation/kernel/schedule.ts';
import type { Channel, ScheduleRow } from '../../main/rows/devices.ts';
import { parseIso } from '../../shared/time.ts';
import { buildLab, mixedPopulation } from '../support/build-lab.ts';

const from = parseIso('2026-08-20')!;
const to = parseIso('2027-05-01')!;
const minutes = fc.integer({ min: 0, max: 1380 });
const entries = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 6 }),
      from: minutes,
      length: fc.integer({ min: 1, max: 900 }),
      at: fc.constantFrom('office', 'vpn', 'internet'),
    }),
    { minLength: 1, maxLength: 21 },
  )
  .map((list) =>
    list
      .map(({ length, ...entry }) => ({ ...entry, to: Math.min(1440, entry.from + length) }))
      .sort((a, b) => a.day - b.day || a.from - b.from || a.to - b.to),
  );
const pattern = fc.record({ week: entries, every: fc.constantFrom(0, 0, 4, 9), phase: fc.integer({ min: 0, max: 8 }) });
const schedule = fc.record({
  pattern: fc.integer({ min: 0, max: 5 }),
  channel: fc.constantFrom<Channel>(1, 2, 3, 4, 5),
  since: fc.integer({ min: from, max: to }),
  phase: fc.double({ min: 0.0001, max: 1, noNaN: true }),
  before: fc.option(fc.integer({ min: 0, max: 900_000 }), { nil: null }),
});
const worlds = fc.record({
  patterns: fc.array(pattern, { minLength: 1, maxLength: 6 }),
  schedules: fc.array(schedule, { minLength: 1, maxLength: 25 }),
  // Nights of the change of the clock, and any other moment.
  times: fc.array(
    fc.oneof(
      fc.integer({ min: from, max: to }),
      fc.integer({ min: parseIso('2026-10-24T12:00Z')!, max: parseIso('2026-10-26T12:00Z')! }),
      fc.integer({ min: parseIso('2027-03-27T12:00Z')!, max: parseIso('2027-03-29T12:00Z')! }),
    ),
    { minLength: 1, maxLength: 6 },
  ),
});

function replaceWorld(
  db: ReturnType<typeof buildLab>['db'],
  {
    patterns,
    schedules,
  }: {
    patterns: { week: unknown; every: number; phase: number }[];
    schedules: { pattern: number; channel: Channel; since: number; phase: number; before: number | null }[];
  },
): ScheduleRow[] {
  db.exec('DELETE FROM device_schedules; UPDATE devices SET pattern_id = NULL; DELETE FROM presence_patterns');
  patterns.forEach(({ week, every, phase }, index) => {
    insertRow(db, 'presence_patterns', {
      id: index + 1,
      kind: 'random',
      zone_id: 1,
      week: JSON.stringify(week),
      away_every_weeks: every,
      away_phase: phase,
    });
  });
  const rows = schedules.map(({ pattern: index, channel, since, phase, before }, device): ScheduleRow => {
    const period = channelPeriod[channel];
    return {
      device_id: device + 1,
      channel,
      since,
      until: null,
      pattern_id: index < patterns.length ? index + 1 : null,
      phase: Math.max(1, Math.floor(phase * period)),
      period,
      before_at: before === null ? null : since - before,
    };
  });
  for (const row of rows) insertRow(db, 'device_schedules', row);
  forgetWorld(db);
  forgetPatternClock(db);
  return rows;
}

describe('lastContactSql', () => {
  it('is lastContact, for any schedule, pattern and time', () => {
    const { db } = buildLab({ devices: Array.from({ length: 25 }, () => ({})) });
    fc.assert(
      fc.property(worlds, (world) => {
        const rows = replaceWorld(db, world);
        const { presences } = worldOf(db);
        for (const now of world.times) {
          setPatternClock(db, now);
          const found = db
            .prepare(
              `SELECT s.device_id AS id, ${lastContactSql('s', 'p')} AS last, ${nextContactSql('s', now)} AS next FROM device_schedules s
               LEFT JOIN pattern_now p ON p.pattern_id = s.pattern_id AND p.network = (s.channel IN (2, 3)) ORDER BY s.device_id`,
            )
            .all() as { id: number; last: number | null; next: number | null }[];
          const wanted = rows.map((row) => {
            const presence = row.pattern_id === null ? undefined : presences.get(row.pattern_id);
            return {
              id: row.device_id,
              last: lastContact(row, presence, now),
              next: nextContact(row, presence, now) ?? null,
            };
          });
          expect(found).toEqual(wanted);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is lastContact for every device of a mixed company, at any time of a year', () => {
    const { db, now } = buildLab(mixedPopulation);
    const { presences } = worldOf(db);
    const rows = allRows(db, 'device_schedules', 'device_id, channel, since').filter(({ until }) => until === null);
    expect(rows.length).toBeGreaterThan(300);
    for (let step = 0; step < 40; step += 1) {
      const at = now + step * 811_777;
      setPatternClock(db, at);
      const found = db
        .prepare(
          `SELECT s.device_id AS device, s.channel, ${lastContactSql('s', 'p')} AS last FROM device_schedules s
           LEFT JOIN pattern_now p ON p.pattern_id = s.pattern_id AND p.network = (s.channel IN (2, 3))
           WHERE s.until IS NULL ORDER BY s.device_id, s.channel, s.since`,
        )
        .all();
      const wanted = rows.map((row) => ({
        device: row.device_id,
        channel: row.channel,
        last: lastContact(row, row.pattern_id === null ? undefined : presences.get(row.pattern_id), at),
      }));
      expect(found).toEqual(wanted);
    }
  });

  it('reads intune check-ins from the internet and the site’s from its own network', () => {
    expect(channelNetwork).toEqual({ 1: 'internet', 2: 'intranet', 3: 'intranet', 4: 'internet', 5: 'internet' });
  });
});
