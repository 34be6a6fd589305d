// Proves promises of docs/reliability.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, describe, it, vi } from 'vitest';
import { patience } from '../../tools/config/patience.ts';
import { withSeed } from '../support/inputs/random-inputs.ts';
import { canMount } from '../support/small-disk.ts';
import { alteredFile } from './altered-file.ts';
import { fullDisk } from './full-disk.ts';
import { hostileCheckpoints } from './hostile-checkpoints.ts';
import { killed } from './killed.ts';
import { lifeThroughBothDoors } from './life.ts';
import { nonsense } from './nonsense.ts';
import type { Figures, Trial } from './trial.ts';

vi.mock('electron', () => ({
  BrowserWindow: vi.fn(),
  ipcMain: {},
  protocol: {},
  session: {},
  net: {},
  webContents: {},
}));

/**
 * What a classroom does to software, drawn anew for as long as TANDEM_SOAK_MINUTES says, or once. Every trial prints nothing and
 * answers figures; whatever it finds wrong is thrown, with its seed. One seed is one trial of each kind.
 */
const minutes = Number(process.env['TANDEM_SOAK_MINUTES'] ?? 0);
const firstSeed = Number(process.env['TANDEM_SEED'] ?? 1);
const until = Date.now() + minutes * 60_000;

const trials: Record<string, Trial> = {
  'a life through both doors': lifeThroughBothDoors,
  'a process that is killed': killed,
  ...(canMount ? { 'a disk that is full': fullDisk } : {}),
  'a file that was altered': alteredFile,
  'a folder of checkpoints that means harm': hostileCheckpoints,
  'messages without sense': nonsense,
};

const totals = new Map<string, Figures>();
const add = (name: string, figures: Figures): void => {
  const total = totals.get(name) ?? { trials: 0 };
  for (const [what, count] of Object.entries({ trials: 1, ...figures })) total[what] = (total[what] ?? 0) + count;
  totals.set(name, total);
};
let seeds = 0;
afterAll(() => {
  const file = process.env['TANDEM_SOAK_FIGURES'];
  if (file === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    JSON.stringify({ seeds: [firstSeed, firstSeed + seeds - 1], ...Object.fromEntries(totals) }, null, 2),
  );
});

describe('soak', () => {
  it(
    `holds for ${minutes === 0 ? 'one seed' : `${minutes} minutes`}`,
    async () => {
      for (let seed = firstSeed; ; seed += 1) {
        for (const [name, trial] of Object.entries(trials))
          add(name, await withSeed(seed, 'tests/soak/soak.test.ts', () => trial(seed)));
        seeds += 1;
        if (Date.now() >= until) break;
      }
    },
    patience.testMs + minutes * 60_000,
  );
});
