import { nothing, view } from '../contract/offers.ts';
import type { ComponentStatus, GatewayView } from './views.ts';

export const siteOffers = {
  views: {
    components: view<ComponentStatus[]>()(nothing),
    gateway: view<GatewayView>()(nothing, { readyAt: 'expected' }),
  },
  inputs: {},
};
