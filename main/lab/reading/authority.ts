import type { RequestInput } from '../../../shared/ipc.ts';
import type { AuthorityRow } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const listAuthority = (
  _db: Db,
  _params: RequestInput<'authority:list'>,
): { total: number; rows: AuthorityRow[] } => notYet();
/** Writes the whole matrix as CSV. */
export const exportAuthority = (_db: Db, _collectionId: number | null, _to: string): { rows: number } => notYet();
