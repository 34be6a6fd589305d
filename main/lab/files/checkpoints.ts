import { existsSync, mkdirSync, readdirSync, renameSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import type { CheckpointView } from '../../../shared/labs/views.ts';
import { glance, isOurs } from '../../db/look.ts';
import { migrations } from '../../db/migrations/index.ts';
import { connect, type Db } from '../../db/open.ts';
import { asLabError } from '../../db/sqlite-errors.ts';
import { labRow } from '../../db/tables.ts';
import { identityOf, type Identity } from './identity.ts';
import { readLocal, writeLocal } from './local.ts';
import { checkpointFolder, flush, partOf, removeDatabase, removeEmptyFolders } from './paths.ts';

/** The state with which a lab was created. */
export const baseline = 'baseline';
const suffix = '.tandem';
const namePattern = /^[A-Za-z0-9 _-]{1,64}$/;
/** In whatever letters: where the file system takes capitals for small ones, they all lead to the one file. */
export const isBaseline = (name: string): boolean => name.toLowerCase() === baseline;
const isName = (name: string): boolean => namePattern.test(name) && name === name.trim();

/** Names become file names, so only harmless letters are taken. Throws `badName`. */
export function checkpointFile(file: string, name: string): string {
  if (!isName(name)) throw new LabError('badName', `"${name}" cannot name a checkpoint.`);
  return join(checkpointFolder(file), `${name}${suffix}`);
}

/** What lies in the folder under the name of a checkpoint, whatever it is; nothing where there is no folder. */
export function checkpointNames(file: string): string[] {
  const folder = checkpointFolder(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder).flatMap((entry) => (entry.endsWith(suffix) ? [entry.slice(0, -suffix.length)] : []));
}

/** A checkpoint as it is told of, and of which lab it is. */
export type Kept = { view: CheckpointView; identity: Identity };
export type Listing = { kept: Kept[]; skipped: { name: string; why: string }[] };

/** What was read of a file is so until its size or time changes: a listing costs what is new, not what is there. */
const read = new Map<string, { stamp: string; found: Kept | string }>();

/** What is kept beside a lab, oldest simulated time first, and by name what lies there but is no checkpoint. */
export function listing(file: string, known = migrations): Listing {
  const folder = checkpointFolder(file);
  const kept: Kept[] = [];
  const skipped: Listing['skipped'] = [];
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false)
    skipped.push({ name: basename(folder), why: `${folder} is no folder, so no checkpoint can be kept.` });
  for (const name of checkpointNames(file)) {
    const found = isName(name)
      ? readKept(join(folder, `${name}${suffix}`), name, known)
      : 'No checkpoint can have this name.';
    if (typeof found === 'string') skipped.push({ name, why: found });
    else kept.push(found);
  }
  kept.sort(({ view: a }, { view: b }) => a.at - b.at || (a.name < b.name ? -1 : 1));
  return { kept, skipped };
}

/** A checkpoint as far as its tables and its first rows tell; otherwise why it is none. */
function readKept(path: string, name: string, known: typeof migrations): Kept | string {
  try {
    const file = statSync(path);
    const stamp = `${file.ino} ${file.size} ${file.mtimeMs}`;
    const before = read.get(path);
    if (before?.stamp === stamp) return before.found;
    const found = orWhyNot(path, () => keptIn(path, name, fileFacts(file), known));
    read.set(path, { stamp, found });
    return found;
  } catch (error) {
    // Gone since the folder was read, or a link that leads nowhere.
    return orWhyNot(path, () => {
      throw error;
    });
  }
}

/** What the file itself tells: its size, and when it was written, in real UTC seconds. */
export const fileFacts = ({ size, mtimeMs }: Stats): Pick<CheckpointView, 'bytes' | 'madeAt'> => ({
  bytes: size,
  madeAt: Math.floor(mtimeMs / 1000),
});

function keptIn(path: string, name: string, file: ReturnType<typeof fileFacts>, known: typeof migrations): Kept {
  const { db, close } = glance(path, known);
  try {
    return { view: { name, at: labRow(db).now, hash: readLocal(db, 'hash'), ...file }, identity: identityOf(db) };
  } finally {
    close();
  }
}

function orWhyNot(path: string, read: () => Kept): Kept | string {
  try {
    return read();
  } catch (error) {
    const failure = asLabError(error, path);
    if (!(failure instanceof LabError)) throw error;
    return failure.message;
  }
}

/** Numbers of the checkpoints that the lab named by itself: `before Wipe 3` is 3 of `before Wipe`. */
const numbersOf = (file: string, stem: string): number[] =>
  checkpointNames(file).flatMap((name) =>
    name.startsWith(`${stem} `) && /^[1-9]\d{0,8}$/.test(name.slice(stem.length + 1))
      ? [Number(name.slice(stem.length + 1))]
      : [],
  );

/** Names of those that are no longer among the newest. */
export const olderThan = (file: string, stem: string, kept: number): string[] =>
  numbersOf(file, stem)
    .sort((a, b) => b - a)
    .slice(kept)
    .map((number) => `${stem} ${number}`);

/** The next name of a checkpoint that the lab makes by itself: one number more than the highest that is there. */
export const nextName = (file: string, stem: string): string =>
  `${stem} ${numbersOf(file, stem).reduce((most, number) => Math.max(most, number), 0) + 1}`;

/** The name, or with the first number that is free: `before upgrade from 10`, `before upgrade from 10 2`. */
export function freeName(file: string, name: string): string {
  for (let number = 1; ; number += 1) {
    const wanted = number === 1 ? name : `${name} ${number}`;
    if (!existsSync(checkpointFile(file, wanted))) return wanted;
  }
}

/** Keeps the present state of an open lab as a checkpoint, with its hash where it is known. */
export function writeCheckpoint(db: Db, path: string, hash: string | null): void {
  writeCopy(db, path, (copy) => {
    copy.prepare(`DELETE FROM lab_local WHERE key IN ('hash', 'speed')`).run();
    if (hash !== null) writeLocal(copy, 'hash', hash);
  });
}

/** Writes the present state of an open lab to a file, finished by `finish`: complete before it gets its name. */
export function writeCopy(db: Db, path: string, finish: (copy: Db) => void = () => undefined): void {
  makeFolder(dirname(path));
  const part = partOf(path);
  try {
    db.prepare('VACUUM INTO ?').run(part);
    const copy = connect(part);
    try {
      finish(copy);
    } finally {
      copy.close();
    }
    flush(part);
    renameSync(part, path);
  } catch (error) {
    removeDatabase(part);
    throw asLabError(error, path);
  }
}

/** Makes the folder where there is none yet. Throws `fileNotWritable` where something else has its name. */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw asLabError(error, folder);
  }
}

/** Takes away the checkpoints that lie there, and the folder when nothing else is in it: what is not ours is not ours to delete. */
export function removeCheckpoints(file: string): void {
  const folder = checkpointFolder(file);
  for (const name of checkpointNames(file)) {
    const path = join(folder, `${name}${suffix}`);
    if (isOurs(path)) removeDatabase(path);
  }
  if (existsSync(folder)) removeEmptyFolders(folder, folder);
}
