import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';

/**
 * What site, tenant and directory are set to, remembered while very many events are worked off: they read it again and again,
 * and hardly any of them changes it. Of what is remembered only `applyChanges` changes anything meanwhile, and it forgets what no
 * longer holds.
 */
type Memory = {
  rows: Map<string, unknown>;
  /** The queue's next number, once one was taken. */
  seq: number | undefined;
};
const memories = new WeakMap<Db, Memory>();

/** Does `work` with a memory that ends with it, in the caller's transaction. */
export function remembering<T>(db: Db, work: () => T): T {
  if (memories.has(db)) return work();
  const memory: Memory = { rows: new Map(), seq: undefined };
  memories.set(db, memory);
  try {
    const result = work();
    if (memory.seq !== undefined) prepared(db, 'UPDATE lab SET next_seq = ? WHERE id = 1').run(memory.seq);
    return result;
  } finally {
    memories.delete(db);
  }
}

/** What `read` answers, or has answered since the last change of the estate. `key` names it among all that is remembered. */
export function remembered<T>(db: Db, key: string, read: () => T): T {
  const rows = memories.get(db)?.rows;
  if (!rows) return read();
  let value = rows.get(key) as T | undefined;
  if (value === undefined && !rows.has(key)) rows.set(key, (value = read()));
  return value as T;
}

export const forgetEstate = (db: Db): void => memories.get(db)?.rows.clear();

/** Counted by the lab, so two pieces of work on the same second keep the order in which they were queued. */
export function takeSeq(db: Db): number {
  const memory = memories.get(db);
  if (!memory) return nextSeq(db, 'UPDATE lab SET next_seq = next_seq + 1 WHERE id = 1 RETURNING next_seq - 1');
  memory.seq ??= nextSeq(db, 'SELECT next_seq FROM lab WHERE id = 1');
  return memory.seq++;
}
const nextSeq = (db: Db, sql: string): number => prepared(db, sql).pluck().get() as number;
