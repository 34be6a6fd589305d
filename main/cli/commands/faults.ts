import type { Lab } from '../../lab/lab.ts';
import { faultOf, refuseCure, refusePlant } from '../../lab/faults/planting.ts';
import { answerView } from '../../lab/door.ts';
import { refuseWithheld } from '../../lab/knowledge.ts';
import { deviceTarget } from '../../lab/faults/views.ts';
import { resolveTarget } from '../../lab/settings/settings.ts';
import { faults as catalogue } from '../../../shared/faults/catalogue.ts';
import type { Fault } from '../../../shared/faults/fault.ts';
import type { FaultView } from '../../../shared/faults/views.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import { iso, type Json } from '../json.ts';
import { withLab } from '../open-lab.ts';

const faults: Command = {
  usage: ['faults FILE'],
  about: 'Lists every fault that can be planted, and where one is: the view of an instructor.',
  positionals: [1, 1],
  options: {},
  run: (args) => withLab(args, ({ db }) => answerView(db, 'faults.list', {}).map(faultJson)),
};

/** One entry; `on` names the places where it stands now, `places` also those where somebody has put it right. */
const faultJson = ({ target, planted, code, withheld: _said, ...fault }: FaultView): Json => {
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
    withLab(args, (lab) => {
      refuseWithheld(lab.db, `faults.${kind}`, {});
      const fault = faultNamed(args.positionals[1]!);
      const targets = targetsOf(lab, fault, args);
      // All or none: what stands against one stands against all.
      for (const target of targets) (kind === 'plant' ? refusePlant : refuseCure)(lab.db, fault, target);
      for (const target of targets) lab.input(`faults.${kind}`, { fault: fault.id, target });
      return answerView(lab.db, 'faults.list', {})
        .filter(({ id }) => id === fault.id)
        .map(faultJson);
    }),
});

const faultNamed = (text: string): Fault =>
  catalogue.find(({ id }) => id.toLowerCase() === text.toLowerCase()) ?? faultOf(text);

/** Targets in their stored form. A device stands for its user or its organizational unit where the fault is of these. */
function targetsOf({ db }: Lab, fault: Fault, args: Args): string[] {
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
  if (option === kind) return names.map((name) => resolveTarget(db, kind, name).key);
  if (option !== 'device' || kind === 'site')
    throw usage(`${fault.id} is of ${kind === 'site' ? 'the site: --site' : `one ${kind}: --${kind} NAME`}.`);
  return [...new Set(names.map((name) => deviceTarget(db, Number(resolveTarget(db, 'device', name).key), kind)))];
}

export const faultCommands = {
  faults,
  plant: command('plant', 'Plants a fault: from then on it is so, and nothing tells the trainee.'),
  cure: command('cure', 'Puts a planted fault right again.'),
};
