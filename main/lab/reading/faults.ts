import type { FaultView } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const faultViews = (_db: Db): FaultView[] => notYet();
