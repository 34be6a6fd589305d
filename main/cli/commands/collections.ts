import type { InputAsked } from '../../../shared/offers.ts';
import {
  queryFields,
  queryOperators,
  type CollectionQuery,
  type QueryField,
} from '../../../shared/collections/words.ts';
import type { CollectionDetail, CollectionView } from '../../../shared/collections/views.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import type { Door } from '../door.ts';
import { iso, isoOrNull, type Json } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const collections: Command = {
  usage: ['collections FILE'],
  about: 'Lists the collections of the site.',
  positionals: [1, 1],
  options: {},
  run: (args) => withDoor(args, (door) => door.view('collections.list', {}).map(collectionJson)),
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
    const rules = rulesOf(query, args);
    return withDoor(args, (door): Json => {
      if (args.has('delete')) {
        door.input('collections.delete', { collectionId: name });
        return [];
      }
      const collectionId = door.together(() => change(door, name, rules, args));
      return [detailJson(door.view('collections.read', { collectionId }))];
    });
  },
};

/** A wrong name among the rules leaves everything as it was. Answers what the collection is known by. */
function change(door: Door, name: string, rules: readonly Rule[], args: Args): number | string {
  const collectionId = args.has('create') ? create(door, name, args) : name;
  for (const rule of rules) door.input('collections.addRule', { collectionId, rule });
  if (args.has('update')) door.input('collections.refresh', { collectionId });
  const group = args.text('sync');
  if (group !== undefined)
    door.input('collections.sync', {
      collectionId,
      group: same(group, 'none') ? null : group,
      isFull: args.has('full'),
    });
  return collectionId;
}

function create(door: Door, name: string, args: Args): number {
  const limitingId = args.text('limited-to') ?? 'All Systems';
  return door.input('collections.create', { name, comment: '', limitingId, isIncremental: !args.has('full-only') });
}

type Rule = InputAsked<'collections.addRule'>['rule'];
function rulesOf(query: CollectionQuery, args: Args): Rule[] {
  const rules: Rule[] = [];
  const deviceIds = [...args.list('add')];
  if (deviceIds.length > 0) rules.push({ kind: 'direct', deviceIds });
  if (query.length > 0) {
    const name = query.map(({ field, operator, value }) => `${field} ${operator} ${value}`).join(' and ');
    rules.push({ kind: 'query', name: name.slice(0, 80), query });
  }
  for (const kind of ['include', 'exclude'] as const)
    for (const otherId of args.list(kind)) rules.push({ kind, otherId });
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
  createdAt,
  lastRefresh,
  nextRefresh,
  withheld: _said,
  ...rest
}: CollectionView): Record<string, Json> => ({
  id: String(id),
  code,
  ...rest,
  createdAt: iso(createdAt),
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
