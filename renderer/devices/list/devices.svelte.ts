import type { Page } from '../../../shared/contract/answers.ts';
import type { Result } from '../../../shared/contract/result.ts';
import type { DeviceListRow, FieldValue, ListQuery } from '../../../shared/devices/views.ts';
import { ask, askOrThrow, listen } from '../../api/client.ts';
import { LabList } from '../../parts/live/lab-list.svelte.ts';

export type ExportProgress = { done: number; total: number };
export type Exported = { fileName: string; rows: number } | null;

/** One list of devices on screen: its pages, the values of its filters, and an export of it. */
export class DeviceList extends LabList<DeviceListRow, ListQuery> {
  readonly #names: Map<number, string>;
  readonly #rows: Map<number, DeviceListRow>;
  #values: Record<string, readonly FieldValue[]> = $state.raw({});
  #export: ExportProgress | null = $state.raw(null);

  constructor(query: ListQuery) {
    const names = new Map<number, string>();
    const rows = new Map<number, DeviceListRow>();
    const read = async (asked: ListQuery, offset: number, limit: number) => {
      const page = await askOrThrow('devices.list', { ...asked, offset, limit });
      for (const row of page.rows) {
        names.set(row.id, row.name);
        rows.set(row.recordId, row);
      }
      return page;
    };
    super(read, query, { isSameList: (former, next) => former.list === next.list });
    this.#names = names;
    this.#rows = rows;
  }

  get query(): ListQuery {
    return this.rows.query;
  }
  /** Progress of a running export; null when there is none. */
  get exporting(): ExportProgress | null {
    return this.#export;
  }
  /** The values of a field that its filter offers; undefined until they were asked for. */
  valuesOf(field: string): readonly FieldValue[] | undefined {
    return this.#values[field];
  }
  /** Null for a device that was never on screen, which a selection by query can well contain. */
  nameOf(deviceId: number): string | null {
    return this.#names.get(deviceId) ?? null;
  }

  /** A row by its record, if it was ever on screen. */
  rowOf(recordId: number): DeviceListRow | undefined {
    return this.#rows.get(recordId);
  }

  override setQuery(query: ListQuery): boolean {
    const former = this.query;
    if (!super.setQuery(query)) return false;
    // The list of values may be open while one of them is chosen: it keeps what it shows until the new counts are there.
    const read = query.list === former.list ? Object.keys(this.#values) : [];
    if (read.length === 0) this.#values = {};
    for (const field of read) void this.readValues(field);
    return true;
  }

  override forget(): void {
    this.#values = {};
    super.forget();
  }

  async readValues(field: string): Promise<void> {
    const query = this.query;
    const answer = await ask('devices.values', { ...query, field });
    if (answer.ok && query === this.query) this.#values = { ...this.#values, [field]: answer.value };
  }

  /** The first rows that the query finds, for *select all*. */
  idsOf(limit: number): Promise<Result<{ total: number; ids: number[] }>> {
    return ask('devices.ids', { ...this.query, limit });
  }

  /** The first rows that the query finds, for commands on records. */
  firstRows(limit: number): Promise<Result<Page<DeviceListRow>>> {
    return ask('devices.list', { ...this.query, offset: 0, limit });
  }

  async export(columns: readonly string[]): Promise<Result<Exported>> {
    this.#export = { done: 0, total: this.rows.total };
    const end = listen('export-progress', (progress) => (this.#export = progress));
    const answer = await ask('devices:export', { ...this.query, columns: [...columns] });
    end();
    this.#export = null;
    return answer;
  }
}
