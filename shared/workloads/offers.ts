import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { id, input, limit, name, nothing, offset, ref, text, view, words } from '../contract/offers.ts';
import type { AuthorityRow, IntunePolicyView, WorkloadPreview } from './views.ts';
import { sliderPositions, workloadIds } from './words.ts';

const move = () =>
  z.strictObject({
    workload: z.enum(workloadIds),
    position: z.enum(sliderPositions),
    collectionId: z.nullable(ref('collection')),
  });

export const workloadOffers = {
  views: {
    preview: view<WorkloadPreview>()(move, { '*': 'preview' }),
    policies: view<IntunePolicyView[]>()(nothing),
    /** Device × workload: who manages it, since when and why. */
    authority: view<Page<AuthorityRow>>()(
      () =>
        z.strictObject({
          deviceId: z.nullable(ref('device')),
          collectionId: z.nullable(ref('collection')),
          workload: z.nullable(z.enum(workloadIds)),
          search: text(200),
          offset,
          limit,
        }),
      { '*': 'authority' },
    ),
  },
  inputs: {
    move: input()(move),
    /** Creates a policy of Intune, or changes whom it is assigned to (null: all devices). */
    assignPolicy: input()(() =>
      z.strictObject({
        name: name(80),
        workload: z.enum(workloadIds),
        kind: words(60),
        groupId: z.nullable(id),
        isAssigned: z.boolean(),
      }),
    ),
  },
};
