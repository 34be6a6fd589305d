import {
  deploymentParts,
  funnelStages,
  type DeploymentPart,
  stagesFrom,
  type FunnelStage,
  type FunnelWay,
  type PipelineReason,
} from '../../shared/comanagement/words.ts';
import { type WorkloadId } from '../../shared/workloads/words.ts';
import { findField } from '../../shared/devices/lists.ts';
import type { ComanagementView } from '../../shared/comanagement/views.ts';
import { listAddress } from '../devices/list/devices-query.ts';

/** The lists behind the numbers of this node: records of the site, filtered by exactly what was counted. */
type Filter = { field: string; value: string };
const siteList = (...filters: Filter[]): string => listAddress({ list: 'configmgr', filters });
const stage = (value: FunnelStage): Filter => ({ field: 'coManagement', value });
const joined = (value: 'hybrid' | 'entra'): Filter => ({ field: 'joinedAs', value });

export const stageList = (value: FunnelStage): string => siteList(stage(value));
export const reachedList = (value: FunnelWay): string => siteList(...stagesFrom(value).map(stage));
/** A code counts for clients in scope alone, and those are the ones that stand in a stage; enrolled ones have none. */
export const codeList = (code: string): string =>
  siteList(
    { field: 'enrollmentError', value: code },
    ...funnelStages.filter((value) => value !== 'enrolled').map(stage),
  );
export const coManagedList = siteList(stage('enrolled'), { field: 'coManaged', value: 'true' });
/** Co-managed devices that reported that Intune has the workload. */
export const movedList = (workload: WorkloadId): string => siteList({ field: 'intuneWorkloads', value: workload });
export const systemList = (group: ComanagementView['osDistribution'][number]['id']): string =>
  siteList({ field: 'osGroup', value: group });

/** Whom a number of a deployment counts. */
export const deploymentList = (name: string, part: DeploymentPart): string =>
  siteList({ field: 'deployment', value: `${name}, ${deploymentParts[part]}` });
/** All computers of the funnel, whatever stage they stand in. */
export const wholeFunnelList = siteList(...funnelStages.map(stage));

export const statusLists: Record<keyof ComanagementView['status'], string> = {
  successHybrid: siteList(stage('enrolled'), joined('hybrid')),
  successEntra: siteList(stage('enrolled'), joined('entra')),
  enrollingHybrid: siteList(stage('enrollmentInitiated'), joined('hybrid')),
  failureHybrid: siteList(stage('failed'), joined('hybrid')),
  failureEntra: siteList(stage('failed'), joined('entra')),
  pendingUserSignIn: siteList(stage('pendingUserSignIn')),
};

/** Waits for the enrollment itself are a field of the lab's list of devices; what a device waits for earlier is not. */
export const waitingList = (reason: PipelineReason): string | null =>
  findField('fleet', 'comanagementReason')?.labels?.[reason] === undefined
    ? null
    : listAddress({ list: 'fleet', filters: [{ field: 'comanagementReason', value: reason }] });
