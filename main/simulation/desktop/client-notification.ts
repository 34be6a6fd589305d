import { findTrigger, notificationNumbers, type NotificationId } from '../../../shared/desktop/triggers.ts';
import { day, minute } from '../../../shared/time.ts';
import { applicationsToEvaluate } from '../apps/applications.ts';
import { retrieveMachinePolicy } from '../attach/policy-retrieval.ts';
import { heartbeatChannel, nextPoll, reachesSite, siteChannel } from '../comanagement/policy.ts';
import { checkIn, isReachable } from '../contact/contact.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { channels, contactOutOfTurn } from '../kernel/schedule.ts';
import { tellDevice, tellSite } from '../kernel/tell.ts';
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
  // The client alone knows whether somebody is signed in.
  downloadUserPolicy: (facts, now) => (facts.user ? contactNow(siteChannel(facts), now) : []),
  collectDiscoveryData: sendHeartbeat,
  collectHardwareInventory: sendHeartbeat,
  evaluateApplications: applicationsToEvaluate,
  // Evaluations that find nothing new: the client and its logs tell of them, and nothing else changes.
  collectSoftwareInventory: () => [],
  evaluateUpdates: () => [],
  nextUpdatePoint: () => [],
  evaluateHealthAttestation: () => [],
  checkConditionalAccess: () => [],
  // Software Center counts down, 90 minutes by default.
  restartClient: (facts, now) =>
    facts.due('restartBegins', 0) === undefined
      ? [{ do: 'queue', dueAt: now + 90 * minute, kind: 'restartBegins', deviceId: facts.device.id, subjectId: 0 }]
      : [],
};

export const notifyClient = (facts: Facts, id: NotificationId, now: number): Change[] =>
  reachesSite(facts, now) ? hear(facts, id, now) : [told(facts, id, false), ...waitForChannel(facts, id, now)];

/** What the notification server notes, under the name that the site knows. */
const told = ({ device, configmgr }: Facts, notification: NotificationId, isConnected: boolean): Change =>
  tellSite('clientNotification', {
    device: configmgr?.name ?? device.name,
    deviceId: device.id,
    isConnected,
    notification,
  });

const hear = (facts: Facts, id: NotificationId, now: number): Change[] => [
  told(facts, id, true),
  tellDevice(facts.device.id, 'notificationReceived', { notification: id }),
  ...effects[id](facts, now),
];

/** So long an operation waits for a client that does not come, one that never will too: the site knows no difference. Assumed. */
const waitsFor = 7 * day;

/** The channel is back, and what waited for it is heard; or nobody came. */
export function notificationArrives(facts: Facts, subject: number, now: number, queuedAt: number): Change[] {
  const id = notificationOf(subject);
  if (reachesSite(facts, now)) return hear(facts, id, now);
  return now - queuedAt >= waitsFor ? [] : waitForChannel(facts, id, now);
}

const waitForChannel = (facts: Facts, id: NotificationId, now: number): Change[] => [
  ...cancelNotification(facts, id),
  arrival(facts, id, Math.min(nextReach(facts, now) ?? Infinity, now + waitsFor)),
];

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
  const network = schedule.channel === channels.policy ? 'intranet' : 'internet';
  // On, and yet it was not there: it restarts, or the gateway has just gone.
  const from = presence.isOn(network, now) ? now + minute : now;
  return presence.nextOn(network, from) ?? nextPoll(facts, now);
}

export const contactNow = (schedule: ScheduleRow | undefined, now: number): Change[] =>
  schedule ? [{ do: 'schedule', row: contactOutOfTurn(schedule, now) }] : [];
