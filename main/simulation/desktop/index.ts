import { platformLabels } from '../../../shared/contract/device-words.ts';
import type { Facts } from '../kernel/change.ts';
import { expandVariables } from './basics.ts';
import { commands, explain } from './commands.ts';
import { filters } from './filters.ts';
import { parseLine } from './parse.ts';
import { answer, openTerminal, type Answer } from './terminal.ts';

/** What cmd answers for a name that is neither a command nor a program. */
const notRecognized = 9009;

/**
 * Runs one command line at the simulated device with the signed-in user's rights. Lines are separated by `\n`, without one
 * at the end; `cls` answers a form feed. Nothing is kept between two commands but what `changes` ask for. `isElevated`: the
 * prompt is that of a local administrator.
 */
export function runShell(facts: Facts, command: string, now: number, isElevated = false): Answer {
  const { device } = facts;
  if (device.platform !== 'windows' && device.platform !== 'windowsServer') {
    return answer(`${platformLabels[device.platform]} devices have no such terminal.`, 1);
  }
  const terminal = openTerminal(facts, now, isElevated);
  if (!terminal) {
    const why = isElevated ? `${device.name} is off` : `Nobody is signed in at ${device.name}, or it is off`;
    return answer(`${why}: no terminal is open there.`, 1);
  }
  const parsed = parseLine(expandVariables(terminal, command));
  if (!parsed.ok) return answer(parsed.message, 1);
  const [first, ...rest] = parsed.stages;
  if (first.name === '') return answer('');
  const stranger = isCommand(first.name) || isFilter(first.name) ? rest.find(({ name }) => !isFilter(name)) : first;
  if (stranger) return answer(refuseName(stranger.name), notRecognized);
  const asked = parsed.stages.find(({ args }) => args.includes('/?'));
  if (asked) return answer(isCommand(asked.name) ? explain(commands[asked.name]!) : filterUsage(asked.name));
  const begun = isCommand(first.name) ? commands[first.name]!.run(terminal, first) : filters[first.name]!('', first);
  return rest.reduce<Answer>((before, stage) => {
    const { stdout, exitCode } = filters[stage.name]!(before.stdout, stage);
    return answer(stdout, exitCode, before.changes);
  }, begun);
}

const isCommand = (name: string): boolean => Object.hasOwn(commands, name);
const isFilter = (name: string): boolean => Object.hasOwn(filters, name);
const filterUsage = (name: string): string =>
  `Keeps the lines of another command's output that hold a text.\n\ncommand | ${name.toUpperCase()} "text" [/i] [/v]`;

const refuseName = (name: string): string =>
  isCommand(name)
    ? `Output can be piped through FIND, FINDSTR and MORE only, not through ${name.toUpperCase()}.`
    : `'${name}' is not recognized as an internal or external command,\noperable program or batch file.`;
