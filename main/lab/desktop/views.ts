import { labRow } from '../../db/tables.ts';
import { factsOfNamed } from '../engine/facts.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { clientOperations } from './operations.ts';
import { deskOf } from './screen.ts';

export const desktopViews: ViewsOf<'desktop'> = {
  read: (db, { deviceId }) => deskOf(db, factsOfNamed(db, deviceId), labRow(db).now),
  operations: clientOperations,
};
