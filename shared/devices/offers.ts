import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { limit, offset, ref, text, view } from '../contract/offers.ts';
import { deviceLists } from './lists.ts';
import type { DeviceRow, DeviceView, FieldValue } from './views.ts';

export const listQuery = {
  list: z.enum(deviceLists),
  filters: z.array(z.strictObject({ field: text(64), value: text(200) })).check(z.maxLength(40)),
  search: text(200),
  sort: z.nullable(z.strictObject({ field: text(64), descending: z.boolean() })),
};

export const deviceOffers = {
  views: {
    list: view<Page<DeviceRow>>()(z.strictObject({ ...listQuery, offset, limit })),
    /** Distinct values of a field with their counts under the other filters, at most 200. */
    values: view<FieldValue[]>()(z.strictObject({ ...listQuery, field: text(64) })),
    /** Ids of the first `limit` rows of a query: what *select all* stands for. */
    ids: view<{ total: number; ids: number[] }>()(z.strictObject({ ...listQuery, limit })),
    find: view<{ id: number; name: string; detail: string }[]>()(z.strictObject({ text: text(200) })),
    read: view<DeviceView>()(z.strictObject({ deviceId: ref('device') })),
  },
  inputs: {},
};
