import type { Channel, ScheduleRow } from '../../rows/devices.ts';
import { minute } from '../../../shared/time.ts';
import { isBeingSetUp } from '../kernel/being-set-up.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { gatewayBlock } from '../site/gateway.ts';
import { drawBetween } from '../kernel/draw.ts';
import { channelNetwork, channels, nextContact } from '../kernel/schedule.ts';
import { capabilitiesOf, generationOf, movedFor } from '../workloads/capabilities.ts';

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
  // Where Intune gave itself all workloads, the policy of the site changes none of them.
  const flags = facts.comanagement?.is_override === 1 ? facts.comanagement.flags : siteFlags(facts);
  return { isPresent, autoEnroll: isSelected, flags };
}

/** The capability value that the sliders of the site give a device. */
export const siteFlags = (facts: Facts): number =>
  capabilitiesOf(
    movedFor(facts.workloads, (collectionId) => facts.isMember(collectionId)),
    generationOf(facts.site.version),
  );

export function heldPolicy({ comanagement }: Facts): ComanagementPolicy {
  const isPresent = comanagement !== undefined && comanagement.policy_at !== null;
  if (!isPresent) return { isPresent, autoEnroll: false, flags: 0 };
  return { isPresent, autoEnroll: comanagement.auto_enroll === 1, flags: comanagement.flags };
}

/** Whether the client setting that registers the device with Entra ID changes something at this device, before it is joined. */
export function joinPolicyDiffers(facts: Facts): boolean {
  const { device, join } = facts;
  if (device.join_type !== 'domain' || device.platform !== 'windows') return false;
  const isAllowed = join !== undefined && join.reason !== 'clientSettingOff';
  return isAllowed !== (facts.clientSetting('autoRegister') === 'on');
}

/** The channel over which this client talks to the site: its network, or the gateway. Undefined without a client. */
export const siteChannel = (facts: Facts): ScheduleRow | undefined =>
  facts.device.client_version === null ? undefined : policyChannel(facts);
/** The same for its policy requests and heartbeats as the site remembers them, also of a client that is gone. */
export const policyChannel = (facts: Facts): ScheduleRow | undefined =>
  eitherChannel(facts, channels.policy, channels.gatewayPolicy);
export const heartbeatChannel = (facts: Facts): ScheduleRow | undefined =>
  eitherChannel(facts, channels.heartbeat, channels.gatewayHeartbeat);

/** A computer that was set up anew has a schedule of its former client besides, which has ended. */
function eitherChannel(facts: Facts, direct: Channel, throughGateway: Channel): ScheduleRow | undefined {
  const own = facts.schedule(direct);
  if (own && own.pattern_id !== null) return own;
  return facts.schedule(throughGateway) ?? own;
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
  // Between a fault of the gateway and the moment when its clients are worked out anew their polls fail already.
  if (isGatewayChannel(schedule.channel) && gatewayBlock(facts, at, 'policy') !== null) return false;
  // Presence is known already; whether it is being set up is read for those that are away only.
  return facts.presenceOf(schedule)?.isOn(channelNetwork[schedule.channel], at) === true || isBeingSetUp(facts, at);
}
export const isGatewayChannel = (channel: Channel): boolean => channel === channels.gatewayPolicy;

/** Queues the client's next policy poll when it will bring something new. */
export function planPolicy(facts: Facts, now: number): Change[] {
  const wanted = wantedPolicy(facts);
  const held = heldPolicy(facts);
  const differs =
    wanted.isPresent !== held.isPresent || wanted.autoEnroll !== held.autoEnroll || wanted.flags !== held.flags;
  const due = facts.due('policyArrives', 0);
  if (!differs && !joinPolicyDiffers(facts)) {
    return due === undefined ? [] : [{ do: 'unqueue', kind: 'policyArrives', deviceId: facts.device.id }];
  }
  if (due !== undefined) return [];
  const dueAt = nextPoll(facts, now);
  if (dueAt === undefined) return [];
  return [{ do: 'queue', dueAt, kind: 'policyArrives', deviceId: facts.device.id, subjectId: 0 }];
}

/** State messages travel every 15 minutes while the client reaches the site, and otherwise with its next poll. Assumed. */
const stateMessageSeconds = { from: minute, to: 15 * minute };
export const stateMessageAt = (facts: Facts, now: number): number | undefined =>
  reachesSite(facts, now)
    ? now +
      drawBetween(facts.seed, 'comgmtReport', facts.device.id, now, stateMessageSeconds.from, stateMessageSeconds.to)
    : nextPoll(facts, now);
export function queueComgmtReport(facts: Facts, now: number): Change[] {
  const { id } = facts.device;
  const dueAt = stateMessageAt(facts, now);
  if (dueAt === undefined || facts.due('comgmtReports', 0) !== undefined) return [];
  return [{ do: 'queue', dueAt, kind: 'comgmtReports', deviceId: id, subjectId: 0 }];
}
