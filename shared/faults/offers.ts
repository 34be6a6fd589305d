import * as z from 'zod/mini';
import { input, nothing, text, view, words } from '../contract/offers.ts';
import type { FaultView } from './views.ts';

/** At a device, a user or an organizational unit by id or name, as the fault is for; '' for the site. */
const fault = z.strictObject({ fault: words(64), target: text(200) });

export const faultOffers = {
  views: { list: view<FaultView[]>()(nothing, { '*': 'faults', '[].remedy': 'remedies' }) },
  inputs: { plant: input()(fault, { '*': 'faults' }), cure: input()(fault, { '*': 'faults' }) },
};
