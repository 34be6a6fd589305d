import type { ViewParams } from '../../../shared/offers.ts';
import type { DeploymentView, DeviceDeploymentsView } from '../../../shared/comanagement/views.ts';
import { workloadIds, workloads as catalogue, type WorkloadId } from '../../../shared/workloads/words.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, labRow, prepared } from '../../db/tables.ts';
import { generationOf } from '../../simulation/workloads/capabilities.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { isCoManagedSql } from '../engine/funnel.ts';
import { worldOf } from '../engine/world.ts';
import { isMemberSql } from './members.ts';

/**
 * Names of the policies that co-management deploys. Documented is the first alone; AutoEnroll, CP and WUP are in scripts of
 * practitioners, the others follow their pattern.
 */
const productionPolicy = 'CoMgmtSettingsProd';
const autoEnrollPolicy = 'CoMgmtSettingsPilotAutoEnroll';
const pilotPolicies: Record<WorkloadId, string> = {
  compliancePolicies: 'CoMgmtSettingsPilotCP',
  resourceAccess: 'CoMgmtSettingsPilotRAP',
  deviceConfiguration: 'CoMgmtSettingsPilotDC',
  windowsUpdate: 'CoMgmtSettingsPilotWUP',
  endpointProtection: 'CoMgmtSettingsPilotEP',
  clientApps: 'CoMgmtSettingsPilotApps',
  officeClickToRun: 'CoMgmtSettingsPilotO365',
};
/** All Systems. */
const everything = 1;

/** `applied`: SQL over the record `c` of a client, by what the site was told. */
type Deployment = { name: string; collectionId: number; applied: string };

/** What co-management deploys now; nothing before it is enabled. */
function deployed(db: Db): Deployment[] {
  const cloud = findRow(db, 'cloud_attach', 1)!;
  if (cloud.comanagement_at === null) return [];
  const sliders = allRows(db, 'workloads');
  const generation = generationOf(worldOf(db).site.version);
  const pilots = workloadIds.flatMap((workload): Deployment[] => {
    const row = sliders.find((known) => known.workload === workload);
    if (row?.position !== 'pilot' || row.pilot_collection_id === null) return [];
    const bits = catalogue[workload].bits[generation];
    const applied = `(c.comgmt_flags & ${bits}) = ${bits}`;
    return [{ name: pilotPolicies[workload], collectionId: row.pilot_collection_id, applied }];
  });
  const isTold = `(c.comgmt_stage <> 'none' OR c.comgmt_told_at >= ${cloud.enroll_changed_at ?? 0})`;
  return [
    { name: productionPolicy, collectionId: everything, applied: '1' },
    ...(cloud.enroll === 'pilot' && cloud.enroll_collection_id !== null
      ? [{ name: autoEnrollPolicy, collectionId: cloud.enroll_collection_id, applied: isTold }]
      : []),
    ...pilots,
  ];
}

/** Records of a deployment: parameters beside the condition that chooses them. */
function targetsOf(db: Db, collectionId: number): { condition: string; members: Record<string, string> } {
  const members: Record<string, string> = {};
  const isMember = collectionId === everything ? '1' : isMemberSql(db, collectionId, members);
  return { condition: `c.is_current = 1 AND c.is_obsolete = 0 AND ${isMember}`, members };
}
const appliedSql = ({ applied }: Deployment): string => `(c.comgmt_policy = 1 AND ${applied})`;

export const deploymentsOf = (db: Db, names: ReadonlyMap<number, string>): DeploymentView[] =>
  deployed(db).map((one) => {
    const { condition, members } = targetsOf(db, one.collectionId);
    const counts = prepared(
      db,
      `SELECT count(*) AS targeted, coalesce(sum(${appliedSql(one)}), 0) AS applied,
         coalesce(sum(${isCoManagedSql('c')}), 0) AS coManaged
       FROM configmgr_devices c WHERE ${condition}`,
    ).get(members) as { targeted: number; applied: number; coManaged: number };
    return {
      name: one.name,
      collection: names.get(one.collectionId) ?? '',
      collectionId: one.collectionId,
      isDocumented: one.name === productionPolicy,
      ...counts,
    };
  });

/** What is deployed to one device, by the site's record of it. */
export function deviceDeployments(db: Db, { deviceId }: ViewParams<'comanagement.deployments'>): DeviceDeploymentsView {
  // Refuses a device that there is not.
  factsOfNamed(db, deviceId);
  const deployments = deployed(db).flatMap((one) => {
    const { condition, members } = targetsOf(db, one.collectionId);
    const applied = prepared(
      db,
      `SELECT ${appliedSql(one)} FROM configmgr_devices c WHERE c.device_id = :deviceId AND ${condition}`,
    )
      .pluck()
      .get({ ...members, deviceId }) as 0 | 1 | undefined;
    if (applied === undefined) return [];
    const { name: collection } = findRow(db, 'collections', one.collectionId)!;
    return [{ name: one.name, collection, collectionId: one.collectionId, isApplied: applied === 1 }];
  });
  return { now: labRow(db).now, deployments };
}
