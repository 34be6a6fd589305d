import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';

/**
 * What was worked out for the present state of a lab, so that a person who scrolls, or several windows that ask the same, cost
 * one working-out. Whatever another connection writes to the file ends all of it; who writes over the same one takes a new memory.
 */
export class ViewMemory {
  #state = '';
  readonly #kept = new Map<string, Map<string, unknown>>();

  /** What `make` answers, or has answered for the same key since the last change; of each sort the `atMost` latest are kept. */
  of<T>(db: Db, sort: string, key: string, atMost: number, make: () => T): T {
    const state = `${labRow(db).now} ${db.pragma('data_version', { simple: true }) as number}`;
    if (this.#state !== state) this.#kept.clear();
    this.#state = state;
    let kept = this.#kept.get(sort);
    if (!kept) this.#kept.set(sort, (kept = new Map<string, unknown>()));
    if (kept.has(key)) return kept.get(key) as T;
    const value = make();
    const [oldest] = kept.keys();
    if (kept.size >= atMost && oldest !== undefined) kept.delete(oldest);
    kept.set(key, value);
    return value;
  }
}
