import * as z from 'zod/mini';
import { id, input, ref, words } from '../contract/offers.ts';

export const appOffers = {
  views: {},
  inputs: {
    /** Install, uninstall, evaluate … one application on one attached device. */
    order: input()(() => z.strictObject({ deviceId: ref('device'), applicationId: id, action: words(40) })),
  },
};
