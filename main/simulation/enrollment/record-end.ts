import { day } from '../../../shared/time.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import { certificateEnd } from '../contact/certificate.ts';
import { lastIntuneContact } from '../contact/contact.ts';
import { endOrdersOfRecord, managementAfterwards } from '../contact/delivery.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { tellActivity } from '../kernel/tell.ts';

/** So long after the end of its certificate Intune removes a record. Source: troubleshooting device actions. */
const keptAfterCertificate = 180 * day;

const isEnrollment = (record: IntuneDeviceRow | undefined): record is IntuneDeviceRow =>
  record?.removed_at === null && record.managed_by !== 'configMgr';

const endOf = (facts: Facts, record: IntuneDeviceRow, now: number): number => {
  const last = record.is_current === 1 ? lastIntuneContact(facts, now) : record.last_contact_at;
  return certificateEnd(record, last) + keptAfterCertificate;
};

/**
 * Queues the end of a record of which nobody will hear any more: a device that is in touch renews its certificate, so only where contacts
 * have ended something is queued. Called with whatever ends them; `record` is the current one, or one that has just been replaced.
 */
export function queueRecordEnd(facts: Facts, now: number, record = facts.intune): Change[] {
  if (!isEnrollment(record)) return [];
  const { id: deviceId } = facts.device;
  // One that should be gone already goes at once.
  const dueAt = Math.max(endOf(facts, record, now), now + 1);
  return [
    { do: 'unqueue', kind: 'recordEnds', deviceId, subjectId: record.id },
    { do: 'queue', dueAt, kind: 'recordEnds', deviceId, subjectId: record.id },
  ];
}

/** The certificate ended 180 days ago and nothing came: the record goes. The device, if it ever comes back, is no longer enrolled. */
export function recordEnds(facts: Facts, recordId: number, now: number): Change[] {
  const { device } = facts;
  const record = facts.intuneRecord(recordId);
  if (!isEnrollment(record)) return [];
  const end = endOf(facts, record, now);
  // It was in touch after all; it may fall silent again.
  if (end > now) return [{ do: 'queue', dueAt: end, kind: 'recordEnds', deviceId: device.id, subjectId: recordId }];
  const isCurrent = record.is_current === 1;
  const last = isCurrent ? lastIntuneContact(facts, now) : record.last_contact_at;
  return [
    ...(isCurrent ? endOrdersOfRecord(facts, now, record.attached_at !== null) : []),
    {
      do: 'update',
      table: 'intune_devices',
      id: recordId,
      set:
        isCurrent && record.attached_at !== null
          ? {
              managed_by: 'configMgr',
              last_contact_at: last,
              management_state: 'managed',
              compliance: 'configManager',
              compliance_reasons: '[]',
              grace_until: null,
            }
          : {
              removed_at: now,
              is_current: 0,
              last_contact_at: last,
              ...(isCurrent ? { management_state: managementAfterwards(facts) } : {}),
            },
    },
    tellActivity(
      'intune_record_removed',
      { deviceId: device.id, subject: record.name, actor: 'Microsoft Intune' },
      { action: null, compliance: record.compliance },
    ),
    ...(isCurrent && device.is_mdm_enrolled === 1
      ? ([
          { do: 'update', table: 'devices', id: device.id, set: { is_mdm_enrolled: 0 } },
          { do: 'queue', dueAt: now, kind: 'plan', deviceId: device.id, subjectId: 0 },
        ] as const)
      : []),
  ];
}
