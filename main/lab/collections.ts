import type { CollectionQuery, QueryField, QueryOperator } from '../../shared/collections.ts';
import type { CollectionRow, CollectionRuleRow } from '../../shared/rows.ts';
import type { Db } from '../db/open.ts';
import { findRow, prepared } from '../db/tables.ts';

/** What the fields of a query rule are in the site's records. `c` is the record, `a` the computer object it was discovered from. */
const columns: Record<QueryField, string> = {
  name: 'c.name',
  os: 'c.os',
  osVersion: 'c.os_version',
  domain: 'c.domain',
  ou: `coalesce(a.distinguished_name, '')`,
  model: 'c.model',
  client: 'CAST(c.has_client AS TEXT)',
  clientVersion: `coalesce(c.client_version, '')`,
};
const operators: Record<QueryOperator, string> = {
  equals: '= ? COLLATE NOCASE',
  notEquals: '<> ? COLLATE NOCASE',
  like: 'LIKE ?',
  notLike: 'NOT LIKE ?',
};

/** The rule of each computed collection, over the site's current records. */
const computed: Readonly<Record<number, string>> = {
  1: '1',
  2: `c.has_client = 1`,
  3: `c.has_client = 1 AND c.os LIKE '%Workstation 10.0%' AND c.entra_device_id IS NOT NULL`,
  4: `EXISTS (SELECT 1 FROM device_schedules s WHERE s.device_id = c.device_id AND s.channel = 4)`,
};
const ids = (db: Db, where: string, values: readonly string[] = []): number[] =>
  prepared(
    db,
    `SELECT c.device_id FROM configmgr_devices c LEFT JOIN ad_computers a ON a.device_id = c.device_id AND a.is_current = 1
     WHERE c.is_current = 1 AND c.is_obsolete = 0 AND (${where}) ORDER BY c.device_id`,
  )
    .pluck()
    .all(...values) as number[];

/** The members as the console shows them: stored ones, or for a computed collection those its rule gives now. */
export function membersOf(db: Db, collectionId: number): number[] {
  const collection = findRow(db, 'collections', collectionId);
  if (!collection) return [];
  if (collection.is_computed) return ids(db, computed[collectionId] ?? '0');
  return prepared(db, 'SELECT device_id FROM collection_members WHERE collection_id = ? ORDER BY device_id')
    .pluck()
    .all(collectionId) as number[];
}

export function isMemberOf(db: Db, collectionId: number, deviceId: number): boolean {
  const collection = findRow(db, 'collections', collectionId);
  if (!collection) return false;
  const sql = collection.is_computed
    ? `SELECT 1 FROM configmgr_devices c WHERE ? = ${collectionId} AND c.device_id = ? AND c.is_current = 1 AND c.is_obsolete = 0 AND (${computed[collectionId] ?? '0'})`
    : 'SELECT 1 FROM collection_members WHERE collection_id = ? AND device_id = ?';
  return prepared(db, sql).get(collectionId, deviceId) !== undefined;
}

/** What the rules of a collection give now, within its limiting collection, in order of device id. */
export function evaluateCollection(db: Db, collectionId: number, seen: readonly number[] = []): number[] {
  const collection = findRow(db, 'collections', collectionId);
  if (!collection || seen.includes(collectionId)) return [];
  if (collection.is_computed) return membersOf(db, collectionId);
  const members = new Set<number>();
  const rules = prepared(db, 'SELECT * FROM collection_rules WHERE collection_id = ? ORDER BY id').all(
    collectionId,
  ) as CollectionRuleRow[];
  for (const rule of rules.filter(({ kind }) => kind !== 'exclude')) {
    for (const id of membersOfRule(db, rule)) members.add(id);
  }
  for (const rule of rules.filter(({ kind }) => kind === 'exclude')) {
    for (const id of membersOfRule(db, rule)) members.delete(id);
  }
  return withinLimit(db, collection, [...members]).sort((a, b) => a - b);
}

function membersOfRule(db: Db, rule: CollectionRuleRow): number[] {
  switch (rule.kind) {
    case 'direct':
      return ids(db, 'c.device_id = ?', [String(rule.device_id)]);
    case 'query': {
      const query = JSON.parse(rule.query ?? '[]') as CollectionQuery;
      const where = query.map(({ field, operator }) => `${columns[field]} ${operators[operator]}`).join(' AND ');
      return ids(
        db,
        where === '' ? '1' : where,
        query.map(({ value }) => value),
      );
    }
    case 'include':
    case 'exclude':
      return rule.other_id === null ? [] : membersOf(db, rule.other_id);
  }
}

function withinLimit(db: Db, { limiting_id: limit }: CollectionRow, members: number[]): number[] {
  if (limit === null) return members;
  const allowed = new Set(membersOf(db, limit));
  return members.filter((id) => allowed.has(id));
}
