import type { HostOutput } from '../../../shared/requests.ts';
import { withholding, withoutWithheld } from '../../lab/knowledge.ts';
import { usage } from '../args.ts';
import type { Command } from '../command.ts';
import { checkpointJson, type Json } from '../json.ts';
import { checkpointsOf } from './labs.ts';
import { withLab, withLabOrCheckpoint } from '../open-lab.ts';

const checkpoint: Command = {
  usage: ['checkpoint FILE NAME [--no-hash]'],
  about: 'Keeps the present state under a name.',
  positionals: [2, 2],
  options: {},
  run: (args, io) =>
    withLab(args, (lab, withheld) => {
      const isProved = !args.has('no-hash');
      io.stderr(`Keeping the state as "${args.positionals[1]!}" …\n`);
      const { hash, ...view } = checkpointJson(lab.checkpoint(args.positionals[1]!, { withHash: isProved }));
      return isProved ? { ...view, hash: withheld.unless(['hash'], () => hash!) } : view;
    }),
};

const checkpoints: Command = {
  usage: ['checkpoints FILE', 'checkpoints FILE --delete NAME'],
  about: 'Lists what is kept beside a lab and how much room it takes, or deletes one; the baseline stays.',
  positionals: [1, 1],
  options: { delete: 'text' },
  run: (args) => {
    const name = args.text('delete');
    return withLab(args, (lab, withheld): Json => {
      if (name !== undefined) lab.deleteCheckpoint(name);
      const bytes = lab.checkpoints().reduce((sum, view) => sum + view.bytes, 0);
      return { ...(name === undefined ? {} : { deleted: name }), bytes, ...checkpointsOf(lab, withheld) };
    });
  },
};

const reset: Command = {
  usage: ['reset FILE [--to NAME] [--no-hash]'],
  about: 'Goes back to a checkpoint, or to the beginning, and keeps what it replaces.',
  positionals: [1, 1],
  options: { to: 'text' },
  run: (args, io) =>
    withLabOrCheckpoint<Json>(args, io, async (lab, withheld) => {
      const isProved = !args.has('no-hash');
      io.stderr(`Resetting to ${args.text('to') ?? 'the beginning'} …\n`);
      const result = await lab.reset(args.text('to'), { prove: isProved });
      const { archived, to, hash, matches } = isProved
        ? withheld.from(withoutWithheld(lab.db, 'lab:reset', {}, result))
        : result;
      // Without the proof nothing is known of the hash, so nothing is said of it.
      const done = { archived, to };
      return isProved ? { ...done, hash, matches } : done;
    }),
};

const hash: Command = {
  usage: ['hash FILE'],
  about: 'Computes the state hash.',
  positionals: [1, 1],
  options: {},
  run: (args, io) => {
    if (args.has('no-hash')) throw usage('hash --no-hash would leave nothing to say.');
    return withLab(args, (lab) => {
      return withholding(lab.db, 'lab:hash', {}, () => {
        io.stderr('Hashing every row …\n');
        return { hash: lab.hash() };
      });
    });
  },
};

const replay: Command = {
  usage: ['replay FILE'],
  about: 'Plays scenario, seed and inputs again from the start and compares the hashes.',
  positionals: [1, 1],
  options: {},
  run: (args, io) =>
    withLab(args, (lab, withheld) => {
      io.stderr('Playing the lab again from its beginning …\n');
      const result = lab.replay();
      if (!result.equal) io.stderr('The replay differs: the file was altered, or a rule is not deterministic.\n');
      const { hash, replayed, equal } = result;
      return { ...(withheld.unless(['hash'], () => ({ hash, replayed })) ?? { hash: null, replayed: null }), equal };
    }),
};

const check: Command = {
  usage: ['check FILE'],
  about: 'Checks every rule that must hold in any lab.',
  positionals: [1, 1],
  options: {},
  run: (args, io) =>
    withLab(args, (lab, withheld) => {
      io.stderr('Checking every rule …\n');
      const violations = lab.check();
      const found: HostOutput<'lab:check'> = { ok: violations.length === 0, violations };
      return withheld.from(withoutWithheld(lab.db, 'lab:check', {}, found));
    }),
};

export const proofCommands = { checkpoint, checkpoints, reset, hash, replay, check };
