import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { LabError } from '../../shared/contract/errors.ts';
import { migrations, newestOf, type Migration } from './migrations/index.ts';
import { asLabError } from './sqlite-errors.ts';

export type Db = Database.Database;

/** "Tand" in ASCII: marks a SQLite file as a lab. */
export const applicationId = 0x54616e64;

/** `timeoutMs`: how long to wait for another connection that is writing. */
type OpenOptions = { readonly?: boolean; timeoutMs?: number };

/**
 * A raw connection with the pragmas every connection of Tandem uses, to a file or to bytes in memory. `TANDEM_SQLITE_BINDING`
 * names another build of the native addon, for runtimes that the shipped one does not support.
 */
export function connect(source: string | Buffer, { readonly = false, timeoutMs = 2000 }: OpenOptions = {}): Db {
  const nativeBinding = process.env['TANDEM_SQLITE_BINDING'];
  let db: Db | undefined;
  try {
    db = new Database(source, { readonly, timeout: timeoutMs, ...(nativeBinding ? { nativeBinding } : {}) });
    // A lab file may come from a stranger: nothing in its schema may call functions.
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    db.pragma('foreign_keys = ON');
    db.pragma('cache_size = -65536');
    db.pragma('temp_store = MEMORY');
    return db;
  } catch (error) {
    db?.close();
    throw asLabError(error, typeof source === 'string' ? source : undefined);
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

export const fingerprintOf = (schema: readonly string[]): string =>
  createHash('sha256').update(schema.join('\n')).digest('hex');

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
  if (last.schema === fingerprintOf(found)) return;
  const wanted = schemaAfter(last, known);
  const strange = found.find((line) => !wanted.includes(line)) ?? wanted.find((line) => !found.includes(line));
  if (strange) {
    const [what = ''] = strange.split(':');
    throw new LabError('foreign', `${path} does not have the tables of a lab (${what} differs).`);
  }
}

export function refuseNewer(version: number, path: string, known: readonly Migration[]): void {
  if (version <= newestOf(known)) return;
  throw new LabError('newer', `${path} has schema ${version}; this Tandem knows schemas up to ${newestOf(known)}.`);
}
