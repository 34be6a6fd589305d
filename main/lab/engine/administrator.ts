import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow } from '../../db/tables.ts';
import type { UserRow } from '../../rows/identity.ts';

/** Who is signed in at the consoles. */
export function administratorOf(db: Db): UserRow {
  const user = findRow(db, 'users', labRow(db).administrator_id);
  if (!user) throw new LabError('damaged', 'The lab is damaged: its administrator is none of its users.');
  return user;
}
