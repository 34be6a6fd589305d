import { errors, LabError, type ErrorCode, type ExitCode } from '../../shared/contract/errors.ts';
import { Args, readArgs, usage } from './args.ts';
import type { Command, InBatch, Lines, Outcome } from './command.ts';
import { scenarioErrors } from './commands/scenarios.ts';
import { commands } from './commands.ts';
import { helpJson, helpText } from './help.ts';
import { never, type Io } from './io.ts';
import type { Json } from './json.ts';

/**
 * Runs one command line and answers its exit code: 0 done, 1 refused, 2 wrong usage, 3 a lab file that cannot be used.
 * Exactly one JSON document goes to `stdout`, or one a line where a command carries out many; everything for people goes to
 * `stderr`. Never throws.
 */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const { command, args } = read(argv);
    if (command?.lines && !args.has('help')) return await writeLines(command.lines(args, io, inBatch(io)), io);
  } catch (error) {
    const { exit, out } = failed(error, argv, io);
    return write(io, pretty(out), exit);
  }
  const { exit, out } = await outcomeOf(argv, io);
  return write(io, pretty(out), exit);
}

async function outcomeOf(argv: readonly string[], io: Io): Promise<Outcome> {
  try {
    return { exit: 0, out: await answer(argv, io) };
  } catch (error) {
    return failed(error, argv, io);
  }
}

function failed(error: unknown, argv: readonly string[], io: Io): Outcome {
  const failure = error instanceof LabError ? error : unexpected(error, io);
  if (failure.code === 'usage') io.stderr(`${failure.message}\n${usageOf(argv)}\n`);
  return { exit: errors[failure.code].exit, out: failureJson(failure) };
}

/** Nothing is piped in to a command of a batch: what comes that way is the batch itself. */
const inBatch =
  (io: Io) =>
  async (argv: readonly string[]): Promise<InBatch> => {
    let wasInterrupted = false;
    const stdin = (): Promise<string> => Promise.reject(usage('A command of a batch reads nothing from stdin.'));
    const holdInterrupts = (): ReturnType<NonNullable<Io['holdInterrupts']>> => {
      const { wasAsked, release } = io.holdInterrupts?.() ?? never;
      return {
        wasAsked,
        release: () => {
          wasInterrupted ||= wasAsked();
          release();
        },
      };
    };
    const outcome = await outcomeOf(argv, { ...io, stdin, holdInterrupts });
    return { ...outcome, wasInterrupted };
  };

type Read = { name: string; command?: Command; args: Args };
function read([name, ...rest]: readonly string[]): Read {
  if (name === undefined) throw usage('A command is missing.');
  if (name === 'help' || name === '--help') return { name, args: new Args(rest, new Map()) };
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw usage(`There is no command "${name}".`);
  return { name, command, args: readArgs(rest, command) };
}

async function answer(argv: readonly string[], io: Io): Promise<Json> {
  const { name, command, args } = read(argv);
  if (!command) return help(args.positionals[0], io);
  if (args.has('help')) return help(name, io);
  if (!command.run) throw usage(`"${name}" cannot stand in a batch.`);
  return command.run(args, io);
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

const pretty = (json: Json): string => JSON.stringify(json, null, 2);

async function writeLines(lines: ReturnType<Lines>, io: Io): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  for await (const { line, exit } of lines) {
    exitCode = await write(io, JSON.stringify(line), exit);
    if (exitCode !== exit) break;
  }
  return exitCode;
}

/** An answer that cannot be written (a full disk behind `>`) must not pass for one that was given. */
async function write(io: Io, text: string, exitCode: ExitCode): Promise<ExitCode> {
  try {
    await io.stdout(`${text}\n`);
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
