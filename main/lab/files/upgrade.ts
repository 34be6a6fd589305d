import type { KnowledgeKind } from '../../../shared/contract/knowledge.ts';
import { migrations, newestOf, type Migration } from '../../db/migrations/index.ts';
import { checkSchema, connect, migrate, openChecked, versionOf, type Db } from '../../db/open.ts';
import { asLabError } from '../../db/sqlite-errors.ts';
import { withheldIn, withholdIn } from './local.ts';
import {
  checkpointFile,
  checkpointFolder,
  freeName,
  removeDatabase,
  removeEmptyFolders,
  writeCheckpoint,
} from './paths.ts';

/**
 * Opens a lab file as `openChecked` does. One of an older Tandem is kept as checkpoint `before upgrade from N` and then
 * migrated; should that fail, the file is what it was.
 */
export function openUpgraded(file: string, known: readonly Migration[] = migrations): Db {
  const db = openChecked(file, {}, known);
  const from = versionOf(db);
  if (from === newestOf(known)) return db;
  let kept: string | undefined;
  try {
    const name = freeName(file, (number) => `before upgrade from ${from}${number === 1 ? '' : ` ${number}`}`);
    const path = checkpointFile(file, name);
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

/**
 * A checkpoint to read from, with what is withheld in the lab that it is for. It stays as it is: where it is of an older Tandem, or
 * of a time of another policy, what is read is a copy, which goes when it is closed.
 */
export function openCheckpoint(
  path: string,
  withheld: readonly KnowledgeKind[],
  known: readonly Migration[] = migrations,
): { db: Db; isUpgraded: boolean; close: () => void } {
  const db = openChecked(path, { readonly: true }, known);
  const isUpgraded = versionOf(db) !== newestOf(known);
  if (!isUpgraded && withheldIn(db).join() === withheld.join()) return { db, isUpgraded, close: () => db.close() };
  const copyPath = `${path}.prepared`;
  let copy: Db | undefined;
  const close = (): void => {
    copy?.close();
    removeDatabase(copyPath);
  };
  try {
    removeDatabase(copyPath);
    db.prepare('VACUUM INTO ?').run(copyPath);
    copy = connect(copyPath);
    if (isUpgraded) upgrade(copy, copyPath, known);
    withholdIn(copy, withheld);
    return { db: copy, isUpgraded, close };
  } catch (error) {
    close();
    throw asLabError(error, path);
  } finally {
    db.close();
  }
}

/** All migrations or none, and only when they lead to the tables that a new lab has. */
function upgrade(db: Db, path: string, known: readonly Migration[]): void {
  db.transaction(() => {
    migrate(db, known);
    checkSchema(db, path, known);
  })();
}
