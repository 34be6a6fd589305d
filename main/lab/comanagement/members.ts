import type { Db } from '../../db/open.ts';
import { findRow } from '../../db/tables.ts';
import { membersOf } from '../engine/membership.ts';

/** SQL that is 1 for members of a collection; `members` holds the ids of those that are computed, as parameters. */
export function isMemberSql(db: Db, collectionId: number | null, members: Record<string, string>): string {
  const collection = collectionId === null ? undefined : findRow(db, 'collections', collectionId);
  if (!collection) return '0';
  if (!collection.is_computed)
    return `EXISTS (SELECT 1 FROM collection_members m WHERE m.collection_id = ${collection.id} AND m.device_id = c.device_id)`;
  const name = `members${collection.id}`;
  members[name] ??= JSON.stringify(membersOf(db, collection.id));
  return `c.device_id IN (SELECT value FROM json_each(:${name}))`;
}
