import { workloadIds, type WorkloadId } from '../../shared/workloads/words.ts';
import type { Page } from '../../shared/contract/answers.ts';
import type { AuthorityRow } from '../../shared/workloads/views.ts';
import { askOrThrow } from '../api/client.ts';

export type AuthorityQuery = { collectionId: number | null; workload: WorkloadId | null; search: string };
/** One device of the matrix with its cells by workload. */
export type AuthorityDevice = {
  id: number;
  name: string;
  capabilities: number;
  cells: Partial<Record<WorkloadId, AuthorityRow>>;
};

/** A page of the contract holds at most 500 cells; whole devices of seven cells each fit into it this often. */
export const devicesPerPage = 70;
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

/** A page of the matrix: who decides each workload on so many devices. */
export async function readAuthority(
  query: AuthorityQuery,
  offset: number,
  limit: number,
): Promise<Page<AuthorityDevice>> {
  const cells = cellsOf(query);
  const asked = { ...query, deviceId: null, offset: offset * cells, limit: limit * cells };
  const page = await askOrThrow('workloads.authority', asked);
  return { ...page, rows: gatherDevices(page.rows), total: Math.ceil(page.total / cells) };
}
