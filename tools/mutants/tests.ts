import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { copy, kept, root } from './workspace.ts';

type Report = {
  testResults: {
    name: string;
    status: 'passed' | 'failed';
    startTime: number;
    endTime: number;
    message: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
};
/** `reached` are the numbers of the mutants that a test file comes by; what lives in processes of its own cannot tell. */
export type TestFile = { file: string; ms: number; reached: number[] | 'unknown' };

export const mayNotice = ({ reached }: TestFile, mutant: number): boolean =>
  reached === 'unknown' || reached.includes(mutant);

const reachedFolder = join(kept, 'reached');
const reports = join(kept, 'reports');

/** The run of the tests ended without telling how: that says nothing about the mutants in it. */
export class NoReportError extends Error {}

/** Runs test files of the copy with these mutants; undefined when it did not end in time. Throws `NoReportError`. */
async function run(
  files: readonly string[],
  mutants: readonly number[],
  options: string[],
  limitMs: number,
): Promise<Report | undefined> {
  const reportFile = join(reports, `${mutants.join('-') || 'none'}.json`);
  mkdirSync(reports, { recursive: true });
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
    env: {
      ...process.env,
      TANDEM_MUTANTS: mutants.join(','),
      ...(mutants.length === 0 ? { TANDEM_REACHED: reachedFolder } : {}),
    },
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
  if (!isDone) return undefined;
  if (!existsSync(reportFile)) throw new NoReportError(`The tests with ${mutants.join(', ')} ended without a report.`);
  return JSON.parse(readFileSync(reportFile, 'utf8')) as Report;
}

/** The run without a mutant: which test files pass, how long each takes, and which places of the sample it reaches. */
export async function baseline(): Promise<TestFile[]> {
  rmSync(reachedFolder, { recursive: true, force: true });
  const report = await run([], [], [], 2 ** 31 - 1);
  if (!report) throw new Error('The tests without a mutant gave no report.');
  const reached = new Map(
    readdirSync(reachedFolder).map((name) => {
      const entry = JSON.parse(readFileSync(join(reachedFolder, name), 'utf8')) as { test: string; reached: number[] };
      return [entry.test, entry.reached] as const;
    }),
  );
  return report.testResults
    .filter(({ status }) => status === 'passed')
    .map(({ name, startTime, endTime }): TestFile => {
      const file = relative(copy, name);
      const isGolden = file.startsWith('tests/golden/');
      return { file, ms: endTime - startTime, reached: isGolden ? 'unknown' : (reached.get(name) ?? []) };
    })
    .sort((a, b) => a.ms - b.ms);
}

/** So many milliseconds of tests are run for each mutant alone, and the golden records after them: little escapes those. */
const quickMs = 20_000;

/** The tests that are run for each mutant alone, in portions that grow, and those that several mutants share a run of. */
export function portions(files: readonly TestFile[]): { alone: TestFile[][]; shared: TestFile[] } {
  const golden = files.filter(({ reached }) => reached === 'unknown');
  const others = files.filter((file) => !golden.includes(file));
  let sum = 0;
  const quick = others.filter(({ ms }) => (sum += ms) <= quickMs);
  const alone: TestFile[][] = [];
  for (let at = 0, size = 8; at < quick.length; at += size, size *= 3) alone.push(quick.slice(at, at + size));
  return { alone: [...alone, golden], shared: others.slice(quick.length) };
}

/** The test that fails with these mutants, `(no end)`, or undefined when all pass. Throws `NoReportError`. */
export async function failing(mutants: readonly number[], files: readonly TestFile[]): Promise<string | undefined> {
  if (files.length === 0) return undefined;
  const usualMs = files.reduce((sum, { ms }) => sum + ms, 0);
  const report = await run(
    files.map(({ file }) => file),
    mutants,
    ['--bail=1'],
    120_000 + usualMs * 5,
  );
  if (!report) return '(no end)';
  // With the first failure the rest is given up, and files that were not at their end count as failed, too.
  const failed = report.testResults.filter(({ status }) => status === 'failed');
  for (const { name, assertionResults } of failed) {
    const test = assertionResults.find(({ status }) => status === 'failed');
    if (test) return `${relative(copy, name)}: ${test.fullName}`;
  }
  const broken = failed.find(({ message }) => message !== '');
  return broken && `${relative(copy, broken.name)}: (before its tests)`;
}
