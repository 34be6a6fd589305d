import type { ViewsOf } from '../engine/offer.ts';
import { connectorView } from './connector.ts';
import { attachedDevice } from './device.ts';
import { siteScripts } from './from-site.ts';
import { pivot, pivotFavorites, sitePivot } from './pivot.ts';

export const attachViews: ViewsOf<'attach'> = {
  read: connectorView,
  device: attachedDevice,
  pivot,
  sitePivot,
  siteScripts,
  pivotFavorites,
};
