import * as z from 'zod/mini';
import { id, input, line, name, nothing, ref, view, words } from '../contract/offers.ts';
import { below } from '../contract/knowledge.ts';
import { collectionKnows, type CollectionDetail, type CollectionView } from './views.ts';
import { queryFields, queryOperators, type QueryField } from './words.ts';

export const collectionQuerySchema = () =>
  z
    .array(
      z.strictObject({
        field: z.enum(Object.keys(queryFields) as [QueryField, ...QueryField[]]),
        operator: z.enum(queryOperators),
        value: words(200),
      }),
    )
    .check(z.minLength(1), z.maxLength(10));

const collectionId = ref('collection');
const rule = () =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('direct'),
      deviceIds: z.array(ref('device')).check(z.minLength(1), z.maxLength(1000)),
    }),
    z.strictObject({ kind: z.literal('query'), name: name(80), query: collectionQuerySchema() }),
    z.strictObject({ kind: z.literal('include'), otherId: collectionId }),
    z.strictObject({ kind: z.literal('exclude'), otherId: collectionId }),
  ]);

export const collectionOffers = {
  views: {
    list: view<CollectionView[]>()(nothing, below('[]', collectionKnows)),
    read: view<CollectionDetail>()(() => z.strictObject({ collectionId }), {
      ...collectionKnows,
      'memberList[].groupState': 'expected',
      'ruleList[].gives': 'preview',
      pending: 'preview',
    }),
  },
  inputs: {
    create: input<number>()(() =>
      z.strictObject({ name: name(80), comment: line(200), limitingId: collectionId, isIncremental: z.boolean() }),
    ),
    delete: input()(() => z.strictObject({ collectionId })),
    addRule: input()(() => z.strictObject({ collectionId, rule: rule() })),
    removeRule: input()(() => z.strictObject({ ruleId: id })),
    /** Update Membership: evaluates now. */
    refresh: input()(() => z.strictObject({ collectionId })),
    /** Synchronizes a collection to an Entra group of that name (null: no longer); `isFull` overwrites the group now. */
    sync: input()(() => z.strictObject({ collectionId, group: z.nullable(name(80)), isFull: z.boolean() })),
  },
};
