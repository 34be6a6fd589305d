import type { Args, Syntax } from './args.ts';
import type { Io } from './io.ts';
import type { Json } from './json.ts';

/** One line of the table that parsing, help, documentation and tests follow. */
export type Command = Syntax & {
  /** Arguments as they are shown; several lines for several forms. */
  usage: readonly string[];
  about: string;
  run: (args: Args, io: Io) => Json | Promise<Json>;
};
