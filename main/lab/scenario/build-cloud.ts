import { faultById } from '../../../shared/faults/catalogue.ts';
import type { Fault } from '../../../shared/faults/fault.ts';
import { workloads } from '../../../shared/workloads/words.ts';
import type { CloudAttachRow } from '../../rows/attach.ts';
import type { Scenario } from '../../../shared/scenario/scenario.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import type { Setting } from '../../../shared/settings/setting.ts';
import { latestMoment, parseIso } from '../../../shared/time.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, prepared, updateRow } from '../../db/tables.ts';
import { blockedBy, isUploading, runBefore, shownAt } from '../../simulation/site/connector.ts';
import { generationOf } from '../../simulation/workloads/capabilities.ts';
import { planDevice, replanAll } from '../../simulation/autopilot/plan.ts';
import { draw } from '../../simulation/kernel/draw.ts';
import { longAgo } from '../../simulation/generator/cloud-attach.ts';
import { worldSize } from '../../simulation/generator/index.ts';
import { advanceNow } from '../engine/advance.ts';
import { applyChanges } from '../engine/apply.ts';
import { evaluateCollection } from '../engine/membership.ts';
import { factsOf } from '../engine/facts.ts';
import { plantFault } from '../faults/planting.ts';
import { changeSetting, readSetting } from '../engine/setting-values.ts';
import { organizationalUnits } from '../identity/units.ts';
import { resolveTarget } from '../settings/targets.ts';
import { worldOf } from '../engine/world.ts';

/**
 * What of cloud attach can only be settled when all devices exist: settings with a target, members of collections, what follows
 * from membership, the tenant's view of attached devices, planted faults. In whole sets, because a lab may have 100,000 devices.
 */
type World = { scenario: Scenario; seed: number; devices: number | null; now: number };

export function settleCloud(db: Db, world: World): void {
  const { scenario, now } = world;
  for (const { setting, value, target, since } of scenario.cloudAttach.settings) {
    const key = keyOf(db, settingById.get(setting)!.target, target);
    if (key === undefined) continue;
    applyChanges(db, [changeSetting(db, setting, key, value, timeOf(since) ?? longAgo(now))], now);
  }
  fillCollections(db, now);
  settlePilots(db, now);
  settleAuthority(db);
  attachDevices(db, world);
}

/**
 * Plants what is wrong from the beginning, sets going what devices wait for, and lets the world work from `worksFrom` to its
 * start; what is due in between (co-management enabled, a fault that came later) happens at its moment.
 */
export function workUntilStart(db: Db, world: World, start: number, onEvents: (events: number) => void): void {
  const { scenario, now } = world;
  const planned = plannedFaults(db, world);
  const isLater = ({ at }: { at: number }): boolean => at > now;
  for (const { fault, target, at } of planned.filter((one) => !isLater(one))) {
    plantFault(db, fault, target, now);
    prepared(db, 'UPDATE faults SET planted_at = ? WHERE fault = ? AND target = ?').run(at, fault.id, target);
    for (const { id } of fault.settings)
      prepared(db, 'UPDATE settings SET changed_at = ? WHERE id = ? AND target = ?').run(at, id, target);
  }
  settleConnector(db, now);
  planWaiting(db, now);
  const later = [
    ...planned.filter(isLater).map(({ at, fault, target }) => ({ at, act: () => plantFault(db, fault, target, at) })),
    ...enabledLater(db, scenario, now),
  ].sort((a, b) => a.at - b.at);
  let before = 0;
  const workTo = (moment: number): void => {
    before += advanceNow(db, moment, { onProgress: ({ events }) => onEvents(before + events) }).events;
  };
  for (const { at, act } of later) {
    workTo(at);
    act();
  }
  workTo(start);
}

/**
 * A target in its stored form, '' for the whole. Undefined for an organizational unit without a computer: in a lab that was made
 * much smaller than its scenario there is nothing to set there.
 */
function keyOf(db: Db, kind: Setting['target'], target: string | undefined): string | undefined {
  if (kind === null) return '';
  if (kind === 'ou') return organizationalUnits(db).find((known) => known.toLowerCase() === target!.toLowerCase());
  return resolveTarget(db, kind, target!).key;
}

const timeOf = (time: string | undefined): number | undefined => (time === undefined ? undefined : parseIso(time)!);

/** From the first to the last: a collection names only those before it. */
function fillCollections(db: Db, now: number): void {
  const insert = prepared(db, 'INSERT INTO collection_members (collection_id, device_id, since) VALUES (?, ?, ?)');
  const ids = prepared(db, 'SELECT id FROM collections WHERE is_computed = 0 ORDER BY id').pluck().all() as number[];
  for (const id of ids) for (const deviceId of evaluateCollection(db, id)) insert.run(id, deviceId, longAgo(now));
}

/** Who is in a pilot has had its policy for as long as everybody else has had theirs. */
function settlePilots(db: Db, now: number): void {
  const cloud = findRow(db, 'cloud_attach', 1)!;
  if (cloud.comanagement_at === null || cloud.comanagement_at > now) return;
  if (cloud.enroll === 'pilot') {
    prepared(
      db,
      `UPDATE comanagement SET auto_enroll = 1, reason = NULL WHERE ${isMember(db, cloud.enroll_collection_id)}`,
    ).run();
  }
  const generation = generationOf(worldOf(db).site.version);
  for (const { workload, position, pilot_collection_id: pilot } of allRows(db, 'workloads')) {
    if (position !== 'pilot') continue;
    const bits = [workload, ...workloads[workload].couples].reduce(
      (sum, id) => sum | workloads[id].bits[generation],
      0,
    );
    prepared(db, `UPDATE comanagement SET flags = flags | ${bits} WHERE ${isMember(db, pilot)}`).run();
  }
  prepared(
    db,
    `UPDATE configmgr_devices SET comgmt_flags = m.flags FROM comanagement m
     WHERE m.device_id = configmgr_devices.device_id AND is_current = 1 AND comgmt_policy = 1 AND comgmt_flags <> m.flags`,
  ).run();
}

/** A condition on `device_id`, for stored and computed collections alike. */
function isMember(db: Db, collectionId: number | null): string {
  if (collectionId === null) return '0';
  const collection = findRow(db, 'collections', collectionId)!;
  return collection.is_computed
    ? `device_id IN (${evaluateCollection(db, collectionId).join(', ') || 'NULL'})`
    : `device_id IN (SELECT device_id FROM collection_members WHERE collection_id = ${collectionId})`;
}

/** While Configuration Manager has the compliance policies of a co-managed device, Intune holds no verdict of its own. */
function settleAuthority(db: Db): void {
  const { compliancePolicies } = workloads;
  const concerned = `SELECT i.device_id FROM intune_devices i JOIN comanagement m ON m.device_id = i.device_id
    WHERE i.is_current = 1 AND i.managed_by = 'coManaged' AND m.policy_at IS NOT NULL AND m.stage = 'enrolled'
      AND m.flags & ${compliancePolicies.bits.current} = 0`;
  db.exec(`
    DELETE FROM work_queue WHERE kind = 'graceEnds' AND device_id IN (${concerned});
    UPDATE entra_devices SET is_compliant = NULL WHERE is_current = 1 AND device_id IN (${concerned});
    UPDATE intune_devices SET compliance = 'configManager', compliance_reasons = '[]', grace_until = NULL
      WHERE is_current = 1 AND device_id IN (${concerned});
  `);
}

/** What the tenant has shown since the first upload, as simulation/attach/upload.ts would have brought it. */
function attachDevices(db: Db, { scenario, seed, now }: World): void {
  const { tenantAttach } = scenario.cloudAttach;
  const cloud = findRow(db, 'cloud_attach', 1)!;
  if (!tenantAttach || cloud.attached_at === null) return;
  const shown = shownAt(seed, cloud.attached_at);
  const scope = `has_client = 1 AND is_current = 1 AND is_obsolete = 0 AND is_decommissioned = 0 AND ${
    cloud.upload_collection_id === null ? '1' : isMember(db, cloud.upload_collection_id)
  }`;
  // A computer that the site came to know later was shown soon after that.
  const since = `min(max(${shown}, c.discovered_at + 1800), ${now})`;
  db.exec(`
    CREATE TEMP TABLE attached AS SELECT device_id, id AS record_id FROM configmgr_devices WHERE ${scope};
    CREATE UNIQUE INDEX temp.attached_by_device ON attached (device_id);
    UPDATE devices SET is_attached = 1 WHERE client_version IS NOT NULL AND id IN (SELECT device_id FROM attached);
    UPDATE intune_devices SET attached_at = ${since} FROM attached a JOIN configmgr_devices c ON c.id = a.record_id
      WHERE a.device_id = intune_devices.device_id AND intune_devices.is_current = 1;
    INSERT INTO intune_devices (device_id, is_current, name, managed_by, management_state, enrolled_at, removed_at,
        certificate_expires_at, last_contact_at, primary_user_upn, platform, os, os_version, model, manufacturer, serial_number,
        ownership, join_type, compliance, compliance_reasons, grace_until, is_encrypted, disk_free_mb, disk_as_of,
        enrollment_type, attached_at)
      SELECT c.device_id, 1, c.name, 'configMgr', 'managed', ${since}, NULL, ${latestMoment}, ${since},
        CASE WHEN c.primary_user IS NULL THEN NULL
          WHEN u.sam_account = substr(c.primary_user, instr(c.primary_user, '\\') + 1) THEN u.upn
          ELSE (SELECT other.upn FROM users other WHERE other.sam_account = substr(c.primary_user, instr(c.primary_user, '\\') + 1)) END,
        CASE WHEN c.os LIKE '%Server%' THEN 'windowsServer' ELSE 'windows' END,
        CASE WHEN c.os LIKE '%Server%' THEN 'Windows Server' ELSE 'Windows' END,
        c.os_version, c.model, m.manufacturer, c.serial_number, 'corporate',
        CASE WHEN c.entra_device_id IS NOT NULL THEN CASE WHEN c.domain <> 'WORKGROUP' THEN 'hybrid' ELSE 'entra' END
          WHEN c.domain <> 'WORKGROUP' THEN 'domain' ELSE 'workgroup' END,
        'configManager', '[]', NULL, 0, 0, ${since}, 'unknown', ${since}
      FROM attached a JOIN configmgr_devices c ON c.id = a.record_id JOIN devices d ON d.id = c.device_id
        JOIN models m ON m.id = d.model_id LEFT JOIN users u ON u.id = d.user_id
      WHERE NOT EXISTS (SELECT 1 FROM intune_devices i WHERE i.device_id = c.device_id AND i.is_current = 1)
      ORDER BY c.device_id;
    DROP TABLE attached;
  `);
}

/** The last upload lies one period back, or where the way to the cloud ended. */
function settleConnector(db: Db, now: number): void {
  const cloud = findRow(db, 'cloud_attach', 1)!;
  if (!isUploading(cloud)) return;
  const blocked = blockedBy((id) => readSetting(db, id));
  const ended =
    blocked === undefined
      ? now
      : (prepared(db, `SELECT changed_at FROM settings WHERE id = ? AND target = ''`)
          .pluck()
          .get(blocked.setting) as number);
  const set: Partial<CloudAttachRow> = {
    last_upload_at: Math.max(cloud.attached_at, runBefore(cloud, ended)),
    last_upload_count: prepared(db, 'SELECT count(*) FROM intune_devices WHERE attached_at IS NOT NULL')
      .pluck()
      .get() as number,
  };
  updateRow(db, 'cloud_attach', 1, set);
}

type PlannedFault = { fault: Fault; target: string; at: number };
function plannedFaults(db: Db, world: World): PlannedFault[] {
  const { scenario, now } = world;
  const taken = new Set<string>();
  return scenario.cloudAttach.faults.flatMap(({ fault: id, target, among, count, since }, index) => {
    const fault = faultById.get(id)!;
    const at = timeOf(since) ?? longAgo(now);
    if (among !== undefined)
      return drawTargets(db, world, fault, among, count, index, taken).map((key) => ({ fault, target: key, at }));
    const key = keyOf(db, fault.target, target);
    return key === undefined ? [] : [{ fault, target: key, at }];
  });
}

/** Devices of a group that are in use and talk to the site, or their people; each has one fault at most. */
function drawTargets(
  db: Db,
  { scenario, seed, devices }: World,
  fault: Fault,
  among: string,
  count: number,
  index: number,
  taken: Set<string>,
): string[] {
  const { groups } = worldSize(scenario, { devices: devices ?? undefined });
  const at = scenario.population.findIndex(({ name }) => name.toLowerCase() === among.toLowerCase());
  const first = scenario.cast.devices.length + groups.slice(0, at).reduce((sum, size) => sum + size, 0) + 1;
  const rows = prepared(
    db,
    `SELECT d.id, u.upn FROM devices d LEFT JOIN users u ON u.id = d.user_id AND u.is_enabled = 1 AND u.intune_license = 1
     WHERE d.id BETWEEN ? AND ? AND d.platform = 'windows' AND d.pattern_id IS NOT NULL AND d.client_health = 'ok'
       AND (d.client_version IS NULL OR EXISTS (SELECT 1 FROM device_schedules s
         WHERE s.device_id = d.id AND s.channel IN (2, 4) AND s.until IS NULL AND s.pattern_id IS NOT NULL))`,
  ).all(first, first + (groups[at] ?? 0) - 1) as { id: number; upn: string | null }[];
  const free = rows.filter(
    ({ id, upn }) => !taken.has(String(id)) && (upn === null ? fault.target === 'device' : !taken.has(upn)),
  );
  const chosen = free
    .map((row) => ({ ...row, order: draw(seed, 'fault', row.id, index) }))
    .sort((a, b) => a.order - b.order || a.id - b.id)
    .slice(0, count)
    .sort((a, b) => a.id - b.id);
  for (const { id, upn } of chosen) {
    taken.add(String(id));
    if (upn !== null) taken.add(upn);
  }
  return chosen.map(({ id, upn }) => (fault.target === 'device' ? String(id) : upn!));
}

/** Only devices that something can wait for are asked one by one: those to register, to enroll, to provision. */
function planWaiting(db: Db, now: number): void {
  const registers =
    readSetting(db, 'autoRegister') === 'on' ||
    prepared(db, `SELECT 1 FROM client_settings WHERE chosen LIKE '%"autoRegister":"on"%'`).get() !== undefined;
  const ids = prepared(
    db,
    `SELECT id FROM devices d WHERE platform = 'windows' AND power = 'running' AND client_version IS NOT NULL
       AND ((:registers = 1 AND join_type = 'domain')
         OR EXISTS (SELECT 1 FROM comanagement m WHERE m.device_id = d.id AND m.auto_enroll = 1 AND m.stage <> 'enrolled'))
     ORDER BY id`,
  )
    .pluck()
    .all({ registers: registers ? 1 : 0 }) as number[];
  for (const id of ids) applyChanges(db, planDevice(factsOf(db, id), now), now);
}

/** Co-management that was enabled after the moment from which the world works is enabled at its own moment. */
function enabledLater(
  db: Db,
  { cloudAttach: { coManagement } }: Scenario,
  now: number,
): { at: number; act: () => void }[] {
  const at = timeOf(coManagement?.since);
  if (!coManagement || at === undefined || at <= now) return [];
  const collection = prepared(db, 'SELECT id FROM collections WHERE name = ?').pluck();
  const act = (): void => {
    const set: Partial<CloudAttachRow> = {
      comanagement_at: at,
      first_comanagement_at: at,
      enroll: coManagement.enroll,
      enroll_collection_id:
        coManagement.collection === undefined ? null : (collection.get(coManagement.collection) as number),
      enroll_changed_at: at,
    };
    applyChanges(db, [{ do: 'update', table: 'cloud_attach', id: 1, set }, ...replanAll(at)], at);
  };
  return [{ at, act }];
}
