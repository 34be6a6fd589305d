import { latestMoment } from '../../../shared/time.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import type { UploadedRecord } from '../../rows/attach.ts';
import type { Change, Facts, SiteFacts } from '../kernel/change.ts';
import {
  blockedBy,
  connectorSettingIds,
  isBlocked,
  isUploading,
  queueRun,
  runAfter,
  runBefore,
  shownAt,
  uploadBatch,
} from '../site/connector.ts';
import { endOrdersOfAttachment } from '../contact/delivery.ts';
import { uploadedRecord } from './uploaded-record.ts';
import { tellActivity, tellSite } from '../kernel/tell.ts';

/** What the queue's subject says: a run with what changed, the rest of one, or everything from this device id on. */
const rest = -1;

/**
 * Sends a batch to the tenant as the site's records are now. A run that has nothing to send is not queued; what it would have
 * said is computed.
 */
export function upload(site: SiteFacts, subject: number, now: number): Change[] {
  const { cloud } = site;
  if (!isUploading(cloud)) return [];
  const isFull = subject > 0;
  // What changed stays in the backlog, and a full upload goes on where it stopped.
  if (isBlocked(site))
    return isFull
      ? [{ do: 'queue', dueAt: runAfter(cloud, now), kind: 'upload', deviceId: 0, subjectId: subject }]
      : [];
  const last = subject + uploadBatch - 1;
  const ids = isFull ? site.attachable(subject, last) : site.backlogHead(uploadBatch + 1);
  const taken = isFull ? ids : ids.slice(0, uploadBatch);
  const sent: Change[] = [];
  let records = 0;
  let removed = 0;
  for (const id of taken) {
    const facts = site.facts(id);
    const record = uploadedRecord(site, facts);
    if (record) records += 1;
    else if (isShown(facts)) removed += 1;
    else continue;
    sent.push(send(id, record, now));
  }
  const next = isFull
    ? last < site.lastDeviceId
      ? last + 1
      : undefined
    : ids.length > taken.length
      ? rest
      : undefined;
  const isFirst = subject === 0 || subject === 1;
  const count = records + removed;
  return [
    ...taken.map((id): Change => ({ do: 'remove', table: 'upload_backlog', key: { device_id: id } })),
    ...sent,
    ...(count === 0
      ? []
      : ([
          { do: 'queue', dueAt: shownAt(site.seed, now), kind: 'uploadVisible', deviceId: 0, subjectId: now },
          {
            do: 'update',
            table: 'cloud_attach',
            id: 1,
            set: { last_upload_at: now, last_upload_count: count + (isFirst ? 0 : cloud.last_upload_count) },
          },
          tellSite('uploadSent', { records, removed, isFull, nextRun: runAfter(cloud, now) }),
        ] satisfies Change[])),
    ...(next === undefined
      ? []
      : ([{ do: 'queue', dueAt: now + 1, kind: 'upload', deviceId: 0, subjectId: next }] satisfies Change[])),
  ];
}

/** On its way to the tenant; null for a device that leaves it. */
const send = (deviceId: number, record: UploadedRecord | null, now: number): Change => ({
  do: 'put',
  table: 'uploads_under_way',
  key: { sent_at: now, device_id: deviceId },
  set: { record: record && JSON.stringify(record) },
});

/** The tenant shows the device through tenant attach. */
const isShown = ({ device, intune }: Facts): boolean =>
  device.is_attached === 1 || intune?.managed_by === 'configMgr' || (intune?.attached_at ?? null) !== null;

/** The tenant shows what was sent at the moment `sentAt`, as it was then. */
export function uploadVisible(site: SiteFacts, sentAt: number, now: number): Change[] {
  const batch = site.underWay(sentAt);
  return [
    ...batch.flatMap(({ deviceId, record }) => showRecord(site.facts(deviceId), record, now, sentAt)),
    { do: 'remove', table: 'uploads_under_way', key: { sent_at: sentAt } },
    tellSite('uploadShown', { records: batch.length, sentAt }),
  ];
}

/** What the tenant shows is as old as the upload that brought it: a device that was not in the delta becomes no younger. */
function showRecord(facts: Facts, record: UploadedRecord | null, now: number, sentAt: number): Change[] {
  const { device, intune } = facts;
  if (record === null) return leaveTenant(facts, now);
  const changes: Change[] = [];
  const isAttached = device.client_version === null ? 0 : 1;
  if (device.is_attached !== isAttached)
    changes.push({ do: 'update', table: 'devices', id: device.id, set: { is_attached: isAttached } });
  if (!intune)
    return [...changes, { do: 'insert', table: 'intune_devices', row: attachedRow(device.id, record, now, sentAt) }];
  const set: Partial<IntuneDeviceRow> = intune.attached_at === null ? { attached_at: now } : {};
  // Where the device is enrolled its own check-ins write the record; tenant attach adds no more than that it is there.
  if (intune.managed_by === 'configMgr') {
    set.last_contact_at = sentAt;
    const fresh = fieldsOf(record);
    for (const column of Object.keys(fresh) as (keyof typeof fresh)[])
      if (fresh[column] !== intune[column]) Object.assign(set, { [column]: fresh[column] });
  }
  if (Object.keys(set).length > 0) changes.push({ do: 'update', table: 'intune_devices', id: intune.id, set });
  return changes;
}

const fieldsOf = (record: UploadedRecord) => ({
  name: record.name,
  platform: record.platform,
  os: record.platform === 'windowsServer' ? 'Windows Server' : 'Windows',
  os_version: record.os_version,
  model: record.model,
  manufacturer: record.manufacturer,
  serial_number: record.serial_number,
  join_type: record.join_type,
  primary_user_upn: record.primary_user_upn,
});

/** What Intune holds of a device that tenant attach alone brought: no enrollment, so no certificate, check-in or verdict. */
const attachedRow = (
  deviceId: number,
  record: UploadedRecord,
  now: number,
  sentAt: number,
): Omit<IntuneDeviceRow, 'id'> => ({
  device_id: deviceId,
  is_current: 1,
  managed_by: 'configMgr',
  management_state: 'managed',
  enrolled_at: now,
  removed_at: null,
  certificate_expires_at: latestMoment,
  last_contact_at: sentAt,
  ownership: 'corporate',
  compliance: 'configManager',
  compliance_reasons: '[]',
  grace_until: null,
  is_encrypted: 0,
  disk_free_mb: 0,
  disk_as_of: now,
  enrollment_type: 'unknown',
  attached_at: now,
  ...fieldsOf(record),
});

/** An attached-only record leaves the tenant; an enrolled device stays, without what tenant attach added. */
function leaveTenant(facts: Facts, now: number): Change[] {
  const { device, intune } = facts;
  // Before anything else: what was ordered over the site was given to what now leaves.
  const changes: Change[] = intune?.attached_at == null ? [] : endOrdersOfAttachment(facts, now);
  if (device.is_attached === 1)
    changes.push({ do: 'update', table: 'devices', id: device.id, set: { is_attached: 0 } });
  if (intune?.managed_by === 'configMgr')
    changes.push({
      do: 'update',
      table: 'intune_devices',
      id: intune.id,
      set: { removed_at: now, is_current: 0, attached_at: null },
    });
  else if (intune && intune.attached_at !== null)
    changes.push({ do: 'update', table: 'intune_devices', id: intune.id, set: { attached_at: null } });
  return changes;
}

/** The offboarding takes effect, a batch of devices a second; the site counts as attached until the last has left. */
export function detachCompletes(site: SiteFacts, from: number, now: number): Change[] {
  const { cloud } = site;
  if (cloud.detach_at === null) return [];
  const last = from + uploadBatch - 1;
  const changes: Change[] = [
    // What was still on its way finds nobody to show it.
    ...(from === 1
      ? ([
          { do: 'remove', table: 'uploads_under_way', key: {} },
          { do: 'unqueue', kind: 'uploadVisible', deviceId: 0 },
          { do: 'unqueue', kind: 'upload', deviceId: 0 },
          { do: 'remove', table: 'upload_backlog', key: {} },
        ] satisfies Change[])
      : []),
    ...site.attachable(from, last).flatMap((id) => leaveTenant(site.facts(id), now)),
  ];
  if (last < site.lastDeviceId)
    return [...changes, { do: 'queue', dueAt: now + 1, kind: 'detachCompletes', deviceId: 0, subjectId: last + 1 }];
  return [
    ...changes,
    {
      do: 'update',
      table: 'cloud_attach',
      id: 1,
      set: {
        attached_at: null,
        uploads: 0,
        upload_collection_id: null,
        last_upload_at: null,
        last_upload_count: 0,
        detach_from: null,
        detach_at: null,
        detached_at: now,
      },
    },
    tellSite('detached', { from: cloud.detach_from }),
    tellActivity(
      'tenant_detached',
      { subject: site.site.name, actor: 'Microsoft Intune' },
      { from: cloud.detach_from },
    ),
  ];
}

/** What opening or closing the site's way to the cloud sets going. `value` is the new one; facts are of before. */
export function connectorFollows(site: SiteFacts, setting: string, value: string, now: number): Change[] {
  if (!connectorSettingIds.some((id) => id === setting) || site.cloud.attached_at === null) return [];
  const before = blockedBy((id) => site.setting(id));
  const after = blockedBy((id) => (id === setting ? value : site.setting(id)));
  if ((before === undefined) === (after === undefined)) return [];
  const { cloud } = site;
  if (after !== undefined) {
    const lastRun = isUploading(cloud) ? runBefore(cloud, now) : null;
    return [tellSite('uploadBlocked', { cause: after.setting, lastRun })];
  }
  const changes: Change[] = [tellSite('uploadResumed', {})];
  if (isUploading(cloud) && site.backlogHead(1).length > 0) changes.push(...queueRun(runAfter(cloud, now), 0));
  for (const { id, deviceId } of site.heldTasks) {
    changes.push(
      { do: 'unqueue', kind: 'actionExpires', deviceId, subjectId: id },
      { do: 'queue', dueAt: now + 1, kind: 'taskForwarded', deviceId, subjectId: id },
    );
  }
  return changes;
}
