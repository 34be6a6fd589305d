import type { ActionRow } from '../../rows/actions.ts';
import type { Channel } from '../../rows/devices.ts';
import type { ConfigmgrDeviceRow, IntuneDeviceRow } from '../../rows/records.ts';
import type { WorkRow } from '../../rows/journal.ts';
import { day, hour, minute } from '../../../shared/time.ts';
import { nextContact } from '../kernel/schedule.ts';
import type { Places } from './places.ts';
import type { Plan } from './plan.ts';
import type { Contacts } from './schedules.ts';

/**
 * What is already due to happen when the lab starts. Only sparse things: a contact that changes nothing is computed, so a
 * check-in is queued only where a record has something to learn at it.
 */
export function workRows(places: Places, plan: Plan, contacts: Contacts, records: Records): WorkRow[] {
  const rows: WorkRow[] = [];
  const { device, presence, work } = plan;
  const { start } = places;
  const queue = (kind: string, due: number): void => {
    rows.push({ due_at: due, rank: 0, device_id: device.id, seq: 0, kind, subject_id: 0, queued_at: start });
  };
  const atNextContact = (kind: string, channel: Channel): void => {
    const slots = contacts.schedules.find((row) => row.channel === channel);
    const due = slots && nextContact(slots, slots.pattern_id === null ? undefined : presence, start);
    if (due !== undefined) queue(kind, due);
  };
  const { intune, configmgr } = records;
  if (work.restartFrom !== null) queueWhenOn(plan, 'userRestarts', work.restartFrom, queue);
  if (work.updateFrom !== null) queueWhenOn(plan, 'updateInstalled', work.updateFrom, queue);
  if (intune?.compliance === 'inGracePeriod' && intune.grace_until !== null) queue('graceEnds', intune.grace_until);
  if (intune && device.is_mdm_enrolled === 1) {
    // After an enrollment check-ins follow each other within minutes (device-health facts §3); one of them brings the first verdict.
    if (plan.intune?.notEvaluated) queueWhenOn(plan, 'stateReports', start + minute, queue);
    else if (intune.os_version !== device.os_version) atNextContact('stateReports', 1);
  }
  if (configmgr && configmgr.os_version !== device.os_version) atNextContact('heartbeatReports', 3);
  return rows;
}
type Records = { intune: IntuneDeviceRow | null; configmgr: ConfigmgrDeviceRow | null };

/** A person restarts a device, and Windows installs an update, only while it is on: at once, or soon after it is next switched on. */
function queueWhenOn(
  { presence, device }: Plan,
  kind: string,
  from: number,
  queue: (kind: string, due: number) => void,
): void {
  const on = presence?.nextOn('internet', from);
  if (on === undefined || presence === undefined) return;
  // Not everything at the stroke of eight: spread over the first hour of a span that begins then.
  const due = on + ((Math.imul(device.id, 0x9e3779b1) >>> 0) % hour);
  queue(kind, presence.isOn('internet', due) ? due : on);
}

/** A factory reset that was delivered before the start, by a device that was reset before it could report (remote-actions facts §1.1). */
export function silentWipeRow(places: Places, plan: Plan, intune: IntuneDeviceRow, id: number): ActionRow {
  const { orderedAt, deliveredAt } = plan.work.silentWipe!;
  // A check-in of the usual rhythm before the order; the device was online when it took the order.
  const before = orderedAt - places.chance.between('generator.wipeContact', plan.device.id, 10 * minute, 8 * hour);
  // Pending until the certificate ends; one that has ended already leaves a day of patience, as for any order.
  const deadline = Math.max(intune.certificate_expires_at, places.start + day);
  return {
    id,
    kind: 'wipe',
    device_id: plan.device.id,
    device_name: plan.told.name,
    state: 'pending',
    options: '{}',
    origin: 'intune',
    requested_by: places.scenario.administrators[0]!.upn,
    ordered_at: orderedAt,
    since: Math.min(deliveredAt + 2 * minute, places.start),
    reason: 'neverReports',
    expected_by: deadline,
    deadline,
    delivered_at: deliveredAt,
    finished_at: null,
    result_code: null,
    last_contact_at_order: before > intune.enrolled_at ? before : intune.enrolled_at,
  };
}
