import { parseArgsStringToArgv } from 'string-argv';
import { errors, LabError, type ExitCode } from '../../../shared/contract/errors.ts';
import { readPersonsFile } from '../../lab/files/read.ts';
import { usage } from '../args.ts';
import type { Command } from '../command.ts';
import type { Io } from '../io.ts';

const mostBytes = 16 * 1024 * 1024;

export const batchCommands = {
  batch: {
    usage: ['batch FILE|- [--keep-going]'],
    about:
      'Carries out one command a line, in one process, and answers one JSON document a line; it ends at the first that fails.',
    positionals: [1, 1],
    options: { 'keep-going': 'flag' },
    async *lines(args, io, carryOut) {
      const text = await textOf(args.positionals[0]!, io);
      let exit: ExitCode = 0;
      for (const [index, content] of text.split(/\r?\n/).entries()) {
        if (content.trim() === '' || content.trimStart().startsWith('#')) continue;
        const done = await carryOut(wordsOf(content));
        exit ||= done.exit;
        // Whoever interrupts a command means the rest of the batch as well.
        if (done.wasInterrupted) exit ||= errors.interrupted.exit;
        yield { line: { line: index + 1, exit: done.exit, out: done.out }, exit };
        if (done.wasInterrupted) return;
        if (exit !== 0 && !args.has('keep-going')) return;
      }
    },
  },
} satisfies Record<string, Command>;

async function textOf(path: string, io: Io): Promise<string> {
  if (path === '-') return io.stdin();
  let bytes: ReturnType<typeof readPersonsFile>;
  try {
    bytes = readPersonsFile(path, mostBytes);
  } catch (error) {
    throw new LabError('fileNotFound', `The file ${path} cannot be read.`, { cause: error });
  }
  if (bytes === 'tooLarge') throw usage(`The file ${path} is larger than 16 MiB.`);
  return new TextDecoder().decode(bytes);
}

/** Words as a shell takes them, in quotes where they hold spaces; or exactly, as a JSON list of them. */
function wordsOf(line: string): string[] {
  if (!line.trimStart().startsWith('[')) return parseArgsStringToArgv(line);
  try {
    const words = JSON.parse(line) as unknown;
    if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  } catch {
    // Told like any other command that there is not.
  }
  return [line];
}
