import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { limit, offset, ref, text, view } from '../contract/offers.ts';
import { closedActivities, knowledgeOfActivity } from './events.ts';
import type { ActivityView } from './views.ts';

export const activityOffers = {
  views: {
    list: view<Page<ActivityView>>()(
      () =>
        z.strictObject({
          deviceId: z.nullable(ref('device')),
          kinds: z.array(text(64)).check(z.maxLength(100)),
          search: text(200),
          offset,
          limit,
        }),
      {},
      ({ kinds }) => kinds.flatMap((kind) => knowledgeOfActivity(kind) ?? []),
      closedActivities,
    ),
  },
  inputs: {},
};
