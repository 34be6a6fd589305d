import { createStore } from 'zustand/vanilla';
import type { CollectionView } from '../../shared/views-cloud.ts';
import { ask } from '../api/client.ts';
import { followLab } from './live.ts';

/** The collections that a field can offer; null until they are read. */
export const collectionOptions = createStore<{ collections: readonly CollectionView[] | null }>(() => ({
  collections: null,
}));

/** Keeps them up to date while a screen asks for a collection; returns the function that ends it. */
export function watchCollectionOptions(): () => void {
  return followLab({
    shows: () => null,
    onreplaced: () => collectionOptions.setState({ collections: null }),
    read: async () => {
      const answer = await ask('collections:list', {});
      // Without collections the fields still offer what needs none.
      collectionOptions.setState({ collections: answer.ok ? answer.value : [] });
    },
  }).stop;
}
