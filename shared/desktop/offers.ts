import * as z from 'zod/mini';
import { input, nothing, ref, view, words } from '../contract/offers.ts';
import type { ClientOperation, DeskView } from './views.ts';

export const shells = ['cmd', 'powershell'] as const;
export type ShellKind = (typeof shells)[number];

export const desktopOffers = {
  views: {
    /** The device as whoever stands in front of it sees it. */
    read: view<DeskView>()(() => z.strictObject({ deviceId: ref('device') })),
    /** The node Client Operations: client notifications that have not reached their clients. */
    operations: view<ClientOperation[]>()(nothing),
  },
  inputs: {
    /** A command typed at the device, by whoever sits there: in a command prompt, or in Windows PowerShell. */
    run: input<{ stdout: string; exitCode: number }>()(() =>
      z.strictObject({ deviceId: ref('device'), command: words(1000), shell: z.optional(z.enum(shells)) }),
    ),
    /** Something triggered at the device itself or from the site console: an action of the applet, a sign-in, a task. */
    trigger: input()(() => z.strictObject({ deviceId: ref('device'), trigger: words(64) })),
    /** Takes back a client notification that has not reached its client. */
    cancelOperation: input()(() => z.strictObject({ deviceId: ref('device'), trigger: words(64) })),
  },
};
