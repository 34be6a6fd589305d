import { accessSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import { refuseNoFile } from '../../db/look.ts';
import { migrations } from '../../db/migrations/index.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import { administratorOf } from '../engine/administrator.ts';
import { worldOf } from '../engine/world.ts';
import { identify } from '../files/identity.ts';
import { openUpgraded } from '../files/upgrade.ts';

/**
 * Asked before anything is made beside the file: whether a lab there could be worked with. Throws `fileNotFound`, `foreign`,
 * `fileNotWritable`.
 */
export function refuseUnwritable(file: string): void {
  const { nlink } = refuseNoFile(file);
  // The lock lies beside each name, so two names would have two owners.
  if (nlink > 1)
    throw new LabError(
      'fileNotWritable',
      `${file} has a second name (a hard link), under which it could be open as well. Copy the file and open the copy.`,
    );
  for (const path of [file, dirname(file)]) {
    try {
      accessSync(path, constants.W_OK);
    } catch (cause) {
      throw new LabError('fileNotWritable', `${path} may not be written to.`, { cause });
    }
  }
}

/** What everything reads anyway: what of it cannot be read shows now, not in the middle of the work. */
export function refuseUnreadable(db: Db): void {
  worldOf(db);
  administratorOf(db);
}

/** Opens the file of a lab for use, once a copy of it has shown that it can be used. */
export function openLive(file: string, known = migrations): Db {
  const db = openUpgraded(file, refuseUnreadable, known);
  try {
    db.pragma('journal_mode = WAL');
    // What was acknowledged survives a power cut too, at the price of one flush per transaction.
    db.pragma('synchronous = FULL');
    // Pages that one chunk of a jump after another writes come into the file once, not every time. In pages: 16 MB.
    db.pragma('wal_autocheckpoint = 4000');
    // The log has an index in a file of its own, made at the first reading; without room for it, better now than later.
    labRow(db);
    identify(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
