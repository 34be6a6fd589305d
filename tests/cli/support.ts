import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';
import { runCli } from '../../main/cli/run.ts';
import type { ExitCode } from '../../shared/contract/errors.ts';

const root = resolve(import.meta.dirname, '../..');
export const bundledScenarios = join(root, 'resources/scenarios');
const entry = join(root, 'tools/setup/lab.mjs');

/** A folder for one test file, removed at its end. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// The answers are whatever JSON the command line gives; a test says what it expects of them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Answer = { exitCode: ExitCode; json: any; stderr: string };

/** One command line in this process, parsed the way a script would. */
export const run = (...argv: string[]): Promise<Answer> => runWith('', ...argv);

/** The same with something piped in. */
export async function runWith(stdin: string, ...argv: string[]): Promise<Answer> {
  let stdout = '';
  let stderr = '';
  const io = {
    stdout: (text: string) => void (stdout += text),
    stderr: (text: string) => void (stderr += text),
    stdin: () => Promise.resolve(stdin),
    bundledScenarios,
  };
  const exitCode = await runCli(argv, io);
  return { exitCode, json: JSON.parse(stdout), stderr };
}

/** The answer of a command that has to succeed. */
export async function done(...argv: string[]): Promise<Answer['json']> {
  const { exitCode, json, stderr } = await run(...argv);
  if (exitCode !== 0) throw new Error(`${argv.join(' ')} → ${exitCode}: ${JSON.stringify(json)}\n${stderr}`);
  return json;
}

/** Node from 23.6 on runs TypeScript as it is; an older one that runs the tests has the package's own beside it. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const node = major > 23 || (major === 23 && minor >= 6) ? process.execPath : join(root, 'node_modules/node/bin/node');

/** The real command line as a process of its own. */
export const start = (
  argv: readonly string[],
  options: { cwd?: string; stdin?: 'ignore' | 'pipe' } = {},
): ChildProcess =>
  spawn(node, [entry, ...argv], { cwd: options.cwd, stdio: [options.stdin ?? 'pipe', 'pipe', 'pipe'] });

export type Ended = { exitCode: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

export function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolveEnd) => {
    child.on('close', (exitCode, signal) => resolveEnd({ exitCode, signal, stdout, stderr }));
  });
}
