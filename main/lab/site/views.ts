import type { ViewsOf } from '../engine/offer.ts';
import { componentStatus } from './components.ts';
import { gatewayView } from './gateway.ts';

export const siteViews: ViewsOf<'site'> = { components: componentStatus, gateway: gatewayView };
