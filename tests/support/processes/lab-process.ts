import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('./lab-child.ts', import.meta.url));

export type LabProcess = {
  /** Every whole line so far. */
  lines: string[];
  /** Resolves when a line begins like this, or the process ends. */
  saw: (begin: string) => Promise<void>;
  /** Ends it at once, as a power cut would, and waits for that. */
  kill: () => Promise<void>;
  ended: Promise<unknown>;
};

/** Starts tests/support/processes/lab-child.ts with a task; ended with the test at the latest. */
export function startLabProcess(task: string, file: string, seed = 1): LabProcess {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [program, task, file, String(seed)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const lines: string[] = [];
  let rest = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = once(child, 'close');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  onTestFinished(kill);
  const saw = async (begin: string): Promise<void> => {
    while (!lines.some((line) => line.startsWith(begin))) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`lab-child ${task} ended early: ${errors}`);
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
  };
  return { lines, saw, kill, ended };
}
