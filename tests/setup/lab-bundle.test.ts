import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { loaded } from '../../tools/setup/lab-bundle.mjs';
import { bundleIn } from '../../tools/setup/lab-bundling.mjs';

const checkout = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tandem-bundle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = join(folder, 'checkout');
const cache = join(folder, 'cache');
const tools = ['tools/setup/lab-bundle.mjs', 'tools/setup/lab-bundling.mjs'];
const past = new Date('2026-01-01T00:00:00Z');

/** A checkout with a command line of two files, written a while ago. */
beforeEach(() => {
  for (const path of [root, cache, join(folder, 'elsewhere'), join(folder, 'moved')])
    rmSync(path, { recursive: true, force: true });
  mkdirSync(join(root, 'main/cli'), { recursive: true });
  mkdirSync(join(root, 'tools/setup'), { recursive: true });
  for (const file of tools) cpSync(join(checkout, file), join(root, file));
  mkdirSync(join(root, 'node_modules/better-sqlite3/lib'), { recursive: true });
  write('node_modules/.package-lock.json', '{}');
  write('main/cli/word.ts', `export const word: string = 'one';`);
  write('main/cli/run.ts', `import { word } from './word.ts';\nexport const said: string = word;`);
  write('main/cli/process-io.ts', 'export const io: number = 1;');
  for (const file of tools) utimesSync(join(root, file), past, past);
});
function write(file: string, text: string, at: Date = past): void {
  writeFileSync(join(root, file), text);
  utimesSync(join(root, file), at, at);
}
const bundle = () => bundleIn(cache, root);
const required = (made: string | undefined) =>
  loaded(made!) as { said: unknown; io: unknown; keepCompiled: () => void };
const said = async (): Promise<unknown> => required(await bundle()).said;

describe('the bundle of the command line', () => {
  it('is made once for the same sources', async () => {
    const made = await bundle();
    const marked = join(made!, 'run.cjs');
    writeFileSync(marked, `${readFileSync(marked, 'utf8')}\n// kept`);
    expect(await bundle()).toBe(made);
    expect(readFileSync(marked, 'utf8')).toMatch(/\/\/ kept$/);
  });

  it('is made anew for another text of any of its sources', async () => {
    expect(await said()).toBe('one');
    write('main/cli/word.ts', `export const word: string = 'three';`);
    expect(await said()).toBe('three');
    write('main/cli/word.ts', `export const word: string = 'seven';`, new Date('2026-01-02T00:00:00Z'));
    expect(await said()).toBe('seven');
  });

  it('is made anew when another package was installed, and when a part of it is gone', async () => {
    const made = await bundle();
    const listed = () => statSync(join(cache, 'sources.json')).ino;
    const before = listed();
    write('node_modules/.package-lock.json', '{ "packages": {} }');
    expect(await bundle()).toBe(made);
    expect(listed()).not.toBe(before);
    rmSync(join(made!, 'run.cjs'));
    expect(await said()).toBe('one');
  });

  it('finds the addon beside its package, after a move and behind a link too', async () => {
    write('main/cli/run.ts', 'declare const __dirname: string;\nexport const said: string = __dirname;');
    const addon = 'node_modules/better-sqlite3/lib';
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), cache);
    expect(realpathSync(String(await said()))).toBe(realpathSync(join(root, addon)));

    const made = await bundleIn(join(root, '.cache/cli'), root);
    const moved = join(folder, 'moved');
    renameSync(root, moved);
    expect(realpathSync(String(required(made!.replace(root, moved)).said))).toBe(realpathSync(join(moved, addon)));
  });

  it('keeps its code compiled, once, and again where what is kept is broken or of another runtime', async () => {
    write('main/cli/word.ts', `export const word: string = 'compiled';`);
    const made = await bundle();
    const kept = join(made!, 'run.cjs.compiled');
    writeFileSync(kept, 'no code');
    const first = required(made);
    expect(first).toMatchObject({ said: 'compiled', io: 1 });
    first.keepCompiled();
    const { ino, size } = statSync(kept);
    expect(size).toBeGreaterThan(100);
    const second = required(made);
    expect(second).toMatchObject({ said: 'compiled', io: 1 });
    second.keepCompiled();
    expect(statSync(kept).ino).toBe(ino);
    expect(readdirSync(made!).toSorted()).toEqual(['process-io.cjs', 'run.cjs', 'run.cjs.compiled']);
  });

  it('is not taken for fresh when a source was written while it was made', async () => {
    write('main/cli/word.ts', `export const word: string = 'early';`, new Date(Date.now() + 60_000));
    await bundle();
    expect(readdirSync(cache).filter((name) => name.endsWith('.json'))).toEqual([]);
  });

  it('is made by several at once', async () => {
    const made = await Promise.all([bundle(), bundle()]);
    expect(new Set(made).size).toBe(1);
    expect(readdirSync(cache).filter((name) => name.startsWith('building'))).toEqual([]);
  });

  it('is left out where none can be kept, or a source has a fault', async () => {
    writeFileSync(cache, 'a file');
    expect(await bundle()).toBeUndefined();
    rmSync(cache);
    write('main/cli/word.ts', 'export const = 1;');
    expect(await bundle()).toBeUndefined();
  });
});
