import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draw } from '../../main/simulation/kernel/draw.ts';
import { Lab } from '../../main/lab/lab.ts';
import { buildScenario, mixedPopulation } from '../support/lab-scenario.ts';

export type Figures = Record<string, number>;
/** Throws what it finds wrong; the same seed tries the same, but for what hangs on the moment of a kill. */
export type Trial = (seed: number) => Figures | Promise<Figures>;

export type Dice = { below: (limit: number) => number; pick: <T>(list: readonly T[]) => T };
export function dice(seed: number, stream: string): Dice {
  let drawn = 0;
  const below = (limit: number): number => draw(seed, `test.soak.${stream}`, 0, (drawn += 1)) % limit;
  return { below, pick: (list) => list[below(list.length)]! };
}

export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-soak-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A small company with its checkpoint of the beginning, closed. */
export function newLab(folder: string, seed: number, name = 'lab'): string {
  const file = join(folder, `${name}.tandem`);
  Lab.create({ ...buildScenario(mixedPopulation), seed, devices: null, file }).lab.close();
  return file;
}

export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}
export const none = (violations: readonly string[], when: string): void =>
  demand(violations.length === 0, `${when}: ${violations.join('; ')}`);
