import * as z from 'zod/mini';
import { ref, view } from '../contract/offers.ts';
import type { PrerequisitesView } from './views.ts';

export const prerequisiteOffers = {
  views: {
    /** Of the estate, or of one device. */
    read: view<PrerequisitesView>()(() => z.strictObject({ deviceId: z.nullable(ref('device')) }), {
      '*': 'prerequisites',
      'items[].fix': 'repair',
      'items[].setting': 'repair',
    }),
  },
  inputs: {},
};
