/** One page of an answer. `total` counts all rows that match, not those sent. */
export type RowPage<Row> = { rows: readonly Row[]; total: number };
export type FetchPage<Row, Query> = (query: Query, offset: number, limit: number) => Promise<RowPage<Row>>;

type Page<Row> = { rows: readonly Row[]; isStale: boolean };
type Options = { pageSize?: number; maxPages?: number; maxRequests?: number };

/**
 * A long list held as the few pages that are looked at, in the shape a DataGrid reads (`total`, `version`, `rowAt`, `ensure`).
 * Rows stay outside Svelte's state, since making 4,000 objects reactive costs more than drawing them; one counter tells the
 * grid to read again. Answers to an older query are dropped, and pages that already left the view are not asked for.
 */
export class PagedRows<Row, Query> {
  #version = $state(0);
  #total = $state(0);
  #isSettled = $state(false);
  #error = $state<unknown>(undefined);
  #generation = $state(0);

  /** Oldest first: a Map keeps the order of insertion, and reading a page moves it to the end. */
  readonly #pages = new Map<number, Page<Row>>();
  readonly #requested = new Set<number>();
  readonly #fetchPage: FetchPage<Row, Query>;
  readonly #pageSize: number;
  readonly #maxPages: number;
  readonly #maxRequests: number;
  #query: Query;
  #epoch = 0;
  /** The rows that are held answer a former query. */
  #isFormer = false;
  #wanted = { from: 0, to: 0 };

  constructor(fetchPage: FetchPage<Row, Query>, query: Query, options: Options = {}) {
    this.#fetchPage = fetchPage;
    this.#query = query;
    this.#pageSize = options.pageSize ?? 100;
    this.#maxPages = options.maxPages ?? 40;
    this.#maxRequests = options.maxRequests ?? 2;
  }

  get total(): number {
    return this.#total;
  }
  /** Changes whenever a row may read differently. */
  get version(): number {
    return this.#version;
  }
  /** Changes when rows of another query are there, or none any more: the grid then goes back to its top. */
  get generation(): number {
    return this.#generation;
  }
  /** False until the first answer to the current query: an empty list is not yet known to be empty. */
  get isSettled(): boolean {
    return this.#isSettled;
  }
  get error(): unknown {
    return this.#error;
  }
  get query(): Query {
    return this.#query;
  }

  rowAt(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / this.#pageSize))?.rows[index % this.#pageSize];
  }

  /** Asks for the rows from `from` up to but not including `to`. Cheap when they are there. */
  ensure(from: number, to: number): void {
    // Another query is shown from its top, wherever its predecessor was scrolled to.
    if (this.#isFormer) return;
    this.#wanted = { from, to };
    this.#request();
  }

  /**
   * Another filter or order of the same rows: they stay where they are until those of the new query are there, so that what
   * somebody is about to press does not vanish under the pointer.
   */
  setQuery(query: Query): void {
    this.#ask(query);
    this.#isFormer = true;
    this.#request();
  }

  /** Rows of another list or another lab: what was loaded must not be seen beside its name. */
  restart(query: Query): void {
    this.#ask(query);
    this.#forgetFormer();
    this.#version += 1;
    this.#request();
  }

  #ask(query: Query): void {
    this.#query = query;
    this.#epoch += 1;
    this.#requested.clear();
    for (const page of this.#pages.values()) page.isStale = true;
    this.#isSettled = false;
    this.#error = undefined;
    this.#wanted = { from: 0, to: Math.max(1, this.#wanted.to - this.#wanted.from) };
  }
  #forgetFormer(): void {
    this.#isFormer = false;
    this.#pages.clear();
    this.#generation += 1;
  }

  /** The data may have changed: rows stay on screen until their page has come again, so that nothing flickers. */
  refresh(): void {
    this.#epoch += 1;
    this.#requested.clear();
    for (const page of this.#pages.values()) page.isStale = true;
    this.#request();
  }

  /** All rows of a range, loaded if need be: a selection by range must not leave out what was never scrolled to. */
  async load(from: number, to: number): Promise<(Row | undefined)[]> {
    const query = this.#query;
    const rows: (Row | undefined)[] = [];
    for (let index = from; index < to; index += this.#pageSize) {
      const count = Math.min(this.#pageSize, to - index);
      const held = Array.from({ length: count }, (_, step) => this.rowAt(index + step));
      if (!this.#isFormer && held.every((row) => row !== undefined)) rows.push(...held);
      else rows.push(...(await this.#fetchPage(query, index, count)).rows);
    }
    return rows;
  }

  #request(): void {
    if (this.#wanted.to <= this.#wanted.from) return;
    const first = Math.floor(this.#wanted.from / this.#pageSize);
    const last = Math.floor((this.#wanted.to - 1) / this.#pageSize);
    for (let page = first; page <= last; page += 1) {
      const held = this.#pages.get(page);
      if (held) {
        this.#pages.delete(page);
        this.#pages.set(page, held);
      }
      const isNeeded = held === undefined || held.isStale;
      if (!isNeeded || this.#requested.has(page) || this.#requested.size >= this.#maxRequests) continue;
      void this.#fetch(page);
    }
  }

  async #fetch(page: number): Promise<void> {
    const epoch = this.#epoch;
    this.#requested.add(page);
    try {
      const { rows, total } = await this.#fetchPage(this.#query, page * this.#pageSize, this.#pageSize);
      if (epoch !== this.#epoch) return;
      if (this.#isFormer) this.#forgetFormer();
      this.#pages.delete(page);
      this.#pages.set(page, { rows, isStale: false });
      this.#forgetOldest();
      this.#total = total;
      this.#error = undefined;
    } catch (error) {
      if (epoch !== this.#epoch) return;
      if (this.#isFormer) this.#forgetFormer();
      this.#error = error;
    }
    this.#requested.delete(page);
    this.#isSettled = true;
    this.#version += 1;
    // After an error nothing is asked again by itself: the next scroll or a retry does.
    if (this.#error === undefined) this.#request();
  }

  #forgetOldest(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= this.#maxPages) return;
      this.#pages.delete(page);
    }
  }
}
