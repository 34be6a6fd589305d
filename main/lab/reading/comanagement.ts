import type { RequestInput } from '../../../shared/ipc.ts';
import type { ComanagementView, EnrollPreview } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const comanagementView = (_db: Db): ComanagementView => notYet();
export const enrollPreview = (_db: Db, _params: RequestInput<'comanagement:preview'>): EnrollPreview => notYet();
