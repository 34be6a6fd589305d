import { capabilityValue } from '../../lab/workloads/capabilities.ts';
import { idOf } from '../../lab/door.ts';
import { refuseOwnFiles } from '../../lab/files/own.ts';
import type { Lab } from '../../lab/lab.ts';
import { exportAuthority } from '../../lab/exports.ts';
import { writeAtOnce } from '../../lab/files/csv.ts';
import {
  capabilityBase,
  sliderPositions,
  workloadIds,
  type Generation,
  type WorkloadId,
} from '../../../shared/workloads/words.ts';
import { capabilityValueIn, readCapabilityValue } from '../../../shared/workloads/capability-value.ts';
import type { AuthorityRow } from '../../../shared/workloads/views.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import { isoOrNull, type Json } from '../json.ts';
import { withDoor, withLab } from '../open-lab.ts';

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function readWorkload(text: string): WorkloadId {
  const workload = workloadIds.find((known) => same(known, text));
  if (!workload) throw usage(`There is no workload "${text}"; there are ${workloadIds.join(', ')}.`);
  return workload;
}

const workload: Command = {
  usage: ['workload FILE WORKLOAD configMgr|pilot|intune [--collection NAME] [--preview]'],
  about: 'Moves the slider of a workload, or says what that would do; NAME is its pilot collection.',
  positionals: [3, 3],
  options: { collection: 'text', preview: 'flag' },
  run: (args) => {
    const [, name, to] = args.positionals as [string, string, string];
    const position = sliderPositions.find((known) => same(known, to));
    if (!position) throw usage(`A slider stands at ${sliderPositions.join(', ')}, not "${to}".`);
    const moved = readWorkload(name);
    const move = { workload: moved, position, collectionId: args.text('collection') ?? null };
    return withDoor(args, (door) => {
      const isPreview = args.has('preview');
      const preview = isPreview
        ? door.view('workloads.preview', move)
        : door.withheld.unless(['preview'], () => door.view('workloads.preview', move));
      if (!isPreview) door.input('workloads.move', move);
      return preview ? { ...preview } : { workload: moved, to: position, ...unseen };
    });
  },
};

/** What a move says of itself while previews are withheld. */
const unseen = { from: null, couples: null, devices: null, changes: null, stays: null, warnings: null };

const authority: Command = {
  usage: [
    'authority FILE [--device NAME] [--collection NAME] [--workload ID] [--limit N] [--offset N]',
    'authority FILE --csv PATH [--collection NAME]',
  ],
  about: 'Lists who manages which workload on which device, since when and why, or writes all of it to a CSV file.',
  positionals: [1, 1],
  options: { device: 'text', collection: 'text', workload: 'text', limit: 'text', offset: 'text', csv: 'text' },
  run: (args) => {
    const query = {
      deviceId: args.text('device') ?? null,
      collectionId: args.text('collection') ?? null,
      workload: workloadOf(args),
      search: '',
    };
    const [limit, offset] = [args.rows('limit'), args.rows('offset')];
    const csv = args.text('csv');
    if (csv !== undefined) return withLab(args, (lab) => writeFile(lab, query.collectionId, csv));
    return withDoor(args, (door): Json => {
      const { total, rows } = door.rows((page) => door.view('workloads.authority', { ...query, ...page }), {
        offset,
        limit,
      });
      return { total, rows: rows.map(query.deviceId === null ? rowJson : feltJson) };
    });
  },
};

function workloadOf(args: Args): WorkloadId | null {
  const text = args.text('workload');
  return text === undefined ? null : readWorkload(text);
}

/** The whole matrix goes to a file as it is read. */
function writeFile({ db, file: own }: Lab, collection: string | null, file: string): Json {
  refuseOwnFiles(own, file);
  const collectionId = collection === null ? null : idOf(db, 'collection', collection);
  return { file, ...writeAtOnce(exportAuthority(db, { collectionId }, file).writing) };
}

const rowJson = ({ device, deviceId, workload: id, authority: by, since, why, capabilities }: AuthorityRow): Json => ({
  device,
  deviceId: String(deviceId),
  workload: id,
  authority: by,
  since: isoOrNull(since),
  why,
  capabilities,
});
/** One device is asked for to understand it, so what it feels is told, too. */
const feltJson = (row: AuthorityRow): Json => ({
  ...(rowJson(row) as Record<string, Json>),
  consequences: row.consequences.map(({ what, text, severity }) => ({ what, text, severity })),
});

const generations = Object.keys(capabilityBase) as Generation[];
const capabilities: Command = {
  usage: ['capabilities --workloads A,B [--generation current|older] [--site-version N]', 'capabilities --value N'],
  about: 'Computes the capability value (CoManagementFlags) of workloads that Intune has, or reads one; needs no lab.',
  positionals: [0, 0],
  options: { workloads: 'text', generation: 'text', 'site-version': 'text', value: 'text' },
  run: (args) => {
    const read = args.text('value');
    const text = args.text('workloads');
    if ((read === undefined) === (text === undefined)) throw usage('Give either --workloads or --value.');
    if (read !== undefined) return readBackwards(read);
    const generation = readGeneration(args);
    const names = text!.split(',').filter((name) => name.trim() !== '');
    const moved = names.map((name) => readWorkload(name.trim()));
    return { value: capabilityValue(moved, generation, args.whole('site-version', 1710, 9999)) };
  },
};

function readBackwards(text: string): Json {
  const value = capabilityValueIn(text);
  if (value === null) throw usage(`--value takes a whole number of at most 32 bits, decimal or 0x…, not "${text}".`);
  return readCapabilityValue(value);
}

function readGeneration(args: Args): Generation {
  const text = args.text('generation') ?? 'current';
  const generation = generations.find((known) => same(known, text));
  if (!generation) throw usage(`--generation is ${generations.join(' or ')}, not "${text}".`);
  return generation;
}

export const workloadCommands = { workload, authority, capabilities };
