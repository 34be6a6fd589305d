import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import { isOurs } from '../../db/look.ts';
import { baseline, checkpointFile } from './checkpoints.ts';
import { canonicalPath } from './paths.ts';

/** What lies beside a lab under its name. */
const beside = ['', '-wal', '-shm', '-journal', '.lock', '.creating', '.part'];
/** By what a name ends that belongs to the lab in front of it, also where a file system takes capitals for small letters. */
const companion = /(?:-(?:wal|shm|journal)|\.(?:lock|creating|part|checkpoints|damaged-\d+))$/i;

/**
 * Asked before anything is written to a file that a person chose: no lab, open or not, and nothing that lies beside one is ever
 * replaced by an export. Throws `ownFile`, and `fileNotFound` when the folder is gone.
 */
export function refuseOwnFiles(file: string | undefined, target: string): void {
  const path = canonicalPath(target);
  if (!existsSync(dirname(path))) throw new LabError('fileNotFound', `There is no folder ${dirname(path)}.`);
  // The bytes of the open lab's files are never looked at: closing a handle of one would drop its locks.
  const isOfOpen = file !== undefined && beside.some((suffix) => isSameFile(`${file}${suffix}`, path));
  if (isOfOpen || isOurs(path)) throw ownFile(target);
  refuseCompanion(path, file);
}

/** Throws `ownFile` for a name that would make a new file the log, the lock or a checkpoint of a lab that is there. */
export function refuseCompanion(path: string, open?: string): void {
  if (labsBehind(path).some((stem) => isLab(stem, open))) throw ownFile(path);
}

const ownFile = (path: string): LabError =>
  new LabError('ownFile', `${path} belongs to a lab, so nothing is written there.`);

/** A lab that crashed has what was acknowledged in its log; one that is gone can come back from its checkpoints. */
const isLab = (stem: string, open: string | undefined): boolean =>
  (open !== undefined && isSameFile(open, stem)) || isOurs(stem) || isOurs(checkpointFile(stem, baseline));

/** The labs to which a file would belong by its name, or by that of a folder in which it lies. */
function labsBehind(path: string): string[] {
  const stems = withoutCompanions(path);
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder))
    if (/\.checkpoints$/i.test(folder)) stems.push(...withoutCompanions(folder));
  return stems;
}

function withoutCompanions(path: string): string[] {
  const stems: string[] = [];
  for (let stem = path; companion.test(stem); stems.push(stem)) stem = stem.replace(companion, '');
  return stems;
}

/** By its path, or by whatever other name, spelling or link leads to it. */
function isSameFile(own: string, path: string): boolean {
  if (own === path) return true;
  if (!existsSync(own) || !existsSync(path)) return false;
  const [a, b] = [statSync(own, { bigint: true }), statSync(path, { bigint: true })];
  return a.ino === b.ino && a.dev === b.dev;
}
