import * as z from 'zod/mini';
import { id, input, view, words } from '../contract/offers.ts';
import type { SessionView } from './views.ts';

const session = z.strictObject({ actionId: id });

export const sessionOffers = {
  views: { read: view<SessionView>()(session) },
  inputs: {
    requestControl: input<SessionView>()(session),
    run: input<{ stdout: string; exitCode: number }>()(z.strictObject({ actionId: id, command: words(1000) })),
    end: input<SessionView>()(session),
  },
};
