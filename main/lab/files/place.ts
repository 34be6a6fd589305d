import { statSync } from 'node:fs';
import { LabError } from '../../../shared/contract/errors.ts';

/** Which file stands under a path: device and number of the file. Undefined where there is none. */
export function placeOf(file: string): string | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.dev}:${stat.ino}`;
}

/**
 * Throws `fileGone` when the file that was opened is no longer the one under its path: it was deleted, moved or replaced, and what
 * is written to it would be lost when it is closed. Windows lets nobody do that to an open file.
 */
export function refuseGone(file: string, place: string | undefined): void {
  if (process.platform === 'win32' || placeOf(file) === place) return;
  throw new LabError('fileGone', `${file} was deleted, moved or replaced while the lab was open.`);
}
