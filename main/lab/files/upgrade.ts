import { migrations, newestOf, type Migration } from '../../db/migrations/index.ts';
import { look } from '../../db/look.ts';
import { checkSchema, connect, migrate, versionOf, type Db } from '../../db/open.ts';
import { asLabError } from '../../db/sqlite-errors.ts';
import { checkpointFile, freeName, writeCheckpoint } from './checkpoints.ts';
import { checkpointFolder, removeDatabase, removeEmptyFolders } from './paths.ts';

/**
 * A lab file to read from, checked as `look` does and brought up to date: what is read is a copy that goes when it is closed, so
 * the file stays as it is. Writing to the copy harms nobody.
 */
export function openCopy(
  path: string,
  known: readonly Migration[] = migrations,
): { db: Db; version: number; isUpgraded: boolean; close: () => void } {
  const { db, close } = look(path, known);
  const version = versionOf(db);
  const isUpgraded = version !== newestOf(known);
  try {
    if (isUpgraded) upgrade(db, path, known);
    return { db, version, isUpgraded, close };
  } catch (error) {
    close();
    throw asLabError(error, path);
  }
}

/**
 * Opens a lab file for use once a copy of it has passed everything that is asked of it, `probe` last. One of an older Tandem is
 * kept as checkpoint `before upgrade from N` and then migrated; should that fail, the file is what it was.
 */
export function openUpgraded(file: string, probe: (copy: Db) => void, known: readonly Migration[] = migrations): Db {
  const copy = openCopy(file, known);
  const { version: from } = copy;
  try {
    probe(copy.db);
  } finally {
    copy.close();
  }
  const db = connect(file);
  if (from === newestOf(known)) return db;
  let kept: string | undefined;
  try {
    const path = checkpointFile(file, freeName(file, `before upgrade from ${from}`));
    writeCheckpoint(db, path, null);
    kept = path;
    upgrade(db, file, known);
    return db;
  } catch (error) {
    db.close();
    if (kept !== undefined) removeDatabase(kept);
    removeEmptyFolders(checkpointFolder(file), checkpointFolder(file));
    throw asLabError(error, file);
  }
}

/** All migrations or none, and only when they lead to the tables that a new lab has. */
function upgrade(db: Db, path: string, known: readonly Migration[]): void {
  db.transaction(() => {
    migrate(db, known);
    checkSchema(db, path, known);
  })();
}
