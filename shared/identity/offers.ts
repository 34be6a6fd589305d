import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { input, limit, nothing, offset, text, view, words } from '../contract/offers.ts';
import type { DirectoryUser, DirectoryView } from './views.ts';

export const identityOffers = {
  views: {
    /** Users by name; `search` looks through name, sign-in name and department. */
    users: view<Page<DirectoryUser>>()(z.strictObject({ search: text(200), offset, limit })),
    read: view<DirectoryView>()(nothing, {
      'sync.stoppedBy': 'expected',
      'sync.nextCycle': 'expected',
      'sync.waiting': 'expected',
    }),
  },
  inputs: {
    /** Forces a sync cycle of Entra Connect, a full user discovery, and the like. */
    runNow: input()(z.strictObject({ what: words(64) }), { '*': 'expected' }),
  },
};
