import * as z from 'zod/mini';
import { id, input, view, words } from '../contract/offers.ts';
import { actionKnows } from '../actions/views.ts';
import { below } from '../contract/knowledge.ts';
import type { SessionView } from './views.ts';

const session = () => z.strictObject({ actionId: id });
const sessionKnows = below('action', actionKnows);

export const sessionOffers = {
  views: { read: view<SessionView>()(session, sessionKnows) },
  inputs: {
    requestControl: input<SessionView>()(session, sessionKnows),
    run: input<{ stdout: string; exitCode: number }>()(() => z.strictObject({ actionId: id, command: words(1000) })),
    end: input<SessionView>()(session, sessionKnows),
  },
};
