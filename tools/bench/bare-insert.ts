import { connect, migrate } from '../../main/db/open.ts';
import { removeDatabase } from '../../main/lab/files.ts';
import { generateWorld } from '../../main/simulation/generator/index.ts';
import type { WorldSource } from '../../main/lab/build.ts';

/** Wall milliseconds that bare better-sqlite3 takes for the rows of a world: one prepared insert per table, one transaction. */
export function bareInsertMs(file: string, { scenario, seed, devices }: WorldSource): number {
  const items = [...generateWorld(scenario, seed, { devices: devices ?? undefined })];
  removeDatabase(file);
  const db = connect(file);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  migrate(db);
  const statements = new Map<string, ReturnType<typeof db.prepare>>();
  let seq = 0;
  const rows = items.map(({ table, row }) => ({
    table,
    values: Object.values(table === 'work_queue' ? { ...row, seq: (seq += 1) } : row),
  }));
  for (const { table, row } of items) {
    if (statements.has(table)) continue;
    const columns = Object.keys(row);
    statements.set(
      table,
      db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`),
    );
  }
  const started = performance.now();
  db.transaction(() => {
    for (const { table, values } of rows) statements.get(table)!.run(values);
  })();
  const ms = performance.now() - started;
  db.close();
  removeDatabase(file);
  return ms;
}
