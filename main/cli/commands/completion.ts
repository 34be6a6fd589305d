import { writeFileSync } from 'node:fs';
import { LabError } from '../../../shared/contract/errors.ts';
import { refuseCompanion } from '../../lab/files/own.ts';
import { canonicalPath } from '../../lab/files/paths.ts';
import { globalOptions, usage } from '../args.ts';
import type { Command } from '../command.ts';
import { completionScripts, isShell } from '../completion.ts';
import type { Json } from '../json.ts';

/** Takes the table of commands, because it stands in it. */
export const completionCommand = (commands: () => Readonly<Record<string, Command>>): Command => ({
  usage: ['completion bash|zsh|fish|powershell [--out FILE]'],
  about: 'Answers, or writes to a file, the script with which a shell completes commands and options.',
  positionals: [1, 1],
  options: { out: 'text' },
  run: (args): Json => {
    const shell = args.positionals[0]!;
    if (!isShell(shell)) throw usage(`There is no completion for "${shell}".`);
    const table = Object.entries(commands()).map(([name, { about, options }]) => ({
      name,
      about,
      options: Object.keys({ ...options, ...globalOptions }).map((option) => `--${option}`),
    }));
    const script = completionScripts[shell](table);
    const file = args.text('out') ?? null;
    if (file === null) return { shell, file, script };
    refuseCompanion(canonicalPath(file));
    try {
      writeFileSync(file, script, { flag: 'wx' });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') throw new LabError('fileExists', `${file} exists already.`);
      throw new LabError('fileNotWritable', `${file} cannot be written.`, { cause: error });
    }
    return { shell, file };
  },
});
