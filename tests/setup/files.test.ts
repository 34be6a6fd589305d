import { existsSync, mkdirSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentHash, faultOf, fillFolder, sweep } from '../../tools/setup/files.mjs';
import { temporaryFolder } from './temporary-folder.ts';

async function filled() {
  const folder = join(temporaryFolder(), 'runtime-1');
  await fillFolder(folder, async (temporary) => {
    mkdirSync(join(temporary, 'locales'));
    writeFileSync(join(temporary, 'program'), 'program');
    writeFileSync(join(temporary, 'locales/en.pak'), 'words');
  });
  return folder;
}

describe('fillFolder', () => {
  it('makes a folder without fault', async () => {
    expect(faultOf(await filled())).toBeNull();
  });

  it('leaves nothing when filling fails, and the former folder as it was', async () => {
    const folder = await filled();
    await expect(
      fillFolder(folder, async (temporary) => {
        writeFileSync(join(temporary, 'program'), 'half');
        throw new Error('disk full');
      }),
    ).rejects.toThrow('disk full');
    expect(faultOf(folder)).toBeNull();
    expect(readdirSync(join(folder, '..'))).toEqual(['runtime-1']);
  });
});

describe('faultOf', () => {
  it('names a missing file', async () => {
    const folder = await filled();
    rmSync(join(folder, 'locales/en.pak'));
    expect(faultOf(folder)).toBe('lacks locales/en.pak');
  });

  it('names a file that was cut short', async () => {
    const folder = await filled();
    truncateSync(join(folder, 'program'), 3);
    expect(faultOf(folder)).toBe('has a damaged program');
  });

  it('notices other bytes of the same length', async () => {
    const folder = await filled();
    writeFileSync(join(folder, 'program'), 'prograM');
    // A fast disk can write both within the same tick of the clock.
    utimesSync(join(folder, 'program'), 1, 1);
    expect(faultOf(folder)).toBe('has a damaged program');
  });

  it('believes a file that was only touched', async () => {
    const folder = await filled();
    utimesSync(join(folder, 'program'), 1, 1);
    expect(faultOf(folder)).toBeNull();
  });

  it('takes a folder without its manifest for unfinished', async () => {
    const folder = await filled();
    rmSync(join(folder, 'tandem-manifest.json'));
    expect(faultOf(folder)).toBe('is incomplete');
  });
});

describe('sweep', () => {
  it('removes leftovers and older versions, and nothing else', async () => {
    const folder = await filled();
    for (const name of ['runtime-0', 'runtime-1.partial-abcd', 'other']) mkdirSync(join(folder, '..', name));
    sweep(folder, 'runtime-');
    expect(readdirSync(join(folder, '..')).sort()).toEqual(['other', 'runtime-1']);
    expect(existsSync(join(folder, 'program'))).toBe(true);
  });
});

describe('sweep in a shared cache', () => {
  it('keeps older versions, which another checkout may use', async () => {
    const folder = await filled();
    for (const name of ['runtime-0', 'runtime-1.partial-abcd']) mkdirSync(join(folder, '..', name));
    sweep(folder, null);
    expect(readdirSync(join(folder, '..')).sort()).toEqual(['runtime-0', 'runtime-1']);
  });
});

describe('contentHash', () => {
  it('changes with a file’s content, its name and its absence', () => {
    const base = temporaryFolder();
    mkdirSync(join(base, 'main'));
    const hashes = [contentHash(base, ['main', 'package.json'])];
    for (const [name, content] of [
      ['main/a.ts', '1'],
      ['main/a.ts', '2'],
      ['main/b.ts', '2'],
      ['package.json', '{}'],
    ]) {
      writeFileSync(join(base, name!), content!);
      hashes.push(contentHash(base, ['main', 'package.json']));
    }
    expect(new Set(hashes).size).toBe(5);
    expect(contentHash(base, ['main', 'package.json'])).toBe(hashes.at(-1));
  });
});
