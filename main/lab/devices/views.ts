import type { ListQuery } from '../../../shared/devices/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import type { ViewsOf } from '../engine/offer.ts';
import type { ViewMemory } from '../engine/view-memory.ts';
import { deviceView } from './device.ts';
import { findDevices } from './find.ts';
import { recordDetails } from './record.ts';
import { countDevices, deviceIds, fieldValues, orderedIds, rowsOfRecords } from './list.ts';

/** Queries whose order is kept at a time: the list in view and the ones just left. */
const ordersKept = 4;
/** The order of the present state's rows: while a person scrolls, every page is cut from the same one. */
const orderOf = (db: Db, query: ListQuery, memory: ViewMemory): number[] =>
  memory.of(db, 'order', JSON.stringify([query.list, query.filters, query.search, query.sort]), ordersKept, () =>
    orderedIds(db, query),
  );

export const deviceViews: ViewsOf<'devices'> = {
  list(db, { offset, limit, ...query }, { revision, memory }) {
    const ids = orderOf(db, query, memory);
    const rows = rowsOfRecords(db, query.list, ids.slice(offset, offset + limit));
    return { total: ids.length, rows, now: labRow(db).now, revision };
  },
  values: (db, { field, ...query }) => fieldValues(db, query, field),
  ids: (db, { limit, ...query }) => ({ total: countDevices(db, query), ids: deviceIds(db, query, limit) }),
  find: (db, { text }) => findDevices(db, text),
  record: recordDetails,
  read: (db, { deviceId, record }, { withheld }) => deviceView(db, deviceId, withheld, record),
};
