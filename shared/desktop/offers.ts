import * as z from 'zod/mini';
import { id, input, nothing, ref, view, words } from '../contract/offers.ts';
import type { ClientOperation, DeskView } from './views.ts';

export const shells = ['cmd', 'powershell'] as const;
export type ShellKind = (typeof shells)[number];

export const desktopOffers = {
  views: {
    /** The device as whoever stands in front of it sees it. */
    read: view<DeskView>()(() => z.strictObject({ deviceId: ref('device') })),
    /** The node Client Operations: what was sent to clients over their notification channels, the newest first. */
    operations: view<ClientOperation[]>()(nothing),
  },
  inputs: {
    /** A command typed at the device, by whoever sits there: in a command prompt, or in Windows PowerShell. */
    run: input<{ stdout: string; exitCode: number }>()(() =>
      z.strictObject({ deviceId: ref('device'), command: words(1000), shell: z.optional(z.enum(shells)) }),
    ),
    /** Something triggered at the device itself or from the site console: an action of the applet, a sign-in, a task. */
    trigger: input()(() => z.strictObject({ deviceId: ref('device'), trigger: words(64) })),
    /** Client notification of a collection: of all its members that have a client. */
    notifyCollection: input()(() => z.strictObject({ collectionId: ref('collection'), trigger: words(64) })),
    /** Takes an operation back from the clients that it has not reached. */
    cancelOperation: input()(() => z.strictObject({ operationId: id })),
    /** Takes an operation out of the list; what still waits goes with it. */
    deleteOperation: input()(() => z.strictObject({ operationId: id })),
  },
};
