import type { DeskView, DeviceScreen } from '../../../shared/desktop/views.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { batteryAt, diskFreeAt } from '../../simulation/kernel/drift.ts';
import { offsetAt } from '../../simulation/kernel/zone.ts';
import { openTerminal } from '../../simulation/desktop/terminal.ts';
import { zoneOfOffice } from '../engine/world.ts';

/** The screen of a computer and what its Settings say, as of now. */
export function screenOf(db: Db, facts: Facts, now: number): DeviceScreen {
  const { device, model, user, site } = facts;
  const zone = zoneOfOffice(db, device.office_id);
  const restart = prepared(db, `SELECT min(due_at) FROM work_queue WHERE device_id = ? AND kind = 'restartBegins'`)
    .pluck()
    .get(device.id) as number | null;
  const isJoinedToDomain = device.join_type === 'domain' || device.join_type === 'hybrid';
  return {
    deviceName: device.name,
    user: user?.display_name ?? '',
    upn: user?.upn ?? '',
    localTime: now + offsetAt(zone, now),
    offset: offsetAt(zone, now),
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

/** What somebody sees who stands in front of it. */
export function deskOf(db: Db, facts: Facts, now: number): DeskView {
  const { device, presence, user } = facts;
  const seat = openTerminal(facts, now);
  return {
    ...screenOf(db, facts, now),
    deviceId: device.id,
    platform: device.platform,
    power: device.power,
    place: device.power === 'running' ? (presence?.placeAt(now) ?? null) : null,
    account: seat ? `${seat.account.authority}\\${seat.account.name}` : (user?.upn ?? null),
  };
}
