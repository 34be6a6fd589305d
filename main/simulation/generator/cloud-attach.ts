import { resourceAccessRetiredFrom, workloadIds } from '../../../shared/cloud-attach.ts';
import { builtinCollections, fullPeriodSeconds } from '../../../shared/collections.ts';
import type { ComanagementRow, ConfigmgrDeviceRow, WorkloadRow } from '../../../shared/rows.ts';
import type { Scenario } from '../../../shared/scenario.ts';
import { parseIso } from '../../../shared/time.ts';
import { capabilitiesOf, movedFor } from '../comanagement/capabilities.ts';
import { entraDeviceId } from '../shell/identifiers.ts';
import type { WorldItem } from './index.ts';
import type { Places } from './places.ts';
import type { Plan, SitePlan } from './plan.ts';

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
  const since = coManagement ? parseIso(coManagement.since)! : null;
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

export function* cloudRows({ scenario, start, site, cloud }: Places): Generator<WorldItem, void, undefined> {
  const { coManagement, collections } = scenario.cloudAttach;
  for (const { id, code, name, comment } of builtinCollections) {
    yield {
      table: 'collections',
      row: {
        id,
        collection_code: code,
        name,
        comment,
        limiting_id: id === 1 ? null : 1,
        is_builtin: 1,
        is_computed: 1,
        is_incremental: 0,
        full_period: fullPeriodSeconds,
        created_at: start,
        refreshed_at: start,
        sync_group_id: null,
        sync_since: null,
        sync_full_at: null,
      },
    };
  }
  for (const [index, collection] of collections.entries()) {
    yield {
      table: 'collections',
      row: {
        id: builtinCollections.length + 1 + index,
        collection_code: `${site.code}${(index + 20).toString(16).toUpperCase().padStart(5, '0')}`,
        name: collection.name,
        comment: collection.comment,
        limiting_id: cloud.collectionIds.get(collection.limitedTo.toLowerCase()) ?? 1,
        is_builtin: 0,
        is_computed: 0,
        is_incremental: collection.incremental ? 1 : 0,
        full_period: fullPeriodSeconds,
        created_at: start,
        refreshed_at: start,
        sync_group_id: null,
        sync_since: null,
        sync_full_at: null,
      },
    };
  }
  yield {
    table: 'cloud_attach',
    row: {
      id: 1,
      attached_at: null,
      upload_collection_id: null,
      uploads: 0,
      analytics: 0,
      enforce_rbac: 1,
      defender_reports: 0,
      last_upload_at: null,
      last_upload_count: 0,
      detach_from: null,
      detach_at: null,
      detached_at: null,
      comanagement_at: cloud.since,
      first_comanagement_at: cloud.since,
      enroll: coManagement?.enroll ?? 'none',
      enroll_collection_id:
        coManagement?.collection === undefined
          ? null
          : (cloud.collectionIds.get(coManagement.collection.toLowerCase()) ?? null),
      enroll_changed_at: cloud.since,
    },
  };
  for (const row of cloud.workloads) yield { table: 'workloads', row };
}

/**
 * The state of a client of a site that has co-management already: it holds the policy, and is co-managed when it is enrolled.
 * Collections are filled after all devices exist, so nobody is in a pilot yet; main/lab/build.ts corrects those.
 */
export function comanagementRow({ chance, cloud }: Places, { device }: Plan): ComanagementRow | null {
  if (cloud.since === null || device.client_version === null || device.platform !== 'windows') return null;
  const flags = capabilitiesOf(movedFor(cloud.workloads, () => false));
  const isEnrolled = device.is_mdm_enrolled === 1;
  const policyAt = cloud.since + chance.below('generator.comgmtPolicy', device.id, 7200);
  return {
    device_id: device.id,
    policy_at: policyAt,
    auto_enroll: 0,
    flags,
    flags_at: policyAt,
    stage: isEnrolled ? 'enrolled' : 'none',
    since: policyAt,
    attempts: isEnrolled ? 1 : 0,
    attempted_at: null,
    code: null,
    token: isEnrolled ? 'device' : null,
    reason: isEnrolled ? null : 'notSelected',
    expected_by: null,
    is_override: 0,
  };
}

type ComgmtColumns = Pick<
  ConfigmgrDeviceRow,
  | 'entra_device_id'
  | 'comgmt_stage'
  | 'comgmt_code'
  | 'comgmt_policy'
  | 'comgmt_enrolled'
  | 'comgmt_flags'
  | 'comgmt_told_at'
>;
/** What the site knows of it: the Entra id from the last heartbeat, the rest from state messages. */
export function comanagementRecord(
  places: Places,
  plan: Plan,
  site: SitePlan,
  state: ComanagementRow | null,
  heartbeatAt: number,
): ComgmtColumns {
  const { told: device, entra } = plan;
  const isJoined = device.join_type === 'hybrid' || device.join_type === 'entra';
  const knowsJoin = site.hasClient && isJoined && entra?.state === 'registered' && entra.registeredAt <= heartbeatAt;
  return {
    entra_device_id: knowsJoin ? entraDeviceId(places.seed, device.id) : null,
    comgmt_stage: state?.stage ?? 'none',
    comgmt_code: null,
    comgmt_policy: state ? 1 : 0,
    comgmt_enrolled: state?.stage === 'enrolled' ? 1 : 0,
    comgmt_flags: state?.flags ?? 0,
    comgmt_told_at: state?.policy_at ?? null,
  };
}
