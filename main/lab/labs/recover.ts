import { existsSync, renameSync } from 'node:fs';
import { LabError } from '../../../shared/contract/errors.ts';
import { lockLab } from '../../db/lock.ts';
import { migrations } from '../../db/migrations/index.ts';
import { asLabError } from '../../db/sqlite-errors.ts';
import { baseline, checkpointFile, listing, type Kept } from '../files/checkpoints.ts';
import { identityOf, isSameLab, refuseOtherLab } from '../files/identity.ts';
import { canonicalPath, flush, partOf, removeDatabase, setAside } from '../files/paths.ts';
import { sweep } from '../files/sweep.ts';
import { openCopy } from '../files/upgrade.ts';
import { refuseUnreadable } from './open.ts';

/** What could take the place of a lab file that cannot be used, the newest first; the first of them has passed every check. */
function candidates(file: string, known: typeof migrations): string[] {
  const { kept } = listing(file, known);
  const first = baselineOf(kept);
  const ofThisLab = kept.filter(({ identity }) => !first || isSameLab(identity, first.identity));
  const names = ofThisLab.map(({ view }) => view.name).reverse();
  const newestGood = names.findIndex((name) => isGood(checkpointFile(file, name), known));
  return newestGood === -1 ? [] : names.slice(newestGood);
}

/** While the lab itself cannot be read, its baseline says which lab it is. */
const baselineOf = (kept: readonly Kept[]): Kept | undefined => kept.find(({ view }) => view.name === baseline);

function isGood(path: string, known: typeof migrations): boolean {
  try {
    const { db, close } = openCopy(path, known);
    try {
      refuseUnreadable(db);
      return true;
    } finally {
      close();
    }
  } catch {
    return false;
  }
}

/** Says of an unusable or missing lab file which of its checkpoints could take its place, when there are any. */
export function offerCheckpoints(file: string, error: unknown, known = migrations): unknown {
  const isUnusable = error instanceof LabError && ['damaged', 'empty', 'foreign', 'fileNotFound'].includes(error.code);
  if (!isUnusable) return error;
  const checkpoints = candidates(file, known);
  const [checkpoint] = checkpoints;
  if (checkpoint === undefined) return error;
  const message = `${error.message} Its checkpoint "${checkpoint}" can take its place.`;
  return new LabError(error.code, message, { details: { checkpoint, checkpoints }, cause: error });
}

/**
 * Puts a checkpoint in the place of a lab file, of which only the first good one is taken without a name. It is whole beside the
 * lab before the unusable file moves, so a sudden end leaves that one, or none and every checkpoint.
 */
export function recoverFile<T>(
  path: string,
  to: string | undefined,
  take: (file: string, release: () => void) => T,
  known = migrations,
): { lab: T; kept: string | null; to: string } {
  const file = canonicalPath(path);
  const name = to ?? candidates(file, known)[0];
  if (name === undefined || !existsSync(checkpointFile(file, name)))
    throw new LabError(
      'checkpointNotFound',
      `There is no checkpoint ${name === undefined ? '' : `"${name}" `}of ${file}${name === undefined ? ' that can be used' : ''}.`,
    );
  const { release } = lockLab(file);
  const part = partOf(file);
  try {
    const copy = openCopy(checkpointFile(file, name), known);
    try {
      const first = baselineOf(listing(file, known).kept);
      if (first) refuseOtherLab(name, identityOf(copy.db), first.identity);
      refuseUnreadable(copy.db);
      sweep(file);
      copy.db.prepare('VACUUM INTO ?').run(part);
    } finally {
      copy.close();
    }
    flush(part);
    const kept = setAside(file);
    renameSync(part, file);
    return { lab: take(file, release), kept, to: name };
  } catch (error) {
    removeDatabase(part);
    release();
    throw asLabError(error, file);
  }
}
