import {
  capabilityBase,
  resourceAccessRetiredFrom,
  workloadIds,
  workloads,
  type Generation,
  type WorkloadId,
} from '../../../shared/cloud-attach.ts';
import type { WorkloadRow } from '../../../shared/rows.ts';

/** The capability value (`CoManagementFlags`): the base, and the bits of every workload that Intune has. */
export const capabilitiesOf = (moved: Iterable<WorkloadId>, generation: Generation = 'current'): number =>
  [...new Set(moved)].reduce<number>((value, id) => value | workloads[id].bits[generation], capabilityBase[generation]);

/** The workloads whose bits are set in a capability value. */
export const workloadsIn = (flags: number, generation: Generation = 'current'): WorkloadId[] =>
  workloadIds.filter((id) => {
    const { [generation]: bits } = workloads[id].bits;
    return (flags & bits) === bits;
  });

/** Whether a set of moved workloads may exist: nothing that is coupled stays behind, and from 2403 Resource access is fixed. */
export function isLegalSet(moved: ReadonlySet<WorkloadId>, siteVersion: number): boolean {
  if (siteVersion >= resourceAccessRetiredFrom && !moved.has('resourceAccess')) return false;
  return [...moved].every((id) => workloads[id].couples.every((coupled) => moved.has(coupled)));
}

/** The workloads that the sliders give to Intune for one device; `isMember` answers for the pilot collections. */
export function movedFor(
  rows: readonly WorkloadRow[],
  isMember: (collectionId: number | null) => boolean,
): WorkloadId[] {
  const direct = rows
    .filter(
      ({ position, pilot_collection_id: pilot }) => position === 'intune' || (position === 'pilot' && isMember(pilot)),
    )
    .map(({ workload }) => workload);
  // A device in the Device configuration pilot counts as in the other two (assumed; the page says only that they move along).
  return [...new Set(direct.flatMap((id) => [id, ...workloads[id].couples]))];
}
