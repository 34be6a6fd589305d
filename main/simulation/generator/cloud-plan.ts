import { resourceAccessRetiredFrom, workloadIds } from '../../../shared/workloads/words.ts';
import { builtinCollections } from '../../../shared/collections/words.ts';
import type { WorkloadRow } from '../../rows/workloads.ts';
import type { Scenario } from '../../../shared/scenario/scenario.ts';
import { parseIso } from '../../../shared/time.ts';

/** Site and tenant as the scenario has them, before any device: what the rows of devices are then made by. */
export type CloudPlan = {
  readonly workloads: readonly WorkloadRow[];
  /** When co-management was enabled; null while it is not. */
  readonly since: number | null;
  readonly collectionIds: ReadonlyMap<string, number>;
};

export function planCloud(scenario: Scenario, start: number): CloudPlan {
  const { coManagement, collections } = scenario.cloudAttach;
  const collectionIds = new Map<string, number>(builtinCollections.map(({ name, id }) => [name.toLowerCase(), id]));
  for (const [index, { name }] of collections.entries())
    collectionIds.set(name.toLowerCase(), builtinCollections.length + 1 + index);
  const enabledAt = coManagement ? parseIso(coManagement.since)! : null;
  // What is enabled after the moment from which the world works, main/lab/scenario/build-cloud.ts enables at its own moment.
  const since = enabledAt !== null && enabledAt <= start ? enabledAt : null;
  const workloads = workloadIds.map((workload, index): WorkloadRow => {
    const slider = coManagement?.workloads.find((known) => known.workload === workload);
    const isFixed = workload === 'resourceAccess' && scenario.site.version >= resourceAccessRetiredFrom;
    return {
      id: index + 1,
      workload,
      position: isFixed ? 'intune' : (slider?.position ?? 'configMgr'),
      pilot_collection_id: slider?.pilot === undefined ? null : (collectionIds.get(slider.pilot.toLowerCase()) ?? null),
      changed_at: since ?? start,
    };
  });
  return { workloads, since, collectionIds };
}
