import {
  capabilityBase,
  resourceAccessRetiredFrom,
  workloads,
  type Generation,
  type WorkloadId,
} from '../../../shared/workloads/words.ts';
import { generationIn } from '../../../shared/workloads/capability-value.ts';
import type { WorkloadRow } from '../../rows/workloads.ts';

/** The capability value (`CoManagementFlags`): the base, and the bits of every workload that Intune has. */
export const capabilitiesOf = (moved: Iterable<WorkloadId>, generation: Generation = 'current'): number =>
  [...new Set(moved)].reduce<number>((value, id) => value | workloads[id].bits[generation], capabilityBase[generation]);

/** The generation in which clients of a site version count. No page says when the base grew; 2107 is assumed. */
const currentGenerationFrom = 2107;
export const generationOf = (siteVersion: number): Generation =>
  siteVersion >= currentGenerationFrom ? 'current' : 'older';

/**
 * What Windows 11 sets by itself when it goes through Autopilot without a Co-management settings policy: everything is Intune's.
 * Seen at devices in the field; no page names it. Assumed.
 */
export const allToIntuneFlags = 0x7ffff0ff;

/** What a workload stands for in a capability value; the base of the value tells of which generation it is. */
export const bitsIn = (flags: number, id: WorkloadId): number => workloads[id].bits[generationIn(flags) ?? 'older'];

/** Whether Intune has a workload, by a capability value. */
export const hasWorkload = (flags: number, id: WorkloadId): boolean => {
  const bits = bitsIn(flags, id);
  return (flags & bits) === bits;
};

/** The rule that a set of moved workloads breaks, as a sentence; null when the set may exist. */
export function brokenRule(moved: ReadonlySet<WorkloadId>, siteVersion: number): string | null {
  if (siteVersion >= resourceAccessRetiredFrom && !moved.has('resourceAccess'))
    return `From site version ${resourceAccessRetiredFrom} ${workloads.resourceAccess.label} is fixed at Intune.`;
  for (const id of moved) {
    const behind = workloads[id].couples.filter((coupled) => !moved.has(coupled));
    if (behind.length > 0)
      return `${workloads[id].label} takes ${behind.map((coupled) => workloads[coupled].label).join(' and ')} along to Intune.`;
  }
  return null;
}

/** The workloads that the sliders give to Intune for one device; `isMember` answers for the pilot collections. */
export function movedFor(
  rows: readonly WorkloadRow[],
  isMember: (collectionId: number | null) => boolean,
): WorkloadId[] {
  const direct = rows.filter((row) => isDirect(row, isMember)).map(({ workload }) => workload);
  // A device in the Device configuration pilot counts as in the other two (assumed; the page says only that they move along).
  return [...new Set(direct.flatMap((id) => [id, ...workloads[id].couples]))];
}

/** The workload's own slider gives it to Intune for this device. */
export const isDirect = (
  { position, pilot_collection_id: pilot }: Pick<WorkloadRow, 'position' | 'pilot_collection_id'>,
  isMember: (collectionId: number | null) => boolean,
): boolean => position === 'intune' || (position === 'pilot' && isMember(pilot));
