import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { input, limit, nothing, offset, text, view, words } from '../contract/offers.ts';
import { userKinds } from './words.ts';
import type { DirectoryView, UserView } from './views.ts';

export const identityOffers = {
  views: {
    read: view<DirectoryView>()(nothing, {
      'sync.stoppedBy': 'expected',
      'sync.nextCycle': 'expected',
      'sync.waiting': 'expected',
    }),
    /** Users by name, of one kind; `group` names the group where that is the kind. `search` is in name, sign-in name, department. */
    users: view<Page<UserView>>()(() =>
      z.strictObject({ search: text(200), of: z.enum(userKinds), group: z.optional(text(200)), offset, limit }),
    ),
  },
  inputs: {
    /** Forces a sync cycle of Entra Connect, a full user discovery, and the like. */
    runNow: input()(() => z.strictObject({ what: words(64) })),
  },
};
