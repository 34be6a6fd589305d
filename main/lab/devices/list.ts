import {
  deviceCriteria,
  deviceFields,
  findField,
  type DeviceField,
  type DeviceListId,
} from '../../../shared/devices/lists.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { day } from '../../../shared/time.ts';
import type { Cell } from '../../../shared/contract/answers.ts';
import type { DeviceListRow, FieldValue, ListQuery } from '../../../shared/devices/views.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, prepared } from '../../db/tables.ts';
import { generationOf } from '../../simulation/workloads/capabilities.ts';
import { setPatternClock } from '../engine/pattern-clock.ts';
import { estateOf } from '../engine/estate.ts';
import { worldOf } from '../engine/world.ts';
import { criterionSql } from './criteria.ts';
import { isAscii, teachFold } from './fold.ts';
import { listSql, type ListSql } from './sql.ts';

export type DeviceQuery = ListQuery;
type Parameter = string | number;
type Compiled = {
  db: Db;
  list: ListSql;
  listId: DeviceListId;
  where: string;
  parameters: Parameter[];
  used: Set<string>;
};

/** `%` and `_` in what people type mean themselves. */
const contains = (text: string): string => `%${text.replace(/[\\%_]/g, (match) => `\\${match}`)}%`;

/**
 * Devices that any service has, or had, under such a name. A wiped or renamed device is called otherwise by each of them, and people look
 * for the name that they know; records that were removed keep theirs.
 */
const recordedAs = `SELECT device_id FROM (
    SELECT device_id, name FROM intune_devices UNION ALL SELECT device_id, name FROM configmgr_devices
    UNION ALL SELECT device_id, name FROM entra_devices UNION ALL SELECT device_id, name FROM ad_computers
  ) WHERE name LIKE ? ESCAPE '\\'`;

/** One page of ids in order, then the full rows of just those: the wide joins are paid for a page, not for all devices. */
export function listDevices(db: Db, query: DeviceQuery, offset: number, limit: number): DeviceListRow[] {
  const compiled = compile(db, query);
  const { list, listId } = compiled;
  const order = orderBy(compiled, query);
  const from = fromClause(compiled);
  const ids = db
    .prepare(`SELECT ${list.recordId} AS id ${from} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .pluck()
    .all(...compiled.parameters, limit, offset) as number[];
  return rowsOf(db, list, listId, ids);
}

/** The list's own row of one record, so that a page about a device cannot say otherwise than the list. */
export const recordRow = (db: Db, listId: DeviceListId, recordId: number): DeviceListRow =>
  rowsOfRecords(db, listId, [recordId])[0]!;

/** The record ids of all rows of a query, in order: what pages and exports are cut from. */
export function orderedIds(db: Db, query: DeviceQuery): number[] {
  const compiled = compile(db, query);
  return db
    .prepare(`SELECT ${compiled.list.recordId} AS id ${fromClauseWithOrder(compiled, query)}`)
    .pluck()
    .all(...compiled.parameters) as number[];
}

/** The full rows of some records of a list, in the order of the ids. */
export function rowsOfRecords(db: Db, listId: DeviceListId, recordIds: readonly number[]): DeviceListRow[] {
  const { list } = compile(db, { list: listId, filters: [], search: '', sort: null });
  return rowsOf(db, list, listId, recordIds);
}

/** All rows of a query in order, a few hundred at a time: for exports, which must not hold 100,000 rows at once. */
export function* eachDevice(db: Db, query: DeviceQuery, pageSize = 500): Generator<DeviceListRow[]> {
  const ids = orderedIds(db, query);
  for (let at = 0; at < ids.length; at += pageSize) yield rowsOfRecords(db, query.list, ids.slice(at, at + pageSize));
}

export function countDevices(db: Db, query: DeviceQuery): number {
  const compiled = compile(db, query);
  return db
    .prepare(`SELECT count(*) ${fromClause(compiled)}`)
    .pluck()
    .get(...compiled.parameters) as number;
}

/** The smallest and largest value of a field of numbers or times; null where no row has one. */
export function fieldRange(
  db: Db,
  query: DeviceQuery,
  fieldId: string,
): { oldest: number | null; newest: number | null } {
  const compiled = compile(db, query);
  const sql = useField(compiled, fieldId);
  return db
    .prepare(`SELECT min(value) AS oldest, max(value) AS newest FROM (SELECT ${sql} AS value ${fromClause(compiled)})`)
    .get(...compiled.parameters) as { oldest: number | null; newest: number | null };
}

/** How many rows meet each of the list's conditions whose name begins with `prefix`, all in one pass over the devices. */
export function countConditions(db: Db, query: DeviceQuery, prefix: string): Record<string, number> {
  const compiled = compile(db, query);
  const names = Object.keys(compiled.list.fields).filter((name) => name.startsWith(prefix));
  const sums = names.map((name) => `coalesce(sum(${useField(compiled, name)}), 0) AS "${name.slice(prefix.length)}"`);
  return db.prepare(`SELECT ${sums.join(', ')} ${fromClause(compiled)}`).get(...compiled.parameters) as Record<
    string,
    number
  >;
}

export function deviceIds(db: Db, query: DeviceQuery, limit: number): number[] {
  const compiled = compile(db, query);
  return db
    .prepare(`SELECT ${compiled.list.deviceId} ${fromClauseWithOrder(compiled, query)} LIMIT ?`)
    .pluck()
    .all(...compiled.parameters, limit) as number[];
}

/** Distinct values of a field under the query's other filters, the most frequent first; `null` where there is no record. */
export function fieldValues(db: Db, query: DeviceQuery, fieldId: string, limit = 200): FieldValue[] {
  const field = getField(query.list, fieldId);
  const others = { ...query, filters: query.filters.filter((filter) => filter.field !== fieldId) };
  if (deviceCriteria[query.list].includes(field)) return [];
  if (field.isSet) return memberValues(db, others, field);
  const compiled = compile(db, others);
  const sql = useField(compiled, fieldId);
  const rows = db
    .prepare(`SELECT ${sql} AS value, count(*) AS count ${fromClause(compiled)} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`)
    .all(...compiled.parameters, limit) as { value: Cell; count: number }[];
  return rows.map(({ value, count }) => ({
    value: value === null ? 'null' : field.type === 'boolean' ? String(Boolean(value)) : String(value),
    count,
  }));
}

/** A row counts under each of its values, as the filter finds it, so these counts may add up to more than there are. */
const memberValues = (db: Db, query: DeviceQuery, { id, labels = {} }: DeviceField): FieldValue[] =>
  [...Object.keys(labels), 'null']
    .map((value) => ({
      value,
      count: countDevices(db, { ...query, filters: [...query.filters, { field: id, value }] }),
    }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));

function rowsOf(db: Db, list: ListSql, listId: DeviceListId, ids: readonly number[]): DeviceListRow[] {
  if (ids.length === 0) return [];
  const fields = deviceFields[listId];
  const used = new Set<string>();
  const columns = fields.map(({ id }) => `${note(used, list.fields[id]!)} AS "${id}"`);
  const from = `FROM ${list.from} ${joinsFor(list, used)}`;
  // Not kept: the text speaks of the present moment.
  const statement = db.prepare(
    `SELECT ${list.recordId} AS recordId, ${list.deviceId} AS deviceId, ${columns.join(', ')} ${from} WHERE ${list.recordId} IN (SELECT value FROM json_each(?))`,
  );
  const rows = statement.all(JSON.stringify(ids)) as Record<string, Cell>[];
  const byId = new Map(rows.map((row) => [row['recordId'] as number, row]));
  return ids.map((id) => {
    const { deviceId, ...row } = byId.get(id)!;
    for (const { id: field, type } of fields)
      if (type === 'boolean' && row[field] !== null) row[field] = Boolean(row[field]);
    return { ...row, id: deviceId } as DeviceListRow;
  });
}

const hasGatewayClients = 'SELECT 1 FROM device_schedules WHERE channel = 4 AND until IS NULL LIMIT 1';

/** Of the clean-up rule of the tenant; the rule's own words are in main/simulation/contact/contact.ts. */
function hiddenBefore(db: Db, now: number): number | null {
  const days = Number(estateOf(db).setting('deviceCleanup'));
  return days ? now - days * day : null;
}

function compile(db: Db, query: DeviceQuery): Compiled {
  const { now } = labRow(db);
  setPatternClock(db, now);
  teachFold(db);
  const list = listSql[query.list]({
    now,
    validitySeconds: findRow(db, 'tenant', 1)!.compliance_validity_days * day,
    hasGatewayClients: prepared(db, hasGatewayClients).get() !== undefined,
    hiddenBefore: hiddenBefore(db, now),
    generation: generationOf(worldOf(db).site.version),
  });
  const compiled: Compiled = { db, list, listId: query.list, where: '', parameters: [], used: new Set() };
  const conditions = list.where ? [note(compiled.used, list.where)] : [];
  for (const fieldId of new Set(query.filters.map(({ field }) => field))) {
    const values = query.filters.filter(({ field }) => field === fieldId).map(({ value }) => value);
    conditions.push(`(${values.map((value) => condition(compiled, fieldId, value)).join(' OR ')})`);
  }
  const text = query.search.trim();
  // LIKE ends its pattern at a NUL, which no text in the lab contains.
  if (text.includes('\0')) conditions.push('0');
  else if (text) {
    conditions.push(
      `(${[
        ...list.search.map((column) => `${note(compiled.used, column)} LIKE ? ESCAPE '\\'`),
        `${note(compiled.used, list.deviceId)} IN (${recordedAs})`,
      ].join(' OR ')})`,
    );
    compiled.parameters.push(...[...list.search, recordedAs].map(() => contains(text)));
  }
  compiled.where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
  return compiled;
}

/** One `field=value`: equality after case folding; `null` is the absence of a value. */
function condition(compiled: Compiled, fieldId: string, value: string): string {
  const { type, isSet } = getField(compiled.listId, fieldId);
  const criterion = criterionSql(compiled.db, fieldId, value);
  if (criterion !== undefined) return criterion;
  const folded = value.toLowerCase();
  // Where a row can have several values, each is a condition of its own.
  const member = isSet
    ? Object.keys(compiled.list.fields).find((id) => id.toLowerCase() === `${fieldId}:${folded}`.toLowerCase())
    : undefined;
  if (member) return useField(compiled, member);
  const sql = useField(compiled, fieldId);
  if (folded === 'null') return `(${sql}) IS NULL`;
  if (type === 'boolean') {
    if (folded !== 'true' && folded !== 'false') return '0';
    return folded === 'true' ? `(${sql}) = 1` : `(${sql}) = 0`;
  }
  if (type === 'number' || type === 'time' || fieldId === 'id') {
    const number = Number(value);
    if (!Number.isFinite(number) || value.trim() === '') return '0';
    compiled.parameters.push(number);
    return `(${sql}) = ?`;
  }
  compiled.parameters.push(folded);
  return isAscii(value) ? `lower(${sql}) = ?` : `fold(${sql}) = ?`;
}

function orderBy(compiled: Compiled, { sort }: DeviceQuery): string {
  const name = compiled.list.fields['name']!;
  if (!sort || sort.field === 'name') {
    const direction = sort?.descending ? 'DESC' : 'ASC';
    return `${name} ${direction}, ${compiled.list.recordId} ${direction}`;
  }
  const field = getField(compiled.listId, sort.field);
  const sql = useField(compiled, sort.field);
  const collation = field.type === 'text' || field.type === 'enum' ? 'COLLATE NOCASE' : '';
  return `${sql} ${collation} ${sort.descending ? 'DESC' : 'ASC'}, ${name}, ${compiled.list.recordId}`;
}

function getField(list: DeviceListId, id: string): DeviceField {
  const field = findField(list, id);
  if (!field) throw new LabError('usage', `The list ${list} has no field "${id}".`);
  return field;
}

/** Throws `usage` for a criterion: rows have no value of it. */
function useField(compiled: Compiled, id: string): string {
  const sql = compiled.list.fields[id];
  if (sql === undefined) throw new LabError('usage', `Rows of ${compiled.listId} have no value of "${id}".`);
  return note(compiled.used, sql);
}

/** Remembers which aliases an expression names, so that only their joins are made. */
function note(used: Set<string>, sql: string): string {
  for (const match of sql.matchAll(/\b([a-z]{1,2})\./g)) used.add(match[1]!);
  return sql;
}

function joinsFor(list: ListSql, used: Set<string>): string {
  const wanted = new Set(used);
  // A join may speak of an earlier alias (a schedule's pattern), so what is needed is found from the last to the first.
  for (const [alias, sql] of [...list.joins].reverse()) if (wanted.has(alias)) note(wanted, sql);
  return list.joins
    .filter(([alias]) => wanted.has(alias))
    .map(([, sql]) => sql)
    .join(' ');
}

const fromClause = (compiled: Compiled): string =>
  `FROM ${compiled.list.from} ${joinsFor(compiled.list, compiled.used)} ${compiled.where}`;

function fromClauseWithOrder(compiled: Compiled, query: DeviceQuery): string {
  const order = orderBy(compiled, query);
  return `${fromClause(compiled)} ORDER BY ${order}`;
}
