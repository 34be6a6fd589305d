import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, progress, rounded, timed, type BenchResult } from './result.ts';

const root = resolve(import.meta.dirname, '../..');
const pairs = 15;

/** How long the command line takes to answer, against a Node that has nothing to do; one after the other, in pairs. */
export function commandLineResult(): BenchResult {
  progress('starting the command line, and an empty Node');
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
  try {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    const start = (...args: string[]): number =>
      timed(() => {
        const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
        if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
      }).ms;
    const lab = (): number => start(join(root, 'tools/setup/lab.mjs'), 'help');
    // The first start makes the bundle, the second its compiled code.
    lab();
    lab();
    const runs = Array.from({ length: pairs }, () => ({ bare: start(empty), lab: lab() }));
    return {
      name: "the command line's start to the end of its help ÷ an empty Node",
      value: rounded(median(runs.map(({ bare, lab: ours }) => ours / bare))),
      unit: '×',
      kind: 'ratio',
      budget: 3,
      note: `${Math.round(median(runs.map((run) => run.lab)))} ms against ${Math.round(median(runs.map((run) => run.bare)))} ms, median of ${pairs} pairs`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
