import type { ActionRow } from '../../rows/actions.ts';
import type { Channel, ScheduleRow } from '../../rows/devices.ts';
import type { CollectionRow } from '../../rows/collections.ts';
import { day } from '../../../shared/time.ts';
import type { Estate, Facts } from '../kernel/change.ts';
import type { DeviceEventKind, HistoryEvent, SiteEventKind } from '../kernel/history.ts';
import { siteChannel } from '../comanagement/policy.ts';
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
  history: readonly HistoryEvent<DeviceEventKind>[];
  /** Every schedule row that reaches into the window, oldest first. */
  schedules: readonly ScheduleRow[];
  /** Remote actions of the device, oldest first. */
  actions: readonly ActionRow[];
};
export type SiteSource = {
  estate: Estate;
  now: number;
  from: number;
  /** What happened at the site (device 0), oldest first. */
  history: readonly HistoryEvent<SiteEventKind>[];
  /** Since when a setting of the whole has stood at its present value; null for one that nobody changed. */
  since: (setting: string) => number | null;
  collections: readonly CollectionRow[];
};

/** Contacts over one of the channels within the window, oldest first. */
export function contacts({ facts, schedules, from, now }: DeviceSource, ...over: readonly Channel[]): number[] {
  const found: number[] = [];
  for (const schedule of schedules) {
    if (!over.includes(schedule.channel)) continue;
    const presence = facts.presenceOf(schedule);
    if (!presence) continue;
    const end = schedule.until === null || schedule.until > now ? now : schedule.until;
    let moment = nextContact(schedule, presence, Math.max(from, schedule.since) - 1);
    while (moment !== undefined && moment <= end) {
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

export const isOverGateway = ({ facts }: Pick<DeviceSource, 'facts'>): boolean =>
  siteChannel(facts)?.channel === channels.gatewayPolicy;

/**
 * When the device came on within the window, and for how long. Presence is counted by the day: a device that stays on over
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
  return found.filter(({ start, end }) => end > from && start <= now && start >= from);
}

/** Moments of a daily run at the device's midnight, or as soon after it as the client reaches the site. */
export function dailyRuns(source: DeviceSource): number[] {
  const { facts, from, now } = source;
  const policy = source.schedules.findLast(
    ({ channel }) => channel === channels.policy || channel === channels.gatewayPolicy,
  );
  const presence = policy && facts.presenceOf(policy);
  if (!presence) return [];
  const network = policy.channel === channels.policy ? 'intranet' : 'internet';
  const found: number[] = [];
  const first = Math.floor((from + offsetAt(presence.zone, from)) / day);
  for (let localDay = first; ; localDay += 1) {
    const midnight = utcOfLocal(presence.zone, localDay * day);
    if (midnight > now) return found;
    const run = presence.nextOn(network, midnight);
    if (run !== undefined && run >= from && run <= now && run !== found.at(-1)) found.push(run);
  }
}

/** The capability value that the client held at a moment. */
export function flagsAt(source: DeviceSource, moment: number): number {
  const merges = source.history.filter((event) => event.kind === 'policyMerged');
  const before = merges.findLast((merge) => merge.at <= moment);
  if (before) return before.details.flags;
  const [after] = merges;
  return after ? after.details.flagsBefore : (source.facts.comanagement?.flags ?? 0);
}

/** The client held co-management policy at a moment, as far as its present state tells. */
export const policyAt = ({ facts }: DeviceSource, moment: number): boolean => {
  const since = facts.comanagement?.policy_at ?? null;
  return since !== null && since <= moment;
};

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

/** Every full `period` from `from` to `to`, on a grid that does not depend on when it is asked for. */
export function every(period: number, from: number, to: number): number[] {
  const found: number[] = [];
  for (let moment = (Math.floor(from / period) + 1) * period; moment <= to; moment += period) found.push(moment);
  return found;
}

export const firstOfEachDay = (moments: readonly number[]): number[] =>
  moments.filter((moment, index) => index === 0 || Math.floor(moments[index - 1]! / day) !== Math.floor(moment / day));
