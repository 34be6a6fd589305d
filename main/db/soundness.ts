import { latestMoment, day } from '../../shared/time.ts';
import type { Db } from './open.ts';

/**
 * What any table must hold whatever the lab simulates, so that nothing that counts with it goes on for ever or breaks: derived
 * from the schema, so that a new column is covered by its name.
 */
type Column = { name: string; type: string };
type Bounds = { least: number; most: number };

/** Moments may lie a little beyond the end of simulated time: what is expected after it never comes. */
const moment: Bounds = { least: 0, most: latestMoment + 20 * 366 * day };
const yesOrNo: Bounds = { least: 0, most: 1 };
/** Larger numbers are not exact any more. */
const anyNumber: Bounds = { least: -(2 ** 53) + 1, most: 2 ** 53 - 1 };
/** By what a column is called; the first that fits. */
const boundsByName: readonly [RegExp, Bounds][] = [
  [/^now$/, { least: 0, most: latestMoment }],
  [/(^|_)(at|since|until|by|as_of|deadline)(_order)?$/, moment],
  [/^(is|has)_/, yesOrNo],
  [/^period$/, { least: 60, most: 3660 * day }],
  [/^phase$/, { least: 1, most: 3660 * day }],
  [/^away_every_weeks$|^away_phase$/, { least: 0, most: 1000 }],
  [/^battery_days_per_percent$/, { least: 0, most: 100_000 }],
  [/^(attempts|last_upload_count|device_count_override)$/, { least: 0, most: 1_000_000_000 }],
  [/^(seed|next_seq|grace_seconds|full_period|compliance_validity_days)$/, { least: 0, most: 2 ** 40 }],
];
const boundsOf = ({ name }: Column): Bounds => boundsByName.find(([pattern]) => pattern.test(name))?.[1] ?? anyNumber;

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
  const isSingle = /CHECK \(id = 1\)/.test(sql);
  return isSingle && !db.prepare(`SELECT 1 FROM ${name}`).get() ? [`${name} has no row.`] : [];
}

/** One pass over the table; only when it holds something strange is the row looked for. */
function outOfBounds(db: Db, table: string): string[] {
  const columns = (db.pragma(`table_info(${table})`) as Column[]).filter(({ type }) => type === 'INTEGER');
  if (columns.length === 0) return [];
  const ends = columns.map(({ name }) => `min(${name}), max(${name})`).join(', ');
  const found = db.prepare(`SELECT ${ends} FROM ${table}`).raw().safeIntegers().get() as (bigint | null)[];
  return columns.flatMap((column, index) => {
    const { least, most } = boundsOf(column);
    const [low, high] = [found[2 * index] ?? null, found[2 * index + 1] ?? null];
    if (low === null || high === null || (low >= least && high <= most)) return [];
    return [`${table}.${column.name} is ${low < least ? low : high}${rowOf(db, table, column.name, { least, most })}.`];
  });
}

function rowOf(db: Db, table: string, column: string, { least, most }: Bounds): string {
  const keys = (db.pragma(`table_info(${table})`) as { name: string; pk: number }[]).filter(({ pk }) => pk > 0);
  if (keys.length === 0) return '';
  const names = keys.map(({ name }) => name);
  const row = db
    .prepare(`SELECT ${names.join(', ')} FROM ${table} WHERE ${column} < ? OR ${column} > ? LIMIT 1`)
    .get(least, most) as Record<string, unknown>;
  return ` in the row ${names.map((name) => `${name} ${String(row[name])}`).join(', ')}`;
}
