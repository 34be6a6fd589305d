import { createHash } from 'node:crypto';
import type { Scenario } from '../../../shared/scenario/scenario.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { Db } from '../../db/open.ts';
import { insertRow, prepared, updateRow } from '../../db/tables.ts';
import { drawBetween } from '../../simulation/kernel/draw.ts';
import { queueRecordEnd } from '../../simulation/enrollment/record-end.ts';
import { lastIntuneContact, queueSilence, silenceEnds } from '../../simulation/contact/contact.ts';
import { queueDelivery } from '../../simulation/contact/delivery.ts';
import { channels } from '../../simulation/kernel/schedule.ts';
import { becomeSilent } from '../../simulation/contact/device-life.ts';
import { nextMidnight } from '../../simulation/kernel/zone.ts';
import { generateWorld } from '../../simulation/generator/index.ts';
import { isWorkKind, rankOf } from '../../simulation/kernel/work-kinds.ts';
import { settlePresent } from '../engine/advance.ts';
import { applyChanges } from '../engine/apply.ts';
import { settleCloud, workUntilStart } from './build-cloud.ts';
import { engineVersion } from '../engine/version.ts';
import { factsOf } from '../engine/facts.ts';
import { day, parseIso } from '../../../shared/time.ts';

export type WorldSource = { scenario: Scenario; text: string; seed: number; devices: number | null };

/** Fills an empty, migrated database with the world that scenario and seed make, in one transaction. */
export function buildWorld(
  db: Db,
  { scenario, text, seed, devices }: WorldSource,
  onProgress?: (rows: number) => void,
): void {
  const start = parseIso(scenario.start)!;
  // Where the scenario says so, the world is made as it was some time before and then works until its start.
  const { worksFrom = scenario.start } = scenario.cloudAttach;
  const startedAt = parseIso(worksFrom)!;
  const early = { ...scenario, start: worksFrom };
  // Order within the world follows references, but the lab row points to its administrator, who comes later.
  db.pragma('defer_foreign_keys = ON');
  db.transaction(() => {
    db.pragma('defer_foreign_keys = ON');
    let seq = 1;
    let rows = 0;
    const planted: ActionRow[] = [];
    for (const { table, row } of generateWorld(early, seed, { devices: devices ?? undefined })) {
      if (table === 'work_queue') {
        const work = row;
        if (!isWorkKind(work.kind)) throw new Error(`buildWorld: the generator queued unknown work ${work.kind}`);
        insertRow(db, 'work_queue', { ...work, rank: rankOf(work.kind), seq: seq++ });
      } else {
        insertRow(db, table, row);
        if (table === 'actions') planted.push(row);
      }
      rows += 1;
      if (rows % 20_000 === 0) onProgress?.(rows);
    }
    insertRow(db, 'lab', {
      id: 1,
      scenario_name: scenario.name,
      scenario_title: scenario.title,
      scenario_text: text,
      scenario_hash: createHash('sha256').update(text).digest('hex'),
      seed,
      device_count_override: devices,
      engine_version: engineVersion,
      started_at: startedAt,
      now: startedAt,
      next_seq: seq,
      administrator_id: firstAdministrator(db),
    });
    for (const action of planted) setUnderWay(db, action, startedAt);
    const world = { scenario, seed, devices, now: startedAt };
    settleCloud(db, world);
    settleSilence(db, startedAt);
    queueRecordEnds(db, startedAt);
    queueClientChecks(db, seed, startedAt);
    settlePresent(db);
    workUntilStart(db, world, start, (events) => onProgress?.(rows + events));
    prepared(db, 'UPDATE lab SET started_at = ? WHERE id = 1').run(start);
  })();
}

const firstAdministrator = (db: Db): number =>
  db.prepare('SELECT min(id) FROM users WHERE role IS NOT NULL').pluck().get() as number;

/** An order that a scenario plants is on its way like any other: to its device, or to the end of its patience. */
function setUnderWay(db: Db, action: ActionRow, now: number): void {
  if (action.finished_at !== null) return;
  const facts = factsOf(db, action.device_id);
  if (action.delivered_at !== null) {
    const { deadline: dueAt, device_id: deviceId, id: subjectId } = action;
    applyChanges(db, [{ do: 'queue', dueAt, kind: 'actionExpires', deviceId, subjectId }], now);
    return;
  }
  const { changes, set } = queueDelivery(facts, action, now);
  applyChanges(db, changes, now);
  updateRow(db, 'actions', action.id, set);
}

/** Devices whose contacts have ended: who is silent too long already is not compliant from the start, the others in due time. */
function settleSilence(db: Db, now: number): void {
  const silent = db
    .prepare(
      `SELECT s.device_id FROM device_schedules s JOIN intune_devices i ON i.device_id = s.device_id AND i.is_current = 1
       WHERE s.channel = ${channels.intune} AND s.until IS NULL AND s.pattern_id IS NULL AND i.removed_at IS NULL
         AND i.compliance <> 'configManager' ORDER BY s.device_id`,
    )
    .pluck()
    .all() as number[];
  db.prepare(
    `UPDATE intune_devices SET compliance = 'noncompliant', compliance_reasons = '["isActive"]', grace_until = NULL
     WHERE is_current = 0 AND removed_at IS NULL AND compliance <> 'configManager'
       AND last_contact_at + (SELECT compliance_validity_days FROM tenant) * ${day} <= ?`,
  ).run(now);
  for (const deviceId of silent) {
    const facts = factsOf(db, deviceId);
    const last = lastIntuneContact(facts, now);
    if (last === null) continue;
    applyChanges(db, silenceEnds(facts, last) <= now ? becomeSilent(facts, now) : queueSilence(facts, now), now);
  }
}

/** Records that no contact will renew end in time: those of devices whose contacts have ended, and those that others have replaced. */
function queueRecordEnds(db: Db, now: number): void {
  const silent = db
    .prepare(
      `SELECT i.device_id AS deviceId, i.id AS recordId FROM intune_devices i
       LEFT JOIN device_schedules s ON s.device_id = i.device_id AND s.channel = ${channels.intune} AND s.until IS NULL
       WHERE i.removed_at IS NULL AND i.managed_by <> 'configMgr' AND (i.is_current = 0 OR s.pattern_id IS NULL) ORDER BY i.device_id, i.id`,
    )
    .all() as { deviceId: number; recordId: number }[];
  for (const { deviceId, recordId } of silent) {
    const facts = factsOf(db, deviceId);
    applyChanges(db, queueRecordEnd(facts, now, facts.intuneRecord(recordId)), now);
  }
}

/**
 * ccmeval brings a new result where it may differ from what the site has; elsewhere it changes nothing. Such a client is new or
 * broke recently, so the result comes on one of the next seven nights (assumed; it runs daily).
 */
function queueClientChecks(db: Db, seed: number, now: number): void {
  const due = db
    .prepare(
      `SELECT d.id FROM devices d JOIN configmgr_devices c ON c.device_id = d.id AND c.is_current = 1
       WHERE d.client_version IS NOT NULL AND d.pattern_id IS NOT NULL
         AND (c.client_check = 'noResults' OR (c.client_check = 'passed' AND d.client_health = 'failed')) ORDER BY d.id`,
    )
    .pluck()
    .all() as number[];
  for (const deviceId of due) {
    const { presence } = factsOf(db, deviceId);
    if (!presence) continue;
    const days = drawBetween(seed, 'firstClientCheck', deviceId, 0, 0, 6);
    const dueAt = nextMidnight(presence.zone, now + days * day);
    applyChanges(db, [{ do: 'queue', dueAt, kind: 'clientCheckRuns', deviceId, subjectId: 0 }], now);
  }
}
