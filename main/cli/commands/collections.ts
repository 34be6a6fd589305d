import { answerView } from '../../lab/door.ts';
import type { Lab } from '../../lab/lab.ts';
import { resolveCollection } from '../../lab/collections/resolve.ts';
import { resolveDevice } from '../../lab/devices/resolve.ts';
import type { InputParams } from '../../../shared/offers.ts';
import {
  queryFields,
  queryOperators,
  type CollectionQuery,
  type QueryField,
} from '../../../shared/collections/words.ts';
import type { CollectionDetail, CollectionView } from '../../../shared/collections/views.ts';
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
  run: (args) => withLab(args, ({ db }) => answerView(db, 'collections.list', {}).map(collectionJson)),
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
      if (args.has('delete')) {
        lab.input('collections.delete', { collectionId: resolveCollection(lab.db, name) });
        return [];
      }
      const rules = rulesOf(lab, query, args);
      const collectionId = args.has('create') ? create(lab, name, args) : resolveCollection(lab.db, name);
      for (const rule of rules) lab.input('collections.addRule', { collectionId, rule });
      if (args.has('update')) lab.input('collections.refresh', { collectionId });
      const group = args.text('sync');
      if (group !== undefined)
        lab.input('collections.sync', {
          collectionId,
          group: same(group, 'none') ? null : group,
          isFull: args.has('full'),
        });
      return [detailJson(answerView(lab.db, 'collections.read', { collectionId }))];
    });
  },
};

function create(lab: Lab, name: string, args: Args): number {
  const limitingId = resolveCollection(lab.db, args.text('limited-to') ?? 'All Systems');
  return lab.input('collections.create', { name, comment: '', limitingId, isIncremental: !args.has('full-only') });
}

/** All names are looked up before anything changes: a wrong one leaves everything as it was. */
function rulesOf(lab: Lab, query: CollectionQuery, args: Args): InputParams<'collections.addRule'>['rule'][] {
  const rules: InputParams<'collections.addRule'>['rule'][] = [];
  const deviceIds = args.list('add').map((device) => resolveDevice(lab.db, device));
  if (deviceIds.length > 0) rules.push({ kind: 'direct', deviceIds });
  if (query.length > 0) {
    const name = query.map(({ field, operator, value }) => `${field} ${operator} ${value}`).join(' and ');
    rules.push({ kind: 'query', name: name.slice(0, 80), query });
  }
  for (const kind of ['include', 'exclude'] as const)
    for (const other of args.list(kind)) rules.push({ kind, otherId: resolveCollection(lab.db, other) });
  return rules;
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
  withheld: _said,
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
