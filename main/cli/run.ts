import { errors, LabError, type ErrorCode } from '../../shared/contract/errors.ts';
import { readArgs, usage, type Args } from './args.ts';
import { scenarioErrors } from './commands/scenarios.ts';
import { commands } from './commands.ts';
import { helpJson, helpText } from './help.ts';
import type { Io } from './io.ts';
import type { Json } from './json.ts';

export type ExitCode = 0 | 1 | 2 | 3;

/**
 * Runs one command line and answers its exit code: 0 done, 1 refused, 2 wrong usage, 3 a lab file that cannot be used.
 * Exactly one JSON document goes to `stdout`; everything for people goes to `stderr`. Never throws.
 */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await write(io, await answer(argv, io), 0);
  } catch (error) {
    const failure = error instanceof LabError ? error : unexpected(error, io);
    if (failure.code === 'usage') io.stderr(`${failure.message}\n${usageOf(argv)}\n`);
    return write(io, failureJson(failure), errors[failure.code].exit);
  }
}

async function answer(argv: readonly string[], io: Io): Promise<Json> {
  const [name, ...rest] = argv;
  if (name === undefined) throw usage('A command is missing.');
  if (name === 'help' || name === '--help') return help(rest[0], io);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw usage(`There is no command "${name}".`);
  const args: Args = readArgs(rest, command);
  return args.has('help') ? help(name, io) : command.run(args, io);
}

function help(name: string | undefined, io: Io): Json {
  if (name !== undefined && !Object.hasOwn(commands, name)) throw usage(`There is no command "${name}".`);
  const names = name === undefined ? Object.keys(commands) : [name];
  io.stderr(`${helpText(names)}\n`);
  return helpJson(names);
}

function usageOf([name = '']: readonly string[]): string {
  const lines = Object.hasOwn(commands, name)
    ? commands[name]!.usage
    : Object.values(commands).flatMap((command) => command.usage);
  return lines.map((line) => `  ${line}`).join('\n');
}

/** An answer that cannot be written (a full disk behind `>`) must not pass for one that was given. */
async function write(io: Io, json: Json, exitCode: ExitCode): Promise<ExitCode> {
  const text = `${JSON.stringify(json, null, 2)}\n`;
  try {
    await io.stdout(text);
    return exitCode;
  } catch (error) {
    io.stderr(`The answer could not be written: ${String(error)}\n`);
    return errors.internal.exit;
  }
}

/** Details that a refusal carries (candidates, refusals, how far a jump came) stand beside code, message and next step. */
function failureJson(error: LabError): Json {
  const { code, message } = error;
  const isPlain = typeof error.details === 'object' && error.details !== null && !Array.isArray(error.details);
  const details = isPlain ? (error.details as Record<string, Json>) : {};
  return { error: { ...details, code, message, next: errors[code].next }, ...scenarioErrors(error) };
}

/** A fault of the program: reported like any other failure, with its trace for whoever mends it. */
function unexpected(error: unknown, io: Io): LabError {
  io.stderr(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const code: ErrorCode = 'internal';
  return new LabError(code, error instanceof Error ? error.message : String(error), { cause: error });
}
