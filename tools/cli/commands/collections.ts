import type { Lab } from '../../../main/lab/lab.ts';
import { collectionDetail, collectionViews, resolveCollection } from '../../../main/lab/reading/collections.ts';
import { resolveDevice } from '../../../main/lab/reading/resolve-device.ts';
import { queryFields, queryOperators, type CollectionQuery, type QueryField } from '../../../shared/collections.ts';
import type { CollectionDetail, CollectionView } from '../../../shared/views-cloud.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import { isoOrNull, type Json } from '../json.ts';
import { withLab } from '../open-lab.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const collections: Command = {
  usage: ['collections FILE'],
  about: 'Lists the collections of the site.',
  positionals: [1, 1],
  options: {},
  run: (args) => withLab(args, ({ db }) => collectionViews(db).map(collectionJson)),
};

const collection: Command = {
  usage: [
    'collection FILE NAME [--update]',
    'collection FILE NAME --create [--limited-to NAME] [--full-only] [--add DEVICE…] [--query "FIELD OPERATOR VALUE"]… [--include NAME]… [--exclude NAME]…',
    'collection FILE NAME --add DEVICE…',
    'collection FILE NAME --sync GROUP|none [--full]',
    'collection FILE NAME --delete',
  ],
  about: `Shows a collection, or changes it; FIELD is ${Object.keys(queryFields).join(', ')}, OPERATOR ${queryOperators.join(', ')}.`,
  positionals: [2, 2],
  options: {
    create: 'flag',
    'limited-to': 'text',
    'full-only': 'flag',
    add: 'names',
    query: 'list',
    include: 'list',
    exclude: 'list',
    update: 'flag',
    sync: 'text',
    full: 'flag',
    delete: 'flag',
  },
  run: (args) => {
    const name = args.positionals[1]!;
    const query = args.list('query').map(readCondition);
    return withLab(args, (lab): Json => {
      const collectionId = args.has('create') ? create(lab, name, args) : resolveCollection(lab.db, name);
      if (args.has('delete')) {
        lab.input('deleteCollection', { collectionId });
        return [];
      }
      addRules(lab, collectionId, query, args);
      if (args.has('update')) lab.input('refreshCollection', { collectionId });
      const group = args.text('sync');
      if (group !== undefined)
        lab.input('syncCollection', {
          collectionId,
          group: same(group, 'none') ? null : group,
          isFull: args.has('full'),
        });
      return [detailJson(collectionDetail(lab.db, { collectionId }))];
    });
  },
};

function create(lab: Lab, name: string, args: Args): number {
  const limitingId = resolveCollection(lab.db, args.text('limited-to') ?? 'All Systems');
  return lab.input('createCollection', { name, comment: '', limitingId, isIncremental: !args.has('full-only') });
}

/** Names are looked up before the first rule is added: a wrong one leaves the collection as it was. */
function addRules(lab: Lab, collectionId: number, query: CollectionQuery, args: Args): void {
  const deviceIds = args.list('add').map((device) => resolveDevice(lab.db, device));
  const others = (['include', 'exclude'] as const).flatMap((kind) =>
    args.list(kind).map((other) => ({ kind, otherId: resolveCollection(lab.db, other) })),
  );
  if (deviceIds.length > 0) lab.input('addRule', { collectionId, rule: { kind: 'direct', deviceIds } });
  if (query.length > 0) {
    const name = query.map(({ field, operator, value }) => `${field} ${operator} ${value}`).join(' and ');
    lab.input('addRule', { collectionId, rule: { kind: 'query', name: name.slice(0, 80), query } });
  }
  for (const rule of others) lab.input('addRule', { collectionId, rule });
}

function readCondition(text: string): CollectionQuery[number] {
  const [, fieldText = '', operatorText = '', value = ''] = /^\s*(\S+)\s+(\S+)\s+(.+?)\s*$/.exec(text) ?? [];
  const field = (Object.keys(queryFields) as QueryField[]).find((known) => same(known, fieldText));
  const operator = queryOperators.find((known) => same(known, operatorText));
  if (!field || !operator || value === '' || value.length > 200)
    throw usage(`--query takes "FIELD OPERATOR VALUE" such as "name like BER-%", not "${text}".`);
  return { field, operator, value };
}

const collectionJson = ({
  id,
  code,
  sync,
  lastRefresh,
  nextRefresh,
  ...rest
}: CollectionView): Record<string, Json> => ({
  id: String(id),
  code,
  ...rest,
  lastRefresh: isoOrNull(lastRefresh),
  nextRefresh: isoOrNull(nextRefresh),
  sync: sync && {
    ...sync,
    groupId: String(sync.groupId),
    lastAt: isoOrNull(sync.lastAt),
    nextAt: isoOrNull(sync.nextAt),
  },
});

const detailJson = ({ ruleList, memberList, pending, ...view }: CollectionDetail): Json => ({
  ...collectionJson(view),
  ruleList: ruleList.map(({ id, deviceId, otherId, query, ...rule }) => ({
    id: String(id),
    ...rule,
    deviceId: deviceId === null ? null : String(deviceId),
    otherId: otherId === null ? null : String(otherId),
    query: query?.map((condition) => ({ ...condition })) ?? null,
  })),
  memberList: memberList.map(({ id, since, ...member }) => ({ id: String(id), ...member, since: isoOrNull(since) })),
  pending,
});

export const collectionCommands = { collections, collection };
