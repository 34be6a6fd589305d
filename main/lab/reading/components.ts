import type { ComponentStatus } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const componentStatus = (_db: Db): ComponentStatus[] => notYet();
