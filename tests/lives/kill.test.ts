// Proves promises of docs/reliability.md.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { draw } from '../../main/simulation/kernel/draw.ts';
import { Lab } from '../../main/lab/lab.ts';
import { checkpointFile } from '../../main/lab/files/checkpoints.ts';
import { checkpointFolder } from '../../main/lab/files/paths.ts';
import { buildLab, buildScenario, labFolder, mixedPopulation, refusalCode } from '../support/build-lab.ts';
import { startLabProcess, type LabProcess } from '../support/processes/lab-process.ts';
import { seeds, withSeed } from '../support/inputs/random-inputs.ts';

/** Random moments come from the machine, not from a seed: these runs differ each time, and must hold each time. */
const thisFile = 'tests/lives/kill.test.ts';
const inputsOf = (lab: Lab): number => lab.db.prepare('SELECT count(*) FROM inputs').pluck().get() as number;

function smallLab(): string {
  const { devices = [], rates = {} } = mixedPopulation;
  const lab = buildLab({ devices, rates, withHash: true, withBaseline: true });
  lab.close();
  return lab.file;
}

/** Lets a process work for a random while and ends it in the middle. */
async function killAtRandom(task: string, file: string, seed: number): Promise<LabProcess> {
  const child = startLabProcess(task, file, seed);
  await child.saw(task === 'create' ? 'begun' : 'open');
  await wait(draw(seed, 'test.kill', 0, 0) % (task === 'create' ? 700 : 900));
  await child.kill();
  return child;
}

/** The last acknowledged step: how many inputs the lab had taken, and where its clock stood. */
function lastStep({ lines }: LabProcess): { inputs: number; now: number } {
  const [, inputs = '0', now = '0'] = lines.findLast((line) => line.startsWith('step'))?.split(' ') ?? [];
  return { inputs: Number(inputs), now: Number(now) };
}

describe('a process that is killed', () => {
  it.each(seeds(2))('loses no acknowledged input and leaves a sound lab (seed %i)', async (seed) => {
    await withSeed(seed, thisFile, async () => {
      const file = smallLab();
      let steps = 0;
      for (let round = 0; round < 5; round += 1) {
        const child = await killAtRandom('work', file, seed * 100 + round);
        const acknowledged = lastStep(child);
        steps += child.lines.length;
        const lab = Lab.open(file);
        expect(inputsOf(lab)).toBeGreaterThanOrEqual(acknowledged.inputs);
        expect(lab.now).toBeGreaterThanOrEqual(acknowledged.now);
        expect(lab.check()).toEqual([]);
        expect(lab.replay().equal).toBe(true);
        lab.close();
      }
      expect(steps).toBeGreaterThan(20);
    });
  });

  it('while it keeps checkpoints leaves whole ones only, and every acknowledged one', async () => {
    const file = smallLab();
    for (let round = 1; round <= 5; round += 1) {
      const { lines } = await killAtRandom('checkpoint', file, round);
      const lab = Lab.open(file);
      expect(lab.check()).toEqual([]);
      const kept = new Map(lab.checkpoints().map(({ name, hash }) => [name, hash]));
      for (const line of lines.filter((text) => text.startsWith('checkpoint'))) {
        const [, name = '', hash] = line.split(' ');
        expect(kept.get(name)).toBe(hash);
      }
      for (const name of readdirSync(checkpointFolder(file)).filter((entry) => entry.endsWith('.tandem'))) {
        const copy = Lab.open(join(checkpointFolder(file), name));
        expect(copy.check()).toEqual([]);
        expect(copy.hash()).toBe(kept.get(name.replace('.tandem', '')));
        copy.close();
      }
      lab.close();
    }
  });

  it('while it resets leaves the attempt or the baseline, and nothing between', async () => {
    const file = smallLab();
    const opened = Lab.open(file);
    const first = opened.hash();
    opened.withheld = ['truth'];
    opened.close();
    let resets = 0;
    for (let round = 1; round <= 6; round += 1) {
      const { lines } = await killAtRandom('reset', file, round);
      resets += lines.filter((line) => line.startsWith('reset')).length;
      const lab = Lab.open(file);
      expect(lab.check()).toEqual([]);
      expect(lab.replay().equal).toBe(true);
      expect(lab.withheld).toEqual(['truth']);
      for (const line of lines.filter((text) => text.startsWith('reset'))) {
        expect(existsSync(checkpointFile(file, line.slice('reset '.length)))).toBe(true);
      }
      expect(await lab.reset()).toMatchObject({ hash: first, matches: true });
      lab.close();
    }
    expect(resets).toBeGreaterThan(0);
  });

  it('while it creates a lab leaves the whole lab or none, and no obstacle', async () => {
    const wanted = { ...buildScenario(mixedPopulation), devices: null };
    for (let round = 1; round <= 6; round += 1) {
      const file = join(labFolder(), 'lab.tandem');
      const { lines } = await killAtRandom('create', file, round);
      if (lines.includes('created')) expect(existsSync(file)).toBe(true);
      if (existsSync(file)) {
        const lab = Lab.open(file);
        expect(lab.check()).toEqual([]);
        expect(lab.replay().equal).toBe(true);
        lab.close();
      } else expect(refusalCode(() => Lab.open(file))).toBe('fileNotFound');
      const { lab } = Lab.create({ ...wanted, seed: round, file, force: true });
      expect(lab.check()).toEqual([]);
      lab.close();
      expect(readdirSync(join(file, '..')).sort()).toEqual(['lab.tandem', 'lab.tandem.checkpoints', 'lab.tandem.lock']);
      expect(readdirSync(checkpointFolder(file))).toEqual(['baseline.tandem']);
    }
  });
});
