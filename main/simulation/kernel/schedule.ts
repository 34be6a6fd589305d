import type { Channel, ScheduleRow } from '../../rows/devices.ts';
import { day, hour } from '../../../shared/time.ts';
import type { Network, Presence } from './presence.ts';

/**
 * Contacts that change nothing are never stored: a device has slots every `period` seconds, keeps those that fall while
 * it is on, and makes up for missed ones the moment it comes back (one contact, however many were missed).
 */
export const channels = {
  intune: 1,
  policy: 2,
  heartbeat: 3,
  gatewayPolicy: 4,
  gatewayHeartbeat: 5,
} as const satisfies Record<string, Channel>;

/** Source: device-health facts — Intune maintenance sync about every 8 h, policy polling 60 min, heartbeat 7 days. */
export const channelPeriod: Record<Channel, number> = {
  1: 8 * hour,
  2: hour,
  3: 7 * day,
  4: hour,
  5: 7 * day,
};
export const channelNetwork: Record<Channel, Network> = {
  1: 'internet',
  2: 'intranet',
  3: 'intranet',
  4: 'internet',
  5: 'internet',
};

export type Slots = Pick<ScheduleRow, 'channel' | 'since' | 'phase' | 'period' | 'before_at'>;

/** The latest contact at or before `at`; null when there was none. `presence` is the schedule's pattern, undefined for none. */
export function lastContact(schedule: Slots, presence: Presence | undefined, at: number): number | null {
  const { channel, since, phase, period, before_at: before } = schedule;
  if (!presence) return before;
  const network = channelNetwork[channel];
  const current = presence.latest(network, at);
  if (!current) return before;
  const lastOn = at < current.end ? at : current.end - 1;
  if (lastOn < since + phase) return before;
  const slot = since + phase + Math.floor((lastOn - since - phase) / period) * period;
  return presence.nextOn(network, slot) ?? before;
}

/** The first contact after `at`; undefined when the device never comes back. */
export function nextContact(schedule: Slots, presence: Presence | undefined, at: number): number | undefined {
  if (!presence) return undefined;
  const { channel, since, phase, period } = schedule;
  const network = channelNetwork[channel];
  const passed = Math.floor((at - since - phase) / period);
  // The latest slot may still be owed: it fell while the device was off and the device has not come back yet.
  const from = passed < 0 ? 0 : passed;
  const first = presence.nextOn(network, since + phase + from * period);
  if (first === undefined) return undefined;
  return first > at ? first : presence.nextOn(network, since + phase + (from + 1) * period);
}

/** A new schedule that begins with a contact now: after a sync or an enrollment the next slot is a full period away. */
export function scheduleFromNow(previous: ScheduleRow, at: number): ScheduleRow {
  return { ...previous, since: at, until: null, phase: previous.period, before_at: at };
}

/** A schedule with a contact out of turn: the slots that follow stay where they were. */
export function contactOutOfTurn(schedule: ScheduleRow, at: number): ScheduleRow {
  const { since, phase, period } = schedule;
  const passed = at - since - phase;
  const left = passed < 0 ? -passed : period - (passed % period);
  return { ...schedule, since: at, until: null, phase: left, before_at: at };
}
