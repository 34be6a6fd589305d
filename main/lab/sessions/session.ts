import { traitsOf } from '../../../shared/actions/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { SessionView } from '../../../shared/sessions/views.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, prepared } from '../../db/tables.ts';
import { controlNeeds } from '../../simulation/actions/carriers/session.ts';
import { batteryAt, diskFreeAt } from '../../simulation/kernel/drift.ts';
import { offsetAt } from '../../simulation/kernel/zone.ts';
import { actionView } from '../actions/action.ts';
import { administratorOf } from '../engine/administrator.ts';
import { factsOf } from '../engine/facts.ts';
import { sessionEvents } from '../engine/history.ts';
import { worldOf } from '../engine/world.ts';
import { lacks } from '../rights/needs.ts';

/** What the helper's window shows; the desktop only while the session runs, as the sharer's screen would. */
export function sessionView(db: Db, actionId: number): SessionView {
  const action = findRow(db, 'actions', actionId);
  if (!action || !traitsOf(action).isConversation)
    throw new LabError('actionNotFound', `There is no remote assistance session ${actionId}.`);
  const { now } = labRow(db);
  const facts = factsOf(db, action.device_id);
  const events = sessionEvents(db, actionId);
  const mode = events.some(({ kind }) => kind === 'controlGranted') ? 'control' : 'view';
  const helper = prepared(db, 'SELECT display_name FROM users WHERE upn = ?').pluck().get(action.requested_by) as
    string | undefined;
  return {
    action: actionView(action, now),
    mode,
    canControl: lacks(db, administratorOf(db), controlNeeds) === undefined,
    helper: helper ?? action.requested_by,
    sharer: facts.user?.display_name ?? 'Nobody',
    ending: action.finished_at === null ? null : (action.result_code as SessionView['ending']),
    isCompliant: facts.intune ? facts.intune.compliance !== 'noncompliant' : null,
    desktop: action.state === 'active' ? desktopOf(db, facts, now) : null,
    events,
  };
}

function desktopOf(db: Db, facts: ReturnType<typeof factsOf>, now: number): SessionView['desktop'] {
  const { device, model, user, site } = facts;
  const world = worldOf(db);
  const office = world.offices.get(device.office_id)!;
  const zone = world.zones.get(office.zone_id)!;
  const restart = prepared(db, `SELECT min(due_at) FROM work_queue WHERE device_id = ? AND kind = 'restartBegins'`)
    .pluck()
    .get(device.id) as number | null;
  const isJoinedToDomain = device.join_type === 'domain' || device.join_type === 'hybrid';
  return {
    deviceName: device.name,
    user: user?.display_name ?? '',
    upn: user?.upn ?? '',
    localTime: now + offsetAt(zone, now),
    zone: zone.name,
    os: device.os,
    osVersion: device.os_version,
    model: model.name,
    serialNumber: device.serial_number,
    manufacturer: model.manufacturer,
    joinType: device.join_type,
    domain: isJoinedToDomain ? site.domain : null,
    isMdmEnrolled: device.is_mdm_enrolled === 1,
    clientVersion: device.client_version,
    diskFreeMb: diskFreeAt(device, now),
    diskTotalMb: model.disk_total_mb,
    batteryPercent: batteryAt(device, now),
    isEncrypted: device.is_encrypted === 1,
    isDefenderOn: device.is_defender_on === 1,
    bootedAt: device.booted_at,
    pendingRebootSince: device.pending_reboot_since,
    restartAt: restart,
  };
}
