import { LabError } from '../../../shared/contract/errors.ts';
import { isDestructive, type RemoteAction } from '../../../shared/actions/entry.ts';
import type { Db } from '../../db/open.ts';
import { currentRecord, findRow } from '../../db/tables.ts';

/** The text that confirms an order: the number of devices for several, the exact name for a destructive one; else null. */
export function confirmationFor(db: Db, action: RemoteAction, deviceIds: readonly number[]): string | null {
  if (deviceIds.length > 1) return String(deviceIds.length);
  return isDestructive(action) ? shownName(db, deviceIds[0]!) : null;
}

/** The name the console shows: Intune's record, which may lag behind the device's own. */
function shownName(db: Db, deviceId: number): string {
  return (
    currentRecord(db, 'intune_devices', deviceId)?.name ?? findRow(db, 'devices', deviceId)?.name ?? String(deviceId)
  );
}

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
  const expected = needed ?? (given === null ? null : shownName(db, deviceIds[0]!));
  const isCurrentName =
    given !== null && deviceIds.length === 1 && given === findRow(db, 'devices', deviceIds[0]!)?.name;
  if (expected !== given && !isCurrentName) {
    throw new LabError(
      'confirmationMismatch',
      `${action.label} has to be confirmed with exactly "${expected}"${given === null ? '' : `; "${given}" was given`}.`,
    );
  }
}
