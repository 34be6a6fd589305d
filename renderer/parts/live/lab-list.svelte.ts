import { onMount, untrack } from 'svelte';
import type { Failure } from '../../../shared/contract/result.ts';
import type { Page } from '../../../shared/contract/answers.ts';
import { RefusedError } from '../../api/client.ts';
import { followLab, type LiveRead } from './live.ts';
import { PagedRows } from './paged-rows.svelte.ts';

type Options<Query> = {
  pageSize?: number;
  /** False where another question is about other rows or columns: nothing of the former list must be seen then. */
  isSameList?: (former: Query, next: Query) => boolean;
};
export type ReadPage<Row, Query> = (query: Query, offset: number, limit: number) => Promise<Page<Row>>;

/** A long list of the lab, kept up to date: its pages, the moment they were read at, and why they could not be read. */
export class LabList<Row, Query> {
  readonly rows: PagedRows<Row, Query>;
  readonly #read: ReadPage<Row, Query>;
  readonly #isSameList: (former: Query, next: Query) => boolean;
  readonly #underWay = new Set<Promise<unknown>>();
  #now = $state(0);
  #revision = -1;

  constructor(read: ReadPage<Row, Query>, query: Query, options: Options<Query> = {}) {
    const { pageSize, isSameList = () => true } = options;
    this.#read = read;
    this.#isSameList = isSameList;
    this.rows = new PagedRows((asked, offset, limit) => this.#readPage(asked, offset, limit), query, {
      ...(pageSize === undefined ? {} : { pageSize }),
    });
  }

  /** Simulated time of what is shown: ages are told against it, never against the computer's clock. */
  get now(): number {
    return this.#now;
  }
  get failure(): Failure | null {
    const error = this.rows.error;
    return error instanceof RefusedError ? error.failure : null;
  }

  /** Shows another filter, search or order, and tells whether it is another: an address can be set freely. */
  setQuery(query: Query): boolean {
    const former = this.rows.query;
    if (JSON.stringify(query) === JSON.stringify(former)) return false;
    if (this.#isSameList(former, query)) this.rows.setQuery(query);
    else this.rows.restart(query);
    return true;
  }
  retry(): void {
    this.rows.setQuery(this.rows.query);
  }

  /** Begins anew, for another lab. */
  forget(): void {
    this.rows.restart(this.rows.query);
  }

  /** Reads again whenever the lab changes, until `stop`. */
  follow(): LiveRead {
    return followLab({
      shows: () => ({ revision: this.#revision, now: this.#now }),
      onreplaced: () => this.forget(),
      // Waiting for the pages keeps a slow answer from being thrown away by the next change before it arrives.
      read: () => {
        this.rows.refresh();
        return Promise.allSettled([...this.#underWay]);
      },
    });
  }

  async #readPage(query: Query, offset: number, limit: number): Promise<Page<Row>> {
    const asking = this.#read(query, offset, limit);
    this.#underWay.add(asking);
    const page = await asking.finally(() => this.#underWay.delete(asking));
    this.#now = page.now;
    this.#revision = page.revision;
    return page;
  }
}

/** The list of a component: it follows its question and the lab as long as the component is there. */
export function liveList<Row, Query>(
  read: ReadPage<Row, Query>,
  query: () => Query,
  options: Options<Query> = {},
): LabList<Row, Query> {
  const list = new LabList(read, untrack(query), options);
  $effect(() => {
    const next = query();
    untrack(() => list.setQuery(next));
  });
  onMount(() => list.follow().stop);
  return list;
}
