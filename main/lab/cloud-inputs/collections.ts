import type { CloudHandlers } from './index.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const collectionInputs: Pick<
  CloudHandlers,
  | 'createCollection'
  | 'deleteCollection'
  | 'addRule'
  | 'removeRule'
  | 'refreshCollection'
  | 'syncCollection'
  | 'customClientSettings'
> = {
  createCollection: notYet,
  deleteCollection: notYet,
  addRule: notYet,
  removeRule: notYet,
  refreshCollection: notYet,
  syncCollection: notYet,
  customClientSettings: notYet,
};
