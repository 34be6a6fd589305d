import type { RequestInput } from '../../../shared/ipc.ts';
import type { TraceView } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const traceView = (_db: Db, _params: RequestInput<'trace:read'>): TraceView => notYet();
