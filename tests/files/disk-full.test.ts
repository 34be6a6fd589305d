// Proves promises of docs/reliability.md.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/contract/errors.ts';
import { day } from '../../shared/time.ts';
import { Lab } from '../../main/lab/lab.ts';
import {
  buildLab,
  buildScenario,
  mixedPopulation,
  order,
  pass,
  refusalCode,
  type LabSet,
} from '../support/build-lab.ts';
import { canMount, smallDisk } from '../support/small-disk.ts';

const set: LabSet = {
  devices: mixedPopulation.devices!,
  rates: mixedPopulation.rates!,
  withHash: true,
  withBaseline: true,
};
const inputsOf = (lab: Lab): number => lab.db.prepare('SELECT count(*) FROM inputs').pluck().get() as number;
const create = (file: string, force = false): Lab =>
  Lab.create({ ...buildScenario(set), seed: 1, devices: null, file, force }).lab;

/** Works on a lab until something is refused for want of room; answers how many inputs were acknowledged. */
function workUntilFull(lab: Lab): number {
  let acknowledged = inputsOf(lab);
  try {
    // Every order and its cancel leave something behind, so room is needed sooner or later.
    for (let round = 0; round < 20_000; round += 1) {
      const waiting = lab.db.prepare(`SELECT id FROM actions WHERE device_id = 8 AND state = 'pending'`).pluck();
      let actionId = waiting.get() as number | undefined;
      if (actionId === undefined) {
        actionId = order(lab, 'sync', 8);
        acknowledged += 1;
      }
      lab.input('actions.cancel', { actionId });
      acknowledged += 1;
      if (round % 10 === 0) pass(lab, 600);
    }
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    expect(error.code).toBe('diskFull');
    expect(error.message).toContain('full');
    return acknowledged;
  }
  throw new Error('workUntilFull: the disk never got full');
}

describe('a lab that may not grow', () => {
  it('refuses what needs room, keeps what was acknowledged, and goes on when there is room again', () => {
    const lab = buildLab(set);
    const pages = lab.db.pragma('page_count', { simple: true }) as number;
    lab.db.pragma(`max_page_count = ${pages + 2}`);
    const acknowledged = workUntilFull(lab);
    expect(acknowledged).toBeGreaterThan(0);
    expect(inputsOf(lab)).toBe(acknowledged);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
    lab.db.pragma('max_page_count = 1000000');
    pass(lab, day);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });
});

describe.skipIf(!canMount)('a full disk', () => {
  it('lets a lab be created wholly or not at all, wherever the room ends', () => {
    const disk = smallDisk(4096);
    const file = join(disk.folder, 'labs', 'lab.tandem');
    let refusals = 0;
    let created = 0;
    for (let kib = 0; kib < 2000; kib += kib < 700 ? 28 : 200) {
      disk.leave(kib);
      let lab: Lab | undefined;
      try {
        lab = create(file);
      } catch (error) {
        expect((error as LabError).code, `${kib} KiB: ${(error as Error).message}`).toBe('diskFull');
        expect(readdirSync(disk.folder, { recursive: true }), `${kib} KiB`).toEqual(['filler']);
        refusals += 1;
        continue;
      }
      created += 1;
      expect(lab.check()).toEqual([]);
      expect(lab.checkpoints().map(({ name }) => name)).toEqual(['baseline']);
      break;
    }
    expect(created).toBe(1);
    expect(refusals).toBeGreaterThan(5);
  });

  it('keeps the old lab with all its checkpoints when a new one in its place finds no room', () => {
    const disk = smallDisk(6000);
    const file = join(disk.folder, 'lab.tandem');
    const old = create(file);
    pass(old, day);
    const { hash } = old.checkpoint('mine');
    old.close();
    const before = readdirSync(disk.folder, { recursive: true }).sort();
    let refusals = 0;
    for (let kib = 0; kib < 3000; kib += 60) {
      disk.leave(kib);
      try {
        create(file, true).close();
        break;
      } catch (error) {
        expect((error as LabError).code).toBe('diskFull');
        refusals += 1;
      }
      expect(readdirSync(disk.folder, { recursive: true }).sort(), `${kib} KiB`).toEqual(before);
    }
    expect(refusals).toBeGreaterThan(3);
    disk.leave(2000);
    const lab = Lab.open(file);
    // The last round had room and replaced it.
    expect(lab.checkpoints().map(({ name }) => name)).toEqual(['baseline']);
    expect(lab.hash()).not.toBe(hash);
    lab.close();
  });

  it('refuses inputs and time, and keeps every acknowledged one over closing and opening', () => {
    const disk = smallDisk(4096);
    const file = join(disk.folder, 'lab.tandem');
    let lab = create(file);
    for (const kib of [300, 120, 40, 8]) {
      disk.leave(kib);
      const acknowledged = workUntilFull(lab);
      expect(inputsOf(lab)).toBe(acknowledged);
      expect(lab.check()).toEqual([]);
      // Closing does not fail; what the log holds stays.
      lab.close();
      let code = 'opened';
      try {
        Lab.open(file).close();
      } catch (error) {
        ({ code } = error as LabError);
      }
      expect(['opened', 'diskFull']).toContain(code);
      disk.leave(1500);
      lab = Lab.open(file);
      expect(inputsOf(lab)).toBe(acknowledged);
      expect(lab.check()).toEqual([]);
    }
    expect(lab.replay().equal).toBe(true);
    lab.close();
  });

  it('refuses a checkpoint and a reset, and leaves nothing half done', async () => {
    const disk = smallDisk(4096);
    const lab = create(join(disk.folder, 'lab.tandem'));
    order(lab, 'sync', [1, 3]);
    pass(lab, day);
    const hash = lab.hash();
    const folder = `${lab.file}.checkpoints`;
    for (const kib of [0, 30, 100, 180]) {
      disk.leave(kib);
      expect(refusalCode(() => lab.checkpoint('mine'))).toBe('diskFull');
      await expect(lab.reset()).rejects.toMatchObject({ code: 'diskFull' });
      expect(readdirSync(folder), `${kib} KiB`).toEqual(['baseline.tandem']);
      expect(lab.hash()).toBe(hash);
    }
    // Room for the archive, but none for the pages that come in.
    let failed = 0;
    for (let kib = 200; kib < 900; kib += 20) {
      disk.leave(kib);
      try {
        await lab.reset();
        break;
      } catch (error) {
        expect((error as LabError).code, (error as LabError).message).toBe('diskFull');
        failed += 1;
      }
      expect(lab.hash()).toBe(hash);
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    }
    expect(failed).toBeGreaterThan(0);
    expect(lab.hash()).not.toBe(hash);
    expect(lab.check()).toEqual([]);
    disk.leave(1000);
    pass(lab, day);
    expect(lab.replay().equal).toBe(true);
    lab.close();
    expect(existsSync(`${lab.file}-wal`)).toBe(false);
  });
});
