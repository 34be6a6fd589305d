import {
  deviceFields,
  deviceLists,
  findField,
  type DeviceField,
  type DeviceListId,
} from '../../../shared/devices/lists.ts';
import type { ListQuery } from '../../../shared/devices/views.ts';
import { parseIso } from '../../../shared/time.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import { deviceJson, rowJson } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const devices: Command = {
  usage: [
    'devices FILE [--filter FIELD=VALUE]… [--sort FIELD[:desc]] [--limit N] [--offset N] [--fields A,B] [--list LIST]',
  ],
  about: `Lists devices; LIST is fleet (the lab's own view, if none is named) or a service's records: ${deviceLists.slice(1).join(', ')}.`,
  positionals: [1, 1],
  options: { filter: 'list', sort: 'text', limit: 'text', offset: 'text', fields: 'text', list: 'text' },
  run: (args) => {
    const query = readQuery(args);
    const fields = readFields(args, query.list);
    const [limit, offset] = [args.rows('limit'), args.rows('offset')];
    return withDoor(args, (door) => {
      const { total, rows } = door.rows((page) => door.view('devices.list', { ...query, ...page }, ['total', 'rows']), {
        offset,
        limit,
      });
      door.withheld.say(fields.flatMap(({ knows }) => knows ?? []));
      return { total, rows: rows.map((row) => rowJson(row, fields)) };
    });
  },
};

const device: Command = {
  usage: ['device FILE NAME'],
  about: 'Shows one device: its truth, the records of each service, and where they differ.',
  positionals: [2, 2],
  options: {},
  run: (args) => withDoor(args, (door) => deviceJson(door.view('devices.read', { deviceId: args.positionals[1]! }))),
};

function readQuery(args: Args): ListQuery {
  const wanted = args.text('list') ?? 'fleet';
  const list = deviceLists.find((known) => known === wanted);
  if (!list) throw usage(`There is no list "${wanted}"; there are ${deviceLists.join(', ')}.`);
  const filters = args.pairs('filter').map(([id, value]) => {
    const field = getField(list, id);
    return { field: field.id, value: comparable(field, value) };
  });
  return { list, filters, search: '', sort: readSort(args, list) };
}

function readSort(args: Args, list: DeviceListId): ListQuery['sort'] {
  const text = args.text('sort');
  if (text === undefined) return null;
  const [, id = text, direction] = /^([^:]*):(.*)$/.exec(text) ?? [];
  if (direction !== undefined && direction !== 'asc' && direction !== 'desc')
    throw usage(`--sort takes FIELD, FIELD:asc or FIELD:desc, not "${text}".`);
  return { field: getField(list, id).id, descending: direction === 'desc' };
}

function readFields(args: Args, list: DeviceListId): readonly DeviceField[] {
  const text = args.text('fields');
  return text === undefined ? deviceFields[list] : text.split(',').map((id) => getField(list, id.trim()));
}

function getField(list: DeviceListId, id: string): DeviceField {
  const field = findField(list, id) ?? deviceFields[list].find((known) => known.id.toLowerCase() === id.toLowerCase());
  if (!field)
    throw usage(
      `The list ${list} has no field "${id}"; it has ${deviceFields[list].map((known) => known.id).join(', ')}.`,
    );
  return field;
}

/** No value of a time or number equals a text that is none, so such a filter finds nothing. */
const nothingEquals = 'no such value';

/** The lab compares moments as seconds; people write them as the list shows them. */
function comparable({ id, type }: DeviceField, value: string): string {
  if (value.toLowerCase() === 'null') return 'null';
  if (type === 'time') return String(parseIso(value.toUpperCase()) ?? nothingEquals);
  if (id === 'id') return /^[1-9]\d{0,14}$/.test(value) ? value : nothingEquals;
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(value) ? value : nothingEquals;
  return value;
}

export const deviceCommands = { devices, device };
