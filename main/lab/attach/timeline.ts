import { applicationActions, applicationStates } from '../../../shared/apps/words.ts';
import type { ActivityRow } from '../../rows/journal.ts';
import { day } from '../../../shared/time.ts';
import type { AttachedDeviceView, TimelineLevel } from '../../../shared/attach/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { siteChannel } from '../../simulation/comanagement/policy.ts';
import { drawBetween } from '../../simulation/kernel/draw.ts';
import { channelNetwork } from '../../simulation/kernel/schedule.ts';
import { historyOfKind } from '../engine/history.ts';

type Event = AttachedDeviceView['timeline'][number];
/** Events are kept for 30 days. Source: tenant attach, timeline. */
const kept = 30 * day;

/** Providers and event ids of the timeline page; Windows writes all of these as information. */
const level: TimelineLevel = 'Information';
const events = {
  restart: { event: 'Initiated shutdown', provider: 'Boot', eventId: 1074, level },
  update: { event: 'Update installation', provider: 'Microsoft-Windows-WindowsUpdateClient', eventId: 19, level },
  application: { event: 'Application Deployment', provider: 'Microsoft-ConfigMgr', eventId: 20_001, level },
  boundary: { event: 'Boundary Group Change', provider: 'Microsoft-ConfigMgr', eventId: 20_000, level },
  reboot: { event: 'ConfigMgr reboot request', provider: 'Microsoft-ConfigMgr', eventId: 20_005, level },
} as const;

/** What the tenant has of the device's timeline: everything up to the client's last daily message, or the last Sync. */
export function timelineOf(db: Db, facts: Facts, now: number): { events: Event[]; note: string } {
  if (facts.clientSetting('endpointAnalytics') !== 'on')
    return {
      events: [],
      note: 'Needs the client setting Enable Endpoint analytics data collection, which is off for this device.',
    };
  const sentAt = lastSent(db, facts, now);
  if (sentAt === null) return { events: [], note: 'The client has not sent its events yet; it does so once a day.' };
  return {
    events: [...fromActivities(db, facts), ...fromHistory(db, facts), ...moves(db, facts, sentAt, now)]
      .filter(({ at }) => at <= sentAt && at > now - kept)
      .sort((a, b) => b.at - a.at || a.eventId - b.eventId),
    note: 'The client sends its events once a day; Sync fetches them now. They are kept for 30 days.',
  };
}

/** Once a day at a time of its own (assumed), or when it next reaches the site. */
function lastSent(db: Db, facts: Facts, now: number): number | null {
  const { device, seed } = facts;
  const fetched = prepared(db, `SELECT max(at) FROM history WHERE device_id = ? AND kind = 'timelineSent'`)
    .pluck()
    .get(device.id) as number | null;
  const channel = siteChannel(facts);
  const presence = channel && facts.presenceOf(channel);
  if (!channel || !presence) return fetched;
  const phase = drawBetween(seed, 'timeline', device.id, 0, 0, day - 1);
  const slot = Math.floor((now - phase) / day) * day + phase;
  const network = channelNetwork[channel.channel];
  const sent = [slot, slot - day, slot - 7 * day]
    .map((at) => presence.nextOn(network, at))
    .find((at) => at !== undefined && at <= now);
  return Math.max(sent ?? 0, fetched ?? 0) || null;
}

function fromActivities(db: Db, { device }: Facts): Event[] {
  const rows = prepared(
    db,
    `SELECT * FROM activities WHERE device_id = ? AND kind = 'device_restarted' ORDER BY id`,
  ).all(device.id) as ActivityRow[];
  return rows.map(({ at }) => ({ at, ...events.restart, details: 'The computer was restarted' }));
}

function fromHistory(db: Db, { device }: Facts): Event[] {
  const steps = historyOfKind(db, device.id, 'applicationState').reverse();
  const told = steps.flatMap(({ at, details }): Event[] => {
    const action = details.action === null ? '' : `${applicationActions[details.action]}: `;
    const event: Event = {
      at,
      ...events.application,
      // No page says which level it has; a failure is taken for an error.
      level: details.state === 'failed' ? 'Error' : 'Information',
      details: `${action}${details.application} — ${applicationStates[details.state]}`,
    };
    if (details.state !== 'restartPending') return [event];
    return [event, { at, ...events.reboot, details: `${details.application} asks for a restart` }];
  });
  if (device.pending_reboot_since === null || device.pending_os_version === null) return told;
  return [
    ...told,
    {
      at: device.pending_reboot_since,
      ...events.update,
      details: `${device.pending_os_version} installed, restart pending`,
    },
  ];
}

/** Coming to another network is another boundary group; days on the same one are no event. */
function moves(db: Db, facts: Facts, sentAt: number, now: number): Event[] {
  const { presence } = facts;
  if (!presence) return [];
  const from = Math.max(now - kept, labRow(db).started_at - kept);
  const found: Event[] = [];
  let last: string | undefined;
  for (const { start } of presence.spansBetween('internet', from, sentAt)) {
    if (start < from || start > sentAt) continue;
    const place = presence.placeAt(start);
    if (place === undefined || place === last) continue;
    if (last !== undefined) found.push({ at: start, ...events.boundary, details: `Now in: ${groups[place]}` });
    last = place;
  }
  return found;
}
const groups = { office: 'Office network', vpn: 'VPN', internet: 'No boundary group' } as const;
