import { statusPageGivesUp } from '../../simulation/kernel/being-set-up.ts';
import type { CollectionQuery, QueryField, QueryOperator } from '../../../shared/collections/words.ts';
import type { CollectionRow, CollectionRuleRow } from '../../rows/collections.ts';
import type { ResourceRow } from '../../../shared/collections/views.ts';
import type { Flag } from '../../rows/flag.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, prepared } from '../../db/tables.ts';
import type { SiteField } from '../../simulation/kernel/change.ts';
import { remembered } from './memory.ts';

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

/** The rule of each computed collection over the site's current records, and what it reads of them. */
const computed: Readonly<Record<number, { where: string; reads: readonly SiteField[] }>> = {
  1: { where: '1', reads: [] },
  2: { where: 'c.has_client = 1', reads: ['client'] },
  3: {
    where: `c.has_client = 1 AND c.os LIKE '%Workstation 10.0%' AND c.entra_device_id IS NOT NULL`,
    reads: ['client', 'os', 'entraDeviceId'],
  },
  4: {
    // As long as its status page stands. That it is taken out with the end of Autopilot is assumed.
    where: `EXISTS (SELECT 1 FROM work_queue q WHERE q.device_id = c.device_id AND q.kind = 'clientInstall' AND q.subject_id = ${statusPageGivesUp})`,
    reads: ['client'],
  },
};
const current = 'c.is_current = 1 AND c.is_obsolete = 0';
const computedSql = (collectionId: number): string =>
  `configmgr_devices c WHERE ${current} AND (${computed[collectionId]?.where ?? '0'})`;

/** The members as the console shows them: stored ones, or for a computed collection those its rule gives now. */
export function membersOf(db: Db, collectionId: number): number[] {
  const collection = findRow(db, 'collections', collectionId);
  if (!collection) return [];
  if (collection.is_computed)
    return prepared(db, `SELECT c.device_id FROM ${computedSql(collectionId)} ORDER BY c.device_id`)
      .pluck()
      .all() as number[];
  return prepared(db, 'SELECT device_id FROM collection_members WHERE collection_id = ? ORDER BY device_id')
    .pluck()
    .all(collectionId) as number[];
}

/** SQL that is 1 where the record `c` is of a member, as the console shows members; no collection has none. */
export function isMemberSql(db: Db, collectionId: number | null): string {
  const collection = collectionId === null ? undefined : findRow(db, 'collections', collectionId);
  if (!collection) return '0';
  return collection.is_computed
    ? `c.device_id IN (SELECT c.device_id FROM ${computedSql(collection.id)})`
    : `EXISTS (SELECT 1 FROM collection_members m WHERE m.collection_id = ${collection.id} AND m.device_id = c.device_id)`;
}

/** Those of the members that have a client by the record of the site, in order of device id. */
export const clientsOf = (db: Db, collectionId: number | null): number[] =>
  prepared(
    db,
    `SELECT c.device_id FROM configmgr_devices c WHERE c.is_current = 1 AND c.has_client = 1
     AND ${isMemberSql(db, collectionId)} ORDER BY c.device_id`,
  )
    .pluck()
    .all() as number[];

export function countMembers(db: Db, { id, is_computed: isComputed }: CollectionRow): number {
  const select = isComputed
    ? prepared(db, `SELECT count(*) FROM ${computedSql(id)}`)
        .pluck()
        .get()
    : prepared(db, 'SELECT count(*) FROM collection_members WHERE collection_id = ?').pluck().get(id);
  return select as number;
}

export function isMemberOf(db: Db, collectionId: number, deviceId: number): boolean {
  const collection = remembered(db, `collection ${collectionId}`, () => findRow(db, 'collections', collectionId));
  if (!collection) return false;
  if (collection.is_computed)
    return prepared(db, `SELECT 1 FROM ${computedSql(collectionId)} AND c.device_id = ?`).get(deviceId) !== undefined;
  const select = prepared(db, 'SELECT 1 FROM collection_members WHERE collection_id = ? AND device_id = ?');
  return select.get(collectionId, deviceId) !== undefined;
}

/** What the rules of a collection give now, within its limiting collection, in order of device id. */
export function evaluateCollection(db: Db, collectionId: number): number[] {
  const collection = findRow(db, 'collections', collectionId);
  if (!collection) return [];
  if (collection.is_computed) return membersOf(db, collectionId);
  const rules = rulesOf(db, collectionId);
  const members = new Set(directMembers(db, collectionId));
  for (const rule of rules.filter(({ kind }) => kind === 'query' || kind === 'include')) {
    for (const id of givenByRule(db, rule)) members.add(id);
  }
  for (const rule of rules.filter(({ kind }) => kind === 'exclude')) {
    for (const id of givenByRule(db, rule)) members.delete(id);
  }
  const { limiting_id: limit } = collection;
  const allowed = limit === null ? undefined : new Set(membersOf(db, limit));
  return [...members].filter((id) => allowed?.has(id) ?? true).sort((a, b) => a - b);
}

export const rulesOf = (db: Db, collectionId: number): CollectionRuleRow[] =>
  prepared(db, 'SELECT * FROM collection_rules WHERE collection_id = ? ORDER BY id').all(
    collectionId,
  ) as CollectionRuleRow[];

/** A direct rule gives a device as long as the site has a record of it. */
const directMembers = (db: Db, collectionId: number): number[] =>
  prepared(
    db,
    `SELECT r.device_id FROM collection_rules r JOIN configmgr_devices c ON c.device_id = r.device_id
     WHERE r.collection_id = ? AND r.kind = 'direct' AND ${current}`,
  )
    .pluck()
    .all(collectionId) as number[];

/** What one rule gives now, in order of device id. */
export function givenByRule(db: Db, rule: CollectionRuleRow): number[] {
  switch (rule.kind) {
    case 'direct':
      return select(db, 'c.device_id = ?', [rule.device_id!]);
    case 'query': {
      const { where, values } = conditionOf(rule);
      return select(db, where, values);
    }
    case 'include':
    case 'exclude':
      return rule.other_id === null ? [] : membersOf(db, rule.other_id);
  }
}

function gives(db: Db, rule: CollectionRuleRow, deviceId: number): boolean {
  if (rule.kind === 'include' || rule.kind === 'exclude')
    return rule.other_id !== null && isMemberOf(db, rule.other_id, deviceId);
  if (rule.kind === 'direct')
    return rule.device_id === deviceId && select(db, 'c.device_id = ?', [deviceId]).length > 0;
  const { where, values } = conditionOf(rule);
  return select(db, `c.device_id = ? AND (${where})`, [deviceId, ...values]).length > 0;
}

const queryOf = ({ query }: CollectionRuleRow): CollectionQuery => JSON.parse(query ?? '[]') as CollectionQuery;

const conditionOf = (rule: CollectionRuleRow): { where: string; values: string[] } => conditionsOf(queryOf(rule));

function conditionsOf(query: CollectionQuery): { where: string; values: string[] } {
  const where = query.map(({ field, operator }) => `${columns[field]} ${operators[operator]}`).join(' AND ');
  return { where: where === '' ? '0' : where, values: query.map(({ value }) => value) };
}

/** The site's records of computers that meet a query, in order of name. */
export function resourcesWhere(
  db: Db,
  query: CollectionQuery,
  { withObsolete, onlyClients }: { withObsolete: boolean; onlyClients: boolean },
): ResourceRow[] {
  const { where, values } = conditionsOf(query);
  const rows = prepared(
    db,
    `SELECT c.id, c.device_id AS deviceId, c.name, c.domain, c.has_client AS hasClient, c.is_obsolete AS isObsolete
     FROM configmgr_devices c LEFT JOIN ad_computers a ON a.device_id = c.device_id AND a.is_current = 1
     WHERE (${withObsolete ? '1' : current}) AND (${onlyClients ? 'c.has_client = 1' : '1'}) AND (${where})
     ORDER BY c.name, c.id`,
  ).all(...values) as (Omit<ResourceRow, 'hasClient' | 'isObsolete'> & { hasClient: Flag; isObsolete: Flag })[];
  return rows.map((row) => ({ ...row, hasClient: row.hasClient === 1, isObsolete: row.isObsolete === 1 }));
}

const select = (db: Db, where: string, values: readonly (string | number)[]): number[] =>
  prepared(
    db,
    `SELECT c.device_id FROM configmgr_devices c LEFT JOIN ad_computers a ON a.device_id = c.device_id AND a.is_current = 1
     WHERE ${current} AND (${where}) ORDER BY c.device_id`,
  )
    .pluck()
    .all(...values) as number[];

type Membership = { collection: CollectionRow; isMember: boolean; isGiven: boolean };

/** One device and every stored collection: whether it is a member, and whether the rules give it now. */
export function membershipsOf(db: Db, deviceId: number): Membership[] {
  const rules = prepared(
    db,
    `SELECT * FROM collection_rules WHERE kind <> 'direct' OR device_id = ? ORDER BY collection_id, id`,
  ).all(deviceId) as CollectionRuleRow[];
  return allRows(db, 'collections')
    .filter(({ is_computed: isComputed }) => isComputed === 0)
    .map((collection): Membership => {
      const own = rules.filter(({ collection_id: id }) => id === collection.id);
      const isGiven =
        (collection.limiting_id === null || isMemberOf(db, collection.limiting_id, deviceId)) &&
        own.some((rule) => rule.kind !== 'exclude' && gives(db, rule, deviceId)) &&
        !own.some((rule) => rule.kind === 'exclude' && gives(db, rule, deviceId));
      return { collection, isMember: isMemberOf(db, collection.id, deviceId), isGiven };
    });
}

/** Stored collections that include, exclude or are limited to this one. */
export const dependentsOf = (db: Db, collectionId: number): number[] =>
  prepared(
    db,
    `SELECT id FROM collections WHERE is_computed = 0 AND (limiting_id = :id OR EXISTS (
       SELECT 1 FROM collection_rules r WHERE r.collection_id = collections.id AND r.other_id = :id)) ORDER BY id`,
  )
    .pluck()
    .all({ id: collectionId }) as number[];

/** Fields of the site's records that memberships depend on; a change of any other field cannot move a device. */
export const queriedFieldsOf = (db: Db): ReadonlySet<SiteField> =>
  remembered(db, 'queried fields', () => readQueriedFields(db));

function readQueriedFields(db: Db): ReadonlySet<SiteField> {
  const fields = new Set<SiteField>();
  const queries = prepared(db, `SELECT DISTINCT query FROM collection_rules WHERE kind = 'query'`).pluck().all();
  for (const query of queries)
    for (const { field } of JSON.parse(query as string) as CollectionQuery) fields.add(field);
  const leanedOn = prepared(
    db,
    `SELECT limiting_id FROM collections WHERE is_computed = 0 UNION SELECT other_id FROM collection_rules
     UNION SELECT collection_id FROM client_settings_deployments UNION SELECT pilot_collection_id FROM workloads
     UNION SELECT enroll_collection_id FROM cloud_attach UNION SELECT id FROM collections WHERE sync_group_id IS NOT NULL`,
  )
    .pluck()
    .all() as (number | null)[];
  for (const id of leanedOn) for (const field of computed[id ?? 0]?.reads ?? []) fields.add(field);
  const syncs = prepared(db, 'SELECT 1 FROM collections WHERE sync_group_id IS NOT NULL').get() !== undefined;
  if (syncs) fields.add('entraDeviceId');
  return fields;
}

/** Why a member is not in the Entra group of its collection; null when it can be. */
const reasonSql = `CASE WHEN c.entra_device_id IS NULL THEN 'noEntraId' WHEN e.id IS NULL THEN 'noEntraObject' END`;
const fromMembers = (db: Db, collectionId: number): string => {
  const isComputed = findRow(db, 'collections', collectionId)?.is_computed === 1;
  const members = isComputed
    ? `SELECT c.device_id FROM ${computedSql(collectionId)} AND ${collectionId} = ?`
    : 'SELECT device_id FROM collection_members WHERE collection_id = ?';
  // Joined or hybrid joined; a registered personal device is no member of a site.
  return `(${members}) m LEFT JOIN configmgr_devices c ON c.device_id = m.device_id AND c.is_current = 1
    LEFT JOIN entra_devices e ON e.device_id = m.device_id AND e.is_current = 1 AND e.join_type IN ('hybrid', 'entra')`;
};

/** Members that can be in an Entra group: the site knows their Entra id, and Entra ID has their object. In order of id. */
export const syncableOf = (db: Db, collectionId: number): number[] =>
  prepared(
    db,
    `SELECT m.device_id FROM ${fromMembers(db, collectionId)} WHERE ${reasonSql} IS NULL GROUP BY m.device_id ORDER BY m.device_id`,
  )
    .pluck()
    .all(collectionId) as number[];

/** Why some devices could not be synchronized: reason by device id, for members that have one. */
export function unsyncable(db: Db, collectionId: number): Map<number, 'noEntraId' | 'noEntraObject'> {
  const rows = prepared(
    db,
    `SELECT m.device_id AS id, min(${reasonSql}) AS reason FROM ${fromMembers(db, collectionId)} GROUP BY m.device_id HAVING reason IS NOT NULL`,
  ).all(collectionId) as { id: number; reason: 'noEntraId' | 'noEntraObject' }[];
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}
