import Database from 'better-sqlite3';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { LabError } from '../../shared/contract/errors.ts';
import { migrations, newestOf, type Migration } from './migrations/index.ts';
import { asLabError } from './sqlite-errors.ts';

export type Db = Database.Database;

/** "Tand" in ASCII: marks a SQLite file as a lab. */
export const applicationId = 0x54616e64;

/** `timeoutMs`: how long to wait for another connection that is writing. */
type OpenOptions = { readonly?: boolean; timeoutMs?: number };

/**
 * A raw connection with the pragmas every connection of Tandem uses. `TANDEM_SQLITE_BINDING` names another build of the
 * native addon, for runtimes that the shipped one does not support.
 */
export function connect(path: string, { readonly = false, timeoutMs = 2000 }: OpenOptions = {}): Db {
  const nativeBinding = process.env['TANDEM_SQLITE_BINDING'];
  try {
    const db = new Database(path, { readonly, timeout: timeoutMs, ...(nativeBinding ? { nativeBinding } : {}) });
    // A lab file may come from a stranger: nothing in its schema may call functions.
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('foreign_keys = ON');
    db.pragma('cache_size = -65536');
    db.pragma('temp_store = MEMORY');
    return db;
  } catch (error) {
    throw asLabError(error, path);
  }
}

/** Number of the newest migration in a file. */
export const versionOf = (db: Db): number => db.pragma('user_version', { simple: true }) as number;

export function migrate(db: Db, known: readonly Migration[] = migrations): void {
  const from = versionOf(db);
  for (const { version, sql } of known) {
    if (version <= from) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    })();
  }
  db.pragma(`application_id = ${applicationId}`);
}

/** The schema as SQLite states it, one object a line: what the snapshot test compares and a foreign file is held against. */
export function schemaOf(db: Db): string[] {
  // Only the indexes that SQLite makes by itself have no text. What merely calls itself sqlite_… is looked at like the rest.
  const rows = db
    .prepare(`SELECT type, name, sql FROM sqlite_schema WHERE type <> 'index' OR sql IS NOT NULL ORDER BY type, name`)
    .all() as { type: string; name: string; sql: string | null }[];
  return rows.map(({ type, name, sql }) => `${type} ${name}: ${(sql ?? '').replace(/\s+/g, ' ').trim()}`);
}

const schemas = new Map<Migration, string[]>();
/** What a file has to look like when `last` is its newest migration. */
function schemaAfter(last: Migration, known: readonly Migration[]): string[] {
  let schema = schemas.get(last);
  if (!schema) {
    const memory = connect(':memory:');
    migrate(memory, known.slice(0, known.indexOf(last) + 1));
    schemas.set(last, (schema = schemaOf(memory)));
    memory.close();
  }
  return schema;
}

/** Holds the tables against those of the version that the file says it has. Throws `foreign`, `newer`. */
export function checkSchema(db: Db, path: string, known: readonly Migration[] = migrations): void {
  const version = versionOf(db);
  refuseNewer(version, path, known);
  const last = known.find((migration) => migration.version === version);
  if (!last) throw new LabError('foreign', `${path} has schema ${version}, which no Tandem ever had.`);
  const found = schemaOf(db);
  const wanted = schemaAfter(last, known);
  const strange = found.find((line) => !wanted.includes(line)) ?? wanted.find((line) => !found.includes(line));
  if (strange) {
    const [what = ''] = strange.split(':');
    throw new LabError('foreign', `${path} does not have the tables of a lab (${what} differs).`);
  }
}

function refuseNewer(version: number, path: string, known: readonly Migration[]): void {
  if (version <= newestOf(known)) return;
  throw new LabError('newer', `${path} has schema ${version}; this Tandem knows schemas up to ${newestOf(known)}.`);
}

/** What the first hundred bytes say, before SQLite is let near the file. Throws LabError when it is no usable lab. */
function inspectHeader(path: string, known: readonly Migration[]): void {
  if (!existsSync(path)) throw new LabError('fileNotFound', `There is no lab file ${path}.`);
  const { size } = statSync(path);
  if (size === 0) throw new LabError('empty', `${path} is empty (0 bytes).`);
  const header = Buffer.alloc(100);
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (error) {
    throw asLabError(error, path);
  }
  try {
    if (readSync(handle, header, 0, 100, 0) < 100 || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
      throw new LabError('foreign', `${path} is not a lab file: it does not begin like a SQLite database.`);
    }
  } finally {
    closeSync(handle);
  }
  if (header.readUInt32BE(68) !== applicationId) {
    throw new LabError('foreign', `${path} is a SQLite database, but not one of Tandem.`);
  }
  refuseNewer(header.readUInt32BE(60), path, known);
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
  const pages = header.readUInt32BE(28);
  // With a write-ahead log the file may still be shorter than its header says, so only a log-less file is judged here.
  if (size < pageSize * pages && !existsSync(`${path}-wal`)) {
    throw new LabError('damaged', `${path} is cut short: ${size} bytes of ${pageSize * pages}.`);
  }
}

/**
 * Opens a lab file that may come from anywhere: header, schema and page structure are checked before use. Throws LabError
 * (`fileNotFound`, `empty`, `foreign`, `newer`, `damaged`, `fileNotWritable`); the file is never altered by a refusal. One of
 * an older Tandem is opened as it is: main/lab/files/upgrade.ts brings it up to date.
 */
export function openChecked(path: string, options: OpenOptions = {}, known: readonly Migration[] = migrations): Db {
  inspectHeader(path, known);
  const db = connect(path, options);
  try {
    checkSchema(db, path, known);
    const report = db.pragma('quick_check(1)', { simple: true }) as string;
    if (report !== 'ok') throw new LabError('damaged', `${path} is damaged: ${report}.`);
    if (!db.prepare('SELECT 1 FROM lab').get()) throw new LabError('empty', `${path} holds no lab.`);
    return db;
  } catch (error) {
    db.close();
    throw asLabError(error, path);
  }
}
