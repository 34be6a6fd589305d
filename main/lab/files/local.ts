import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';

/** Facts of this file that are no part of the simulated world, so they stay out of the hash. */
export type LocalKey = 'hash' | 'speed';

export const readLocal = (db: Db, key: LocalKey): string | null =>
  (prepared(db, 'SELECT value FROM lab_local WHERE key = ?').pluck().get(key) as string | undefined) ?? null;

export function writeLocal(db: Db, key: LocalKey, value: string): void {
  prepared(
    db,
    'INSERT INTO lab_local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(key, value);
}
