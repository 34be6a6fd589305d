import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { id, input, limit, line, name, nothing, offset, ref, text, view, words } from '../contract/offers.ts';
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
    /** A security group of Microsoft Entra ID with assigned members, which are devices. Answers its id. */
    createGroup: input<number>()(() =>
      z.strictObject({
        name: name(120),
        description: line(200),
        deviceIds: z.array(ref('device')).check(z.maxLength(500)),
      }),
    ),
    /** A device comes into a group of Entra ID, or leaves it, by hand. */
    setMember: input()(() => z.strictObject({ groupId: id, deviceId: ref('device'), isMember: z.boolean() })),
    /** Forces a sync cycle of Entra Connect, a full user discovery, and the like. */
    runNow: input()(() => z.strictObject({ what: words(64) })),
  },
};
