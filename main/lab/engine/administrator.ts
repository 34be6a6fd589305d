import type { Db } from '../../db/open.ts';
import { findRow, labRow } from '../../db/tables.ts';
import type { UserRow } from '../../rows/identity.ts';

/** Who is signed in at the consoles. */
export const administratorOf = (db: Db): UserRow => findRow(db, 'users', labRow(db).administrator_id)!;
