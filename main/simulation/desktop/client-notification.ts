import {
  findTrigger,
  notificationNumbers,
  waitingSubject,
  type NotificationId,
} from '../../../shared/desktop/triggers.ts';
import { day, minute } from '../../../shared/time.ts';
import { applicationsToEvaluate } from '../apps/applications.ts';
import { retrieveMachinePolicy } from '../attach/policy-retrieval.ts';
import { heartbeatChannel, nextPoll, reachesSite, siteChannel } from '../comanagement/policy.ts';
import { checkIn, isReachable } from '../contact/contact.ts';
import type { Change, Facts, SiteFacts } from '../kernel/change.ts';
import { channels, contactOutOfTurn } from '../kernel/schedule.ts';
import type { EndpointProtection } from '../kernel/history.ts';
import { putSetting } from '../kernel/setting.ts';
import { tellDevice, tellSite } from '../kernel/tell.ts';
import { authorityFactsOf, authorityOf } from '../workloads/authority.ts';
import type { ScheduleRow } from '../../rows/devices.ts';

const nothing = (): Change[] => [];

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
  collectSoftwareInventory: nothing,
  evaluateUpdates: nothing,
  nextUpdatePoint: nothing,
  evaluateHealthAttestation: nothing,
  checkConditionalAccess: nothing,
  // Only where the client setting Allow network wake-up says so, which nobody has set here.
  wakeUp: nothing,
  // Software Center counts down, 90 minutes by default.
  restartClient: (facts, now) =>
    facts.due('restartBegins', 0) === undefined
      ? [{ do: 'queue', dueAt: now + 90 * minute, kind: 'restartBegins', deviceId: facts.device.id, subjectId: 0 }]
      : [],
  enableVerboseLogging: ({ device }, now) => [putSetting('deviceClientLogging', String(device.id), 'verbose', now)],
  disableVerboseLogging: ({ device }, now) => [putSetting('deviceClientLogging', String(device.id), 'default', now)],
  // The files of software inventory take the same way.
  collectClientLogs: ({ device, configmgr }) => [
    tellSite('clientLogsCollected', { device: configmgr?.name ?? device.name, deviceId: device.id }),
  ],
  // What a scan finds and which definitions there are the lab does not know: the log of the client says what became of the request.
  fullScan: nothing,
  quickScan: nothing,
  downloadDefinition: nothing,
};

/**
 * What stands between a request of the console and Microsoft Defender at the client. The site manages it where the client settings say so
 * (client settings page); that it leaves it alone where the workload is with Intune is assumed.
 */
function protectionOf(facts: Facts): EndpointProtection {
  if (facts.clientSetting('manageEndpointProtection') !== 'on') return 'notManaged';
  const rows = authorityOf(authorityFactsOf(facts));
  if (rows.find(({ workload }) => workload === 'endpointProtection')?.authority === 'intune') return 'intune';
  return facts.device.is_defender_on === 1 ? 'started' : 'off';
}

/** Tells one client; the operation is that of the console, under which it waits for a client that is away. */
export const notifyClient = (facts: Facts, id: NotificationId, operationId: number, now: number): Change[] =>
  reachesSite(facts, now)
    ? hear(facts, id, now)
    : [told(facts, id, false), ...waitForChannel(facts, waitingSubject(operationId, id), now)];

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
  tellDevice(facts.device.id, 'notificationReceived', {
    notification: id,
    ...(findTrigger(id)!.where === 'endpointProtection' ? { protection: protectionOf(facts) } : {}),
  }),
  ...effects[id](facts, now),
];

/** Members of a collection that are told at once; the others follow a second later. */
const batch = 500;
/** The next members of a collection whose record has a client, in order of device id. */
export function membersNotified(site: SiteFacts, operationId: number, now: number): Change[] {
  const operation = site.operation(operationId);
  if (operation?.collection_id == null || operation.canceled_at !== null) return [];
  const { reached_id: reached, collection_id: collectionId, notification, total } = operation;
  const left = site.members(collectionId).filter((deviceId) => deviceId > (reached ?? 0));
  const next = left.slice(0, batch);
  const isLast = left.length <= batch;
  const addressed = next.map((deviceId) => site.facts(deviceId)).filter(isNotifiable);
  return [
    ...addressed.flatMap((facts) => notifyClient(facts, notificationOf(notification), operationId, now)),
    {
      do: 'update',
      table: 'client_operations',
      id: operationId,
      set: { total: total + addressed.length, reached_id: isLast ? null : next.at(-1)! },
    },
    ...(isLast
      ? []
      : [{ do: 'queue', dueAt: now + 1, kind: 'membersNotified', deviceId: 0, subjectId: operationId } as const]),
  ];
}
const isNotifiable = ({ device, configmgr }: Facts): boolean =>
  device.platform === 'windows' && configmgr?.has_client === 1;

/** So long an operation waits for a client that does not come, one that never will too: the site knows no difference. Assumed. */
const waitsFor = 7 * day;

/** The channel is back, and what waited for it is heard; or nobody came. */
export function notificationArrives(facts: Facts, subject: number, now: number, queuedAt: number): Change[] {
  if (reachesSite(facts, now)) return hear(facts, notificationOf(subject % 100), now);
  return now - queuedAt >= waitsFor ? [] : waitForChannel(facts, subject, now);
}

function waitForChannel(facts: Facts, subject: number, now: number): Change[] {
  const deviceId = facts.device.id;
  const dueAt = Math.min(nextReach(facts, now) ?? Infinity, now + waitsFor);
  return [
    { do: 'unqueue', kind: 'notificationArrives', deviceId, subjectId: subject },
    { do: 'queue', dueAt, kind: 'notificationArrives', deviceId, subjectId: subject },
  ];
}

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
export function nextReach(facts: Facts, now: number): number | undefined {
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
