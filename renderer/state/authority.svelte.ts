import { workloadIds, type WorkloadId } from '../../shared/cloud-attach.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { AuthorityRow } from '../../shared/views-cloud.ts';
import { ask, askOrThrow, RefusedError } from '../api/client.ts';
import { followLab, type LiveRead } from './live.ts';
import { PagedRows } from './paged-rows.svelte.ts';

export type AuthorityQuery = { collectionId: number | null; workload: WorkloadId | null; search: string };
/** One device of the matrix with its cells by workload. */
export type AuthorityDevice = {
  id: number;
  name: string;
  capabilities: number;
  cells: Partial<Record<WorkloadId, AuthorityRow>>;
};

/** A page of the contract holds at most 500 cells; whole devices of seven cells each fit into it this often. */
const devicesPerPage = 70;
const cellsOf = (query: AuthorityQuery): number => (query.workload === null ? workloadIds.length : 1);

/** Cells as the lab sends them, device after device, gathered to one row for each device. */
export function gatherDevices(rows: readonly AuthorityRow[]): AuthorityDevice[] {
  const devices: AuthorityDevice[] = [];
  for (const row of rows) {
    let device = devices.at(-1);
    if (device?.id !== row.deviceId) {
      device = { id: row.deviceId, name: row.device, capabilities: row.capabilities, cells: {} };
      devices.push(device);
    }
    device.cells[row.workload] = row;
  }
  return devices;
}

/** The authority matrix on screen: who decides each workload on each device, page by page. */
export class AuthorityMatrix {
  readonly rows: PagedRows<AuthorityDevice, AuthorityQuery>;
  #query: AuthorityQuery = $state.raw({ collectionId: null, workload: null, search: '' });
  #isExporting = $state(false);
  #revision = -1;
  #now = 0;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(query: AuthorityQuery) {
    this.#query = query;
    this.rows = new PagedRows((asked, offset, limit) => this.#readPage(asked, offset, limit), query, {
      pageSize: devicesPerPage,
    });
  }

  get query(): AuthorityQuery {
    return this.#query;
  }
  get isExporting(): boolean {
    return this.#isExporting;
  }
  get failure(): Failure | null {
    const error = this.rows.error;
    return error instanceof RefusedError ? error.failure : null;
  }

  setQuery(query: AuthorityQuery): void {
    const { collectionId, workload, search } = this.#query;
    if (query.collectionId === collectionId && query.workload === workload && query.search === search) return;
    this.#query = query;
    // Another workload is another table with other columns.
    if (query.workload === workload) this.rows.setQuery(query);
    else this.rows.restart(query);
  }

  /** Reads again whenever the lab changes, until `stop`. */
  follow(): LiveRead {
    return followLab({
      shows: () => ({ revision: this.#revision, now: this.#now }),
      onreplaced: () => this.rows.restart(this.#query),
      read: () => {
        this.rows.refresh();
        return Promise.allSettled([...this.#underWay]);
      },
    });
  }

  async export(): Promise<Result<{ fileName: string; rows: number } | null>> {
    this.#isExporting = true;
    const answer = await ask('authority:export', { collectionId: this.#query.collectionId });
    this.#isExporting = false;
    return answer;
  }

  async #readPage(
    query: AuthorityQuery,
    offset: number,
    limit: number,
  ): Promise<{ rows: AuthorityDevice[]; total: number }> {
    const cells = cellsOf(query);
    const asking = askOrThrow('authority:list', {
      ...query,
      deviceId: null,
      offset: offset * cells,
      limit: limit * cells,
    });
    this.#underWay.add(asking);
    const page = await asking.finally(() => this.#underWay.delete(asking));
    this.#revision = page.revision;
    this.#now = page.now;
    return { rows: gatherDevices(page.rows), total: Math.ceil(page.total / cells) };
  }
}
