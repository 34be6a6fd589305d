import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import { lockLab } from '../../db/lock.ts';
import { isOurs } from '../../db/look.ts';
import { asLabError } from '../../db/sqlite-errors.ts';
import { baseline, checkpointFile, checkpointNames, removeCheckpoints } from '../files/checkpoints.ts';
import { refuseCompanion } from '../files/own.ts';
import {
  canonicalPath,
  checkpointFolder,
  copyClosedDatabase,
  removeDatabase,
  removeEmptyFolders,
} from '../files/paths.ts';
import { sweep } from '../files/sweep.ts';
import type { WorldSource } from '../scenario/build.ts';
import { isScalable } from '../scenario/source.ts';
import { buildFile } from './build.ts';

export type CreateOptions = WorldSource & {
  file: string;
  /** Replace an existing lab of that name. */
  force?: boolean;
  /** Compute the state hash and keep it with the baseline, so that every reset can prove itself. */
  withHash?: boolean;
  withBaseline?: boolean;
  onProgress?: (rows: number) => void;
};

/** Makes the file of a lab and its baseline, and opens it under its lock by `take`. A failure leaves everything as it was. */
export function createFile<T>(
  { file: path, force = false, withHash = true, withBaseline = true, onProgress, ...source }: CreateOptions,
  take: (file: string, hash: string | null, release: () => void) => T,
): T {
  const file = canonicalPath(path);
  if (!force) refuseTaken(file);
  refuseCompanion(file);
  if (source.devices !== null && !isScalable(source.scenario))
    throw new LabError('notScalable', `The devices of ${source.scenario.name} are named one by one.`);
  const building = `${file}.creating`;
  const isNew = !existsSync(file) && checkpointNames(file).length === 0;
  const hadLock = existsSync(`${file}.lock`);
  let lock: { release: () => void } | undefined;
  let newFolder: string | undefined;
  let hasFolder = false;
  try {
    newFolder = mkdirSync(dirname(file), { recursive: true });
    hasFolder = true;
    lock = lockLab(file);
    if (force) refuseNotOurs(file);
    sweep(file);
    refuseInTheWay(building);
    const hash = buildFile(building, source, withHash, { onProgress });
    if (withBaseline) copyClosedDatabase(building, checkpointFile(building, baseline));
    swap(building, file);
    return take(file, hash, lock.release);
  } catch (error) {
    const known = asLabError(error, file);
    // Without the lock all that lies here is another's, perhaps of a process that is creating the same lab just now.
    const isMine = lock !== undefined || !(known instanceof LabError && known.code === 'locked');
    if (lock) sweep(file);
    if (lock && isNew) removeMade(file);
    lock?.release();
    if (isMine && !hadLock && hasFolder) removeDatabase(`${file}.lock`);
    if (newFolder !== undefined) removeEmptyFolders(dirname(file), newFolder);
    throw known;
  }
}

/** Also a lab whose file is gone has its name as long as its checkpoints are there: they can bring it back. */
function refuseTaken(file: string): void {
  if (existsSync(file)) throw new LabError('fileExists', `${file} exists already.`);
  if (checkpointNames(file).length > 0)
    throw new LabError('fileExists', `The checkpoints of a lab ${file} are still there: ${checkpointFolder(file)}.`);
}

/** Replaced is only what is a lab, and what has the name of its baseline. Throws `foreign`. */
function refuseNotOurs(file: string): void {
  for (const path of [file, checkpointFile(file, baseline)])
    if (existsSync(path) && !isOurs(path))
      throw new LabError(
        'foreign',
        `${path} is ${statSync(path).isDirectory() ? 'a folder' : 'no lab'}, so it is not replaced.`,
      );
}

/** What bears the name of a half-made lab and was not swept is a person's. Throws `foreign`. */
function refuseInTheWay(building: string): void {
  for (const path of [building, checkpointFile(building, baseline)])
    if (existsSync(path)) throw new LabError('foreign', `${path} is in the way, and no lab, so it is not replaced.`);
}

/** What making a lab has made: its file, and checkpoints that are ours. */
export function removeMade(file: string): void {
  removeDatabase(file);
  removeCheckpoints(file);
}

/**
 * Only now, when nothing needs room any more, a lab that was here before goes. Whenever a sudden end comes, there is the old lab,
 * the new one, or none and the checkpoints of the old one; a new lab refuses checkpoints of another.
 */
function swap(building: string, file: string): void {
  removeDatabase(file);
  renameSync(building, file);
  removeCheckpoints(file);
  const made = checkpointFile(building, baseline);
  if (!existsSync(made)) return;
  mkdirSync(checkpointFolder(file), { recursive: true });
  renameSync(made, checkpointFile(file, baseline));
  removeEmptyFolders(checkpointFolder(building), checkpointFolder(building));
}
