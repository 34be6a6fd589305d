import { existsSync, statSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import { isOurs } from '../../db/look.ts';
import { canonicalPath, checkpointFolder } from './paths.ts';

/** What lies beside a lab under its name. */
const beside = ['', '-wal', '-shm', '-journal', '.lock', '.creating', '.part'];

/**
 * Asked before anything is written to a file that a person chose: nothing of the open lab `file`, where one is open, and no other lab
 * either, is ever replaced by an export. Throws `ownFile`, and `fileNotFound` when the folder is gone.
 */
export function refuseOwnFiles(file: string | undefined, target: string): void {
  const path = canonicalPath(target);
  if (!existsSync(dirname(path))) throw new LabError('fileNotFound', `There is no folder ${dirname(path)}.`);
  // Its bytes are only looked at when it is none of the open lab's: closing a handle of that would drop its locks.
  if ((file !== undefined && isOfLab(file, path)) || isOurs(path))
    throw new LabError('ownFile', `${target} belongs to a lab, so nothing is written there.`);
}

const isOfLab = (file: string, path: string): boolean =>
  beside.some((suffix) => isSameFile(`${file}${suffix}`, path)) ||
  path === checkpointFolder(file) ||
  path.startsWith(`${checkpointFolder(file)}${sep}`) ||
  path.startsWith(`${file}.damaged-`);

/** By its path, or by whatever other name, spelling or link leads to it. */
function isSameFile(own: string, path: string): boolean {
  if (own === path) return true;
  if (!existsSync(own) || !existsSync(path)) return false;
  const [a, b] = [statSync(own, { bigint: true }), statSync(path, { bigint: true })];
  return a.ino === b.ino && a.dev === b.dev;
}
