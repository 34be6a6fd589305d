import * as z from 'zod/mini';
import { input, ref, words } from '../contract/offers.ts';

export const desktopOffers = {
  views: {},
  inputs: {
    /** A command typed at the device, by whoever sits there. */
    run: input<{ stdout: string; exitCode: number }>()(() =>
      z.strictObject({ deviceId: ref('device'), command: words(1000) }),
    ),
    /** Something triggered at the device itself or from the site console: an action of the applet, a sign-in, a task. */
    trigger: input()(() => z.strictObject({ deviceId: ref('device'), trigger: words(64) })),
  },
};
