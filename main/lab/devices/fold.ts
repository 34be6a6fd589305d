import type { Db } from '../../db/open.ts';

const known = new WeakSet<Db>();

/**
 * Teaches a connection `fold(text)`: lower case beyond ASCII, which SQLite's own `lower()` and NOCASE do not know. It calls
 * back into JavaScript for each row, so queries use it only for a text that holds such letters.
 */
export function teachFold(db: Db): void {
  if (known.has(db)) return;
  db.function('fold', { deterministic: true }, (text) => (text === null ? null : String(text).toLowerCase()));
  known.add(db);
}

export const isAscii = (text: string): boolean => !/[^ -~]/.test(text);
