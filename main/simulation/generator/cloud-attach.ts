import { builtinCollections, fullPeriodSeconds } from '../../../shared/collections/words.ts';
import type { CloudAttachRow } from '../../rows/attach.ts';
import type { CollectionRow, CollectionRuleRow } from '../../rows/collections.ts';
import type { ComanagementRow } from '../../rows/workloads.ts';
import type { ConfigmgrDeviceRow } from '../../rows/records.ts';
import { day, hour, parseIso } from '../../../shared/time.ts';
import { capabilitiesOf, generationOf, movedFor } from '../workloads/capabilities.ts';
import { entraDeviceId } from '../kernel/identifiers.ts';
import { flag, type Places } from './places.ts';
import type { Plan, SitePlan } from './plan.ts';
import type { WorldItem } from './world-item.ts';

export function* cloudRows(places: Places): Generator<WorldItem, void, undefined> {
  const { start, site, cloud, scenario } = places;
  const { clientSettings, intunePolicies, collections } = scenario.cloudAttach;
  const collection = {
    is_incremental: 0,
    full_period: fullPeriodSeconds,
    created_at: start,
    refreshed_at: start,
    sync_group_id: null,
    sync_since: null,
    sync_full_at: null,
  } satisfies Partial<CollectionRow>;
  for (const { id, code, name, comment, isIncremental, fullPeriod } of builtinCollections) {
    const schedule = { is_incremental: isIncremental ? 1 : 0, full_period: fullPeriod } as const;
    const row = { id, collection_code: code, name, comment, limiting_id: id === 1 ? null : 1, ...schedule };
    yield { table: 'collections', row: { ...collection, ...row, is_builtin: 1, is_computed: 1 } };
  }
  for (const { name, comment, limitedTo, incremental } of collections) {
    const id = collectionId(places, name);
    yield {
      table: 'collections',
      row: {
        ...collection,
        id,
        collection_code: `${site.code}${(id + 15).toString(16).toUpperCase().padStart(5, '0')}`,
        name,
        comment,
        limiting_id: collectionId(places, limitedTo),
        is_builtin: 0,
        is_computed: 0,
        is_incremental: incremental ? 1 : 0,
      },
    };
  }
  let ruleId = 0;
  for (const { name, rules } of collections) {
    for (const rule of rules) {
      const row = ruleOf(places, rule);
      yield {
        table: 'collection_rules',
        row: { ...row, id: (ruleId += 1), collection_id: collectionId(places, name) },
      };
    }
  }
  yield { table: 'cloud_attach', row: cloudAttachRow(places) };
  for (const row of cloud.workloads) yield { table: 'workloads', row };
  for (const [index, { name, priority, collection: target, settings }] of clientSettings.entries()) {
    yield {
      table: 'client_settings',
      row: {
        id: index + 1,
        name,
        description: '',
        priority,
        chosen: JSON.stringify(settings),
        changed_at: longAgo(start),
      },
    };
    const deployed = { settings_id: index + 1, collection_id: collectionId(places, target), since: longAgo(start) };
    yield { table: 'client_settings_deployments', row: deployed };
  }
  for (const [index, { name, workload, kind, group, assigned }] of intunePolicies.entries()) {
    const groupIndex = scenario.groups.findIndex((one) => one.name.toLowerCase() === group?.toLowerCase());
    yield {
      table: 'intune_policies',
      row: {
        id: index + 1,
        name,
        workload,
        kind,
        group_id: groupIndex === -1 ? null : groupIndex + 1,
        is_assigned: assigned ? 1 : 0,
        changed_at: longAgo(start),
      },
    };
  }
}

/** What a scenario gives no time for was set a quarter of a year before. Assumed. */
export const longAgo = (start: number): number => start - 90 * day;

/** The reference checks know that the name exists; a scenario that left it out means nobody, never everybody. */
function collectionId({ cloud }: Places, name: string): number {
  const id = cloud.collectionIds.get(name.toLowerCase());
  if (id === undefined) throw new Error(`collectionId: no collection "${name}"`);
  return id;
}

type ScenarioRule = Places['scenario']['cloudAttach']['collections'][number]['rules'][number];
function ruleOf(places: Places, rule: ScenarioRule): Omit<CollectionRuleRow, 'id' | 'collection_id'> {
  const row = { device_id: null, other_id: null, query: null };
  if ('device' in rule) {
    // Cast devices are made first, in the order in which they are written.
    const index = places.scenario.cast.devices.findIndex(
      ({ name }) => name.toLowerCase() === rule.device.toLowerCase(),
    );
    return { ...row, kind: 'direct', device_id: index + 1, name: rule.device };
  }
  if ('query' in rule) return { ...row, kind: 'query', name: rule.name, query: JSON.stringify(rule.query) };
  if ('include' in rule)
    return { ...row, kind: 'include', other_id: collectionId(places, rule.include), name: rule.include };
  return { ...row, kind: 'exclude', other_id: collectionId(places, rule.exclude), name: rule.exclude };
}

function cloudAttachRow(places: Places): CloudAttachRow {
  const { scenario, start, cloud } = places;
  const { coManagement, tenantAttach, settings } = scenario.cloudAttach;
  const idOf = (name: string | undefined): number | null => (name === undefined ? null : collectionId(places, name));
  return {
    id: 1,
    attached_at: tenantAttach ? parseIso(tenantAttach.since)! : null,
    upload_collection_id: idOf(tenantAttach?.collection),
    uploads: flag(tenantAttach !== undefined),
    analytics: flag(tenantAttach?.analytics ?? false),
    enforce_rbac: 1,
    defender_reports: flag(tenantAttach !== undefined),
    last_upload_at: null,
    last_upload_count: 0,
    detach_from: null,
    detach_at: null,
    detached_at: null,
    comanagement_at: cloud.since,
    first_comanagement_at: cloud.since,
    enroll: cloud.since === null ? 'none' : (coManagement?.enroll ?? 'none'),
    enroll_collection_id: cloud.since === null ? null : idOf(coManagement?.collection),
    enroll_changed_at: cloud.since,
    gateway_at: settings.some(({ setting, value }) => setting === 'gateway' && value === 'ready')
      ? longAgo(start)
      : null,
  };
}

/**
 * The state of a client of a site that has co-management already: it holds the policy, and is co-managed when it is enrolled.
 * Collections are filled after all devices exist, so nobody is in a pilot yet; main/lab/scenario/build.ts corrects those.
 */
export function comanagementRow({ chance, cloud, scenario }: Places, { device, site }: Plan): ComanagementRow | null {
  if (cloud.since === null || device.client_version === null || device.platform !== 'windows') return null;
  const flags = capabilitiesOf(
    movedFor(cloud.workloads, () => false),
    generationOf(scenario.site.version),
  );
  const isEnrolled = device.is_mdm_enrolled === 1;
  const isSelected = scenario.cloudAttach.coManagement?.enroll === 'all';
  // A client gets the policy with one of its first polls, once there is a policy.
  const from = site && site.discoveredAt > cloud.since ? site.discoveredAt : cloud.since;
  const policyAt = from + chance.below('generator.comgmtPolicy', device.id, 2 * hour);
  return {
    device_id: device.id,
    policy_at: policyAt,
    auto_enroll: flag(isSelected),
    flags,
    flags_at: policyAt,
    stage: isEnrolled ? 'enrolled' : 'none',
    since: policyAt,
    attempts: isEnrolled ? 1 : 0,
    attempted_at: null,
    code: null,
    token: isEnrolled ? 'device' : null,
    reason: isEnrolled || isSelected ? null : 'notSelected',
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
