import { LabError } from '../../shared/contract/errors.ts';
import { recoveryOf } from '../../shared/labs/recovery.ts';
import { Lab } from '../lab/lab.ts';
import type { Args } from './args.ts';
import { Door } from './door.ts';
import type { Io } from './io.ts';
import { Withheld } from './withheld.ts';

type Work<T> = (lab: Lab, withheld: Withheld) => T | Promise<T>;

async function documentOf<T>(lab: Lab, work: Work<T>): Promise<T> {
  const withheld = new Withheld(lab);
  try {
    return withheld.saidIn(await work(lab, withheld));
  } finally {
    lab.close();
  }
}

/** Opens the lab named first, gives it to the work, and closes it whatever happens. */
export const withLab = async <T>(args: Args, work: Work<T>): Promise<T> =>
  documentOf(Lab.open(args.positionals[0]!), work);

/** The same for work that only asks and gives what the table of offers holds. */
export const withDoor = <T>(args: Args, work: (door: Door) => T): Promise<T> =>
  withLab(args, (lab, withheld) => work(new Door(lab, withheld)));

/** The same, but a lab that can no longer be opened is first replaced by one of its checkpoints and kept beside it. */
export async function withLabOrCheckpoint<T>(args: Args, io: Io, work: Work<T>): Promise<T> {
  let opened: Lab | undefined;
  try {
    opened = Lab.open(args.positionals[0]!);
  } catch (error) {
    if (!(error instanceof LabError) || !recoveryOf(error.details)) throw error;
    const { lab, kept, to } = Lab.recover(args.positionals[0]!, args.text('to'));
    const where = kept === null ? '' : `; the unusable file is kept as ${kept}`;
    io.stderr(`${error.message} Checkpoint "${to}" took its place${where}.\n`);
    opened = lab;
  }
  return documentOf(opened, work);
}

/** The state hash, unless `--no-hash` leaves it out: on a large lab it takes longer than most commands. */
export const hashOf = (lab: Lab, withheld: Withheld, args: Args): { hash?: string | null } =>
  args.has('no-hash') ? {} : { hash: withheld.unless(['hash'], () => lab.hash()) };
