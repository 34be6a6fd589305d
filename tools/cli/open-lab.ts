import { Lab } from '../../main/lab/lab.ts';
import type { Args } from './args.ts';

/** Opens the lab named first, gives it to the work, and closes it whatever happens. */
export async function withLab<T>(args: Args, work: (lab: Lab) => T | Promise<T>): Promise<T> {
  const lab = Lab.open(args.positionals[0]!);
  try {
    return await work(lab);
  } finally {
    lab.close();
  }
}

/** The state hash, unless `--no-hash` leaves it out: on a large lab it takes longer than most commands. */
export const hashOf = (lab: Lab, args: Args): { hash?: string } => (args.has('no-hash') ? {} : { hash: lab.hash() });
