import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Channel, ScheduleRow } from '../../main/rows/devices.ts';
import {
  channelNetwork,
  channelPeriod,
  lastContact,
  nextContact,
  scheduleFromNow,
} from '../../main/simulation/kernel/schedule.ts';
import { at, berlin, chicago, daily, presenceOf, sydney, workdays, type Entry } from '../support/presence.ts';

const start = at('2026-09-16T07:45:00Z');
const patterns: Entry[][] = [
  daily(480, 1020, 'office', workdays),
  daily(0, 1440),
  [...daily(400, 450, 'internet', workdays), ...daily(1070, 1130, 'vpn', workdays)],
  [...daily(480, 1000, 'vpn', [0, 2]), ...daily(500, 1040, 'office', [1, 3])],
  [...daily(1310, 1440, 'office', workdays), ...daily(0, 370, 'office', [1, 2, 3, 4, 5])],
  daily(600, 660, 'office', [3]),
];
const world = fc.record({
  pattern: fc.constantFrom(...patterns),
  zone: fc.constantFrom(berlin, chicago, sydney),
  every: fc.constantFrom(0, 4, 9),
  phase: fc.integer({ min: 0, max: 8 }),
  channel: fc.constantFrom<Channel>(1, 2, 3),
  since: fc.integer({ min: start - 60 * 86_400, max: start + 86_400 }),
  first: fc.double({ min: 0.001, max: 1, noNaN: true }),
  now: fc.integer({ min: start, max: start + 120 * 86_400 }),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function build({ pattern, zone, every, phase, channel, since, first }: World) {
  const presence = presenceOf(pattern, zone, { every, phase });
  const period = channelPeriod[channel];
  const schedule: ScheduleRow = {
    device_id: 1,
    channel,
    since,
    until: null,
    pattern_id: 1,
    phase: Math.max(1, Math.floor(first * period)),
    period,
    before_at: since - 1000,
  };
  return { presence, schedule, network: channelNetwork[channel] };
}

/** The rule as one would tell it: walk the slots; a slot is kept at once, or made up for when the device comes back. */
function contactsUntil({ presence, schedule, network }: ReturnType<typeof build>, end: number): number[] {
  const contacts: number[] = [];
  for (let slot = schedule.since + schedule.phase; slot <= end; slot += schedule.period) {
    const contact = presence.nextOn(network, slot);
    if (contact !== undefined && contact <= end && contacts[contacts.length - 1] !== contact) contacts.push(contact);
  }
  return contacts;
}

describe('contacts', () => {
  it('are what walking through all slots finds', () => {
    fc.assert(
      fc.property(world, (facts) => {
        const made = build(facts);
        const contacts = contactsUntil(made, facts.now);
        expect(lastContact(made.schedule, made.presence, facts.now)).toBe(
          contacts[contacts.length - 1] ?? made.schedule.before_at,
        );
      }),
      { numRuns: 1500 },
    );
  });

  it('have a last one that is not later than now, and a next one that is', () => {
    fc.assert(
      fc.property(world, (facts) => {
        const { presence, schedule, network } = build(facts);
        const last = lastContact(schedule, presence, facts.now);
        const next = nextContact(schedule, presence, facts.now);
        expect(last).not.toBeNull();
        if (last !== schedule.before_at) {
          expect(last).toBeLessThanOrEqual(facts.now);
          expect(presence.isOn(network, last!)).toBe(true);
        }
        if (next === undefined) return;
        expect(next).toBeGreaterThan(facts.now);
        expect(presence.isOn(network, next)).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  it('come true: the next contact is the last one once it has happened, and nothing happens before', () => {
    fc.assert(
      fc.property(world, fc.double({ min: 0, max: 1, noNaN: true }), (facts, part) => {
        const { presence, schedule } = build(facts);
        const next = nextContact(schedule, presence, facts.now);
        if (next === undefined) return;
        expect(lastContact(schedule, presence, next)).toBe(next);
        const between = facts.now + Math.floor((next - 1 - facts.now) * part);
        expect(lastContact(schedule, presence, between)).toBe(lastContact(schedule, presence, facts.now));
        expect(nextContact(schedule, presence, between)).toBe(next);
      }),
      { numRuns: 1500 },
    );
  });

  it('never go backwards as time goes on', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 0, max: 2_000_000 }), (facts, later) => {
        const { presence, schedule } = build(facts);
        expect(lastContact(schedule, presence, facts.now + later)! >= lastContact(schedule, presence, facts.now)!).toBe(
          true,
        );
      }),
    );
  });

  it('stop where there is no pattern: the last one stays the last one', () => {
    const schedule = build({
      pattern: patterns[0]!,
      zone: berlin,
      every: 0,
      phase: 0,
      channel: 1,
      since: start,
      first: 1,
      now: start,
    }).schedule;
    expect(lastContact(schedule, undefined, start + 1_000_000)).toBe(schedule.before_at);
    expect(nextContact(schedule, undefined, start)).toBeUndefined();
    expect(lastContact({ ...schedule, before_at: null }, undefined, start)).toBeNull();
  });

  it('wait for a network: a device that never has a VPN makes no contact with the site', () => {
    const home = presenceOf(daily(480, 1020, 'internet'));
    const slots = { channel: 2 as const, since: start - 86_400, phase: 60, period: 3600, before_at: null };
    expect(lastContact(slots, home, start)).toBeNull();
    expect(nextContact(slots, home, start)).toBeUndefined();
    expect(lastContact({ ...slots, channel: 1 }, home, start)).not.toBeNull();
  });

  it('begin anew a full period after a contact that was forced', () => {
    const { schedule, presence } = build({
      pattern: patterns[1]!,
      zone: berlin,
      every: 0,
      phase: 0,
      channel: 1,
      since: start - 86_400,
      first: 0.5,
      now: start,
    });
    const forced = scheduleFromNow(schedule, start);
    expect(lastContact(forced, presence, start)).toBe(start);
    expect(lastContact(forced, presence, start + 28_799)).toBe(start);
    expect(nextContact(forced, presence, start)).toBe(start + 28_800);
  });
});
