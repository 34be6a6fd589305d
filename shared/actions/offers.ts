import * as z from 'zod/mini';
import { choice, confirmedInput, id, input, limit, offset, record, ref, text, view } from '../contract/offers.ts';
import type { Page } from '../contract/answers.ts';
import { below } from '../contract/knowledge.ts';
import { actionKnows, type ActionView, type ConsoleAction, type OrderPreview, type TraceView } from './views.ts';
import { actionKinds, actionReasons, actionStates, type ActionReason } from './words.ts';

const reasonIds = Object.keys(actionReasons) as [ActionReason, ...ActionReason[]];
const order = () =>
  z.strictObject({
    kind: z.enum(actionKinds),
    deviceIds: z.array(ref('device')).check(z.minLength(1), z.maxLength(500)),
    options: record(text(64), z.boolean(), 20),
    /** Records of Intune that are meant, where a device has several; without any of a device its present one. */
    recordIds: z.optional(z.array(id).check(z.maxLength(500))),
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
    /** Devices › Device actions: orders that were given in Intune, the newest first; `search` is in device and administrator. */
    console: view<Page<ConsoleAction>>()(() => z.strictObject({ search: text(200), offset, limit })),
    /** What an order would meet as far as a console knows: refusals per device, the text that confirms it, and who is meant. */
    preview: view<OrderPreview>()(order),
    /** One action over its hops, with the log of each. */
    trace: view<TraceView>()(() => z.strictObject({ actionId: id }), { '*': 'expected' }),
  },
  inputs: {
    order: confirmedInput<ActionView[]>()(order, below('[]', actionKnows)),
    cancel: input<ActionView>()(() => z.strictObject({ actionId: id }), actionKnows),
  },
};
