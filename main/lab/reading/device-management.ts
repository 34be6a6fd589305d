import type { RequestInput } from '../../../shared/ipc.ts';
import type { DeviceManagementView } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const deviceManagement = (_db: Db, _params: RequestInput<'device:management'>): DeviceManagementView => notYet();
