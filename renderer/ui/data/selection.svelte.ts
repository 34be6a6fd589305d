import { SvelteSet } from 'svelte/reactivity';

export type SelectionValue = { by: 'ids'; ids: string[] } | { by: 'query'; except: string[] };

/**
 * Which rows are selected. *Select all* selects by query and not by listing ids, so that it also means the 99,900 rows that
 * were never loaded; single rows can then be taken out again.
 */
export class Selection {
  readonly #marked = new SvelteSet<string>();
  #isByQuery = $state(false);

  has(id: string): boolean {
    return this.#marked.has(id) !== this.#isByQuery;
  }
  count(total: number): number {
    return this.#isByQuery ? total - this.#marked.size : this.#marked.size;
  }
  get isByQuery(): boolean {
    return this.#isByQuery;
  }
  get value(): SelectionValue {
    const marked = [...this.#marked];
    return this.#isByQuery ? { by: 'query', except: marked } : { by: 'ids', ids: marked };
  }

  set(id: string, isSelected: boolean): void {
    if (isSelected === this.#isByQuery) this.#marked.delete(id);
    else this.#marked.add(id);
  }
  toggle(id: string): void {
    this.set(id, !this.has(id));
  }
  /** Selects exactly these. */
  only(ids: readonly string[]): void {
    this.clear();
    for (const id of ids) this.#marked.add(id);
  }
  all(): void {
    this.#marked.clear();
    this.#isByQuery = true;
  }
  clear(): void {
    this.#marked.clear();
    this.#isByQuery = false;
  }
}
