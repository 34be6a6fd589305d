import { randomUUID } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

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

/** Where a lab keeps its checkpoints. */
export const checkpointFolder = (file: string): string => `${file}.checkpoints`;

/** A database and the logs that belong to it. */
const ofDatabase = ['', '-wal', '-shm', '-journal'];

/** Moves an unusable lab file out of the way with the logs that belong to it. Returns where it is kept; null without a file. */
export function setAside(file: string): string | null {
  const isThere = existsSync(file);
  for (let number = 1; ; number += 1) {
    const kept = `${file}.damaged-${number}`;
    if (ofDatabase.some((suffix) => existsSync(`${kept}${suffix}`))) continue;
    // Also a log whose file is gone: it would be worked into the next file of that name.
    for (const suffix of ofDatabase)
      if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${kept}${suffix}`);
    return isThere ? kept : null;
  }
}

/** Copies a database that nobody has open: complete on disk before it gets its name, so a crash leaves no half copy. */
export function copyClosedDatabase(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  const part = partOf(to);
  copyFileSync(from, part);
  flush(part);
  renameSync(part, to);
}

/** Where a file is written until it is whole. A name of its own: whatever lies beside the target is somebody's. */
export const partOf = (path: string): string => `${path}.${randomUUID()}.part`;

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
  for (const suffix of ofDatabase) rmSync(`${path}${suffix}`, { force: true });
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
