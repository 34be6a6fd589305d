import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { input, limit, nothing, offset, text, view, words } from '../contract/offers.ts';
import type { DirectoryView, UserView } from './views.ts';

export const identityOffers = {
  views: {
    read: view<DirectoryView>()(nothing, {
      'sync.stoppedBy': 'expected',
      'sync.nextCycle': 'expected',
      'sync.waiting': 'expected',
    }),
    /** Users by name, all of them, those with an Intune license or those who administer; `search` is in name, sign-in name, department. */
    users: view<Page<UserView>>()(() =>
      z.strictObject({ search: text(200), of: z.enum(['all', 'licensed', 'administrators']), offset, limit }),
    ),
  },
  inputs: {
    /** Forces a sync cycle of Entra Connect, a full user discovery, and the like. */
    runNow: input()(() => z.strictObject({ what: words(64) })),
  },
};
