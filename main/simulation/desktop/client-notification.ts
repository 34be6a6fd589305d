import { findTrigger, notificationNumbers, type NotificationId } from '../../../shared/desktop/triggers.ts';
import { minute } from '../../../shared/time.ts';
import { applicationsToEvaluate } from '../apps/applications.ts';
import { retrieveMachinePolicy } from '../attach/policy-retrieval.ts';
import { heartbeatChannel, nextPoll, reachesSite, siteChannel } from '../comanagement/policy.ts';
import { checkIn, isReachable } from '../contact/contact.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { channels, contactOutOfTurn } from '../kernel/schedule.ts';
import { tellSite } from '../kernel/tell.ts';
import type { ScheduleRow } from '../../rows/devices.ts';

/**
 * Client notification: what the site tells a client at once over its channel. One that is away hears it when the channel is back, and
 * until then the operation can be canceled in the node Client Operations. Source: client notification page.
 */
const effects: Record<NotificationId, (facts: Facts, now: number) => Change[]> = {
  downloadComputerPolicy(facts, now) {
    const { device, site } = facts;
    // Since site version 1806 it makes the client sync with Intune as well.
    const syncs = site.version >= 1806 && device.is_mdm_enrolled === 1 && isReachable(facts, now);
    return [...retrieveMachinePolicy(facts, now), ...(syncs ? checkIn(facts, now) : [])];
  },
  downloadUserPolicy: (facts, now) => contactNow(siteChannel(facts), now),
  collectDiscoveryData: sendHeartbeat,
  collectHardwareInventory: sendHeartbeat,
  evaluateApplications: applicationsToEvaluate,
  // Software Center counts down, 90 minutes by default.
  restartClient: (facts, now) =>
    facts.due('restartBegins', 0) === undefined
      ? [{ do: 'queue', dueAt: now + 90 * minute, kind: 'restartBegins', deviceId: facts.device.id, subjectId: 0 }]
      : [],
};

export function notifyClient(facts: Facts, id: NotificationId, now: number): Change[] {
  const isConnected = reachesSite(facts, now);
  const { device } = facts;
  const sent = tellSite('clientNotification', { device: device.name, deviceId: device.id, isConnected });
  return [sent, ...(isConnected ? effects[id](facts, now) : waitForChannel(facts, id, now))];
}

/** The channel is back, and what waited for it is heard. */
export function notificationArrives(facts: Facts, subject: number, now: number): Change[] {
  const id = notificationOf(subject);
  if (facts.device.client_version === null) return [];
  return reachesSite(facts, now) ? effects[id](facts, now) : waitForChannel(facts, id, now);
}

function waitForChannel(facts: Facts, id: NotificationId, now: number): Change[] {
  const dueAt = nextReach(facts, now);
  return dueAt === undefined
    ? cancelNotification(facts, id)
    : [...cancelNotification(facts, id), arrival(facts, id, dueAt)];
}

const arrival = ({ device }: Facts, id: NotificationId, dueAt: number): Change => ({
  do: 'queue',
  dueAt,
  kind: 'notificationArrives',
  deviceId: device.id,
  subjectId: notificationNumbers[id],
});
export const cancelNotification = ({ device }: Facts, id: NotificationId): Change[] => [
  { do: 'unqueue', kind: 'notificationArrives', deviceId: device.id, subjectId: notificationNumbers[id] },
];

/** Throws for a number that no notification has. */
export function notificationOf(number: number): NotificationId {
  const found = (Object.keys(notificationNumbers) as NotificationId[]).find((id) => notificationNumbers[id] === number);
  if (!found || !findTrigger(found)) throw new Error(`notificationOf: no client notification ${number}`);
  return found;
}

export function sendHeartbeat(facts: Facts, now: number): Change[] {
  const { id: deviceId } = facts.device;
  return [
    ...contactNow(heartbeatChannel(facts), now),
    { do: 'unqueue', kind: 'heartbeatReports', deviceId },
    { do: 'queue', dueAt: now, kind: 'heartbeatReports', deviceId, subjectId: 0 },
  ];
}

/** When the notification channel of an absent client is back: the moment it reaches the site again. */
function nextReach(facts: Facts, now: number): number | undefined {
  const schedule = siteChannel(facts);
  const presence = schedule && facts.presenceOf(schedule);
  if (!presence) return undefined;
  return presence.nextOn(schedule.channel === channels.policy ? 'intranet' : 'internet', now) ?? nextPoll(facts, now);
}

export const contactNow = (schedule: ScheduleRow | undefined, now: number): Change[] =>
  schedule ? [{ do: 'schedule', row: contactOutOfTurn(schedule, now) }] : [];
