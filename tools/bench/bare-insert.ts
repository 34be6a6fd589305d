import { connect, migrate } from '../../main/db/open.ts';
import { removeDatabase } from '../../main/lab/files/paths.ts';

/**
 * Wall milliseconds that bare better-sqlite3 takes for the rows of the lab `from`, those of every table: one prepared insert per
 * table, one transaction.
 */
export function bareInsertMs(file: string, from: string): number {
  removeDatabase(file);
  const db = connect(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  migrate(db);
  const source = connect(from, { readonly: true });
  const tables = source.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[];
  const work = tables.map((table) => {
    const rows = source.prepare(`SELECT * FROM ${table}`).raw().all() as unknown[][];
    const marks = (rows[0] ?? ['']).map(() => '?').join(', ');
    return { rows, insert: rows.length > 0 ? db.prepare(`INSERT INTO ${table} VALUES (${marks})`) : undefined };
  });
  source.close();
  const started = performance.now();
  db.transaction(() => {
    for (const { rows, insert } of work) for (const row of rows) insert!.run(row);
  })();
  const ms = performance.now() - started;
  db.close();
  removeDatabase(file);
  return ms;
}
