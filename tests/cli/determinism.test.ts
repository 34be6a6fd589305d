// Proves promises of docs/reliability.md.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { done, temporaryFolder } from './support.ts';

const folder = temporaryFolder();

async function makeLab(name: string, seed: string): Promise<string> {
  const file = join(folder, `${name}.tandem`);
  await done('create', '--scenario', 'contoso', '--devices', '200', '--seed', seed, '--out', file);
  return file;
}

/** Orders a class of everything at once. */
async function giveOrders(file: string): Promise<void> {
  const { rows } = await done('devices', file, '--filter', 'managedBy=coManaged', '--limit', '6', '--fields', 'id');
  const ids = rows.map(({ id }: { id: string }) => id);
  await done('action', file, 'restart', '--device', ...ids.slice(0, 3), '--confirm', '3');
  await done('action', file, 'sync', '--device', ...ids.slice(3), '--confirm', '3');
  const name = (await done('device', file, ids[5])).name;
  await done('action', file, 'wipe', '--device', ids[5], '--confirm', name);
}

describe('the state hash', () => {
  it('is the same for the same seed and inputs, and another for another seed', async () => {
    const [a, b, c] = [await makeLab('a', '11'), await makeLab('b', '11'), await makeLab('c', '12')];
    const hashes: string[] = [];
    for (const file of [a, b, c]) {
      await giveOrders(file);
      hashes.push((await done('advance', file, '2d')).hash);
    }
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });

  it('is the same after one jump and after many steps, with the lab closed between them', async () => {
    const [jumped, stepped] = [await makeLab('jumped', '21'), await makeLab('stepped', '21')];
    await giveOrders(jumped);
    await giveOrders(stepped);
    const { hash, to, events } = await done('advance', jumped, '6d');
    let stepEvents = 0;
    for (const step of ['1s', '59s', '4m', '--next', '55m', '--next', '3h']) {
      stepEvents += Number((await done('advance', stepped, step, '--no-hash')).events);
    }
    const last = await done('advance', stepped, '--until', to);
    expect({ hash: last.hash, events: stepEvents + Number(last.events) }).toEqual({ hash, events });
    expect(await done('replay', stepped)).toEqual({ hash, replayed: hash, equal: true });
    expect(await done('check', stepped)).toEqual({ ok: true, violations: [] });
  });

  it('does not depend on looking, keeping or going back', async () => {
    const [quiet, looked] = [await makeLab('quiet', '31'), await makeLab('looked', '31')];
    await done('advance', quiet, '5h');
    await done('checkpoint', looked, 'first');
    await done('advance', looked, '2d', '--no-hash');
    await done('reset', looked, '--to', 'first');
    await done('devices', looked);
    await done('advance', looked, '5h', '--no-hash');
    expect(await done('hash', looked)).toEqual(await done('hash', quiet));
  });
});
