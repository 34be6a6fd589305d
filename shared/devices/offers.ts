import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { removableRecords } from '../contract/device-words.ts';
import { confirmedInput, id, input, limit, offset, ref, text, view } from '../contract/offers.ts';
import { closedActivities } from '../activities/events.ts';
import { actionKnows } from '../actions/views.ts';
import { below, type KindAt, type KnowledgeKind } from '../contract/knowledge.ts';
import { deviceLists, findField, type DeviceListId } from './lists.ts';
import {
  kindOfTruth,
  type DeviceListRow,
  type DeviceView,
  type FieldValue,
  type ListQuery,
  type RecordDetails,
} from './views.ts';

/** Consoles whose page of a device is its row with details. */
export const recordLists = ['configmgr', 'entra'] as const satisfies readonly DeviceListId[];

export const listQuery = () => ({
  list: z.enum(deviceLists),
  filters: z.array(z.strictObject({ field: text(64), value: text(200) })).check(z.maxLength(40)),
  search: text(200),
  sort: z.nullable(z.strictObject({ field: text(64), descending: z.boolean() })),
});

const recordIds = (most: number) => z.array(id).check(z.minLength(1), z.maxLength(most));

/** The kinds of the fields by which a query chooses, orders or counts. */
export const kindsAsked = ({ list, filters, sort }: ListQuery, fields: readonly string[] = []): KnowledgeKind[] =>
  [...filters.map(({ field }) => field), ...(sort ? [sort.field] : []), ...fields].flatMap(
    (field) => findField(list, field)?.knows ?? [],
  );
const kindOfCell: KindAt = ({ key, params }) => findField((params as ListQuery).list, key)?.knows ?? null;

export const deviceOffers = {
  views: {
    list: view<Page<DeviceListRow>>()(
      () => z.strictObject({ ...listQuery(), offset, limit }),
      { 'rows[].*': kindOfCell },
      kindsAsked,
    ),
    /** Distinct values of a field with their counts under the other filters, at most 200. */
    values: view<FieldValue[]>()(
      () => z.strictObject({ ...listQuery(), field: text(64) }),
      {},
      ({ field, ...query }) => kindsAsked(query, [field]),
    ),
    /** Ids of the first `limit` rows of a query: what *select all* stands for. */
    ids: view<{ total: number; ids: number[] }>()(() => z.strictObject({ ...listQuery(), limit }), {}, kindsAsked),
    find: view<{ id: number; name: string; detail: string }[]>()(() => z.strictObject({ text: text(200) })),
    /** What a console that is not the lab's has of one device; nothing in it is the lab's knowledge. */
    record: view<RecordDetails>()(() => z.strictObject({ list: z.enum(recordLists), deviceId: ref('device') })),
    read: view<DeviceView>()(
      () => z.strictObject({ deviceId: ref('device') }),
      {
        'truth.*': ({ key }) => kindOfTruth(key),
        differences: 'differences',
        ...below('actions[]', actionKnows),
        'user.isSignedIn': 'truth',
        attention: 'expected',
        story: 'truth',
      },
      () => [],
      closedActivities,
    ),
  },
  inputs: {
    /**
     * Deletes records in the console of their service. Of a hybrid object and of a client that lives another one comes back; what each
     * service does by itself is in the help (`removal`). Ids are those of records, stale ones too.
     */
    removeRecords: confirmedInput<number>()(() =>
      z.strictObject({ service: z.enum(removableRecords), recordIds: recordIds(100) }),
    ),
    /** Enables or disables device objects in Entra ID, or the accounts of computers in Active Directory. */
    enableObjects: input<number>()(() =>
      z.strictObject({ service: z.enum(['entra', 'ad']), recordIds: recordIds(100), isEnabled: z.boolean() }),
    ),
  },
};
