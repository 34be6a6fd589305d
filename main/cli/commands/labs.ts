import { LabError } from '../../../shared/contract/errors.ts';
import { appVersion } from '../../lab/engine/version.ts';
import { withholding } from '../../lab/knowledge.ts';
import { blaming } from '../../lab/journal/blame.ts';
import { Lab } from '../../lab/lab.ts';
import type { CreateOptions } from '../../lab/labs/create.ts';
import { labFacts, type LabFacts } from '../../lab/labs/views.ts';
import { findScenario } from '../../lab/scenario/source.ts';
import { formatLocal } from '../../../shared/time.ts';
import type { Speed } from '../../../shared/labs/views.ts';
import { usage } from '../args.ts';
import type { Command } from '../command.ts';
import { atIntervals, breathe, holdingInterrupts, type Io } from '../io.ts';
import { checkpointJson, iso, type Json } from '../json.ts';
import { hashOf, withLab } from '../open-lab.ts';
import type { Withheld } from '../withheld.ts';

/** The seed when none is named: two people who type the same command get the same class. */
const defaultSeed = 1;

const create: Command = {
  usage: ['create --scenario NAME|PATH [--seed N] [--devices N] --out FILE [--force] [--no-hash]'],
  about: 'Makes a lab file from a scenario.',
  positionals: [0, 0],
  options: { scenario: 'text', seed: 'text', devices: 'text', out: 'text', force: 'flag' },
  run: (args, io) => {
    const nameOrPath = args.text('scenario');
    const file = args.text('out');
    if (!nameOrPath || !file) throw usage(nameOrPath ? '--out FILE is missing.' : '--scenario NAME is missing.');
    const seed = args.whole('seed', 0, 4_294_967_295) ?? defaultSeed;
    const devices = args.whole('devices', 1, 100_000) ?? null;
    const source = findScenario(nameOrPath, io.bundledScenarios);
    return createLab({ ...source, seed, devices, file, force: args.has('force'), withHash: !args.has('no-hash') }, io);
  },
};

async function createLab(options: CreateOptions, io: Io): Promise<Json> {
  const say = (line: string): void => io.stderr(`${line}\n`);
  const progress = atIntervals(say);
  return holdingInterrupts(io, async (wasAsked) => {
    say(`Creating ${options.file} from ${options.scenario.name}, seed ${options.seed} …`);
    const { lab, hash } = Lab.create({ ...options, onProgress: (rows) => progress(() => `… ${rows} rows`) });
    const answer = { ...identity(factsOf(lab)), ...(hash === null ? {} : { hash }) };
    await breathe();
    // A lab that took another's place stays: what it replaced is gone, so nothing could be undone.
    if (!wasAsked() || options.force) {
      lab.close();
      return answer;
    }
    lab.discard();
    throw new LabError('canceledByPerson', `Creating ${lab.file} was interrupted.`);
  });
}

const info: Command = {
  usage: ['info FILE [--no-hash]'],
  about: 'Tells what a lab is and where its clock stands.',
  positionals: [1, 1],
  options: {},
  run: (args) =>
    withLab(args, (lab, withheld) => {
      const facts = factsOf(lab);
      return {
        ...identity(facts),
        ...hashOf(lab, withheld, args),
        title: facts.title,
        clock: clockOf(facts),
        site: facts.site,
        tenant: facts.tenant,
        administrator: { name: facts.administrator.name, upn: facts.administrator.upn, role: facts.administrator.role },
        pendingActions: facts.pendingActions,
        inputs: facts.inputs,
        activities: facts.activities,
        ...checkpointsOf(lab, withheld),
        appVersion,
        schemaVersion: lab.schemaVersion,
      };
    }),
};

/** What is kept beside the lab, and what lies there but is no checkpoint, when there is any. */
export function checkpointsOf(lab: Lab, withheld: Withheld): Record<string, Json> {
  const checkpoints = withheld
    .from(withholding(lab.db, 'lab:checkpoints', {}, () => lab.checkpoints()))
    .map(checkpointJson);
  const { skipped } = lab.listing();
  return { checkpoints, ...(skipped.length === 0 ? {} : { skipped }) };
}

const factsOf = (lab: Lab): LabFacts =>
  blaming(lab.db, () =>
    labFacts(lab.db, { file: lab.file, speed: lab.speed as Speed, isJumping: false, revision: lab.revision }),
  );

const identity = ({ file, scenario, seed, now, devices, users }: LabFacts) => ({
  file,
  scenario,
  seed,
  now: iso(now),
  devices,
  users,
});

/** `speed` is what a window would go on with; from the command line a lab only moves when told. */
const clockOf = ({ now, startedAt, speed, zone }: LabFacts) => ({
  now: iso(now),
  startedAt: iso(startedAt),
  speed,
  zone: zone.name,
  local: formatLocal(now, zone.offsetSeconds),
});

export const labCommands = { create, info };
