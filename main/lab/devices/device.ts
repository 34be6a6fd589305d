import type { AttentionReason, DeviceListId, Knowledge } from '../../../shared/devices/lists.ts';
import { attentionReasons } from '../../../shared/devices/lists.ts';
import { comparedFacts, comparedIn, recordedNameOf } from '../../../shared/devices/compared.ts';
import type { KnowledgeKind } from '../../../shared/contract/knowledge.ts';
import { actionKinds } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { ConfigmgrDeviceRow, IntuneDeviceRow } from '../../rows/records.ts';
import type { ScheduleRow } from '../../rows/devices.ts';
import type { Cell } from '../../../shared/contract/answers.ts';
import type { DeviceView, Difference, RecordView } from '../../../shared/devices/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { certificateEnd } from '../../simulation/contact/certificate.ts';
import { isReachable, lastIntuneContact } from '../../simulation/contact/contact.ts';
import { batteryAt, diskFreeAt, recordedDiskFree } from '../../simulation/kernel/drift.ts';
import { refusalOf } from '../../simulation/actions/refusal.ts';
import { heartbeatChannel, policyChannel, siteChannel } from '../../simulation/comanagement/policy.ts';
import { channels, lastContact, nextContact } from '../../simulation/kernel/schedule.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { administratorOf } from '../engine/administrator.ts';
import { worldOf } from '../engine/world.ts';
import { listActivities } from '../activities/views.ts';
import { actionView } from '../actions/action.ts';
import { isForeseen } from '../actions/checks.ts';
import { lastClientCheck } from './client-check.ts';
import { countDevices, recordRow } from './list.ts';

/** Less than this apart is the ordinary lag of an inventory, not a lesson. */
const diskToleranceMb = 1024;

export function deviceView(db: Db, deviceId: number, withheld: readonly KnowledgeKind[] = []): DeviceView {
  const { now } = labRow(db);
  const facts = factsOfNamed(db, deviceId);
  const truth = truthOf(db, facts, now);
  const records = recordsOf(db, facts, now);
  const administrator = administratorOf(db);
  const actions = prepared(db, 'SELECT * FROM actions WHERE device_id = ? ORDER BY id DESC LIMIT 100').all(
    deviceId,
  ) as ActionRow[];
  return {
    id: deviceId,
    name: facts.device.name,
    now,
    truth,
    records,
    staleRecords: staleRecordsOf(db, deviceId),
    differences: differencesOf(truth, records),
    actions: actions.map((row) => actionView(row, now)),
    activities: listActivities(db, { deviceId, kinds: [], search: '' }, 0, 50, withheld).rows,
    commands: actionKinds.map((kind) => {
      const refusal = refusalOf(kind, facts, administrator, now);
      return { kind, refusal: refusal && isForeseen(refusal) ? refusal : null };
    }),
    user: userOf(db, facts, now),
    attention: attentionOf(db, deviceId),
    story: facts.device.story,
  };
}

const bool = (flag: number | null): boolean | null => (flag === null ? null : flag === 1);

function truthOf(db: Db, facts: Facts, now: number): Record<string, Cell> {
  const { device, model, user } = facts;
  const policy = siteChannel(facts);
  const intune = facts.schedule(channels.intune);
  const next = (schedule: typeof policy) =>
    (schedule && nextContact(schedule, facts.presenceOf(schedule), now)) ?? null;
  return {
    name: device.name,
    platform: device.platform,
    os: device.os,
    osVersion: device.os_version,
    model: model.name,
    manufacturer: model.manufacturer,
    form: model.form,
    serialNumber: device.serial_number,
    ownership: device.ownership,
    joinType: device.join_type,
    online: isReachable(facts, now),
    power: device.power,
    mdmEnrolled: bool(device.is_mdm_enrolled),
    clientInstalled: device.client_version !== null,
    clientVersion: device.client_version,
    clientHealth: device.client_health,
    attached: bool(device.is_attached),
    encrypted: bool(device.is_encrypted),
    defenderOn: bool(device.is_defender_on),
    pushBlocked: bool(device.is_push_blocked),
    primaryUser: user?.upn ?? null,
    office: worldOf(db).offices.get(device.office_id)?.name ?? null,
    place: facts.presence?.placeAt(now) ?? null,
    bootedAt: device.booted_at,
    pendingRebootSince: device.pending_reboot_since,
    pendingOsVersion: device.pending_os_version,
    diskFreeMb: diskFreeAt(device, now),
    diskTotalMb: model.disk_total_mb,
    batteryPercent: batteryAt(device, now),
    nextOnline: facts.presence?.nextOn('internet', now) ?? null,
    nextIntuneCheckIn: device.is_mdm_enrolled ? next(intune) : null,
    nextPolicyPoll: next(policy),
  };
}

/** A field of a record as its list shows it. */
const listed = (db: Db, list: DeviceListId, recordId: number, field: string): Cell =>
  recordRow(db, list, recordId)[field] ?? null;

function recordsOf(db: Db, facts: Facts, now: number): DeviceView['records'] {
  const { intune, configmgr, entra, ad, autopilot } = facts;
  const intuneAt = lastIntuneContact(facts, now);
  return {
    intune: intune
      ? { asOf: intuneAt ?? shownSince(intune), recordId: intune.id, fields: intuneFields(intune, facts, intuneAt) }
      : null,
    configmgr: configmgr ? siteRecord(db, facts, configmgr, now) : null,
    entra: entra
      ? {
          asOf: listed(db, 'entra', entra.id, 'toldAt') as number,
          recordId: entra.id,
          fields: {
            name: entra.name,
            joinType: entra.join_type,
            registrationState: entra.registration_state,
            enabled: bool(entra.is_enabled),
            compliant: bool(entra.is_compliant),
            owner: entra.owner_upn,
            os: entra.os,
            osVersion: entra.os_version,
            registeredAt: entra.registered_at,
          },
        }
      : null,
    ad: ad
      ? {
          asOf: listed(db, 'ad', ad.id, 'toldAt') as number,
          recordId: ad.id,
          fields: {
            name: ad.name,
            enabled: bool(ad.is_enabled),
            os: ad.os,
            osVersion: ad.os_version,
            distinguishedName: ad.distinguished_name,
            createdAt: ad.created_at,
          },
        }
      : null,
    autopilot: autopilot
      ? {
          asOf: autopilot.last_contacted_at ?? autopilot.registered_at,
          recordId: autopilot.id,
          fields: {
            serialNumber: autopilot.serial_number,
            manufacturer: autopilot.manufacturer,
            model: autopilot.model,
            groupTag: autopilot.group_tag,
            profile: autopilot.profile,
            enrollmentState: autopilot.enrollment_state,
            registeredAt: autopilot.registered_at,
          },
        }
      : null,
  };
}

/** The site's record, as old as the last word of the client. */
function siteRecord(
  db: Db,
  facts: Facts,
  configmgr: ConfigmgrDeviceRow,
  now: number,
): DeviceView['records']['configmgr'] {
  const contactOn = (schedule: ScheduleRow | undefined) =>
    schedule ? lastContact(schedule, facts.presenceOf(schedule), now) : null;
  const poll = contactOn(policyChannel(facts));
  const heartbeat = contactOn(heartbeatChannel(facts));
  return {
    asOf: poll === null ? heartbeat : heartbeat === null ? poll : Math.max(poll, heartbeat),
    recordId: configmgr.id,
    fields: {
      name: configmgr.name,
      clientInstalled: bool(configmgr.has_client),
      clientVersion: configmgr.client_version,
      clientCheck: configmgr.client_check,
      clientCheckAt: lastClientCheck(facts, now),
      os: configmgr.os,
      osVersion: configmgr.os_version,
      domain: configmgr.domain,
      model: configmgr.model,
      serialNumber: configmgr.serial_number,
      primaryUser: configmgr.primary_user,
      lastLogonUser: configmgr.last_logon_user,
      lastPolicyRequest: poll,
      lastHeartbeat: heartbeat,
      clientStatus: listed(db, 'configmgr', configmgr.id, 'clientStatus'),
      clientOnline: listed(db, 'configmgr', configmgr.id, 'clientOnline'),
      discoveredAt: configmgr.discovered_at,
      siteCode: facts.site.code,
    },
  };
}

/** A record that tenant attach alone keeps is as old as the upload that brought it; a device that was in none since is no younger. */
const shownSince = ({
  managed_by: agent,
  last_contact_at: toldAt,
  attached_at: attachedAt,
}: IntuneDeviceRow): number | null => (agent === 'configMgr' ? (toldAt ?? attachedAt) : null);

function intuneFields(intune: IntuneDeviceRow, facts: Facts, lastAt: number | null): Record<string, Cell> {
  const disk = recordedDiskFree(intune, facts.device, lastAt);
  // Tenant attach brings identity and hardware only; nothing of an enrollment is known of such a device.
  const isEnrolled = intune.managed_by !== 'configMgr';
  return {
    name: intune.name,
    managedBy: intune.managed_by,
    managementState: intune.management_state,
    compliance: intune.compliance,
    complianceReasons: (JSON.parse(intune.compliance_reasons) as string[]).join(', '),
    graceUntil: intune.grace_until,
    ownership: intune.ownership,
    joinType: intune.join_type,
    os: intune.os,
    osVersion: intune.os_version,
    model: intune.model,
    manufacturer: intune.manufacturer,
    serialNumber: intune.serial_number,
    primaryUser: intune.primary_user_upn,
    ...(isEnrolled
      ? {
          encrypted: bool(intune.is_encrypted),
          diskFreeMb: disk.freeMb,
          diskAsOf: disk.asOf,
          enrolledAt: intune.enrolled_at,
          certificateExpiresAt: certificateEnd(intune, lastAt),
        }
      : {}),
    mdmEnrolled: isEnrolled,
    lastCheckIn: lastAt,
    attachedAt: intune.attached_at,
  };
}

function staleRecordsOf(db: Db, deviceId: number): DeviceView['staleRecords'] {
  const stale: DeviceView['staleRecords'] = [];
  const add = (
    service: Knowledge,
    table: string,
    live: string,
    toView: (row: Record<string, Cell>) => RecordView,
  ): void => {
    const rows = prepared(db, `SELECT * FROM ${table} WHERE device_id = ? AND is_current = 0 ${live} ORDER BY id`).all(
      deviceId,
    ) as Record<string, Cell>[];
    for (const row of rows) stale.push({ service, ...toView(row) });
  };
  add('intune', 'intune_devices', 'AND removed_at IS NULL', (row) => ({
    asOf: row['last_contact_at'] as number | null,
    recordId: row['id'] as number,
    fields: {
      name: row['name']!,
      managedBy: row['managed_by']!,
      compliance: row['compliance']!,
      enrolledAt: row['enrolled_at']!,
      osVersion: row['os_version']!,
    },
  }));
  add('configmgr', 'configmgr_devices', '', (row) => ({
    asOf: row['client_check_at'] as number | null,
    recordId: row['id'] as number,
    fields: {
      name: row['name']!,
      obsolete: row['is_obsolete'] === 1,
      decommissioned: row['is_decommissioned'] === 1,
      osVersion: row['os_version']!,
    },
  }));
  add('entra', 'entra_devices', '', (row) => ({
    asOf: row['told_at'] as number,
    recordId: row['id'] as number,
    fields: { name: row['name']!, joinType: row['join_type']!, enabled: row['is_enabled'] === 1 },
  }));
  add('ad', 'ad_computers', '', (row) => ({
    asOf: row['told_at'] as number,
    recordId: row['id'] as number,
    fields: { name: row['name']!, enabled: row['is_enabled'] === 1 },
  }));
  return stale;
}

function differencesOf(truth: Record<string, Cell>, records: DeviceView['records']): Difference[] {
  return (['intune', 'configmgr', 'entra', 'ad'] as const).flatMap((recordedBy) => {
    const record = records[recordedBy];
    if (!record) return [];
    return comparedIn(recordedBy, record.fields).flatMap((field) => {
      const { label } = comparedFacts[field];
      const told = record.fields[recordedNameOf(field)] ?? null;
      const real = truth[field] ?? null;
      if (told === real || (field === 'diskFreeMb' && Math.abs(Number(told) - Number(real)) < diskToleranceMb))
        return [];
      // AD writes `10.0 (26100)` where the device says `10.0.26100.4652`; only another build counts.
      if (recordedBy === 'ad' && field === 'osVersion' && buildOf(told) === buildOf(real)) return [];
      // Offline is the site's word for its own channel alone: a laptop at home may well be on.
      if (field === 'online' && told !== true) return [];
      // The site names users DOMAIN\account, the truth by UPN; only different people count as a difference.
      if (recordedBy === 'configmgr' && field === 'primaryUser' && sameAccount(told, real)) return [];
      return [{ field, label, truth: real, record: told, recordedBy }];
    });
  });
}

/** The third number of a Windows version, whether it stands behind a dot or in brackets. */
const buildOf = (version: Cell): string => String(version).match(/\d+/g)?.[2] ?? String(version);

const accountOf = (text: string): string => text.toLowerCase().replace(/^.*\\/, '').replace(/@.*$/, '');
const sameAccount = (a: Cell, b: Cell): boolean =>
  typeof a === 'string' && typeof b === 'string' && accountOf(a) === accountOf(b);

function userOf(db: Db, facts: Facts, now: number): DeviceView['user'] {
  const { user } = facts;
  if (!user) return null;
  return {
    displayName: user.display_name,
    upn: user.upn,
    department: user.department,
    jobTitle: user.job_title,
    office: worldOf(db).offices.get(user.office_id)?.name ?? '',
    isSignedIn: isReachable(facts, now),
  };
}

/** Asked of the list itself, so that page and list can never disagree. */
function attentionOf(db: Db, deviceId: number): AttentionReason[] {
  return (Object.keys(attentionReasons) as AttentionReason[]).filter(
    (reason) =>
      countDevices(db, {
        list: 'fleet',
        filters: [
          { field: 'id', value: String(deviceId) },
          { field: 'needs', value: reason },
        ],
        search: '',
        sort: null,
      }) > 0,
  );
}
