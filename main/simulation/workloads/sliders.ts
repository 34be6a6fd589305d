import {
  resourceAccessRetiredFrom,
  sliderLabels,
  sliderPositions,
  workloads,
  type SliderPosition,
  type WorkloadId,
} from '../../../shared/workloads/words.ts';
import type { WorkloadRow } from '../../rows/workloads.ts';

export type Move = { workload: WorkloadId; position: SliderPosition; collectionId: number | null };
export type Moved = {
  /** All sliders as they stand after the move. */
  rows: WorkloadRow[];
  /** Those that moved, the asked one first. */
  changed: WorkloadRow[];
  /** Those that were taken along. */
  couples: WorkloadId[];
};
type MoveRefusal = {
  refusal: 'workloadFixed' | 'workloadCoupled' | 'pilotNeedsCollection';
  message: string;
};

const rank = (position: SliderPosition): number => sliderPositions.indexOf(position);

/**
 * The sliders after a move. Resource access and Endpoint Protection never stand behind Device configuration: it takes them along
 * as far as it goes, and they cannot go back before it does. How pilots combine is not documented: who is in the Device
 * configuration pilot counts as in the other two, which get its collection when they have none (assumed).
 */
export function moveSlider(
  sliders: readonly WorkloadRow[],
  { workload, position, collectionId }: Move,
  siteVersion: number,
  now: number,
): Moved | MoveRefusal {
  const own = sliders.find((row) => row.workload === workload)!;
  const { label } = workloads[workload];
  if (isFixed(workload, siteVersion) && position !== 'intune')
    return {
      refusal: 'workloadFixed',
      message: `${label} is retired: from site version ${resourceAccessRetiredFrom} its slider is fixed at ${sliderLabels.intune}.`,
    };
  const pilot = collectionId ?? own.pilot_collection_id;
  if (position === 'pilot' && pilot === null)
    return { refusal: 'pilotNeedsCollection', message: `${label} has no pilot collection.` };
  const leader = sliders.find(
    (row) => workloads[row.workload].couples.includes(workload) && rank(row.position) > rank(position),
  );
  if (leader)
    return {
      refusal: 'workloadCoupled',
      message: `${label} cannot stand at ${sliderLabels[position]} while ${workloads[leader.workload].label} is at ${sliderLabels[leader.position]}.`,
    };
  const couples = workloads[workload].couples.filter((coupled) =>
    sliders.some((row) => row.workload === coupled && rank(row.position) < rank(position)),
  );
  const rows = sliders.map((row): WorkloadRow => {
    if (row.workload === workload)
      return row.position === position && row.pilot_collection_id === pilot
        ? row
        : { ...row, position, pilot_collection_id: pilot, changed_at: now };
    if (!couples.includes(row.workload)) return row;
    const ownPilot = position === 'pilot' ? (row.pilot_collection_id ?? pilot) : row.pilot_collection_id;
    return { ...row, position, pilot_collection_id: ownPilot, changed_at: now };
  });
  const changed = rows.filter((row) => !sliders.includes(row));
  changed.sort((a, b) => Number(b.workload === workload) - Number(a.workload === workload));
  return { rows, changed, couples };
}

export const isFixed = (workload: WorkloadId, siteVersion: number): boolean =>
  workload === 'resourceAccess' && siteVersion >= resourceAccessRetiredFrom;
