import { LabError } from '../../../shared/contract/errors.ts';
import { isDestructive, type RemoteAction } from '../../../shared/actions/entry.ts';
import type { Db } from '../../db/open.ts';
import { findRow } from '../../db/tables.ts';
import { shownName } from '../../simulation/actions/refusal.ts';
import { factsOf } from '../engine/facts.ts';

/** The text that confirms an order: the number of devices for several, the exact name for a destructive one; else null. */
export function confirmationFor(db: Db, action: RemoteAction, deviceIds: readonly number[]): string | null {
  if (deviceIds.length > 1) return String(deviceIds.length);
  return isDestructive(action) ? nameOf(db, deviceIds[0]!) : null;
}

/** What stands for no device is refused by the order itself, not for its name. */
const nameOf = (db: Db, deviceId: number): string =>
  findRow(db, 'devices', deviceId) ? shownName(factsOf(db, deviceId)) : String(deviceId);

/**
 * Throws `confirmationMismatch` unless the text is the one asked for; where none is needed it is checked if given. For one
 * device its own current name is as good as the recorded one, because whoever knows it means this device.
 */
export function checkConfirmation(
  db: Db,
  action: RemoteAction,
  deviceIds: readonly number[],
  given: string | null,
): void {
  const needed = confirmationFor(db, action, deviceIds);
  const expected = needed ?? (given === null ? null : nameOf(db, deviceIds[0]!));
  const isCurrentName =
    given !== null && deviceIds.length === 1 && given === findRow(db, 'devices', deviceIds[0]!)?.name;
  if (expected !== given && !isCurrentName) {
    throw new LabError(
      'confirmationMismatch',
      `${action.label} has to be confirmed with exactly "${expected}"${given === null ? '' : `; "${given}" was given`}.`,
    );
  }
}
