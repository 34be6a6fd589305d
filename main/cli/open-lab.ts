import { LabError } from '../../shared/contract/errors.ts';
import { recoveryOf } from '../../shared/labs/recovery.ts';
import { withheldSoFar } from '../lab/knowledge.ts';
import { Lab } from '../lab/lab.ts';
import type { Args } from './args.ts';
import { Door } from './door.ts';
import type { Io } from './io.ts';
import { unlessWithheld } from './withheld.ts';

/** The document of a command says once what was withheld from it; a list says it on every entry. */
function saying<T>({ db }: Lab, document: T): T {
  const withheld = withheldSoFar(db);
  if (withheld.length === 0 || document === null || typeof document !== 'object') return document;
  if (Array.isArray(document)) return document.map((entry: object) => ({ ...entry, withheld })) as T;
  return { ...document, withheld };
}

/** Opens the lab named first, gives it to the work, and closes it whatever happens. */
export async function withLab<T>(args: Args, work: (lab: Lab) => T | Promise<T>): Promise<T> {
  const lab = Lab.open(args.positionals[0]!);
  try {
    return saying(lab, await work(lab));
  } finally {
    lab.close();
  }
}

/** The same for work that only asks and gives what the table of offers holds. */
export const withDoor = <T>(args: Args, work: (door: Door) => T): Promise<T> =>
  withLab(args, (lab) => work(new Door(lab)));

/** The same, but a lab that can no longer be opened is first replaced by one of its checkpoints and kept beside it. */
export async function withLabOrCheckpoint<T>(args: Args, io: Io, work: (lab: Lab) => T | Promise<T>): Promise<T> {
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
  try {
    return saying(opened, await work(opened));
  } finally {
    opened.close();
  }
}

/** The state hash, unless `--no-hash` leaves it out: on a large lab it takes longer than most commands. */
export const hashOf = (lab: Lab, args: Args): { hash?: string | null } =>
  args.has('no-hash') ? {} : { hash: unlessWithheld(lab, 'hash', () => lab.hash()) };
