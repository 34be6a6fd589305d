import { presentId } from '../../../shared/contract/old-ids.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { workloads } from '../../../shared/workloads/words.ts';
import { faultById } from '../../../shared/faults/catalogue.ts';
import type { Fault } from '../../../shared/faults/fault.ts';
import type { FaultRow } from '../../rows/settings.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import type { Db } from '../../db/open.ts';
import { findRow, prepared } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { followsFrom } from '../../simulation/triggers/setting-effects.ts';
import { applyChanges } from '../engine/apply.ts';
import { clientSettingOfAll } from '../workloads/counterparts.ts';
import { changeSetting, readSetting } from '../engine/setting-values.ts';
import { organizationalUnits } from '../identity/units.ts';
import { siteFactsOf } from '../engine/site-facts.ts';

/** Faults are put and taken away as settings, with everything that a changed setting sets going. */

/** Throws `faultUnknown`. */
export function faultOf(id: string): Fault {
  const fault = faultById.get(presentId(id));
  if (!fault) throw new LabError('faultUnknown', `There is no fault "${id}".`);
  return fault;
}

/** Where one of its settings stands: at its target, or at every computer of the user who is the target. */
function keysOf(db: Db, fault: Fault, settingId: string, target: string): string[] {
  const kind = settingById.get(settingId)!.target;
  if (kind === null) return [''];
  if (kind !== 'device' || fault.target !== 'user') return [target];
  const computers = `SELECT d.id FROM users u JOIN devices d ON d.user_id = u.id
    WHERE u.upn = ? AND d.platform = 'windows' AND d.client_version IS NOT NULL ORDER BY d.id`;
  return (prepared(db, computers).pluck().all(target) as number[]).map(String);
}

/** Any of its settings stands right again, by whatever road: where it was put, or over it by custom client settings. */
export const isCuredAt = (db: Db, fault: Fault, target: string): boolean =>
  fault.settings.some(({ id, bad }) => {
    const keys = keysOf(db, fault, id, target);
    const isRight = keys.length > 0 && keys.every((key) => readSetting(db, id, key) !== bad);
    return isRight || (concerned[id] !== undefined && isRightByCustom(db, id, bad, concerned[id]));
  });

/** Clients that a client setting matters to, for those that custom settings rather than the default ones put right. */
const concerned: Readonly<Record<string, string>> = {
  softwareUpdates: `SELECT device_id FROM comanagement
    WHERE policy_at IS NOT NULL AND flags & ${workloads.windowsUpdate.bits.current} != 0`,
  autoRegister: `SELECT device_id FROM configmgr_devices WHERE is_current = 1 AND has_client = 1 AND os LIKE '%Workstation%'`,
  useGateway: `SELECT device_id FROM configmgr_devices WHERE is_current = 1 AND has_client = 1 AND os LIKE '%Workstation%'`,
};
function isRightByCustom(db: Db, id: string, bad: string, select: string): boolean {
  const clients = prepared(db, select).pluck().all() as number[];
  const valueOf = clientSettingOfAll(db, id);
  return clients.length > 0 && clients.every((client) => valueOf(client) !== bad);
}

/** Puts one setting, first its value and then what follows from it, as somebody who configures it would. */
function put(db: Db, id: string, target: string, value: string, now: number): void {
  if (readSetting(db, id, target) === value) return;
  const follows = followsFrom(siteFactsOf(db), settingById.get(id)!, target, value, now);
  applyChanges(db, [changeSetting(db, id, target, value, now), ...follows], now);
}

const plantedAt = (db: Db, fault: Fault, target: string): FaultRow | undefined =>
  prepared(db, 'SELECT * FROM faults WHERE fault = ? AND target = ?').get(fault.id, target) as FaultRow | undefined;

/** `target` is in its stored form, '' for the site. Throws `faultTarget` when there is no such thing, `faultPlanted` when it stands there. */
function refusePlant(db: Db, fault: Fault, target: string): void {
  checkTarget(db, fault, target);
  if (plantedAt(db, fault, target) && !isCuredAt(db, fault, target))
    throw new LabError('faultPlanted', `${fault.title}: that is planted there already.`);
}

export function plantFault(db: Db, fault: Fault, target: string, now: number): void {
  refusePlant(db, fault, target);
  for (const { id, bad } of fault.settings) for (const key of keysOf(db, fault, id, target)) put(db, id, key, bad, now);
  const planted: Change = { do: 'put', table: 'faults', key: { fault: fault.id, target }, set: { planted_at: now } };
  applyChanges(db, [planted], now);
}

/** Throws `faultNotPlanted` when nobody planted it there, or somebody has put it right. */
function refuseCure(db: Db, fault: Fault, target: string): void {
  checkTarget(db, fault, target);
  const planted = plantedAt(db, fault, target);
  if (!planted || isCuredAt(db, fault, target))
    throw new LabError('faultNotPlanted', `${fault.title}: that is ${planted ? 'cured' : 'not planted'} there.`);
}

/** Puts every setting right that still stands wrong. */
export function cureFault(db: Db, fault: Fault, target: string, now: number): void {
  refuseCure(db, fault, target);
  for (const { id, good } of fault.settings) {
    if (good === null) continue;
    for (const key of keysOf(db, fault, id, target)) put(db, id, key, good, now);
  }
}

function checkTarget(db: Db, { id, target: kind }: Fault, target: string): void {
  const isThere = {
    site: () => target === '',
    device: () => findRow(db, 'devices', Number(target))?.platform === 'windows',
    user: () => prepared(db, 'SELECT 1 FROM users WHERE upn = ?').get(target) !== undefined,
    ou: () => organizationalUnits(db).includes(target),
  }[kind ?? 'site']();
  if (isThere) return;
  const wanted = { site: 'the whole site', device: 'a Windows computer', user: 'a user', ou: 'an organizational unit' };
  throw new LabError('faultTarget', `${id} is for ${wanted[kind ?? 'site']}.`);
}
