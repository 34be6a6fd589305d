import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { allRows } from '../../db/tables.ts';

/** The collection that people mean by its name or its code, whatever the case. Throws `collectionNotFound`. */
export function resolveCollection(db: Db, text: string): number {
  const wanted = text.trim().toLowerCase();
  const found = allRows(db, 'collections').find(
    ({ name, collection_code: code }) => name.toLowerCase() === wanted || code.toLowerCase() === wanted,
  );
  if (!found) throw new LabError('collectionNotFound', `There is no collection "${text}".`);
  return found.id;
}
