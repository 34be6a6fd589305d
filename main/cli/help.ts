import { commands } from './commands.ts';
import type { Json } from './json.ts';

/** What `help` answers: as data for programs, and for people on the other stream. */
export const helpJson = (names: readonly string[]): Json => ({
  commands: names.map((name) => ({ name, usage: commands[name]!.usage, about: commands[name]!.about })),
});

export const helpText = (names: readonly string[]): string =>
  names.flatMap((name) => [...commands[name]!.usage, `    ${commands[name]!.about}`]).join('\n');
