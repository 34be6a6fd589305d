import type { ConfigmgrDeviceRow } from '../../rows/records.ts';
import { day, minute } from '../../../shared/time.ts';
import { clientRecord } from '../site/client-record.ts';
import { uploadChange } from '../site/connector.ts';
import type { Change, Facts } from '../kernel/change.ts';
import {
  checkIn,
  complianceChanged,
  isReachable,
  queueHeartbeatReport,
  queueJoinReport,
  queueStateReport,
  tellIntune,
  lastIntuneContact,
  silenceEnds,
} from './contact.ts';
import { touchCollections } from '../site/touch.ts';
import { diskFreeAt, lowDiskMb } from '../kernel/drift.ts';
import { drawBetween, drawChance } from '../kernel/draw.ts';
import { queueComgmtReport, reachesSite, siteChannel } from '../comanagement/policy.ts';
import { channelNetwork } from '../kernel/schedule.ts';
import { entraDeviceId } from '../kernel/identifiers.ts';
import { nextMidnight } from '../kernel/zone.ts';
import { ledgerOfReport } from './ledger.ts';
import { ofDevice, tellActivity, tellDevice } from '../kernel/tell.ts';

/** A quality update is installed and waits for a restart; on a full disk it fails and is tried again in a week. */
export function updateInstalled(facts: Facts, _subject: number, now: number): Change[] {
  const { device, presence, seed } = facts;
  if (device.platform !== 'windows' && device.platform !== 'windowsServer') return [];
  const again = (dueAt: number): Change => ({
    do: 'queue',
    dueAt,
    kind: 'updateInstalled',
    deviceId: device.id,
    subjectId: 0,
  });
  if (device.power !== 'running') return [again(now + 7 * day)];
  const onAt = presence?.nextOn('internet', now);
  if (onAt === undefined) return [];
  if (onAt > now) return [again(onAt)];
  if (diskFreeAt(device, now) < lowDiskMb) {
    return [
      tellActivity('update_failed', ofDevice(device), { code: '0x80070070', freeMb: diskFreeAt(device, now) }),
      again(now + 7 * day),
    ];
  }
  const restartAt =
    presence?.nextOn('internet', now + drawBetween(seed, 'userRestart', device.id, now, day, 9 * day)) ?? now + 9 * day;
  return [
    {
      do: 'update',
      table: 'devices',
      id: device.id,
      set: {
        pending_reboot_since: device.pending_reboot_since ?? now,
        pending_os_version: nextRevision(device.os_version),
        pending_os_build: device.os_build,
      },
    },
    { do: 'unqueue', kind: 'userRestarts', deviceId: device.id },
    { do: 'queue', dueAt: restartAt, kind: 'userRestarts', deviceId: device.id, subjectId: 0 },
    // The next month's update. Every 28 days is assumed; the real ones come on the second Tuesday.
    again(now + 28 * day),
  ];
}

/** The next month's revision of a Windows build: `10.0.26100.4652` → `10.0.26100.5252`. Steps of 600 are assumed. */
function nextRevision(version: string): string {
  const parts = version.split('.');
  const revision = Number(parts.pop());
  return [...parts, revision + 600].join('.');
}

/** The record of Intune catches up at a check-in with what changed since. */
export function stateReports(facts: Facts, _subject: number, now: number, queuedAt: number): Change[] {
  // Down for a restart, it reports at the contact after it; wiped meanwhile, it has nothing to tell Intune any more.
  if (!isReachable(facts, now)) return queueStateReport(facts, now);
  const told = tellIntune(facts, now);
  if (told.length === 0) return [];
  return [...checkIn(facts, now), ...ledgerOfReport(facts, queuedAt, now)];
}

/** The site's record catches up at a heartbeat (discovery data record). */
export function heartbeatReports(facts: Facts, _subject: number, now: number): Change[] {
  const { device, configmgr } = facts;
  if (device.client_version === null) return [];
  const isJoined = device.join_type === 'hybrid' || device.join_type === 'entra';
  const entraId = isJoined ? entraDeviceId(facts.seed, device.id) : null;
  if (!reachesSite(facts, now))
    return isJoined && configmgr?.entra_device_id === null
      ? queueJoinReport(facts, now)
      : queueHeartbeatReport(facts, now);
  if (!configmgr) return meetAgain(facts, now);
  const set: Partial<ConfigmgrDeviceRow> = {};
  if (configmgr.os_version !== device.os_version) set.os_version = device.os_version;
  if (configmgr.name !== device.name) set.name = device.name;
  if (configmgr.client_version !== device.client_version) set.client_version = device.client_version;
  if (configmgr.entra_device_id !== entraId) set.entra_device_id = entraId;
  if (Object.keys(set).length === 0) return [];
  return [
    { do: 'update', table: 'configmgr_devices', id: configmgr.id, set },
    ...touchCollections(facts, device.id, set, now),
    ...uploadChange(facts, [device.id], now),
  ];
}

/** Somebody deleted the record of a client that lives: its heartbeat makes another one, as for a computer that the site never saw. */
function meetAgain(facts: Facts, now: number): Change[] {
  const record = clientRecord(facts, now);
  const { id } = facts.device;
  return [
    { do: 'insert', table: 'configmgr_devices', row: record },
    ...touchCollections(facts, id, record, now),
    ...uploadChange(facts, [id], now),
    // What the site had of its co-management comes again with state messages, and the result of its daily check with the next one.
    ...(facts.comanagement ? queueComgmtReport(facts, now) : []),
    ...queueNextCheck(facts, now),
    { do: 'queue', dueAt: now, kind: 'plan', deviceId: id, subjectId: 0 },
  ];
}

/** The next daily check of a client that the site has no result of: ccmeval runs at the device's midnight. */
function queueNextCheck({ device, presence }: Facts, now: number): Change[] {
  if (!presence) return [];
  const dueAt = nextMidnight(presence.zone, now);
  return [{ do: 'queue', dueAt, kind: 'clientCheckRuns', deviceId: device.id, subjectId: 0, unlessQueued: true }];
}

/**
 * ccmeval runs daily and mends most of what it finds anew (seven in ten, assumed). What it could not mend once, it cannot mend
 * the next day either, so only a result that may still change is queued; repeated runs are computed on reading.
 */
export function clientCheckRuns(facts: Facts, _subject: number, now: number): Change[] {
  const { device, configmgr, presence, seed } = facts;
  const policy = siteChannel(facts);
  if (!configmgr || device.client_version === null || policy?.pattern_id == null) return [];
  const onAt = presence?.nextOn(channelNetwork[policy.channel], device.power === 'running' ? now : now + 5 * minute);
  if (onAt === undefined) return [];
  if (onAt > now) return [{ do: 'queue', dueAt: onAt, kind: 'clientCheckRuns', deviceId: device.id, subjectId: 0 }];
  const isMended = device.client_health === 'failed' && drawChance(seed, 'ccmeval', device.id, 0, 700);
  const result = device.client_health === 'ok' || isMended ? 'passed' : 'failed';
  const changes: Change[] = [
    { do: 'update', table: 'configmgr_devices', id: configmgr.id, set: { client_check: result, client_check_at: now } },
    ...(configmgr.client_check === result
      ? []
      : [tellDevice(device.id, 'clientChecked', { was: configmgr.client_check, result })]),
  ];
  if (isMended) {
    changes.push(
      { do: 'update', table: 'devices', id: device.id, set: { client_health: 'ok' } },
      tellActivity('client_remediated', { deviceId: device.id, subject: configmgr.name, actor: 'ccmeval' }, {}),
    );
  }
  return changes;
}

/** The grace period is over and nothing was mended meanwhile. */
export function graceEnds(facts: Facts, _subject: number, now: number): Change[] {
  const { device, intune, entra } = facts;
  if (intune?.removed_at !== null || intune.compliance !== 'inGracePeriod') return [];
  if (intune.grace_until !== null && intune.grace_until > now) {
    return [{ do: 'queue', dueAt: intune.grace_until, kind: 'graceEnds', deviceId: device.id, subjectId: 0 }];
  }
  const changes: Change[] = [
    { do: 'update', table: 'intune_devices', id: intune.id, set: { compliance: 'noncompliant', grace_until: null } },
    complianceChanged(intune, 'noncompliant', (JSON.parse(intune.compliance_reasons) as string[]).join(', ')),
  ];
  if (entra)
    changes.push({ do: 'update', table: 'entra_devices', id: entra.id, set: { is_compliant: 0, told_at: now } });
  return changes;
}

/** Longer silent than the tenant's validity period: not compliant, whatever the device last said. */
export function goesSilent(facts: Facts, _subject: number, now: number): Change[] {
  const { intune } = facts;
  if (intune?.removed_at !== null || intune.compliance === 'configManager') return [];
  const last = lastIntuneContact(facts, now);
  if (last === null || silenceEnds(facts, last) > now) return [];
  const changes = becomeSilent(facts, now);
  if (intune.compliance === 'noncompliant') return changes;
  return [...changes, complianceChanged(intune, 'noncompliant', 'isActive')];
}

/** What silence writes into the records of Intune and Entra ID. `isActive` is the built-in policy's item for it. */
export function becomeSilent({ intune, entra }: Facts, now: number): Change[] {
  if (!intune) return [];
  const reasons = JSON.parse(intune.compliance_reasons) as string[];
  const changes: Change[] = [
    {
      do: 'update',
      table: 'intune_devices',
      id: intune.id,
      set: {
        compliance: 'noncompliant',
        compliance_reasons: JSON.stringify([...new Set([...reasons, 'isActive'])]),
        grace_until: null,
      },
    },
  ];
  if (entra) {
    changes.push({ do: 'update', table: 'entra_devices', id: entra.id, set: { is_compliant: 0, told_at: now } });
  }
  return changes;
}
