import type { RequestInput } from '../../../shared/ipc.ts';
import type { LogPlace, LogSummary, LogView } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const logPlaces = (_db: Db, _params: RequestInput<'logs:places'>): LogPlace[] => notYet();
export const logSummaries = (_db: Db, _params: RequestInput<'logs:list'>): LogSummary[] => notYet();
export const logView = (_db: Db, _params: RequestInput<'logs:read'>): LogView => notYet();
