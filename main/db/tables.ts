import type { ActionRow, SessionEventRow } from '../rows/actions.ts';
import type { ActivityRow, InputRow, WorkRow } from '../rows/journal.ts';
import type {
  ApplicationStateRow,
  PivotQueryRow,
  RecoveryKeyRow,
  ScriptRunRow,
  UploadBacklogRow,
  UploadUnderWayRow,
} from '../rows/attach.ts';
import type { ScheduleRow } from '../rows/devices.ts';
import type { ClientOperationRow } from '../rows/settings.ts';
import type { WorldRows } from '../rows/world.ts';
import type Database from 'better-sqlite3';
import type { Db } from './open.ts';

/** Every table by its row type. Columns carry their own names from schema to rules, so one mechanism serves all tables. */
export type Tables = WorldRows & {
  actions: ActionRow;
  session_events: SessionEventRow;
  activities: ActivityRow;
  inputs: InputRow;
  work_queue: WorkRow;
  upload_backlog: UploadBacklogRow;
  uploads_under_way: UploadUnderWayRow;
  application_states: ApplicationStateRow;
  recovery_keys: RecoveryKeyRow;
  client_operations: ClientOperationRow;
  pivot_queries: PivotQueryRow;
  script_runs: ScriptRunRow;
  lab: LabRow;
};
export type TableName = keyof Tables;
export type LabRow = {
  id: 1;
  scenario_name: string;
  scenario_title: string;
  scenario_text: string;
  scenario_hash: string;
  seed: number;
  device_count_override: number | null;
  engine_version: number;
  started_at: number;
  now: number;
  next_seq: number;
  administrator_id: number;
};

type Value = string | number | bigint | null;
type Statement = Database.Statement<unknown[]>;
const caches = new WeakMap<Db, Map<string, Statement>>();

/** Far more than the program has texts of its own. */
const mostStatements = 1000;

/** One prepared statement per connection and text. */
export const prepared = (db: Db, sql: string): Statement => preparedFor(db, sql, () => sql);

/** The same for a text that is only made once: `key` stands for it. */
function preparedFor(db: Db, key: string, text: () => string): Statement {
  let cache = caches.get(db);
  if (!cache) caches.set(db, (cache = new Map<string, Statement>()));
  let statement = cache.get(key);
  if (!statement) {
    // Some texts grow out of what people ask for; nothing is lost by preparing again.
    if (cache.size >= mostStatements) cache.clear();
    cache.set(key, (statement = db.prepare(text())));
  }
  return statement;
}

/** Inserts a row; an omitted `id` is the next integer. Returns the row's id (meaningless for tables without one). */
export function insertRow<T extends TableName>(db: Db, table: T, row: Omit<Tables[T], 'id'> | Tables[T]): number {
  const columns = Object.keys(row).join(', ');
  const statement = preparedFor(db, `insert ${table} ${columns}`, () => {
    const marks = Array.from(columns.matchAll(/\w+/g), () => '?').join(', ');
    return `INSERT INTO ${table} (${columns}) VALUES (${marks})`;
  });
  return Number(statement.run(...(Object.values(row) as Value[])).lastInsertRowid);
}

/** Changes the named columns of one row. Throws when the row does not exist: a rule spoke of something that is not there. */
export function updateRow<T extends TableName>(db: Db, table: T, id: number, set: Partial<Tables[T]>): void {
  const columns = Object.keys(set).join(' = ?, ');
  if (columns === '') return;
  const statement = preparedFor(
    db,
    `update ${table} ${columns}`,
    () => `UPDATE ${table} SET ${columns} = ? WHERE id = ?`,
  );
  const { changes } = statement.run(...(Object.values(set) as Value[]), id);
  if (changes !== 1) throw new Error(`updateRow: ${table} has no row ${id}`);
}

/**
 * Changes the columns in `set` of the row with this key; inserts the row when there is none, with what `fresh` says of the
 * other columns. Its key must be that of a unique constraint.
 */
export function putRow<T extends TableName>(
  db: Db,
  table: T,
  key: Partial<Tables[T]>,
  set: Partial<Tables[T]>,
  fresh: Partial<Tables[T]> = {},
): void {
  const row = { ...key, ...fresh, ...set };
  const columns = Object.keys(row).join(', ');
  const changed = Object.keys(set).join(', ');
  const statement = preparedFor(db, `put ${table} ${columns}: ${changed}`, () => {
    const marks = Object.keys(row).fill('?').join(', ');
    const update = Object.keys(set).map((column) => `${column} = excluded.${column}`);
    return `INSERT INTO ${table} (${columns}) VALUES (${marks}) ON CONFLICT (${Object.keys(key).join(', ')})
      DO ${update.length === 0 ? 'NOTHING' : `UPDATE SET ${update.join(', ')}`}`;
  });
  statement.run(...(Object.values(row) as Value[]));
}

/** Takes away every row that has these values, null among them; without any, all rows. */
export function removeRows<T extends TableName>(db: Db, table: T, key: Partial<Tables[T]>): void {
  const columns = Object.keys(key).join(' IS ? AND ');
  const statement = preparedFor(db, `remove ${table} ${columns}`, () =>
    columns === '' ? `DELETE FROM ${table}` : `DELETE FROM ${table} WHERE ${columns} IS ?`,
  );
  statement.run(...(Object.values(key) as Value[]));
}

/** The id that the next row gets: one more than the highest of those that are there. */
export const nextId = (db: Db, table: TableName): number =>
  prepared(db, `SELECT coalesce(max(id), 0) + 1 FROM ${table}`).pluck().get() as number;

export const findRow = <T extends TableName>(db: Db, table: T, id: number): Tables[T] | undefined =>
  prepared(db, `SELECT * FROM ${table} WHERE id = ?`).get(id) as Tables[T] | undefined;

export const allRows = <T extends TableName>(db: Db, table: T, orderBy = 'id'): Tables[T][] =>
  prepared(db, `SELECT * FROM ${table} ORDER BY ${orderBy}`).all() as Tables[T][];

/** The record of a service that stands for the device now, if it has one. */
export const currentRecord = <
  T extends 'intune_devices' | 'configmgr_devices' | 'entra_devices' | 'ad_computers' | 'autopilot_identities',
>(
  db: Db,
  table: T,
  deviceId: number,
): Tables[T] | undefined =>
  prepared(db, `SELECT * FROM ${table} WHERE device_id = ? AND is_current = 1`).get(deviceId) as Tables[T] | undefined;

export const currentSchedule = (db: Db, deviceId: number, channel: number): ScheduleRow | undefined =>
  prepared(db, 'SELECT * FROM device_schedules WHERE channel = ? AND device_id = ? AND until IS NULL').get(
    channel,
    deviceId,
  ) as ScheduleRow | undefined;

/** Starts a schedule in place of the present one, which is kept as history unless both begin at the same second. */
export function startSchedule(db: Db, row: ScheduleRow): void {
  prepared(db, 'UPDATE device_schedules SET until = ? WHERE device_id = ? AND channel = ? AND until IS NULL').run(
    row.since,
    row.device_id,
    row.channel,
  );
  prepared(
    db,
    `INSERT OR REPLACE INTO device_schedules (device_id, channel, since, until, pattern_id, phase, period, before_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(row.device_id, row.channel, row.since, row.until, row.pattern_id, row.phase, row.period, row.before_at);
}

/** The seed alone: the row it stands in holds the whole text of the scenario. */
export const seedOf = (db: Db): number => prepared(db, 'SELECT seed FROM lab WHERE id = 1').pluck().get() as number;
export const labRow = (db: Db): LabRow => prepared(db, 'SELECT * FROM lab WHERE id = 1').get() as LabRow;

/** Orders of a device that are not finished, the earliest first. They are so few that sorting them here costs less than in SQL. */
export const waitingActions = (db: Db, deviceId: number): ActionRow[] =>
  (
    prepared(db, `SELECT * FROM actions WHERE device_id = ? AND state IN ('pending', 'active')`).all(
      deviceId,
    ) as ActionRow[]
  ).sort((a, b) => a.id - b.id);
