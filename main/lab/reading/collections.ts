import type { RequestInput } from '../../../shared/ipc.ts';
import type { ClientSettingsView, CollectionDetail, CollectionView } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const collectionViews = (_db: Db): CollectionView[] => notYet();
export const collectionDetail = (_db: Db, _params: RequestInput<'collections:read'>): CollectionDetail => notYet();
export const clientSettingsViews = (_db: Db): ClientSettingsView[] => notYet();
