import type { ViewsOf } from '../engine/offer.ts';
import { connectorView } from './connector.ts';
import { attachedDevice } from './device.ts';
import { pivot, pivotFavorites } from './pivot.ts';

export const attachViews: ViewsOf<'attach'> = { read: connectorView, device: attachedDevice, pivot, pivotFavorites };
