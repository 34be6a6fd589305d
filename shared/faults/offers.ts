import * as z from 'zod/mini';
import { input, nothing, ref, text, view, words } from '../contract/offers.ts';
import type { FaultView } from './views.ts';

/** At a device, a user or an organizational unit by id or name, as the fault is for; '' for the site. */
const fault = () => z.strictObject({ fault: words(64), target: text(200) });

export const faultOffers = {
  views: {
    list: view<FaultView[]>()(nothing, { '*': 'faults', '[].remedy': 'remedies' }),
    /** The target that a device stands for: itself, its user or its organizational unit, as the fault is for. */
    target: view<string>()(() => z.strictObject({ fault: words(64), deviceId: ref('device') }), { '*': 'faults' }),
  },
  inputs: { plant: input()(fault, { '*': 'faults' }), cure: input()(fault, { '*': 'faults' }) },
};
