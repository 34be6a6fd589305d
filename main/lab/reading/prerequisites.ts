import type { RequestInput } from '../../../shared/ipc.ts';
import type { PrerequisitesView } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const prerequisitesView = (_db: Db, _params: RequestInput<'attach:prerequisites'>): PrerequisitesView =>
  notYet();
