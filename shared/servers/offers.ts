import * as z from 'zod/mini';
import { input, nothing, ref, view, words } from '../contract/offers.ts';
import type { ServerView } from './views.ts';
import { serverRoles } from './words.ts';

export const serverOffers = {
  views: {
    list: view<ServerView[]>()(nothing),
  },
  inputs: {
    /** A line typed in Windows PowerShell at a server, by the signed-in administrator. */
    run: input<{ stdout: string; exitCode: number }>()(
      z.strictObject({ server: z.enum(serverRoles), command: words(1000) }),
    ),
    /** Moves a computer object to another organizational unit, `Berlin/Computers`. */
    moveComputer: input()(z.strictObject({ deviceId: ref('device'), unit: words(200) })),
  },
};
