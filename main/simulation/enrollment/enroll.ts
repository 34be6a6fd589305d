import { day, hour, minute } from '../../../shared/time.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import { queueComgmtReport } from '../comanagement/policy.ts';
import { lastIntuneContact } from '../contact/contact.ts';
import { endOrdersOfEnrollment, managementAfterwards } from '../contact/delivery.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { diskFreeAt } from '../kernel/drift.ts';
import { channelPeriod, channels, lastContact } from '../kernel/schedule.ts';
import { ofDevice, tellActivity, tellDevice } from '../kernel/tell.ts';
import { uploadChange } from '../site/connector.ts';
import { queueRecordEnd } from './record-end.ts';

export type Enrollment = {
  enrollmentType: string;
  managedBy: IntuneDeviceRow['managed_by'];
  primaryUser: string | null;
};
/** An MDM certificate lasts a year. Source: remote-actions facts, troubleshooting device actions. */
const certificateSeconds = 365 * day;
/**
 * After an enrollment Windows checks in every 3 minutes for 15, then every 15 minutes for 2 hours, then about every 8 hours.
 * Source: device-health facts, §3.
 */
const firstSyncs = [
  { period: 3 * minute, from: 0 },
  { period: 15 * minute, from: 15 * minute },
  { period: channelPeriod[channels.intune], from: 15 * minute + 2 * hour },
] as const;

/** A device becomes one of Intune's: truth, record, certificate, and the check-ins that follow within minutes. */
export function enroll(facts: Facts, { enrollmentType, managedBy, primaryUser }: Enrollment, now: number): Change[] {
  const { device, model } = facts;
  const told: Omit<IntuneDeviceRow, 'id' | 'attached_at'> = {
    device_id: device.id,
    is_current: 1,
    name: device.name,
    managed_by: managedBy,
    management_state: 'managed',
    enrolled_at: now,
    removed_at: null,
    certificate_expires_at: now + certificateSeconds,
    last_contact_at: null,
    primary_user_upn: primaryUser,
    platform: device.platform,
    os: device.os,
    os_version: device.os_version,
    model: model.name,
    manufacturer: model.manufacturer,
    serial_number: device.serial_number,
    ownership: device.ownership,
    join_type: device.join_type,
    compliance: 'unknown',
    compliance_reasons: '[]',
    grace_until: null,
    is_encrypted: device.is_encrypted,
    disk_free_mb: diskFreeAt(device, now),
    disk_as_of: now,
    enrollment_type: enrollmentType,
  };
  const [soon, later, usual] = firstSyncs;
  return [
    { do: 'update', table: 'devices', id: device.id, set: { is_mdm_enrolled: 1 } },
    ...endOrdersOfEnrollment(facts, now),
    ...recordOf(facts, told, now),
    {
      do: 'schedule',
      row: {
        device_id: device.id,
        channel: channels.intune,
        since: now,
        until: null,
        pattern_id: device.pattern_id,
        phase: soon.period,
        period: soon.period,
        before_at: now,
      },
    },
    // Compliance is Not evaluated until the first of these check-ins.
    { do: 'unqueue', kind: 'stateReports', deviceId: device.id },
    { do: 'queue', dueAt: now + soon.period, kind: 'stateReports', deviceId: device.id, subjectId: 0 },
    { do: 'unqueue', kind: 'syncSlows', deviceId: device.id },
    ...[later, usual].map(({ from, period }): Change => ({
      do: 'queue',
      dueAt: now + from,
      kind: 'syncSlows',
      deviceId: device.id,
      subjectId: period,
    })),
  ];
}

/** A record that tenant attach brought becomes the one of the enrolled device; an older enrollment's stays behind, stale. */
function recordOf(facts: Facts, told: Omit<IntuneDeviceRow, 'id' | 'attached_at'>, now: number): Change[] {
  const { intune } = facts;
  return intune?.removed_at === null && intune.managed_by === 'configMgr'
    ? [{ do: 'update', table: 'intune_devices', id: intune.id, set: told }]
    : [
        ...(intune
          ? [
              {
                do: 'update',
                table: 'intune_devices',
                id: intune.id,
                set: {
                  is_current: 0,
                  last_contact_at: lastIntuneContact(facts, now),
                  management_state: managementAfterwards(facts),
                },
              } as const,
              ...queueRecordEnd(facts, now),
            ]
          : []),
        { do: 'insert', table: 'intune_devices', row: { ...told, attached_at: null } },
      ];
}

/** The check-ins of a newly enrolled device become rarer; subject is the period from now on. */
export function syncSlows(facts: Facts, period: number, now: number): Change[] {
  const current = facts.schedule(channels.intune);
  if (current?.pattern_id == null || facts.device.is_mdm_enrolled === 0) return [];
  const before = lastContact(current, facts.presenceOf(current), now);
  return [{ do: 'schedule', row: { ...current, since: now, until: null, phase: period, period, before_at: before } }];
}

/**
 * The enrollment of a device is gone: its truth, its check-ins and its record. Where automatic enrollment selects it, it enrolls again
 * at the next evaluation of the policy. What becomes of orders is for whoever calls.
 */
export function leaveIntune(facts: Facts, now: number): Change[] {
  const { device, intune } = facts;
  const schedule = facts.schedule(channels.intune);
  return [
    { do: 'update', table: 'devices', id: device.id, set: { is_mdm_enrolled: 0 } },
    ...(['stateReports', 'syncSlows', 'userSignsIn', 'graceEnds', 'goesSilent'] as const).map((kind): Change => ({
      do: 'unqueue',
      kind,
      deviceId: device.id,
    })),
    ...(schedule
      ? [{ do: 'schedule', row: { ...schedule, since: now, until: null, pattern_id: null, before_at: now } } as const]
      : []),
    // One that tenant attach brought is the site's and knew of no enrollment.
    ...(intune?.removed_at === null && intune.managed_by !== 'configMgr' ? [endRecord(facts, intune, now)] : []),
    tellDevice(device.id, 'unenrolled', {}),
    ...queueComgmtReport(facts, now),
    ...uploadChange(facts, [device.id], now),
    { do: 'queue', dueAt: now, kind: 'plan', deviceId: device.id, subjectId: 0 },
  ];
}

/** A record that tenant attach shows too goes on as one of the site. */
const endRecord = (facts: Facts, intune: IntuneDeviceRow, now: number): Change => ({
  do: 'update',
  table: 'intune_devices',
  id: intune.id,
  set:
    intune.attached_at === null
      ? { removed_at: now, is_current: 0, last_contact_at: now, management_state: managementAfterwards(facts) }
      : {
          managed_by: 'configMgr',
          last_contact_at: now,
          management_state: 'managed',
          compliance: 'configManager',
          compliance_reasons: '[]',
          grace_until: null,
        },
});

/** The device leaves Intune by itself: Disconnect in Settings. */
export function unenroll(facts: Facts, now: number): Change[] {
  const { device } = facts;
  if (device.is_mdm_enrolled === 0) return [];
  return [
    ...leaveIntune(facts, now),
    ...endOrdersOfEnrollment(facts, now),
    tellActivity('mdm_unenrolled', ofDevice(device), {}),
  ];
}
