import type { ViewParams } from '../../../shared/offers.ts';
import type { PrerequisitesView } from '../../../shared/prerequisites/views.ts';
import type { Db } from '../../db/open.ts';
import { devicePrerequisites } from './device.ts';
import { estatePrerequisites } from './estate.ts';
import type { ViewsOf } from '../engine/offer.ts';

/** What site, tenant and directory need for the three ways into the cloud, or what one device needs. */
export function prerequisitesView(db: Db, { deviceId }: ViewParams<'prerequisites.read'>): PrerequisitesView {
  const items = deviceId === null ? estatePrerequisites(db) : devicePrerequisites(db, deviceId);
  return { ok: items.every(({ ok }) => ok), items };
}

export const prerequisiteViews: ViewsOf<'prerequisites'> = { read: prerequisitesView };
