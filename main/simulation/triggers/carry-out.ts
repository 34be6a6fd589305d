import type { DeviceTriggerId } from '../../../shared/device-triggers.ts';
import type { ScheduleRow } from '../../../shared/rows.ts';
import type { Change, Details, Facts } from '../change.ts';
import { evaluatePolicy, signsIn, unenroll } from '../comanagement/enrolment.ts';
import { heartbeatChannel, nextPoll, reachesSite, siteChannel } from '../comanagement/policy.ts';
import { checkIn, isReachable } from '../contact.ts';
import { channels } from '../schedule.ts';
import { runJoinTask, signIn } from '../identity/join.ts';

/** What follows at once when somebody sets it off; it was checked that it can be (`triggerRefusal`). */
export function carryOutTrigger(facts: Facts, id: DeviceTriggerId, now: number, by: string): Change[] {
  return [diary(facts, 'triggered', { trigger: id, by }), ...rules[id](facts, now)];
}

const diary = ({ device }: Facts, kind: string, details: Details): Change => ({
  do: 'history',
  deviceId: device.id,
  kind,
  details,
});

const rules: Record<DeviceTriggerId, (facts: Facts, now: number) => Change[]> = {
  machinePolicy: (facts, now) => [...contactNow(siteChannel(facts), now), ...takePolicyAt(facts, now)],
  userPolicy: (facts, now) => contactNow(siteChannel(facts), now),
  // Which applications there are is told by what the pages of an attached device show; the cycle leaves them as they are.
  appEvaluation: () => [],
  hardwareInventory: () => [],
  discoveryData: (facts, now) => [
    ...contactNow(heartbeatChannel(facts), now),
    { do: 'unqueue', kind: 'heartbeatReports', deviceId: facts.device.id },
    { do: 'queue', dueAt: now, kind: 'heartbeatReports', deviceId: facts.device.id, subjectId: 0 },
  ],
  evaluateBaseline: evaluatePolicy,
  mdmSync: (facts, now) => checkIn(facts, now),
  disconnect: unenroll,
  joinTask: runJoinTask,
  signIn: (facts, now) => [...signIn(facts, now), ...signsIn(facts, now)],
  restartNow: (facts, now) => [
    { do: 'queue', dueAt: now, kind: 'restartBegins', deviceId: facts.device.id, subjectId: 0 },
  ],
  unpack: ({ device }, now) => [
    { do: 'unqueue', kind: 'outOfBox', deviceId: device.id },
    { do: 'queue', dueAt: now, kind: 'outOfBox', deviceId: device.id, subjectId: 0 },
  ],
  downloadComputerPolicy(facts, now) {
    if (!reachesSite(facts, now)) {
      const dueAt = nextReach(facts, now);
      return dueAt === undefined ? [] : takePolicyAt(facts, dueAt);
    }
    // Since site version 1806 it makes the client sync with Intune as well.
    const syncs = facts.site.version >= 1806 && facts.device.is_mdm_enrolled === 1 && isReachable(facts, now);
    return [...contactNow(siteChannel(facts), now), ...takePolicyAt(facts, now), ...(syncs ? checkIn(facts, now) : [])];
  },
};

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

/** A contact out of turn: the slots that follow stay where they were. */
function contactNow(schedule: ScheduleRow | undefined, now: number): Change[] {
  if (!schedule) return [];
  const { since, phase, period } = schedule;
  const passed = now - since - phase;
  const left = passed < 0 ? -passed : period - (passed % period);
  return [{ do: 'schedule', row: { ...schedule, since: now, until: null, phase: left, before_at: now } }];
}
