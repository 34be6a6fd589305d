import { workloadIds, workloads, type Generation, type WorkloadId } from '../../../shared/workloads/words.ts';
import type { CloudAttachRow } from '../../rows/attach.ts';
import { allRows, findRow } from '../../db/tables.ts';
import type { Db } from '../../db/open.ts';
import { generationOf } from '../../simulation/workloads/capabilities.ts';
import { isCoManagedSql } from '../engine/funnel.ts';
import { isMemberSql } from '../engine/membership.ts';
import { worldOf } from '../engine/world.ts';

/**
 * Names of the policies that co-management deploys. Documented is the first alone; AutoEnroll, CP and WUP are in scripts of
 * practitioners, the others follow their pattern.
 */
export const productionPolicy = 'CoMgmtSettingsProd';
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
export const everything = 1;

/** A deployment with its numbers as conditions over records of the site, alias `c`: a number and the list behind it are one SQL. */
export type Deployment = { name: string; collectionId: number; targeted: string; applied: string; coManaged: string };

export function deploymentsOf(db: Db): Deployment[] {
  const cloud = findRow(db, 'cloud_attach', 1)!;
  if (cloud.comanagement_at === null) return [];
  const generation = generationOf(worldOf(db).site.version);
  return parts(db, cloud, generation).map(({ name, collectionId, has }): Deployment => {
    const isMember = collectionId === everything ? '1' : isMemberSql(db, collectionId);
    const targeted = `(c.is_current = 1 AND c.is_obsolete = 0 AND ${isMember})`;
    return {
      name,
      collectionId,
      targeted,
      applied: `(${targeted} AND c.comgmt_policy = 1 AND ${has})`,
      coManaged: `(${targeted} AND ${isCoManagedSql('c')})`,
    };
  });
}

type Part = { name: string; collectionId: number; has: string };
function parts(db: Db, cloud: CloudAttachRow, generation: Generation): Part[] {
  const sliders = allRows(db, 'workloads');
  const pilots = workloadIds.flatMap((workload): Part[] => {
    const row = sliders.find((known) => known.workload === workload);
    if (row?.position !== 'pilot' || row.pilot_collection_id === null) return [];
    const bits = workloads[workload].bits[generation];
    const has = `(c.comgmt_flags & ${bits}) = ${bits}`;
    return [{ name: pilotPolicies[workload], collectionId: row.pilot_collection_id, has }];
  });
  const enrolling: Part[] =
    cloud.enroll === 'pilot' && cloud.enroll_collection_id !== null
      ? [
          {
            name: autoEnrollPolicy,
            collectionId: cloud.enroll_collection_id,
            has: `(c.comgmt_stage <> 'none' OR c.comgmt_told_at >= ${cloud.enroll_changed_at ?? 0})`,
          },
        ]
      : [];
  return [{ name: productionPolicy, collectionId: everything, has: '1' }, ...enrolling, ...pilots];
}
