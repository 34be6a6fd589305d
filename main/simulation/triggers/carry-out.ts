import type { DeviceTriggerId } from '../../../shared/desktop/triggers.ts';
import type { ScheduleRow } from '../../rows/devices.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { applicationsToEvaluate } from '../apps/applications.ts';
import { retrieveMachinePolicy } from '../attach/policy-retrieval.ts';
import { evaluatePolicy, signsIn } from '../enrollment/plan.ts';
import { unenroll } from '../enrollment/enroll.ts';
import { unpack } from '../autopilot/join.ts';
import { heartbeatChannel, nextPoll, reachesSite, siteChannel } from '../comanagement/policy.ts';
import { checkIn, isReachable } from '../contact/contact.ts';
import { channels, contactOutOfTurn } from '../kernel/schedule.ts';
import { runJoinTask, signIn } from '../identity/join.ts';
import { tellDevice, tellSite } from '../kernel/tell.ts';

/** What follows at once when somebody sets it off; it was checked that it can be (`triggerRefusal`). */
export function carryOutTrigger(facts: Facts, id: DeviceTriggerId, now: number, by: string): Change[] {
  return [tellDevice(facts.device.id, 'triggered', { trigger: id, by }), ...rules[id](facts, now)];
}

const rules: Record<DeviceTriggerId, (facts: Facts, now: number) => Change[]> = {
  machinePolicy: retrieveMachinePolicy,
  userPolicy: (facts, now) => contactNow(siteChannel(facts), now),
  appEvaluation: applicationsToEvaluate,
  // Inventory travels with the heartbeat (assumed).
  hardwareInventory: sendHeartbeat,
  discoveryData: sendHeartbeat,
  evaluateBaseline: evaluatePolicy,
  mdmSync: (facts, now) => checkIn(facts, now),
  disconnect: unenroll,
  joinTask: runJoinTask,
  signIn: (facts, now) => [...signIn(facts, now), ...signsIn(facts, now)],
  restartNow: (facts, now) => [
    { do: 'queue', dueAt: now, kind: 'restartBegins', deviceId: facts.device.id, subjectId: 0 },
  ],
  unpack,
  downloadComputerPolicy(facts, now) {
    const isConnected = reachesSite(facts, now);
    const { device, site } = facts;
    const sent = tellSite('clientNotification', { device: device.name, deviceId: device.id, isConnected });
    if (!isConnected) {
      const dueAt = nextReach(facts, now);
      return dueAt === undefined ? [sent] : [sent, ...takePolicyAt(facts, dueAt)];
    }
    // Since site version 1806 it makes the client sync with Intune as well.
    const syncs = site.version >= 1806 && device.is_mdm_enrolled === 1 && isReachable(facts, now);
    return [sent, ...retrieveMachinePolicy(facts, now), ...(syncs ? checkIn(facts, now) : [])];
  },
};

function sendHeartbeat(facts: Facts, now: number): Change[] {
  const { id: deviceId } = facts.device;
  return [
    ...contactNow(heartbeatChannel(facts), now),
    { do: 'unqueue', kind: 'heartbeatReports', deviceId },
    { do: 'queue', dueAt: now, kind: 'heartbeatReports', deviceId, subjectId: 0 },
  ];
}

const takePolicyAt = ({ device }: Facts, dueAt: number): Change[] => [
  { do: 'unqueue', kind: 'policyArrives', deviceId: device.id },
  { do: 'queue', dueAt, kind: 'policyArrives', deviceId: device.id, subjectId: 0 },
];

/** When the notification channel of an absent client is back: the moment it reaches the site again. */
function nextReach(facts: Facts, now: number): number | undefined {
  const schedule = siteChannel(facts);
  const presence = schedule && facts.presenceOf(schedule);
  if (!presence) return undefined;
  return presence.nextOn(schedule.channel === channels.policy ? 'intranet' : 'internet', now) ?? nextPoll(facts, now);
}

const contactNow = (schedule: ScheduleRow | undefined, now: number): Change[] =>
  schedule ? [{ do: 'schedule', row: contactOutOfTurn(schedule, now) }] : [];
