import type { ExitCode } from '../../shared/contract/errors.ts';
import type { Args, Syntax } from './args.ts';
import type { Io } from './io.ts';
import type { Json } from './json.ts';

/** The end of one command line: its exit code and its document. */
export type Outcome = { exit: ExitCode; out: Json };
/** Whether somebody asked for an end meanwhile, also where the command itself did not heed it. */
export type InBatch = Outcome & { wasInterrupted: boolean };

/** One line of the table that parsing, help, documentation and tests follow. */
export type Command = Syntax & {
  /** Arguments as they are shown; several lines for several forms. */
  usage: readonly string[];
  about: string;
} & ({ run: (args: Args, io: Io) => Json | Promise<Json>; lines?: never } | { run?: never; lines: Lines });

/**
 * For a command that answers a document a line, each with the exit code so far; `carryOut` runs another command line, as if it
 * had been given alone.
 */
export type Lines = (
  args: Args,
  io: Io,
  carryOut: (argv: readonly string[]) => Promise<InBatch>,
) => AsyncGenerator<{ line: Json; exit: ExitCode }>;
