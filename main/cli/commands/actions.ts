import { actionKinds, type ActionKind } from '../../../shared/actions/words.ts';
import { actionKnows, type OrderPreview } from '../../../shared/actions/views.ts';
import type { KnowledgeKind } from '../../../shared/contract/knowledge.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import { actionJson, isoOrNull, type Json } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const action: Command = {
  usage: [
    'action FILE KIND --device NAME… [--record ID…] [--option K=true|false]… [--confirm TEXT]',
    'action FILE KIND --device NAME… [--record ID…] [--option K=true|false]… --preview',
  ],
  about: `Orders a remote action; KIND is ${actionKinds.join(', ')}.`,
  positionals: [2, 2],
  options: { device: 'names', record: 'list', option: 'list', confirm: 'text', preview: 'flag' },
  run: (args) => {
    const kind = readKind(args.positionals[1]!);
    const names = args.list('device');
    if (names.length === 0) throw usage('--device NAME is missing.');
    const records = args.ids('record');
    const order = {
      kind,
      deviceIds: [...names],
      options: readOptions(args),
      ...(records.length > 0 ? { recordIds: records } : {}),
    };
    const confirm = args.text('confirm') ?? null;
    if (args.has('preview')) return withDoor(args, (door) => previewJson(door.view('actions.preview', order)));
    return withDoor(args, (door) => ({
      actions: door.input('actions.order', { ...order, confirm }).map(actionJson),
    }));
  },
};

const previewJson = ({ confirm, refusals, meant }: OrderPreview): Json => ({
  confirm,
  refusals: refusals.map(({ deviceId, ...refusal }) => ({ deviceId: String(deviceId), ...refusal })),
  meant: meant.map(({ deviceId, lastCheckIn, alike, ...device }) => ({
    deviceId: String(deviceId),
    ...device,
    lastCheckIn: isoOrNull(lastCheckIn),
    alike: alike.map((other) => ({ ...other, deviceId: String(other.deviceId) })),
  })),
});

function readKind(text: string): ActionKind {
  const kind = actionKinds.find((known) => known.toLowerCase() === text.toLowerCase());
  if (!kind) throw usage(`There is no action "${text}"; there are ${actionKinds.join(', ')}.`);
  return kind;
}

/** Whether an action has an option of that name is the lab's to say; here only the form is read. */
const readOptions = (args: Args): Record<string, boolean> =>
  Object.fromEntries(
    args.pairs('option').map(([name, value]) => {
      if (value !== 'true' && value !== 'false') throw usage(`--option ${name} is true or false, not "${value}".`);
      return [name, value === 'true'];
    }),
  );

const anyAction = { states: [], kinds: [], reasons: [], deviceId: null, search: '' };

/** Fields of an action that can be compared with a text. */
const filterFields = [
  'id',
  'kind',
  'device',
  'deviceId',
  'state',
  'console',
  'reason',
  'orderedAt',
  'since',
  'expectedBy',
  'deadline',
  'deliveredAt',
  'finishedAt',
  'resultCode',
  'origin',
  'requestedBy',
  'canCancel',
] as const;

const actions: Command = {
  usage: ['actions FILE [--filter FIELD=VALUE]… [--limit N] [--offset N]'],
  about: 'Lists orders, the waiting ones first, then the newest.',
  positionals: [1, 1],
  options: { filter: 'list', limit: 'text', offset: 'text' },
  run: (args) => {
    const { matches, kinds } = readFilters(args);
    const limit = args.rows('limit');
    const offset = args.rows('offset') ?? 0;
    return withDoor(args, (door) => {
      door.refuseKinds(kinds);
      const all = door.rows((page) => door.view('actions.list', { ...anyAction, ...page }));
      const rows = all.rows.map(actionJson).filter(matches);
      return { total: rows.length, rows: rows.slice(offset, limit === undefined ? undefined : offset + limit) };
    });
  },
};

/** Different fields are joined by *and*, values of the same field by *or*; case does not matter. */
function readFilters(args: Args): { matches: (row: Record<string, Json>) => boolean; kinds: KnowledgeKind[] } {
  const wanted = new Map<string, string[]>();
  for (const [id, value] of args.pairs('filter')) {
    const field = filterFields.find((known) => known.toLowerCase() === id.toLowerCase());
    if (!field) throw usage(`Actions have no field "${id}"; they have ${filterFields.join(', ')}.`);
    wanted.set(field, [...(wanted.get(field) ?? []), value.toLowerCase()]);
  }
  return {
    matches: (row) =>
      [...wanted].every(([field, values]) => values.includes(String(row[field] as string | null).toLowerCase())),
    kinds: Object.keys(actionKnows).some((field) => wanted.has(field)) ? ['expected'] : [],
  };
}

const cancel: Command = {
  usage: ['cancel FILE ACTIONID'],
  about: 'Takes back an order that has not reached its device. A feature of the lab.',
  positionals: [2, 2],
  options: {},
  run: (args) => {
    const text = args.positionals[1]!;
    if (!/^[1-9]\d{0,14}$/.test(text)) throw usage(`"${text}" is no action id; ids are whole numbers.`);
    const actionId = Number(text);
    return withDoor(args, (door) => ({ action: actionJson(door.input('actions.cancel', { actionId })) }));
  },
};

export const actionCommands = { action, actions, cancel };
