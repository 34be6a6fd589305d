import * as z from 'zod/mini';
import { confirmedInput, input, nothing, ref, view, words } from '../../../shared/contract/offers.ts';
import { identityOffers } from '../../../shared/identity/offers.ts';

/**
 * A view and two inputs that no product has, put beside those of a subject as new lines of its `offers.ts` would be; imported first.
 * Their names are no names of the contract's types, as those of real ones would be.
 */
export type Mice = { mice: { name: string; at: number }[] };
Object.assign(identityOffers.views, { mice: view<Mice>()(nothing) });
Object.assign(identityOffers.inputs, {
  setMouse: input()(() => z.strictObject({ deviceId: ref('device'), name: words(20) })),
  freeMouse: confirmedInput()(() => z.strictObject({ deviceId: ref('device') })),
});
export const newOffers = {
  mice: 'identity.mice' as never,
  setMouse: 'identity.setMouse' as never,
  freeMouse: 'identity.freeMouse' as never,
};
