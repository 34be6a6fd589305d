import { workloads } from '../../../shared/workloads/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { CollectionRow } from '../../rows/collections.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, prepared } from '../../db/tables.ts';

/** Throws `collectionNotFound`. */
export function findCollection(db: Db, id: number) {
  const collection = findRow(db, 'collections', id);
  if (!collection) throw new LabError('collectionNotFound', `There is no collection with id ${id}.`);
  return collection;
}

/** What a collection is used for, as people would say it; empty when nothing depends on it. */
export function usesOf(db: Db, { id, sync_group_id: groupId }: CollectionRow): string[] {
  const cloud = findRow(db, 'cloud_attach', 1)!;
  const uses: string[] = [];
  if (cloud.enroll === 'pilot' && cloud.enroll_collection_id === id) uses.push('Intune Auto Enrollment');
  if (cloud.upload_collection_id === id) uses.push('Upload to the tenant');
  for (const { workload, position, pilot_collection_id: pilot } of allRows(db, 'workloads'))
    if (position === 'pilot' && pilot === id) uses.push(`Pilot of ${workloads[workload].label}`);
  const settled = prepared(
    db,
    `SELECT s.name FROM client_settings s JOIN client_settings_deployments d ON d.settings_id = s.id
     WHERE d.collection_id = ? ORDER BY s.id`,
  )
    .pluck()
    .all(id) as string[];
  uses.push(...settled.map((name) => `Client settings ${name}`));
  const limited = prepared(db, 'SELECT name FROM collections WHERE limiting_id = ? AND is_builtin = 0 ORDER BY id')
    .pluck()
    .all(id) as string[];
  uses.push(...limited.map((name) => `Limits ${name}`));
  const named = prepared(
    db,
    `SELECT DISTINCT r.kind, c.name FROM collection_rules r JOIN collections c ON c.id = r.collection_id WHERE r.other_id = ? ORDER BY c.id, r.id`,
  ).all(id) as { kind: 'include' | 'exclude'; name: string }[];
  uses.push(...named.map(({ kind, name }) => `${kind === 'include' ? 'Included in' : 'Excluded from'} ${name}`));
  if (groupId !== null) uses.push(`Synchronized to ${findRow(db, 'groups', groupId)!.name}`);
  return uses;
}
