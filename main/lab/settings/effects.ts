import type { SettingView } from '../../../shared/settings/views.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import type { Setting } from '../../../shared/settings/setting.ts';
import { day, hour } from '../../../shared/time.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import { cyclesStoppedBy, isStaging, nextCycle } from '../../simulation/identity/entra-connect.ts';
import { nextTaskRun } from '../../simulation/identity/task.ts';
import { channels, nextContact } from '../../simulation/kernel/schedule.ts';
import { restrictionSeconds } from '../../simulation/triggers/setting-effects.ts';
import type { ScheduleRow } from '../../rows/devices.ts';
import { factsOf } from '../engine/facts.ts';
import { estateOf } from '../engine/estate.ts';
import { worldOf } from '../engine/world.ts';

/**
 * Where a setting that was just changed shows, and when at the latest: null when nothing in the present state leads there. `from`
 * is the first moment at which it can show.
 */
export type Effect = { where: string; from: number; expectedBy: number | null };

const areaNames: Record<SettingView['area'], string> = {
  directory: 'directory',
  tenant: 'tenant',
  site: 'site',
  device: 'device',
  lab: 'lab',
};

export function takesEffect(db: Db, id: string, target: string | null): Effect[] {
  const { now } = labRow(db);
  const setting = settingById.get(id);
  const atOnce: Effect = { where: setting ? areaNames[setting.area] : 'lab', from: now, expectedBy: now };
  return setting ? [atOnce, ...laterEffects(db, setting, target, now)] : [atOnce];
}

function laterEffects(db: Db, setting: Setting, target: string | null, now: number): Effect[] {
  switch (setting.reach) {
    case 'now':
      return [];
    case 'entraCycle':
      return [cycleEffect(db, now)];
    case 'policyPoll':
      return [pollEffect(db, now)];
    case 'nextAttempt':
      return [attemptEffect(db, setting, target, now)];
    case 'restrictions':
      return [{ where: 'enrollment', from: now, expectedBy: now + restrictionSeconds }];
    case 'gateway':
      return gatewayEffects(db, now);
    case 'upload':
      return [{ where: 'next upload', from: now, expectedBy: dueSite(db, 'upload') }];
  }
}

function cycleEffect(db: Db, now: number): Effect {
  const estate = estateOf(db);
  const leadsOn = cyclesStoppedBy(estate) === null && !isStaging(estate);
  const at = leadsOn ? nextCycle(estate, now) : null;
  return { where: 'Microsoft Entra ID', from: at ?? now, expectedBy: at };
}

/** From the first to the last next policy poll of the clients that still poll. */
function pollEffect(db: Db, now: number): Effect {
  const { presences } = worldOf(db);
  const rows = prepared(
    db,
    `SELECT s.* FROM device_schedules s JOIN devices d ON d.id = s.device_id
     WHERE s.channel IN (${channels.policy}, ${channels.gatewayPolicy}) AND s.until IS NULL AND s.pattern_id IS NOT NULL
       AND d.client_version IS NOT NULL`,
  ).iterate() as IterableIterator<ScheduleRow>;
  let first: number | undefined;
  let last: number | undefined;
  for (const row of rows) {
    const at = nextContact(row, presences.get(row.pattern_id!), now);
    if (at === undefined) continue;
    if (first === undefined || at < first) first = at;
    if (last === undefined || at > last) last = at;
  }
  return { where: 'clients', from: first ?? now, expectedBy: last ?? null };
}

/**
 * The next attempt: of one device as its presence has it, of many within the task's hour, or within the day after which a client
 * evaluates the co-management policy again.
 */
function attemptEffect(db: Db, setting: Setting, target: string | null, now: number): Effect {
  const isJoin = setting.readBy === 'joinTask';
  if (setting.target !== 'device' || target === null) {
    const where = isJoin ? 'device registration' : 'enrollment';
    return { where, from: now, expectedBy: now + (isJoin ? hour : day) };
  }
  const facts = factsOf(db, Number(target));
  const planned = prepared(
    db,
    `SELECT min(due_at) FROM work_queue WHERE device_id = ? AND kind IN ('joinTask', 'enrollAttempt', 'clientInstall')`,
  )
    .pluck()
    .get(facts.device.id) as number | null;
  const at = planned ?? (isJoin ? (nextTaskRun(facts, now) ?? null) : null);
  return { where: facts.device.name, from: at ?? now, expectedBy: at };
}

function gatewayEffects(db: Db, now: number): Effect[] {
  const deployed = dueSite(db, 'gatewayDeploys');
  return deployed === null
    ? [{ where: 'internet clients', from: now, expectedBy: now + hour }]
    : [{ where: 'cloud management gateway', from: deployed, expectedBy: deployed }];
}

const dueSite = (db: Db, kind: string): number | null =>
  prepared(db, 'SELECT min(due_at) FROM work_queue WHERE device_id = 0 AND kind = ?').pluck().get(kind) as
    number | null;
