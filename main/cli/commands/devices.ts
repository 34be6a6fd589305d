import { countDevices, eachDevice, listDevices, type DeviceQuery } from '../../lab/devices/list.ts';
import { answerView } from '../../lab/door.ts';
import { refuseWithheld, withoutWithheld } from '../../lab/knowledge.ts';
import type { DeviceRow } from '../../../shared/devices/views.ts';
import {
  deviceFields,
  deviceLists,
  findField,
  type DeviceField,
  type DeviceListId,
} from '../../../shared/devices/lists.ts';
import { parseIso } from '../../../shared/time.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import { deviceJson, rowJson, type Json } from '../json.ts';
import { withLab } from '../open-lab.ts';

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
    const limit = args.rows('limit');
    const offset = args.rows('offset') ?? 0;
    return withLab(args, ({ db }) => {
      refuseWithheld(db, 'devices.list', query);
      const shown = (page: DeviceRow[]): Json[] =>
        withoutWithheld(db, 'devices.list', query, { rows: page.map((row) => chosen(row, fields)) }).rows.map((row) =>
          rowJson(row, fields),
        );
      const rows: Json[] = [];
      if (limit !== undefined || offset > 0) {
        rows.push(...shown(listDevices(db, query, offset, limit ?? -1)));
      } else {
        for (const page of eachDevice(db, query)) rows.push(...shown(page));
      }
      return { total: countDevices(db, query), rows };
    });
  },
};

/** Only what is asked for, so that nothing else counts as withheld. */
const chosen = (row: DeviceRow, fields: readonly DeviceField[]): DeviceRow =>
  Object.fromEntries(fields.map(({ id }) => [id, row[id] ?? null])) as DeviceRow;

const device: Command = {
  usage: ['device FILE NAME'],
  about: 'Shows one device: its truth, the records of each service, and where they differ.',
  positionals: [2, 2],
  options: {},
  run: (args) =>
    withLab(args, ({ db }) => deviceJson(answerView(db, 'devices.read', { deviceId: args.positionals[1]! }))),
};

function readQuery(args: Args): DeviceQuery {
  const wanted = args.text('list') ?? 'fleet';
  const list = deviceLists.find((known) => known === wanted);
  if (!list) throw usage(`There is no list "${wanted}"; there are ${deviceLists.join(', ')}.`);
  const filters = args.pairs('filter').map(([id, value]) => {
    const field = getField(list, id);
    return { field: field.id, value: comparable(field, value) };
  });
  return { list, filters, search: '', sort: readSort(args, list) };
}

function readSort(args: Args, list: DeviceListId): DeviceQuery['sort'] {
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
