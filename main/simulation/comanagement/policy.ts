import type { Channel, ScheduleRow } from '../../../shared/rows.ts';
import { minute } from '../../../shared/time.ts';
import type { Change, Facts } from '../change.ts';
import { drawBetween } from '../draw.ts';
import { channelNetwork, channels, nextContact } from '../schedule.ts';
import { capabilitiesOf, movedFor } from './capabilities.ts';

/**
 * Policy of the site: what a client should have, what it has, and when it learns of a difference. Nothing reaches a client but
 * through its next policy poll (60 minutes by default), or a policy retrieval that somebody asks for.
 */
export type ComanagementPolicy = { isPresent: boolean; autoEnroll: boolean; flags: number };

/** CoMgmtSettingsProd is for All Systems and applies to Windows clients from Windows 10 on. */
export function wantedPolicy(facts: Facts): ComanagementPolicy {
  const { cloud, device } = facts;
  const isPresent = cloud.comanagement_at !== null && device.platform === 'windows' && device.client_version !== null;
  if (!isPresent) return { isPresent, autoEnroll: false, flags: 0 };
  const isSelected = cloud.enroll === 'all' || (cloud.enroll === 'pilot' && facts.isMember(cloud.enroll_collection_id));
  const moved = movedFor(facts.workloads, (collectionId) => facts.isMember(collectionId));
  return { isPresent, autoEnroll: isSelected, flags: capabilitiesOf(moved) };
}

export function heldPolicy({ comanagement }: Facts): ComanagementPolicy {
  const isPresent = comanagement !== undefined && comanagement.policy_at !== null;
  if (!isPresent) return { isPresent, autoEnroll: false, flags: 0 };
  return { isPresent, autoEnroll: comanagement.auto_enroll === 1, flags: comanagement.flags };
}

/** Whether the client setting that registers the device with Entra ID has something to begin at this device. */
const wantsJoin = (facts: Facts): boolean =>
  facts.device.join_type === 'domain' &&
  facts.device.platform === 'windows' &&
  facts.join === undefined &&
  facts.clientSetting('autoRegister') === 'on';

/** The channel over which this client talks to the site: its network, or the gateway. Undefined without a client. */
export function siteChannel(facts: Facts): ScheduleRow | undefined {
  if (facts.device.client_version === null) return undefined;
  return facts.schedule(channels.policy) ?? facts.schedule(channels.gatewayPolicy);
}

/** The next policy poll; undefined when the client will never poll again. */
export function nextPoll(facts: Facts, now: number): number | undefined {
  const schedule = siteChannel(facts);
  return schedule && nextContact(schedule, facts.presenceOf(schedule), now);
}

/** The client reaches its management point (or the gateway) at this moment. */
export function reachesSite(facts: Facts, at: number): boolean {
  const schedule = siteChannel(facts);
  if (!schedule || facts.device.power !== 'running') return false;
  return facts.presenceOf(schedule)?.isOn(channelNetwork[schedule.channel], at) === true;
}
export const isGatewayChannel = (channel: Channel): boolean => channel === channels.gatewayPolicy;

/** Queues the client's next policy poll when it will bring something new. */
export function planPolicy(facts: Facts, now: number): Change[] {
  const wanted = wantedPolicy(facts);
  const held = heldPolicy(facts);
  const differs =
    wanted.isPresent !== held.isPresent || wanted.autoEnroll !== held.autoEnroll || wanted.flags !== held.flags;
  const due = facts.due('policyArrives', 0);
  if (!differs && !wantsJoin(facts)) {
    return due === undefined ? [] : [{ do: 'unqueue', kind: 'policyArrives', deviceId: facts.device.id }];
  }
  if (due !== undefined) return [];
  const dueAt = nextPoll(facts, now);
  if (dueAt === undefined) return [];
  return [{ do: 'queue', dueAt, kind: 'policyArrives', deviceId: facts.device.id, subjectId: 0 }];
}

/** State messages travel every 15 minutes while the client reaches the site, and otherwise with its next poll. Assumed. */
const stateMessageSeconds = { from: minute, to: 15 * minute };
export function queueComgmtReport(facts: Facts, now: number): Change[] {
  const { id } = facts.device;
  const dueAt = reachesSite(facts, now)
    ? now + drawBetween(facts.seed, 'comgmtReport', id, now, stateMessageSeconds.from, stateMessageSeconds.to)
    : nextPoll(facts, now);
  if (dueAt === undefined || facts.due('comgmtReports', 0) !== undefined) return [];
  return [{ do: 'queue', dueAt, kind: 'comgmtReports', deviceId: id, subjectId: 0 }];
}
