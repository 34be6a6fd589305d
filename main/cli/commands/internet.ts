import { csvDefaultModel, type NewDevice } from '../../../shared/autopilot/offers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { PrerequisiteItem } from '../../../shared/prerequisites/views.ts';
import { readAutopilotCsv } from '../../lab/autopilot/csv.ts';
import { nextSerialNumbers, type RefusedDevice } from '../../lab/autopilot/inputs.ts';
import type { Lab } from '../../lab/lab.ts';
import { answerView } from '../../lab/door.ts';
import { rowsOfRecords } from '../../lab/devices/list.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import type { Json } from '../json.ts';
import { withLab } from '../open-lab.ts';

const prereqs: Command = {
  usage: ['prereqs FILE [--device NAME]'],
  about: 'Checks what tenant attach, co-management and internet-based devices need, or one device.',
  positionals: [1, 1],
  options: { device: 'text' },
  run: (args) =>
    withLab(args, ({ db }) => {
      const name = args.text('device');
      const { ok, items } = answerView(db, 'prerequisites.read', { deviceId: name ?? null });
      return { ok, items: items.map(itemJson) };
    }),
};

const itemJson = ({ setting, neededFor, ...item }: PrerequisiteItem): Json => ({
  ...item,
  setting: setting && { ...setting },
  neededFor: [...neededFor],
});

type NewDevices = NewDevice[];
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
    return withLab(args, (lab) => (csv === undefined ? addMany(lab, count!, model!) : addFile(lab, csv, args)));
  },
};

/** Rows that the file or the lab refuses do not keep the others out. */
function addFile(lab: Lab, path: string, args: Args): Json {
  const { devices, lines, refused } = readAutopilotCsv(path, args.text('model') ?? csvDefaultModel);
  const lineOf = new Map(devices.map(({ serialNumber }, index) => [serialNumber, lines[index] ?? 0]));
  const { added, refused: later } = devices.length === 0 ? { added: [], refused: [] } : tryToAdd(lab, devices);
  const all = [...refused, ...later.map(({ serialNumber, why }) => ({ line: lineOf.get(serialNumber) ?? 0, why }))];
  return outcome(
    lab,
    added,
    all.sort((a, b) => a.line - b.line),
  );
}

/** One input; that none could be added is no failure of the command, because the answer says why of each. */
function tryToAdd(lab: Lab, devices: NewDevices): { added: number[]; refused: RefusedDevice[] } {
  try {
    return lab.input('autopilot.addDevices', { devices });
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'devicesRefused') throw error;
    return { added: [], ...(error.details as { refused: RefusedDevice[] }) };
  }
}

function addMany(lab: Lab, count: number, model: string): Json {
  const added: number[] = [];
  while (added.length < count) {
    const size = Math.min(count - added.length, mostAtOnce);
    const devices = nextSerialNumbers(lab.db, model, size).map((serialNumber) => ({
      serialNumber,
      model,
      groupTag: '',
      assignedUser: null,
    }));
    added.push(...lab.input('autopilot.addDevices', { devices }).added);
  }
  return outcome(lab, added, []);
}

function outcome(lab: Lab, added: readonly number[], refused: readonly { line: number; why: string }[]): Json {
  return {
    added: added.length,
    devices: rowsOfRecords(lab.db, 'fleet', added).map(({ id, name, serialNumber }) => ({
      id: String(id),
      name,
      serialNumber: serialNumber ?? null,
    })),
    refused: refused.map(({ line, why }) => ({ line, why })),
  };
}

export const internetCommands = { prereqs, 'add-devices': addDevices };
