import { applications, applicationStates, deploymentKinds } from '../../../shared/apps/words.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import { stateOf, type ScriptRun } from '../../../shared/attach/scripts.ts';
import type { RecoveryKeyRow, ScriptRunRow } from '../../rows/attach.ts';
import { hour } from '../../../shared/time.ts';
import type { AttachedDeviceView, AttachedPage } from '../../../shared/attach/views.ts';
import type { Db } from '../../db/open.ts';
import { allRows, labRow, prepared } from '../../db/tables.ts';
import { applicationActionsNow, applicationState, needsOnline } from '../../simulation/apps/applications.ts';
import {
  currentKey,
  recoveryKeyId,
  recoveryKeysFrom,
  recoveryPassword,
} from '../../simulation/attach/recovery-keys.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { isGatewayChannel, reachesSite, siteChannel } from '../../simulation/comanagement/policy.ts';
import { diskFreeAt } from '../../simulation/kernel/drift.ts';
import { channels, lastContact } from '../../simulation/kernel/schedule.ts';
import { guidFor } from '../../simulation/kernel/identifiers.ts';
import { pageRefusal } from '../rights/attached.ts';
import { isMemberOf } from '../engine/membership.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { scheduleAt } from '../devices/schedule-at.ts';
import { administratorOf } from '../engine/administrator.ts';
import { softwareUpdatesOf } from './updates.ts';
import { timelineOf } from './timeline.ts';

const pages = [
  'clientDetails',
  'collections',
  'timeline',
  'resourceExplorer',
  'applications',
  'softwareUpdates',
  'recoveryKeys',
  'cmpivot',
  'scripts',
] as const satisfies readonly AttachedPage[];

/** The pages that the admin center adds for a tenant attached device: asked of the site live, so a refusal is part of them. */
export function attachedDevice(db: Db, { deviceId, inventoryAt }: ViewParams<'attach.device'>): AttachedDeviceView {
  const { now } = labRow(db);
  const facts = factsOfNamed(db, deviceId);
  const administrator = administratorOf(db);
  const refusals = new Map(
    pages.flatMap((page) => {
      const refusal = pageRefusal(facts, administrator, page);
      return refusal ? [[page, refusal] as const] : [];
    }),
  );
  const shown = new Map([...refusals].map(([page, { code, message }]) => [page, { code, message }] as const));
  const open = <T>(page: AttachedPage, read: () => T[]): T[] => (refusals.has(page) ? [] : read());
  const timeline = timelineOf(db, facts, now);
  return {
    isAttached: (facts.intune?.attached_at ?? null) !== null,
    refusal: shown.get('clientDetails') ?? null,
    pageRefusals: Object.fromEntries(shown),
    because: [...refusals.values()].find(({ because }) => because !== undefined)?.because ?? null,
    clientDetails: open('clientDetails', () => clientDetails(db, facts, now)),
    collections: open('collections', () => collectionsOf(db, deviceId)),
    timeline: open('timeline', () => timeline.events),
    timelineNote: timeline.note,
    resourceExplorer: open('resourceExplorer', () => resourceExplorer(db, facts, Math.min(inventoryAt ?? now, now))),
    applications: open('applications', () => applicationsOf(facts, now)),
    softwareUpdates: open('softwareUpdates', () => softwareUpdatesOf(db, facts, now)),
    scripts: open('scripts', () => scriptRunsOf(db, deviceId)),
    recoveryKeys: open('recoveryKeys', () => recoveryKeysOf(db, facts)),
  };
}

/** What a client is called in the site: `GUID:` and the id it registered with. */
const smsId = ({ seed, device }: Facts): string => `GUID:${guidFor(seed, 'id.client', device.id).toUpperCase()}`;

/** Fields that the primary site refreshes every hour (on the hour, assumed), and what the client says at this moment. */
function clientDetails(db: Db, facts: Facts, now: number): AttachedDeviceView['clientDetails'] {
  const { configmgr, site } = facts;
  if (!configmgr) return [];
  const refreshed = Math.floor(now / hour) * hour;
  const poll = siteChannel(facts);
  const heartbeat = facts.schedule(channels.heartbeat) ?? facts.schedule(channels.gatewayHeartbeat);
  // A retrieval that somebody asked for since then began a schedule that the site's own figures do not know yet.
  const at = (present: typeof poll): number | null => {
    const schedule = present && scheduleAt(db, present, refreshed);
    return schedule ? lastContact(schedule, facts.presenceOf(schedule), refreshed) : null;
  };
  const lastPoll = at(poll);
  const lastActive = Math.max(lastPoll ?? 0, at(heartbeat) ?? 0);
  const text = (name: string, value: string | null) => ({ name, value, type: 'text' }) as const;
  const isOnline = reachesSite(facts, now);
  return [
    text('Client name', configmgr.name),
    text('SMS ID', smsId(facts)),
    text('Site code', site.code),
    text('Client version', configmgr.client_version),
    { name: 'Client online', value: isOnline, type: 'boolean' },
    { name: 'Last policy request', value: lastPoll, type: 'time' },
    { name: 'Last active time', value: lastActive === 0 ? null : lastActive, type: 'time' },
    text('Last management point', lastPoll === null ? null : site.management_point),
    text('Boundary group', isOnline ? boundaryGroup(facts, now) : null),
    text('Domain', configmgr.domain),
    text('Operating system', configmgr.os),
    text('OS build', configmgr.os_version),
    text('Primary user', configmgr.primary_user),
    text('Last signed-in user', configmgr.last_logon_user),
    text('Microsoft Entra device ID', configmgr.entra_device_id),
  ];
}

/** Where the client stands now; names of boundary groups are the lab's own. */
function boundaryGroup(facts: Facts, at: number): string {
  const channel = siteChannel(facts);
  if (channel && isGatewayChannel(channel.channel)) return 'Cloud management gateway';
  return facts.presence?.placeAt(at) === 'vpn' ? 'VPN' : 'Office network';
}

const collectionsOf = (db: Db, deviceId: number): AttachedDeviceView['collections'] =>
  allRows(db, 'collections')
    .filter(({ id }) => isMemberOf(db, id, deviceId))
    .map(({ id, collection_code: code, name }) => ({ id, code, name }));

/**
 * Classes of the hardware inventory, as of the last one before a moment: it travels with the weekly schedule of the heartbeat (assumed).
 * What a later inventory would have told otherwise is the free space alone; the rest is as the record has it.
 */
function resourceExplorer(db: Db, facts: Facts, moment: number): AttachedDeviceView['resourceExplorer'] {
  const { configmgr, device, model } = facts;
  if (!configmgr) return [];
  const present = facts.schedule(channels.heartbeat) ?? facts.schedule(channels.gatewayHeartbeat);
  const schedule = present && scheduleAt(db, present, moment);
  const asOf = schedule ? lastContact(schedule, facts.presenceOf(schedule), moment) : null;
  const free = asOf === null ? null : diskFreeAt(device, Math.max(asOf, device.disk_since));
  const group = (className: string, rows: Record<string, string | number | null>) => ({
    className,
    asOf,
    rows: Object.entries(rows).map(([name, value]) => ({ name, value: value === null ? '' : String(value) })),
  });
  return [
    group('Computer System', {
      Name: configmgr.name,
      Domain: configmgr.domain,
      Manufacturer: model.manufacturer,
      Model: configmgr.model,
      'User Name': configmgr.last_logon_user,
    }),
    group('Operating System', { Caption: configmgr.os, Version: configmgr.os_version }),
    group('PC BIOS', { Manufacturer: model.manufacturer, 'Serial Number': configmgr.serial_number }),
    group('Motherboard', { Manufacturer: model.manufacturer, 'Serial Number': configmgr.serial_number }),
    group('Logical Disk', { 'Device ID': 'C:', 'Size (MB)': model.disk_total_mb, 'Free Space (MB)': free }),
    group('System Enclosure', { 'Chassis Type': model.form, 'Serial Number': configmgr.serial_number }),
    group('Configuration Manager Client', { Version: configmgr.client_version, 'SMS ID': smsId(facts) }),
  ];
}

function applicationsOf(facts: Facts, now: number): AttachedDeviceView['applications'] {
  const isOnline = reachesSite(facts, now);
  return applications.map((application) => ({
    id: application.id,
    name: application.name,
    version: application.version,
    publisher: application.publisher,
    state: applicationStates[applicationState(facts, application, now)],
    deployment: deploymentKinds[application.deployment].label,
    actions: applicationActionsNow(facts, application, now).filter(
      (action) => isOnline || !needsOnline(application, action),
    ),
  }));
}

/** Of each script its last run, the newest first. */
const scriptRunsOf = (db: Db, deviceId: number): ScriptRun[] =>
  (
    prepared(
      db,
      `SELECT * FROM script_runs WHERE id IN (SELECT max(id) FROM script_runs WHERE device_id = ? GROUP BY script)
       ORDER BY id DESC`,
    ).all(deviceId) as ScriptRunRow[]
  ).map(({ id, script, started_at: startedAt, ended_at: endedAt, output }) => ({
    id,
    name: script,
    state: stateOf(endedAt, output),
    lastRun: startedAt,
    output,
  }));

/** The key itself is shown only after somebody asked for it, and until the device has made another. */
function recoveryKeysOf(db: Db, facts: Facts): AttachedDeviceView['recoveryKeys'] {
  if (facts.site.version < recoveryKeysFrom) return [];
  const { seed, device } = facts;
  const current = currentKey(facts);
  if (!current) return [];
  const stored = prepared(db, 'SELECT * FROM recovery_keys WHERE device_id = ? ORDER BY number DESC').all(
    device.id,
  ) as RecoveryKeyRow[];
  const keys = stored.some(({ number }) => number === current.number) ? stored : [current, ...stored];
  return keys.map(({ number, saved_at: savedAt, shown_at: shownAt, rotated_at: rotatedAt }) => ({
    keyId: recoveryKeyId(seed, device.id, number),
    volume: 'C:',
    key: shownAt !== null && rotatedAt === null ? recoveryPassword(seed, device.id, number) : null,
    savedAt,
    rotatedAt,
  }));
}
