import type { ActionRow } from '../../rows/actions.ts';
import type { Channel, ScheduleRow } from '../../rows/devices.ts';
import type { CollectionRow } from '../../rows/collections.ts';
import { day } from '../../../shared/time.ts';
import type { Estate, Facts } from '../kernel/change.ts';
import type { DeviceEventKind, HistoryEvent, SiteEventKind } from '../kernel/history.ts';
import { channels, nextContact } from '../kernel/schedule.ts';
import type { Span } from '../kernel/presence.ts';
import { offsetAt, utcOfLocal } from '../kernel/zone.ts';

/**
 * What the logs of one device are derived from. Stored is only what happened; what merely recurs (polls, heartbeats, checks,
 * attempts that cannot succeed) is worked out from `from` on.
 */
export type DeviceSource = {
  facts: Facts;
  now: number;
  /** How far back the recurring lines go. */
  from: number;
  /** What happened since the disk was last wiped, oldest first: a log lies on the disk. */
  history: readonly HistoryEvent<DeviceEventKind>[];
  /** When Windows started, within its life since the last wipe. */
  boots: readonly number[];
  /** Every schedule row that reaches into the window, oldest first. */
  schedules: readonly ScheduleRow[];
  /** Remote actions of the device, oldest first. */
  actions: readonly ActionRow[];
  /** Former service names of the gateway, oldest first: until when it was called so. */
  gatewayNames?: readonly { at: number; was: string }[];
};
export type SiteSource = {
  estate: Estate;
  now: number;
  from: number;
  /** What happened at the site (device 0), oldest first. */
  history: readonly HistoryEvent<SiteEventKind>[];
  collections: readonly CollectionRow[];
};

/**
 * Contacts over one of the channels within the window, oldest first. What recurs in the present second is not written yet: an
 * input of this second may still change it.
 */
export function contacts({ facts, schedules, from, now }: DeviceSource, ...over: readonly Channel[]): number[] {
  const found: number[] = [];
  for (const schedule of schedules) {
    if (!over.includes(schedule.channel)) continue;
    const presence = facts.presenceOf(schedule);
    if (!presence) continue;
    const end = schedule.until === null || schedule.until > now ? now : schedule.until;
    let moment = nextContact(schedule, presence, Math.max(from, schedule.since) - 1);
    while (moment !== undefined && moment <= end && moment < now) {
      found.push(moment);
      moment = nextContact(schedule, presence, moment);
    }
  }
  return found.sort((a, b) => a - b);
}

/** The client asks the site for policy: over its network, or through the gateway. */
export const polls = (source: DeviceSource): number[] => contacts(source, channels.policy, channels.gatewayPolicy);
export const heartbeats = (source: DeviceSource): number[] =>
  contacts(source, channels.heartbeat, channels.gatewayHeartbeat);
export const checkIns = (source: DeviceSource): number[] => contacts(source, channels.intune);

/**
 * When the device was on within the window; the first of the spans may have begun before it. Presence is counted by the day: a device that stays on over
 * midnight in the same place did not go off.
 */
export function spans({ facts, from, now }: DeviceSource, network: 'internet' | 'intranet'): Span[] {
  const { presence, device } = facts;
  if (!presence || device.power === 'oobe') return [];
  const isInside = (moment: number): boolean => presence.isOn('intranet', moment);
  const found: Span[] = [];
  for (const { start, end } of presence.spansBetween(network, from, now)) {
    const last = found.at(-1);
    if (last?.end === start && isInside(start - 1) === isInside(start)) last.end = end;
    else found.push({ start, end });
  }
  return found.filter(({ start, end }) => end > from && start <= now);
}

/** Moments of a daily run at the device's midnight, or as soon after it as the client reaches the site. */
export function dailyRuns(source: DeviceSource): number[] {
  const { facts, from, now } = source;
  const policies = source.schedules.filter(
    ({ channel }) => channel === channels.policy || channel === channels.gatewayPolicy,
  );
  const found = new Set<number>();
  for (const policy of policies) {
    const presence = facts.presenceOf(policy);
    if (!presence) continue;
    const network = policy.channel === channels.policy ? 'intranet' : 'internet';
    const begin = policy.since > from ? policy.since : from;
    const end = policy.until === null || policy.until > now ? now : policy.until;
    // The midnight before may have found the device off.
    for (let localDay = Math.floor((begin + offsetAt(presence.zone, begin)) / day); ; localDay += 1) {
      const midnight = utcOfLocal(presence.zone, localDay * day);
      if (midnight >= end) break;
      const run = presence.nextOn(network, midnight);
      if (run !== undefined && run >= begin && run < end) found.add(run);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Spans in which a client on the internet could not use the gateway, as its diary says. */
export function lostSpans({ history, now }: DeviceSource): Span[] {
  const found: Span[] = [];
  for (const { kind, at: moment } of history) {
    const last = found.at(-1);
    const isOpen = last !== undefined && last.end > now;
    if (kind === 'gatewayLost' && !isOpen) found.push({ start: moment, end: now + 1 });
    if (kind === 'gatewayReached' && isOpen) last.end = moment;
  }
  return found;
}

/** Every full `period` after `from` and before `to`, on a grid that does not depend on when it is asked for. */
export function every(period: number, from: number, to: number): number[] {
  const found: number[] = [];
  for (let moment = (Math.floor(from / period) + 1) * period; moment < to; moment += period) found.push(moment);
  return found;
}

/** The first policy request of each day in UTC: what a client says once a day. A day counts from its start, whoever reads when. */
export function dailyPolls(source: DeviceSource): number[] {
  const { from } = source;
  const moments = polls({ ...source, from: from - (from % day) });
  return moments.filter(
    (moment, index) =>
      moment >= from && (index === 0 || Math.floor(moments[index - 1]! / day) !== Math.floor(moment / day)),
  );
}
