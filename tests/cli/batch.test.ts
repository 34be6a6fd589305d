import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../main/cli/commands.ts';
import type { Io } from '../../main/cli/io.ts';
import { runCli } from '../../main/cli/run.ts';
import { bundledScenarios, done, ended, run, runWith, start, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const inFolder = (name: string): string => join(folder, name);

/** The lines that a batch answers, and its exit code. */
const batch = (text: string, ...argv: string[]) => batchWith({}, text, ...argv);
async function batchWith(io: Partial<Io>, text: string, ...argv: string[]) {
  let stdout = '';
  const exitCode = await runCli(['batch', '-', ...argv], {
    ...io,
    stdout: (line) => void (stdout += line),
    stderr: () => undefined,
    stdin: () => Promise.resolve(text),
    bundledScenarios,
  });
  const lines = stdout.split('\n').slice(0, -1);

  return { exitCode, lines: lines.map((line) => JSON.parse(line)) };
}

describe('a batch', () => {
  it('answers what each command alone would have answered, one line each', async () => {
    const file = inFolder('my class.tandem');
    const { exitCode, lines } = await batch(
      `# a class\ncreate --scenario first-day --out "${file}"\r\n\n${JSON.stringify(['advance', file, '2h'])}\ninfo '${file}'\n`,
    );
    expect([exitCode, lines.map(({ line, exit }) => [line, exit])]).toEqual([
      0,
      [
        [2, 0],
        [4, 0],
        [5, 0],
      ],
    ]);
    expect(lines[2].out).toEqual(await done('info', file));
  });

  it('ends at the first command that fails, and with its exit code', async () => {
    const { exitCode, lines } = await batch('scenarios\nadvance none.tandem soon\nscenarios\n');
    expect(exitCode).toBe(2);
    expect(lines.map(({ exit }) => exit)).toEqual([0, 2]);
    expect(lines[1].out).toEqual((await run('advance', 'none.tandem', 'soon')).json);
  });

  it('goes on when it is told to, and still ends with the first exit code that is none', async () => {
    const { exitCode, lines } = await batch('info none.tandem\nadvance none.tandem soon\nscenarios', '--keep-going');
    expect([exitCode, lines.map(({ exit }) => exit)]).toEqual([1, [1, 2, 0]]);
  });

  it.each([
    ['an advance', 'advance', '2h'],
    ['a creation that goes on', 'create', '--force'],
  ] as const)(
    'ends when somebody interrupts %s, also when it is to go on after failures',
    async (_what, command, more) => {
      const file = inFolder(`${command}.tandem`);
      await done('create', '--scenario', 'first-day', '--out', file);
      const line =
        command === 'advance' ? ['advance', file, more] : ['create', '--scenario', 'first-day', '--out', file, more];
      const { exitCode, lines } = await batchWith(
        { holdInterrupts: () => ({ wasAsked: () => true, release: () => undefined }) },
        `${JSON.stringify(line)}\nscenarios\n`,
        '--keep-going',
      );
      expect([exitCode, lines.map(({ line: number }) => number)]).toEqual([1, [1]]);
    },
  );

  it('takes a file, and nothing that is none', async () => {
    writeFileSync(inFolder('two.txt'), 'capabilities --workloads windowsUpdate\n');
    expect(await done('batch', inFolder('two.txt'))).toMatchObject({
      line: 1,
      exit: 0,
      out: { value: expect.any(Number) as number },
    });
    mkdirSync(inFolder('folder'));
    for (const none of ['missing.txt', 'folder'])
      expect(await run('batch', inFolder(none))).toMatchObject({
        exitCode: 1,
        json: { error: { code: 'fileNotFound' } },
      });
  });

  it.runIf(process.platform !== 'win32')('does not wait for a pipe', async () => {
    execFileSync('mkfifo', [inFolder('pipe')]);
    expect(await run('batch', inFolder('pipe'))).toMatchObject({ json: { error: { code: 'fileNotFound' } } });
    expect(await run('validate', inFolder('pipe'))).toMatchObject({ exitCode: 1 });
  });

  it('holds no batch, and hands its own input to no command', async () => {
    const { lines } = await batch('batch -\nview x.tandem home.read -\n"not a command', '--keep-going');
    expect(lines.map(({ out }) => out.error.message)).toEqual([
      '"batch" cannot stand in a batch.',
      'A command of a batch reads nothing from stdin.',
      'There is no command "not a command".',
    ]);
  });

  it('answers nothing for no command, and help for itself', async () => {
    expect((await batch('\n# nothing\n')).exitCode).toBe(0);
    expect((await runWith('', 'batch', '--help')).json).toMatchObject({ commands: [{ name: 'batch' }] });
  });

  it('answers each line as soon as it is done, in a process of its own', async () => {
    const child = start(['batch', '-']);
    child.stdin!.end('scenarios\ncapabilities --workloads windowsUpdate\n');
    const { exitCode, stdout } = await ended(child);
    expect([exitCode, stdout.trimEnd().split('\n').length]).toEqual([0, 2]);
  });
});

describe('completion', () => {
  it.each(['bash', 'zsh', 'fish', 'powershell'])('for %s knows every command and its options', async (shell) => {
    const { script } = await done('completion', shell);
    for (const [name, { options }] of Object.entries(commands)) {
      expect(script).toContain(name);
      for (const option of Object.keys(options)) expect(script).toContain(option);
    }
  });

  it('completes commands, options and files in bash', async () => {
    const out = inFolder('tandem-lab.bash');
    await done('completion', 'bash', '--out', out);
    const complete = (words: string[]): string[] =>
      execFileSync(
        'bash',
        [
          '-c',
          `. "$0"; COMP_WORDS=(tandem-lab "$@"); COMP_CWORD=$#; _tandem_lab; printf '%s\\n' "\${COMPREPLY[@]}"`,
          out,
          ...words,
        ],
        { encoding: 'utf8', cwd: folder },
      )
        .trim()
        .split('\n');
    expect(complete(['fau'])).toEqual(['faults']);
    expect(complete(['advance', 'x.tandem', '--un'])).toEqual(['--until']);
    expect(complete(['help', 'conn'])).toEqual(['connector']);
    expect(complete(['info', 'tandem-l'])).toEqual(['tandem-lab.bash']);
  });

  it('overwrites nothing and knows no other shell', async () => {
    const out = inFolder('kept.fish');
    writeFileSync(out, 'mine');
    expect(await run('completion', 'fish', '--out', out)).toMatchObject({ json: { error: { code: 'fileExists' } } });
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(await run('completion', 'tcsh')).toMatchObject({ exitCode: 2 });
  });
});
