import { presentId } from '../../../shared/contract/old-ids.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { FaultView } from '../../../shared/faults/views.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import type { Door } from '../door.ts';
import { iso, type Json } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const faults: Command = {
  usage: ['faults FILE'],
  about: 'Lists every fault that can be planted, and where one is: the view of an instructor.',
  positionals: [1, 1],
  options: {},
  run: (args) => withDoor(args, (door) => door.view('faults.list', {}).map(faultJson)),
};

/** One entry; `on` names the places where it stands now, `places` also those where somebody has put it right. */
const faultJson = ({ target, planted, code, ...fault }: FaultView): Json => {
  const standing = planted.filter(({ isCured }) => !isCured);
  return {
    ...fault,
    code,
    target: target ?? 'site',
    planted: standing.length > 0,
    on: standing.map(({ label }) => label),
    places: planted.map(({ target: key, label, at, isCured }) => ({
      target: key === '' ? null : key,
      label,
      at: iso(at),
      cured: isCured,
    })),
  };
};

const options = { device: 'names', user: 'names', ou: 'names', site: 'flag' } as const;
const where = '--site|--device NAME…|--user NAME…|--ou NAME…';

const command = (kind: 'plant' | 'cure', about: string): Command => ({
  usage: [`${kind} FILE FAULT ${where}`],
  about,
  positionals: [2, 2],
  options,
  run: (args) =>
    withDoor(args, (door) => {
      const fault = faultNamed(door, args.positionals[1]!);
      const targets = targetsOf(door, fault, args);
      // What stands against one stands against all.
      door.together(() => targets.forEach((target) => door.input(`faults.${kind}`, { fault: fault.id, target })));
      return [faultJson(faultNamed(door, fault.id))];
    }),
});

function faultNamed(door: Door, text: string): FaultView {
  const wanted = presentId(text).toLowerCase();
  const fault = door.view('faults.list', {}).find(({ id }) => id.toLowerCase() === wanted);
  if (!fault) throw new LabError('faultUnknown', `There is no fault "${text}".`);
  return fault;
}

/** Targets by name or id. A device stands for its user or its organizational unit where the fault is of these. */
function targetsOf(door: Door, fault: FaultView, args: Args): string[] {
  const given = (['site', 'device', 'user', 'ou'] as const).filter((option) => args.has(option));
  const [option] = given;
  if (option === undefined || given.length > 1) throw usage(`Say where, in one way: ${where}.`);
  const kind = fault.target ?? 'site';
  if (option === 'site') {
    if (kind !== 'site') throw usage(`${fault.id} is of one ${kind}: --${kind} NAME.`);
    return [''];
  }
  const names = args.list(option);
  if (names.length === 0) throw usage(`--${option} NAME is missing.`);
  if (option === kind) return [...names];
  if (option !== 'device' || kind === 'site')
    throw usage(`${fault.id} is of ${kind === 'site' ? 'the site: --site' : `one ${kind}: --${kind} NAME`}.`);
  return [...new Set(names.map((deviceId) => door.view('faults.target', { fault: fault.id, deviceId })))];
}

export const faultCommands = {
  faults,
  plant: command('plant', 'Plants a fault: from then on it is so, and nothing tells the trainee.'),
  cure: command('cure', 'Puts a planted fault right again.'),
};
