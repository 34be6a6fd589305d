import * as z from 'zod/mini';
import { input, nothing, view, words } from '../contract/offers.ts';
import type { DirectoryView } from './views.ts';

export const identityOffers = {
  views: {
    read: view<DirectoryView>()(nothing, {
      'sync.stoppedBy': 'expected',
      'sync.nextCycle': 'expected',
      'sync.waiting': 'expected',
    }),
  },
  inputs: {
    /** Forces a sync cycle of Entra Connect, a full user discovery, and the like. */
    runNow: input()(() => z.strictObject({ what: words(64) }), { '*': 'expected' }),
  },
};
