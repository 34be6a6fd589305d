import {
  closeSync,
  constants,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  type Stats,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { migrations, type Migration } from './migrations/index.ts';
import { applicationId, checkSchema, connect, refuseNewer, type Db } from './open.ts';
import { unsound } from './soundness.ts';
import { asLabError } from './sqlite-errors.ts';

/**
 * The first look at a lab file that may come from anywhere. It is taken at a copy, so whatever the answer is, no byte of the
 * file changes, nothing lies beside it that was not there, and no handle of it stays open.
 */
export type Look = { db: Db; close: () => void };

/** Larger files are copied on disk instead of into memory. */
const mostInMemory = 512 * 1024 * 1024;

/**
 * Looks at a lab file that nobody in this process has open: closing a handle of an open one would drop SQLite's locks. Header,
 * schema and page structure are checked. Throws LabError (`fileNotFound`, `empty`, `foreign`, `newer`, `damaged`).
 */
export function look(path: string, known: readonly Migration[] = migrations): Look {
  const { size, logs } = inspect(path, known);
  try {
    return checked(copyOf(path, size, logs), path, known);
  } catch (error) {
    const failure = asLabError(error, path);
    throw logs.length > 0 ? blamingLog(failure, path, size, known) : failure;
  }
}

/** The same without the structure of the pages, and without a copy where reading in place leaves no trace: to list many. */
export function glance(path: string, known: readonly Migration[] = migrations): Look {
  const { size, logs, header } = inspect(path, known);
  const isLogged = header[18] !== 1 || header[19] !== 1 || logs.length > 0;
  const copy = isLogged ? copyOf(path, size, logs) : inPlace(path);
  try {
    checkTables(copy.db, path, known);
    return copy;
  } catch (error) {
    copy.close();
    throw asLabError(error, path);
  }
}

function inPlace(path: string): Look {
  const db = connect(path, { readonly: true });
  return { db, close: () => db.close() };
}

type Inspected = { size: number; logs: string[]; header: Buffer };
function inspect(path: string, known: readonly Migration[]): Inspected {
  const { size } = refuseNoFile(path);
  if (size === 0) throw new LabError('empty', `${path} is empty (0 bytes).`);
  const logs = logsOf(path);
  return { size, logs, header: inspectHeader(path, size, logs.length > 0, known) };
}

/** Throws `fileNotFound`, or `foreign` for what is no regular file: a pipe or a device may never end. */
export function refuseNoFile(path: string): Stats {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new LabError('fileNotFound', `There is no lab file ${path}.`);
  if (stat.isDirectory()) throw new LabError('foreign', `${path} is a folder, not a lab.`);
  if (!stat.isFile()) throw new LabError('foreign', `${path} is no regular file, so it is no lab.`);
  return stat;
}

/** What SQLite would work into the file when it opens it: the log of a crash, or of another file. */
const logsOf = (path: string): string[] =>
  ['-wal', '-journal'].filter((suffix) => (statSync(`${path}${suffix}`, { throwIfNoEntry: false })?.size ?? 0) > 0);

/** What the first hundred bytes say, before SQLite is let near the file. */
function inspectHeader(path: string, size: number, hasLog: boolean, known: readonly Migration[]): Buffer {
  const header = readHeader(path);
  if (header === undefined)
    throw new LabError('foreign', `${path} is not a lab file: it does not begin like a SQLite database.`);
  if (header.readUInt32BE(68) !== applicationId)
    throw new LabError('foreign', `${path} is a SQLite database, but not one of Tandem.`);
  refuseNewer(header.readUInt32BE(60), path, known);
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const pages = header.readUInt32BE(28);
  // With a log the file may still be shorter than its header says, so only a log-less file is judged here.
  if (size < pageSize * pages && !hasLog)
    throw new LabError('damaged', `${path} is cut short: ${size} bytes of ${pageSize * pages}.`);
  return header;
}

/** Undefined when the file does not begin like a SQLite database. Regular files only. */
function readHeader(path: string): Buffer | undefined {
  const header = firstBytes(path);
  return header?.toString('latin1', 0, 16) === 'SQLite format 3\0' ? header : undefined;
}

/** The first hundred; undefined of a file that has fewer. */
function firstBytes(path: string): Buffer | undefined {
  const header = Buffer.alloc(100);
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (error) {
    throw asLabError(error, path);
  }
  try {
    return readSync(handle, header, 0, 100, 0) === 100 ? header : undefined;
  } finally {
    closeSync(handle);
  }
}

/** Whether the file is one of ours by its first bytes, in whatever state the rest is. */
export function isOurs(path: string): boolean {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return isFile && readHeader(path)?.readUInt32BE(68) === applicationId;
}

/** Whether it can be what SQLite had begun to write for us when the process ended: the page with the header comes last. */
export function isHalfWritten(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat?.isFile()) return false;
  return stat.size === 0 || firstBytes(path)?.every((byte) => byte === 0) === true || isOurs(path);
}

function copyOf(path: string, size: number, logs: readonly string[]): Look {
  if (logs.length > 0 || size > mostInMemory) return copyOnDisk(path, logs);
  const bytes = readFileSync(path);
  // A file that was left in the mode of a write-ahead log cannot be opened in memory; without its log it is whole as it is.
  bytes.fill(1, 18, 20);
  const db = connect(bytes);
  return { db, close: () => db.close() };
}

function copyOnDisk(path: string, logs: readonly string[]): Look {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-look-'));
  let db: Db | undefined;
  const close = (): void => {
    db?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const copy = join(folder, 'copy.tandem');
    for (const suffix of ['', ...logs])
      copyFileSync(`${path}${suffix}`, `${copy}${suffix}`, constants.COPYFILE_FICLONE);
    db = connect(copy);
    return { db, close };
  } catch (error) {
    close();
    throw error;
  }
}

function checked(copy: Look, path: string, known: readonly Migration[]): Look {
  const { db } = copy;
  try {
    checkTables(db, path, known);
    const report = db.pragma('quick_check(1)', { simple: true }) as string;
    if (report !== 'ok')
      throw new LabError('damaged', `${path} is damaged: its pages do not fit together.`, { cause: report });
    const [strange] = unsound(db);
    if (strange !== undefined) throw new LabError('damaged', `${path} is damaged: ${strange}`);
    return copy;
  } catch (error) {
    copy.close();
    throw error;
  }
}

function checkTables(db: Db, path: string, known: readonly Migration[]): void {
  checkSchema(db, path, known);
  if (!db.prepare('SELECT 1 FROM lab').get()) throw new LabError('empty', `${path} holds no lab.`);
}

/** A lab that is in order without the log beside it was put there while the log of another file stayed. */
function blamingLog(failure: unknown, path: string, size: number, known: readonly Migration[]): unknown {
  try {
    checked(copyOf(path, size, []), path, known).close();
  } catch {
    return failure;
  }
  return new LabError(
    'damaged',
    `${path} is a lab, but the log beside it (${path}-wal) belongs to another file. Move the log away to open the lab as it was copied.`,
    { cause: failure },
  );
}
