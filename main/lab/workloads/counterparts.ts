import type { WorkloadId } from '../../../shared/workloads/words.ts';
import type { IntunePolicyRow } from '../../rows/workloads.ts';
import type { Db } from '../../db/open.ts';
import { allRows, prepared } from '../../db/tables.ts';
import { membersOf } from '../engine/membership.ts';
import { complianceRules, customSettings, readSetting } from '../engine/setting-values.ts';

/** Intune's policies as counterparts of what the site manages, and client settings, for one device or for all of them. */
type Counterpart = 'covered' | 'outside' | 'none';

const inGroupSql = `SELECT id FROM devices WHERE user_id IN (SELECT user_id FROM group_members WHERE group_id = :group)
  UNION SELECT device_id FROM group_devices WHERE group_id = :group`;

/** Devices that a group reaches: those in it, and those whose primary person is. */
export const devicesInGroup = (db: Db, groupId: number): Set<number> =>
  new Set(prepared(db, inGroupSql).pluck().all({ group: groupId }) as number[]);

const isInGroup = (db: Db, groupId: number, deviceId: number): boolean =>
  prepared(db, `SELECT 1 FROM (${inGroupSql}) WHERE id = :device`).get({ group: groupId, device: deviceId }) !==
  undefined;

/**
 * Whether an assigned policy reaches a device. `isBulk` reads the groups whole first: worth it when all devices are asked for.
 */
export function counterparts(db: Db, isBulk = false): (workload: WorkloadId, deviceId: number) => Counterpart {
  const assigned = allRows(db, 'intune_policies').filter(({ is_assigned: isAssigned }) => isAssigned === 1);
  const groups = new Map<number, Set<number>>();
  if (isBulk)
    for (const { group_id: group } of assigned)
      if (group !== null && !groups.has(group)) groups.set(group, devicesInGroup(db, group));
  const reaches = ({ group_id: group }: IntunePolicyRow, deviceId: number): boolean =>
    group === null || (groups.get(group)?.has(deviceId) ?? (!isBulk && isInGroup(db, group, deviceId)));
  // The tenant's compliance policy for Windows is assigned to everybody.
  const hasCompliance = complianceRules(db).has('windows');
  return (workload, deviceId) => {
    if (workload === 'compliancePolicies' && hasCompliance) return 'covered';
    const ofWorkload = assigned.filter((policy) => policy.workload === workload);
    if (ofWorkload.length === 0) return 'none';
    return ofWorkload.some((policy) => reaches(policy, deviceId)) ? 'covered' : 'outside';
  };
}

/** A client setting of every device: the custom one with the lowest priority number that is deployed to it, or the default. */
export function clientSettingOfAll(db: Db, id: string): (deviceId: number) => string {
  const custom = customSettings(db).flatMap(({ collectionId, chosen }) => {
    const value = chosen[id];
    return value === undefined ? [] : [{ value, members: new Set(membersOf(db, collectionId)) }];
  });
  const normal = readSetting(db, id);
  return (deviceId) => custom.find(({ members }) => members.has(deviceId))?.value ?? normal;
}
