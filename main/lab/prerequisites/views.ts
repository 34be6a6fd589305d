import type { ViewParams } from '../../../shared/offers.ts';
import type { PrerequisitesView } from '../../../shared/prerequisites/views.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { findRow } from '../../db/tables.ts';
import { devicePrerequisites } from './device.ts';
import { estatePrerequisites } from './estate.ts';
import type { ViewsOf } from '../engine/offer.ts';

/** What site, tenant and directory need for the three ways into the cloud, or what one device needs. */
export function prerequisitesView(db: Db, { deviceId }: ViewParams<'prerequisites.read'>): PrerequisitesView {
  if (deviceId !== null && !findRow(db, 'devices', deviceId))
    throw new LabError('deviceNotFound', `There is no device with id ${deviceId}.`);
  const items = deviceId === null ? estatePrerequisites(db) : devicePrerequisites(db, deviceId);
  return { ok: items.every(({ ok }) => ok), items };
}

export const prerequisiteViews: ViewsOf<'prerequisites'> = { read: prerequisitesView };
