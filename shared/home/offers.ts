import type { KindAt } from '../contract/knowledge.ts';
import { nothing, view } from '../contract/offers.ts';
import { findField } from '../devices/lists.ts';
import { tiles } from './tiles.ts';
import type { HomeView, TileView } from './views.ts';

/** A tile counts a field, so it is of the field's kind. */
const kindOfTile: KindAt = ({ holder }) => {
  const { list, field } = tiles.find(({ id }) => id === (holder as TileView).id)!;
  return findField(list, field)?.knows ?? null;
};

export const homeOffers = {
  views: {
    read: view<HomeView>()(nothing, {
      'tiles[].values': kindOfTile,
      'tiles[].truthNote': 'differences',
      attention: 'expected',
      waiting: 'expected',
      reachableTrend: 'truth',
    }),
  },
  inputs: {},
};
