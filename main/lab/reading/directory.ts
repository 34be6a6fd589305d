import type { DirectoryView } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const directoryView = (_db: Db): DirectoryView => notYet();
