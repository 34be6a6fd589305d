import type { Lab } from '../../main/lab/lab.ts';
import { authorityOfDevice } from '../../main/lab/workloads/authority.ts';
import { findRow } from '../../main/db/tables.ts';
import { workloadIds, type SliderPosition, type WorkloadId } from '../../shared/workloads/words.ts';
import type { AuthorityRow } from '../../shared/workloads/views.ts';
import { buildLab, type DeviceSet, type LabSet } from './build-lab.ts';

/** A computer of the site that is enrolled as well: co-managed once the site has co-management. Always on, in the office. */
export const coManaged = (more: DeviceSet = {}): DeviceSet => ({
  join: 'hybrid',
  client: true,
  enrolled: true,
  presence: 'always',
  ...more,
});

/** A site with co-management since April: every client enrolls, and all workloads but the retired one are with the site. */
export function coManagedLab({
  devices = [coManaged()],
  cloud = {},
  sliders = [],
  ...set
}: LabSet & { sliders?: { workload: WorkloadId; position: SliderPosition; pilot?: string }[] } = {}): Lab {
  const coManagement = { since: '2026-04-01T09:00:00Z', enroll: 'all', workloads: sliders };
  return buildLab({ devices, cloud: { coManagement, ...cloud }, ...set });
}

export const move = (lab: Lab, workload: WorkloadId, position: SliderPosition, collectionId: number | null = null) =>
  lab.input('workloads.move', { workload, position, collectionId });

export const sliderOf = (lab: Lab, workload: WorkloadId) =>
  findRow(lab.db, 'workloads', workloadIds.indexOf(workload) + 1)!;

export const authorityAt = (lab: Lab, workload: WorkloadId, deviceId = 1): AuthorityRow =>
  authorityOfDevice(lab.db, deviceId).find((row) => row.workload === workload)!;
