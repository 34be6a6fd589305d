import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { copy, kept, root } from './workspace.ts';

type Report = {
  testResults: {
    name: string;
    status: 'passed' | 'failed';
    startTime: number;
    endTime: number;
    assertionResults: { status: string; fullName: string }[];
  }[];
};
export type TestFile = { file: string; ms: number; reached: number[] };

const reachedFolder = join(kept, 'reached');
const reportFile = join(kept, 'report.json');

/** Runs test files of the copy with one mutant, or none; undefined when it did not end in time. */
async function run(
  files: readonly string[],
  mutant: number,
  options: string[],
  limitMs: number,
): Promise<Report | undefined> {
  rmSync(reportFile, { force: true });
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--config',
    'tools/config/mutants.config.ts',
    '--reporter=json',
    `--outputFile=${reportFile}`,
    ...options,
    ...files,
  ];
  const child = spawn(process.execPath, args, {
    cwd: copy,
    stdio: 'ignore',
    detached: process.platform !== 'win32',
    env: { ...process.env, TANDEM_MUTANT: String(mutant), ...(mutant === 0 ? { TANDEM_REACHED: reachedFolder } : {}) },
  });
  const isDone = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => {
      // The workers, too: a mutant may never end.
      if (child.pid !== undefined) process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
      resolve(false);
    }, limitMs);
    child.on('close', () => {
      clearTimeout(timer);
      resolve(true);
    });
  });
  return isDone && existsSync(reportFile) ? (JSON.parse(readFileSync(reportFile, 'utf8')) as Report) : undefined;
}

/** The run without a mutant: which test files pass, how long each takes, and which places of the sample it reaches. */
export async function baseline(): Promise<TestFile[]> {
  rmSync(reachedFolder, { recursive: true, force: true });
  const report = await run([], 0, [], 2 ** 31 - 1);
  if (!report) throw new Error('The tests without a mutant gave no report.');
  const reached = new Map(
    readdirSync(reachedFolder).map((name) => {
      const entry = JSON.parse(readFileSync(join(reachedFolder, name), 'utf8')) as { test: string; reached: number[] };
      return [entry.test, entry.reached] as const;
    }),
  );
  return report.testResults
    .filter(({ status }) => status === 'passed')
    .map(({ name, startTime, endTime }) => ({
      file: relative(copy, name),
      ms: endTime - startTime,
      reached: reached.get(name) ?? [],
    }))
    .sort((a, b) => a.ms - b.ms);
}

/** Quick ones first, in portions that grow, so that most mutants meet a failing test within seconds. */
export function portions(files: readonly TestFile[]): TestFile[][] {
  const result: TestFile[][] = [];
  for (let at = 0, size = 8; at < files.length; at += size, size *= 3) result.push(files.slice(at, at + size));
  return result;
}

/** The test that fails with this mutant, `(no end)`, or undefined when it survives all of them. */
export async function killerOf(mutant: number, files: readonly TestFile[]): Promise<string | undefined> {
  for (const portion of portions(files)) {
    const usualMs = portion.reduce((sum, { ms }) => sum + ms, 0);
    const report = await run(
      portion.map(({ file }) => file),
      mutant,
      ['--bail=1'],
      120_000 + usualMs * 5,
    );
    if (!report) return '(no end)';
    const failed = report.testResults.find(({ status }) => status === 'failed');
    if (failed) {
      const test = failed.assertionResults.find(({ status }) => status === 'failed');
      return `${relative(copy, failed.name)}: ${test?.fullName ?? '(before its tests)'}`;
    }
  }
  return undefined;
}
