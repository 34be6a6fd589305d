import type { RequestInput } from '../../../shared/ipc.ts';
import type { IntunePolicyView, WorkloadPreview } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const workloadPreview = (_db: Db, _params: RequestInput<'workloads:preview'>): WorkloadPreview => notYet();
export const intunePolicies = (_db: Db): IntunePolicyView[] => notYet();
