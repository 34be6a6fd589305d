import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import { lockLab } from '../../db/lock.ts';
import { checkpointFolder, removeDatabase } from './paths.ts';

/** What a process that was killed in the middle leaves in a folder of checkpoints. */
const unfinished = /^[A-Za-z0-9 _-]{1,64}\.tandem\.(part|upgraded)(-wal|-shm|-journal)?$/;

/** Takes away what creating, keeping, resetting or recovering left half done beside a lab whose lock the caller holds. */
export function sweep(file: string): void {
  removeDatabase(`${file}.creating`);
  rmSync(checkpointFolder(`${file}.creating`), { recursive: true, force: true });
  removeDatabase(`${file}.part`);
  const folder = checkpointFolder(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  for (const entry of readdirSync(folder)) if (unfinished.test(entry)) rmSync(join(folder, entry), { force: true });
}

/** The same for labs of a folder that were never finished, so that nobody will open them; those being made now are left alone. */
export function sweepUnfinishedLabs(folder: string): void {
  if (!existsSync(folder)) return;
  const files = readdirSync(folder).flatMap((entry) => /^(.+\.tandem)\.(creating|part)\b/.exec(entry)?.[1] ?? []);
  for (const name of new Set(files)) {
    const file = join(folder, name);
    try {
      const { release } = lockLab(file);
      try {
        sweep(file);
      } finally {
        release();
      }
      if (!existsSync(file)) removeDatabase(`${file}.lock`);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
    }
  }
}
