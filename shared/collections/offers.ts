import * as z from 'zod/mini';
import { id, input, line, name, nothing, ref, view, words } from '../contract/offers.ts';
import { below } from '../contract/knowledge.ts';
import { collectionKnows, type CollectionDetail, type CollectionView, type ResourcePage } from './views.ts';
import { fullPeriods, queryFields, queryOperators, type QueryField } from './words.ts';

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
/** Seconds between two full evaluations; null: none by a schedule. */
const fullPeriod = () => z.nullable(z.int().check(z.gte(fullPeriods.least), z.lte(fullPeriods.most)));
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
    /** Records of computers that the site has, by what they must meet: what a query statement gives, or a search for resources. */
    resources: view<ResourcePage>()(() =>
      z.strictObject({
        where: collectionQuerySchema(),
        withObsolete: z.boolean(),
        onlyClients: z.boolean(),
        offset: z.int().check(z.gte(0)),
        limit: z.int().check(z.gte(1), z.lte(10_000)),
      }),
    ),
  },
  inputs: {
    create: input<number>()(() =>
      z.strictObject({
        name: name(80),
        comment: line(200),
        limitingId: collectionId,
        isIncremental: z.boolean(),
        /** Weekly where nothing is said. */
        fullPeriod: z.optional(fullPeriod()),
        /** Its rules from the start; the first evaluation follows. */
        rules: z.optional(z.array(rule()).check(z.maxLength(100))),
      }),
    ),
    /** The properties of a collection: its name, and when it is evaluated by itself. */
    configure: input()(() =>
      z.strictObject({
        collectionId,
        name: name(80),
        comment: line(200),
        isIncremental: z.boolean(),
        fullPeriod: fullPeriod(),
      }),
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
