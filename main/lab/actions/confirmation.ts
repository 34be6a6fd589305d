import { LabError } from '../../../shared/contract/errors.ts';
import { isDestructive, type RemoteAction } from '../../../shared/actions/entry.ts';
import type { Db } from '../../db/open.ts';
import { findRow } from '../../db/tables.ts';
import { targetName, type Target } from './targets.ts';

/** The text that confirms an order: the number of devices for several, the exact name for a destructive one; else null. */
export function confirmationFor(db: Db, action: RemoteAction, targets: readonly Target[]): string | null {
  if (targets.length > 1) return String(targets.length);
  return isDestructive(action) ? targetName(db, targets[0]!) : null;
}

/**
 * Throws `confirmationMismatch` unless the text is the one asked for; where none is needed it is checked if given. For one
 * device its own current name is as good as the recorded one, because whoever knows it means this device.
 */
export function checkConfirmation(
  db: Db,
  action: RemoteAction,
  targets: readonly Target[],
  given: string | null,
): void {
  const needed = confirmationFor(db, action, targets);
  const expected = needed ?? (given === null ? null : targetName(db, targets[0]!));
  const isCurrentName =
    given !== null && targets.length === 1 && given === findRow(db, 'devices', targets[0]!.deviceId)?.name;
  if (expected !== given && !isCurrentName) {
    throw new LabError(
      'confirmationMismatch',
      `${action.label} has to be confirmed with exactly "${expected}"${given === null ? '' : `; "${given}" was given`}.`,
    );
  }
}
