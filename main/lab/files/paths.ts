import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import { connect, type Db } from '../../db/open.ts';
import { asLabError } from '../../db/sqlite-errors.ts';
import { labRow } from '../../db/tables.ts';
import type { CheckpointView } from '../../../shared/labs/views.ts';
import { readLocal, writeLocal } from './local.ts';

/**
 * The one path of a file, whatever links lead to it: lock and checkpoints lie beside it under its own name. A file that is
 * not there yet has the path that its nearest existing folder gives it.
 */
export function canonicalPath(path: string): string {
  const wanted = resolve(path);
  try {
    return realpathSync(wanted);
  } catch {
    const folder = dirname(wanted);
    return folder === wanted ? wanted : join(canonicalPath(folder), basename(wanted));
  }
}

/** Where a lab keeps its checkpoints; `baseline` is the state it was created with. */
export const checkpointFolder = (file: string): string => `${file}.checkpoints`;
export const baseline = 'baseline';
const namePattern = /^[A-Za-z0-9 _-]{1,64}$/;

/** Names become file names, so only harmless letters are taken. Throws `badName`. */
export function checkpointFile(file: string, name: string): string {
  if (!namePattern.test(name) || name !== name.trim())
    throw new LabError('badName', `"${name}" cannot name a checkpoint.`);
  return join(checkpointFolder(file), `${name}.tandem`);
}

/** What is kept beside a lab, oldest simulated time first. A file that is no checkpoint is left out, not an error. */
export function listCheckpoints(file: string): CheckpointView[] {
  if (!existsSync(checkpointFolder(file))) return [];
  const names = readdirSync(checkpointFolder(file)).flatMap((entry) =>
    entry.endsWith('.tandem') ? [entry.slice(0, -'.tandem'.length)] : [],
  );
  const views = names.flatMap((name) => {
    if (!namePattern.test(name)) return [];
    const view = readCheckpoint(checkpointFile(file, name), name);
    return view ? [view] : [];
  });
  return views.sort((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1));
}

/** The checkpoint that stands at the latest simulated time; undefined when there is none. */
export const newestCheckpoint = (file: string): string | undefined => listCheckpoints(file).at(-1)?.name;

/** Moves an unusable lab file out of the way with the logs that belong to it. Returns where it is kept. */
export function setAside(file: string): string {
  for (let number = 1; ; number += 1) {
    const kept = `${file}.damaged-${number}`;
    if (existsSync(kept)) continue;
    for (const suffix of ['', '-wal', '-shm', '-journal']) {
      if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${kept}${suffix}`);
    }
    return kept;
  }
}

export function readCheckpoint(path: string, name: string): CheckpointView | undefined {
  try {
    const db = connect(path, { readonly: true });
    try {
      return { name, at: labRow(db).now, hash: readLocal(db, 'hash') };
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

/** The first free name of a checkpoint that the lab makes by itself: `attempt-1`, `attempt-2`, … */
export function freeName(file: string, nameOf: (number: number) => string): string {
  for (let number = 1; ; number += 1) {
    const name = nameOf(number);
    if (!existsSync(checkpointFile(file, name))) return name;
  }
}

/** Keeps the present state of an open lab as a checkpoint, with its hash where it is known: complete before it gets its name. */
export function writeCheckpoint(db: Db, path: string, hash: string | null): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    removeDatabase(`${path}.part`);
    db.prepare('VACUUM INTO ?').run(`${path}.part`);
    const copy = connect(`${path}.part`);
    copy.prepare(`DELETE FROM lab_local WHERE key IN ('hash', 'speed')`).run();
    if (hash !== null) writeLocal(copy, 'hash', hash);
    copy.close();
    flush(`${path}.part`);
    renameSync(`${path}.part`, path);
  } catch (error) {
    removeDatabase(`${path}.part`);
    throw asLabError(error, path);
  }
}

/** Copies a database that nobody has open: complete on disk before it gets its name, so a crash leaves no half copy. */
export function copyClosedDatabase(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, `${to}.part`);
  flush(`${to}.part`);
  renameSync(`${to}.part`, to);
}

export function flush(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Removes a database with the logs that belong to it; a log left alone would corrupt the next file of that name. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
}

/** Removes a lab with all its checkpoints; its lock stays with whoever holds it. */
export function removeLab(file: string): void {
  removeDatabase(file);
  rmSync(checkpointFolder(file), { recursive: true, force: true });
}

/** Takes back folders that were made for a lab that could not be made: from the innermost outwards, while they are empty. */
export function removeEmptyFolders(innermost: string, outermost: string): void {
  for (let folder = innermost; ; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      // Something lies in it by now, so it has to stay.
      return;
    }
    if (folder === outermost) return;
  }
}
