import { csvDefaultModel, type NewDevice } from '../../../shared/autopilot/offers.ts';
import type { InputOutcome } from '../../../shared/offers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { DeviceListRow } from '../../../shared/devices/views.ts';
import type { PrerequisiteItem } from '../../../shared/prerequisites/views.ts';
import { readAutopilotCsv } from '../../lab/autopilot/csv.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import type { Door } from '../door.ts';
import type { Json } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const prereqs: Command = {
  usage: ['prereqs FILE [--device NAME]'],
  about: 'Checks what tenant attach, co-management and internet-based devices need, or one device.',
  positionals: [1, 1],
  options: { device: 'text' },
  run: (args) =>
    withDoor(args, (door) => {
      const { ok, items } = door.view('prerequisites.read', { deviceId: args.text('device') ?? null });
      return { ok, items: items.map(itemJson) };
    }),
};

const itemJson = ({ setting, neededFor, ...item }: PrerequisiteItem): Json => ({
  ...item,
  setting: setting && { ...setting },
  neededFor: [...neededFor],
});

const mostAtOnce = 500;
const addDevices: Command = {
  usage: ['add-devices FILE --csv PATH [--model NAME]', 'add-devices FILE --count N --model NAME'],
  about: 'Adds new computers in their boxes, by a CSV file of Windows Autopilot or so many of a model.',
  positionals: [1, 1],
  options: { csv: 'text', count: 'text', model: 'text' },
  run: (args) => {
    const csv = args.text('csv');
    const count = args.whole('count', 1, 5000);
    const model = args.text('model');
    if ((csv === undefined) === (count === undefined)) throw usage('Give either --csv or --count.');
    if (count !== undefined && model === undefined) throw usage('--count needs the --model of the computers.');
    return withDoor(args, (door) => (csv === undefined ? addMany(door, count!, model!) : addFile(door, csv, args)));
  },
};

/** Rows that the file or the lab refuses do not keep the others out. */
function addFile(door: Door, path: string, args: Args): Json {
  const { devices, lines, refused } = readAutopilotCsv(path, args.text('model') ?? csvDefaultModel);
  const lineOf = new Map(devices.map(({ serialNumber }, index) => [serialNumber, lines[index] ?? 0]));
  const { added, refused: later } = devices.length === 0 ? { added: [], refused: [] } : tryToAdd(door, devices);
  const all = [...refused, ...later.map(({ serialNumber, why }) => ({ line: lineOf.get(serialNumber) ?? 0, why }))];
  return outcome(
    door,
    added,
    all.sort((a, b) => a.line - b.line),
  );
}

type Refused = InputOutcome<'autopilot.addDevices'>['refused'][number];
/** One input; that none could be added is no failure of the command, because the answer says why of each. */
function tryToAdd(door: Door, devices: NewDevice[]): InputOutcome<'autopilot.addDevices'> {
  try {
    return door.input('autopilot.addDevices', { devices });
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'devicesRefused') throw error;
    return { added: [], ...(error.details as { refused: Refused[] }) };
  }
}

function addMany(door: Door, count: number, model: string): Json {
  const added: number[] = [];
  while (added.length < count) {
    const size = Math.min(count - added.length, mostAtOnce);
    const devices = door.view('autopilot.nextSerials', { model, count: size }).map((serialNumber) => ({
      serialNumber,
      model,
      groupTag: '',
      assignedUser: null,
    }));
    added.push(...door.input('autopilot.addDevices', { devices }).added);
  }
  return outcome(door, added, []);
}

function outcome(door: Door, added: readonly number[], refused: readonly { line: number; why: string }[]): Json {
  return {
    added: added.length,
    devices: rowsById(door, added).map(({ id, name, serialNumber }) => ({
      id: String(id),
      name,
      serialNumber: serialNumber ?? null,
    })),
    refused: refused.map(({ line, why }) => ({ line, why })),
  };
}

/** As many filters as a list takes. */
const filtersAtOnce = 40;

/** The rows of these devices, in the order of the ids. */
function rowsById(door: Door, ids: readonly number[]): DeviceListRow[] {
  const rows: DeviceListRow[] = [];
  for (let at = 0; at < ids.length; at += filtersAtOnce) {
    const wanted = ids.slice(at, at + filtersAtOnce);
    const filters = wanted.map((id) => ({ field: 'id', value: String(id) }));
    const query = { list: 'fleet' as const, filters, search: '', sort: null, offset: 0, limit: filtersAtOnce };
    const byId = new Map(door.view('devices.list', query, ['rows']).rows.map((row) => [row.id, row]));
    rows.push(...wanted.map((id) => byId.get(id)!));
  }
  return rows;
}

export const internetCommands = { prereqs, 'add-devices': addDevices };
