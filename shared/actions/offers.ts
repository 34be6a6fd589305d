import * as z from 'zod/mini';
import { choice, confirmedInput, id, input, limit, offset, record, ref, text, view } from '../contract/offers.ts';
import type { Page } from '../contract/answers.ts';
import { below } from '../contract/knowledge.ts';
import { actionKnows, type ActionView, type TraceView } from './views.ts';
import { actionKinds, actionReasons, actionStates, type ActionReason } from './words.ts';

const reasonIds = Object.keys(actionReasons) as [ActionReason, ...ActionReason[]];
const order = () =>
  z.strictObject({
    kind: z.enum(actionKinds),
    deviceIds: z.array(ref('device')).check(z.minLength(1), z.maxLength(500)),
    options: record(text(64), z.boolean(), 20),
  });

export const actionOffers = {
  views: {
    /** Orders, the waiting ones first, then the newest. */
    list: view<Page<ActionView>>()(
      () =>
        z.strictObject({
          states: choice(actionStates),
          kinds: choice(actionKinds),
          reasons: choice(reasonIds),
          deviceId: z.nullable(ref('device')),
          search: text(200),
          offset,
          limit,
        }),
      below('rows[]', actionKnows),
      ({ reasons }) => (reasons.length > 0 ? ['expected'] : []),
    ),
    /** What an order would meet as far as a console knows: refusals per device, and the text that confirms it (null when none is needed). */
    preview: view<{
      refusals: { deviceId: number; device: string; code: string; message: string }[];
      confirm: string | null;
    }>()(order),
    /** One action over its hops, with the log of each. */
    trace: view<TraceView>()(() => z.strictObject({ actionId: id }), { '*': 'expected' }),
  },
  inputs: {
    order: confirmedInput<ActionView[]>()(order, below('[]', actionKnows)),
    cancel: input<ActionView>()(() => z.strictObject({ actionId: id }), actionKnows),
  },
};
