import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import { lockLab } from '../../db/lock.ts';
import { isHalfWritten } from '../../db/look.ts';
import { asLabError } from '../../db/sqlite-errors.ts';
import { removeCheckpoints } from './checkpoints.ts';
import { checkpointFolder, removeDatabase } from './paths.ts';

/** How the names of what is written end until it is whole, without the logs of a database. Parts had no number of their own once. */
const part = String.raw`(?:\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})?\.part`;
const log = String.raw`(?:-(?:wal|shm|journal))?`;
const unfinished = new RegExp(String.raw`^([A-Za-z0-9 _-]{1,64}\.tandem(?:${part}|\.upgraded))${log}$`);
const unfinishedLab = new RegExp(String.raw`^((.+?)(?:\.creating|${part}))${log}$`);
const unfinishedFolder = /^(.+\.tandem)\.creating\.checkpoints$/;

/**
 * Takes away what creating, keeping, resetting or recovering left half done beside a lab whose lock the caller holds. What only has
 * such a name, and does not begin like a file of ours, is a person's.
 */
export function sweep(file: string): void {
  for (const entry of entriesOf(dirname(file))) {
    const [, half, stem] = unfinishedLab.exec(entry) ?? [];
    if (half !== undefined && stem === basename(file)) sweepDatabase(join(dirname(file), half));
  }
  sweepCheckpoints(`${file}.creating`);
  removeCheckpoints(`${file}.creating`);
  sweepCheckpoints(file);
}

function sweepCheckpoints(file: string): void {
  const folder = checkpointFolder(file);
  for (const entry of entriesOf(folder)) {
    const [, half] = unfinished.exec(entry) ?? [];
    if (half !== undefined) sweepDatabase(join(folder, half));
  }
}

/** With its logs, also where they alone are left. */
function sweepDatabase(path: string): void {
  const isOurs = orWhenUnreadable(false, () => !existsSync(path) || isHalfWritten(path));
  if (isOurs) removeDatabase(path);
}

const entriesOf = (folder: string): string[] =>
  orWhenUnreadable([], () =>
    statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true ? readdirSync(folder) : [],
  );

/** What may not be looked at is not swept, and is no reason to refuse the lab beside it. */
function orWhenUnreadable<T>(otherwise: T, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (asLabError(error) instanceof LabError) return otherwise;
    throw error;
  }
}

/** The same for labs of a folder that were never finished, so that nobody will open them; those being made now are left alone. */
export function sweepUnfinishedLabs(folder: string): void {
  const files = entriesOf(folder).flatMap(
    (entry) => unfinishedFolder.exec(entry)?.[1] ?? unfinishedLab.exec(entry)?.[2] ?? [],
  );
  for (const name of new Set(files)) {
    if (!name.endsWith('.tandem')) continue;
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
