import { bulkLimit, remoteActions, type ActionKind } from '../../../shared/actions/words.ts';
import { platformLabels } from '../../../shared/contract/device-words.ts';
import { LabError, type ErrorCode } from '../../../shared/contract/errors.ts';
import { day } from '../../../shared/time.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import { refusalOf, staleRefusalOf } from '../../simulation/actions/refusal.ts';
import { administratorOf } from '../engine/administrator.ts';
import { factsOf, namedDevice } from '../engine/facts.ts';
import { targetName, type Target } from './targets.ts';

export type OrderRefusal = { deviceId: number; device: string; code: string; message: string };

/** What an order would meet at each device; nothing is changed. */
export function refusalsOf(db: Db, kind: ActionKind, targets: readonly Target[]): OrderRefusal[] {
  const administrator = administratorOf(db);
  const { now, seed } = labRow(db);
  return targets.flatMap((target) => {
    const { deviceId, stale } = target;
    const facts = factsOf(db, deviceId, seed);
    const refusal = stale
      ? staleRefusalOf(kind, facts, stale, administrator)
      : refusalOf(kind, facts, administrator, now);
    return refusal ? [{ deviceId, device: targetName(db, target, facts), ...refusal }] : [];
  });
}

/** No console says before an order whether a device is online or somebody is signed in; the helper learns it by trying. */
const learntByTrying: readonly string[] = ['deviceOffline', 'nobodySignedIn'] satisfies ErrorCode[];
export const isForeseen = ({ code }: { code: string }): boolean => !learntByTrying.includes(code);

/** All or none: whatever stands against one of the devices stands against the order. The details name every refusal. */
export function refuseOrder(db: Db, kind: ActionKind, targets: readonly Target[]): void {
  const refusals = refusalsOf(db, kind, targets);
  const [first] = refusals;
  if (first)
    throw new LabError(first.code as ErrorCode, first.message, {
      details: { refusals: refusals.map(({ deviceId, ...refusal }) => ({ ...refusal, deviceId: String(deviceId) })) },
    });
}

/** Conditions of an order as a whole: how many devices, which options, what the tenant takes in a day. */
export function checkOrder(
  db: Db,
  kind: ActionKind,
  deviceIds: readonly number[],
  options: Record<string, boolean>,
): void {
  const action = remoteActions[kind];
  const unknown = Object.keys(options).find((option) => !action.options.some(({ id: known }) => known === option));
  if (unknown !== undefined) throw new LabError('badOption', `${action.label} has no option "${unknown}".`);
  if (action.exclusive?.options.every((option) => options[option]))
    throw new LabError('badOption', action.exclusive.message);
  if (new Set(deviceIds).size !== deviceIds.length) throw new LabError('badOption', 'A device is named twice.');
  const most = action.bulk ? bulkLimit : 1;
  if (deviceIds.length > most)
    throw new LabError(
      'tooManyDevices',
      `${action.label} takes at most ${most} device${most === 1 ? '' : 's'} at once; ${deviceIds.length} were given.`,
    );
  for (const deviceId of deviceIds) {
    const device = namedDevice(db, deviceId);
    const alien = action.options.find(({ id: option, platform }) => options[option] && platform !== device.platform);
    if (alien) {
      const only = platformLabels[alien.platform];
      throw new LabError('badOption', `The options of ${action.label} are for ${only}; ${device.name} is not.`);
    }
  }
  if (action.dailyLimit === null) return;
  const midnight = Math.floor(labRow(db).now / day) * day;
  const today = prepared(
    db,
    `SELECT count(*) AS count FROM actions WHERE kind = ? AND ordered_at >= ? AND origin <> 'system'`,
  ).get(kind, midnight) as { count: number };
  if (today.count + deviceIds.length > action.dailyLimit) {
    throw new LabError(
      'dailyLimit',
      `The tenant takes ${action.dailyLimit} × ${action.label} a day; ${today.count} were ordered today.`,
    );
  }
}
