import type { DeviceListId } from '../../shared/device-lists.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { DeviceRow, FieldValue, ListQuery } from '../../shared/views.ts';
import { ask, askOrThrow, listen, RefusedError } from '../api/client.ts';
import { emptyQuery, formatQuery } from './devices-query.ts';
import { followLab, type LiveRead } from './live.ts';
import { PagedRows } from './paged-rows.svelte.ts';

export type ExportProgress = { done: number; total: number };
export type Exported = { fileName: string; rows: number } | null;

/** One list of devices on screen: its pages, its query, the values of its filters, and an export of it. */
export class DeviceList {
  readonly rows: PagedRows<DeviceRow, ListQuery>;
  #query: ListQuery = $state.raw(emptyQuery('fleet'));
  #now = $state(0);
  #revision = -1;
  readonly #names = new Map<number, string>();
  readonly #underWay = new Set<Promise<unknown>>();
  #values: Record<string, readonly FieldValue[]> = $state.raw({});
  #export: ExportProgress | null = $state.raw(null);

  constructor(query: ListQuery) {
    this.#query = query;
    this.rows = new PagedRows((asked, offset, limit) => this.#readPage(asked, offset, limit), query);
  }

  get list(): DeviceListId {
    return this.#query.list;
  }
  get query(): ListQuery {
    return this.#query;
  }
  /** Simulated time of what is shown. */
  get now(): number {
    return this.#now;
  }
  /** Progress of a running export; null when there is none. */
  get exporting(): ExportProgress | null {
    return this.#export;
  }
  get failure(): Failure | null {
    const error = this.rows.error;
    return error instanceof RefusedError ? error.failure : null;
  }
  /** The values of a field that its filter offers; undefined until they were asked for. */
  valuesOf(field: string): readonly FieldValue[] | undefined {
    return this.#values[field];
  }
  /** Null for a device that was never on screen, which a selection by query can well contain. */
  nameOf(deviceId: number): string | null {
    return this.#names.get(deviceId) ?? null;
  }

  /** Shows another filter, search or order, and tells whether it is another: an address can be set freely. */
  setQuery(query: ListQuery): boolean {
    if (query.list === this.#query.list && formatQuery(query) === formatQuery(this.#query)) return false;
    // The list of values may be open while one of them is chosen: it keeps what it shows until the new counts are there.
    const isSameList = query.list === this.#query.list;
    const read = isSameList ? Object.keys(this.#values) : [];
    if (read.length === 0) this.#values = {};
    this.#query = query;
    if (isSameList) this.rows.setQuery(query);
    else this.rows.restart(query);
    for (const field of read) void this.readValues(field);
    return true;
  }

  /** Reads again whenever the lab changes, until `stop`. */
  follow(): LiveRead {
    return followLab({
      shows: () => ({ revision: this.#revision, now: this.#now }),
      onreplaced: () => {
        this.#values = {};
        this.rows.restart(this.#query);
      },
      // Waiting for the pages keeps a slow answer from being thrown away by the next change before it arrives.
      read: () => {
        this.rows.refresh();
        return Promise.allSettled([...this.#underWay]);
      },
    });
  }

  async readValues(field: string): Promise<void> {
    const query = this.#query;
    const answer = await ask('devices:values', { ...query, field });
    if (answer.ok && query === this.#query) this.#values = { ...this.#values, [field]: answer.value };
  }

  /** The first rows that the query finds, for *select all*. */
  idsOf(limit: number): Promise<Result<{ total: number; ids: number[] }>> {
    return ask('devices:ids', { ...this.#query, limit });
  }

  async export(columns: readonly string[]): Promise<Result<Exported>> {
    this.#export = { done: 0, total: this.rows.total };
    const end = listen('export-progress', (progress) => (this.#export = progress));
    const answer = await ask('devices:export', { ...this.#query, columns: [...columns] });
    end();
    this.#export = null;
    return answer;
  }

  async #readPage(query: ListQuery, offset: number, limit: number): Promise<{ rows: DeviceRow[]; total: number }> {
    const asking = askOrThrow('devices:list', { ...query, offset, limit });
    this.#underWay.add(asking);
    const page = await asking.finally(() => this.#underWay.delete(asking));
    this.#now = page.now;
    this.#revision = page.revision;
    for (const { id, name } of page.rows) this.#names.set(id, name);
    return page;
  }
}
