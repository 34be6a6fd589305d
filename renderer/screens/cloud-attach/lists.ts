import type { FunnelStage, WorkloadId } from '../../../shared/cloud-attach.ts';
import type { ComanagementView } from '../../../shared/views-cloud.ts';
import { listAddress } from '../../state/devices-query.ts';

/** The lists behind the numbers of this node: records of the site, filtered by exactly what was counted. */
const siteList = (...filters: [field: string, value: string][]): string =>
  listAddress({ list: 'configmgr', filters: filters.map(([field, value]) => ({ field, value })) });

export const stageList = (stage: FunnelStage): string => siteList(['coManagementState', stage]);
export const codeList = (code: string): string => siteList(['coManagementState', 'failed'], ['coManagementCode', code]);
export const authorityPath = (workload: WorkloadId): string => `/site/authority?workload=${workload}`;

export const statusList: Record<keyof ComanagementView['status'], () => string> = {
  successHybrid: () => siteList(['coManagementState', 'enrolled']),
  successEntra: () => siteList(['coManagementState', 'enrolled']),
  enrollingHybrid: () => siteList(['coManagementState', 'enrollmentInitiated']),
  failureHybrid: () => siteList(['coManagementState', 'failed']),
  failureEntra: () => siteList(['coManagementState', 'failed']),
  pendingUserSignIn: () => siteList(['coManagementState', 'pendingUserSignIn']),
};
