import * as z from 'zod/mini';
import { input, nothing, ref, view, words } from '../contract/offers.ts';
import type { ServerView } from './views.ts';

export const serverOffers = {
  views: {
    list: view<ServerView[]>()(nothing),
  },
  inputs: {
    /** A line typed in Windows PowerShell at a server, which is told by its role or its name, by the signed-in administrator. */
    run: input<{ stdout: string; exitCode: number }>()(() =>
      z.strictObject({ server: words(64), command: words(1000) }),
    ),
    /** Moves a computer object to another organizational unit, `Berlin/Computers`. */
    moveComputer: input()(() => z.strictObject({ deviceId: ref('device'), unit: words(200) })),
  },
};
