import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, progress, rounded, timed, type BenchResult } from './result.ts';

const root = resolve(import.meta.dirname, '../..');
const rounds = 15;

/** How long the command line takes to answer, against a Node that has nothing to do; in turn. */
export function commandLineResults(): BenchResult[] {
  progress('starting the command line, and an empty Node');
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
  try {
    const empty = join(folder, 'empty.mjs');
    writeFileSync(empty, '');
    const lab = join(folder, 'small.tandem');
    const start = (...args: string[]): number =>
      timed(() => {
        const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
        if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
      }).ms;
    const ours = (...args: string[]): number => start(join(root, 'tools/setup/lab.mjs'), ...args);
    // The first start makes the bundle and keeps its compiled code.
    ours('create', '--scenario', 'first-day', '--out', lab);
    const runs = Array.from({ length: rounds }, () => ({
      bare: start(empty),
      help: ours('help'),
      info: ours('info', lab),
    }));
    const bareMs = median(runs.map(({ bare }) => bare));
    const against = (name: string, of: (run: (typeof runs)[number]) => number): BenchResult => ({
      name: `the command line's start to the end of ${name} ÷ an empty Node`,
      value: rounded(median(runs.map((run) => of(run) / run.bare))),
      unit: '×',
      kind: 'ratio',
      budget: 3,
      note: `${Math.round(median(runs.map(of)))} ms against ${Math.round(bareMs)} ms, median of ${rounds} rounds`,
    });
    return [against('its help', ({ help }) => help), against('`info` of a small lab', ({ info }) => info)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
