import type { Failure } from '../../shared/result.ts';
import type { Page } from '../../shared/views.ts';
import { RefusedError } from '../api/client.ts';
import { followLab, type LiveRead } from './live.ts';
import { PagedRows } from './paged-rows.svelte.ts';

/** A long list of the lab, kept up to date: its pages, the moment they were read at, and why they could not be read. */
export class LabList<Row, Query> {
  readonly rows: PagedRows<Row, Query>;
  readonly #read: (query: Query, offset: number, limit: number) => Promise<Page<Row>>;
  readonly #underWay = new Set<Promise<unknown>>();
  #now = $state(0);
  #revision = -1;

  constructor(read: (query: Query, offset: number, limit: number) => Promise<Page<Row>>, query: Query) {
    this.#read = read;
    this.rows = new PagedRows((asked, offset, limit) => this.#readPage(asked, offset, limit), query);
  }

  /** Simulated time of what is shown: ages are told against it, never against the computer's clock. */
  get now(): number {
    return this.#now;
  }
  get failure(): Failure | null {
    const error = this.rows.error;
    return error instanceof RefusedError ? error.failure : null;
  }

  /** Shows another filter or search. The same one again is none: an address can be set freely. */
  setQuery(query: Query): void {
    if (JSON.stringify(query) !== JSON.stringify(this.rows.query)) this.rows.setQuery(query);
  }
  retry(): void {
    this.rows.setQuery(this.rows.query);
  }

  /** Reads again whenever the lab changes, until `stop`. */
  follow(): LiveRead {
    return followLab({
      shows: () => ({ revision: this.#revision, now: this.#now }),
      onreplaced: () => this.rows.restart(this.rows.query),
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
