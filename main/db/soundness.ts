import { latestMoment, day } from '../../shared/time.ts';
import type { Db } from './open.ts';
import { prepared } from './tables.ts';

/**
 * What any table must hold whatever the lab simulates, so that nothing that counts with it goes on for ever or breaks: derived
 * from the schema, so that a new column is covered by its name.
 */
type Column = { name: string; type: string; pk: number };
type Bounds = { least: number; most: number };

/** Moments may lie a little beyond the end of simulated time: what is expected after it never comes. */
const moment: Bounds = { least: 0, most: latestMoment + 20 * 366 * day };
const yesOrNo: Bounds = { least: 0, most: 1 };
/** By what a column is called; the first that fits. A number under any other name is looked up or shown, not counted with. */
const boundsByName: readonly [RegExp, Bounds][] = [
  [/^now$/, { least: 0, most: latestMoment }],
  [/(^|_)(at|since|until|by|as_of|deadline)(_order)?$/, moment],
  [/^(is|has)_/, yesOrNo],
  // No full evaluation by a schedule is written as 0.
  [/^full_period$/, { least: 0, most: 3660 * day }],
  [/^period$/, { least: 60, most: 3660 * day }],
  [/^phase$/, { least: 1, most: 3660 * day }],
  [/^away_every_weeks$|^away_phase$/, { least: 0, most: 1000 }],
  [/^battery_days_per_percent$/, { least: 0, most: 100_000 }],
  [/^device_count_override$/, { least: 1, most: 100_000 }],
  [/^(attempts|last_upload_count)$/, { least: 0, most: 1_000_000_000 }],
  [/^seed$/, { least: 0, most: 2 ** 32 - 1 }],
  [/^next_seq$/, { least: 0, most: 2 ** 40 }],
  [/^grace_seconds$/, { least: 0, most: 3660 * day }],
  [/^compliance_validity_days$/, { least: 1, most: 3660 }],
];
const boundsOf = (name: string): Bounds | undefined => boundsByName.find(([pattern]) => pattern.test(name))?.[1];

type Table = { name: string; sql: string };
const tablesOf = (db: Db): Table[] =>
  db
    .prepare(`SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
    .all() as Table[];

/** Sentences that name table and row; empty when everything is within its bounds and every table of one row has it. */
export function unsound(db: Db): string[] {
  return tablesOf(db).flatMap((table) => [...missingRow(db, table), ...outOfBounds(db, table.name)]);
}

function missingRow(db: Db, { name, sql }: Table): string[] {
  const isSingle = sql.includes('CHECK (id = 1)');
  return isSingle && !db.prepare(`SELECT 1 FROM ${name}`).get() ? [`${name} has no row.`] : [];
}

/** One pass over the table, which ends at the first row that holds something strange. */
function outOfBounds(db: Db, table: string): string[] {
  const columns = prepared(db, 'SELECT name, type, pk FROM pragma_table_info(?)').all(table) as Column[];
  const bounded = columns.flatMap((column) => {
    const bounds = column.type === 'INTEGER' ? boundsOf(column.name) : undefined;
    return bounds ? [{ column: column.name, ...bounds }] : [];
  });
  if (bounded.length === 0) return [];
  const strange = bounded.map(({ column, least, most }) => `${column} NOT BETWEEN ${least} AND ${most}`);
  const row = db.prepare(`SELECT * FROM ${table} WHERE ${strange.join(' OR ')} LIMIT 1`).get() as
    Record<string, number | null> | undefined;
  if (!row) return [];
  const found = bounded.find(({ column, least, most }) => {
    const value = row[column] ?? null;
    return value !== null && (value < least || value > most);
  });
  if (!found) return [];
  const key = columns.filter(({ pk }) => pk > 0).map(({ name }) => `${name} ${row[name]}`);
  return [`${table}.${found.column} is ${row[found.column]} in the row ${key.join(', ')}.`];
}
