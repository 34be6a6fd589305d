import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { entries, freshIn, isWhole, list, stamp } from './lab-bundle.mjs';

/** What a bundle is made of beside the sources that it names itself; the lock in `node_modules` says what is really installed. */
const always = ['node_modules/.package-lock.json', 'tools/setup/lab-bundle.mjs', 'tools/setup/lab-bundling.mjs'];

/** @typedef {import('rolldown').RolldownOutput['output']} Output */

/**
 * Folder of the bundle for the sources as they are, made if need be; undefined where it cannot be kept or made.
 *
 * @param {string} cache where bundles are kept
 * @param {string} root of the checkout
 */
export async function bundleIn(cache, root) {
  return freshIn(cache, root) ?? (await made(cache, root));
}

/**
 * @param {string} cache
 * @param {string} root
 */
async function made(cache, root) {
  const building = join(cache, `building-${randomUUID()}`);
  const startedMs = Date.now();
  try {
    mkdirSync(building, { recursive: true });
    const { rolldown } = await import('rolldown');
    const bundle = await rolldown({
      input: Object.fromEntries(entries.map((name) => [name, join(root, `main/cli/${name}.ts`)])),
      platform: 'node',
      // The addon of better-sqlite3 is looked for beside its own files, which come into the bundle: a dozen more to read else.
      transform: { define: { __dirname: 'addonFolder' } },
    });
    // A required file has its real place in `__dirname`, also where the cache is a link to elsewhere.
    const addon = relative(realpathSync(building), realpathSync(join(root, 'node_modules/better-sqlite3/lib')));
    const { output } = await bundle.write({
      dir: building,
      // Node hands its own modules to an importing module by copying all that they export, to a requiring one as they are.
      format: 'cjs',
      minify: true,
      // Text of one byte a letter is compiled sooner.
      charset: 'ascii',
      banner: `const addonFolder = __dirname + ${JSON.stringify(`/${addon}`)};`,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name]-[hash].cjs',
    });
    // Also those of which nothing but a constant was taken over.
    const files = await bundle.watchFiles;
    await bundle.close();
    const folder = hashOf(output);
    keep(building, join(cache, folder));
    const sources = [...always, ...sourcesOf(files, root)];
    // Written meanwhile, a source may be another one than the bundle has: the next start makes it anew then.
    if (sources.every((file) => statSync(join(root, file)).mtimeMs < startedMs)) {
      const stamps = sources.map((file) => stamp(root, file));
      writeFileSync(join(building, list), JSON.stringify({ folder, stamps }));
      renameSync(join(building, list), join(cache, list));
    }
    sweep(cache, folder);
    return join(cache, folder);
  } catch {
    // The sources are run as they are then, and say themselves what is wrong with them.
    return undefined;
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** @param {Output} output */
const hashOf = (output) =>
  output
    .reduce((hash, chunk) => hash.update(chunk.type === 'chunk' ? chunk.code : ''), createHash('sha256'))
    .digest('hex')
    .slice(0, 16);

/**
 * Another process may have made the same one meanwhile.
 *
 * @param {string} building
 * @param {string} folder
 */
function keep(building, folder) {
  mkdirSync(`${building}-kept`, { recursive: true });
  for (const name of readdirSync(building)) renameSync(join(building, name), join(`${building}-kept`, name));
  // One of which somebody took a part away is no bundle.
  if (existsSync(folder) && !isWhole(folder)) rmSync(folder, { recursive: true, force: true });
  try {
    renameSync(`${building}-kept`, folder);
  } catch (error) {
    rmSync(`${building}-kept`, { recursive: true, force: true });
    if (!isWhole(folder)) throw error;
  }
}

/**
 * @param {readonly string[]} files
 * @param {string} root
 */
const sourcesOf = (files, root) =>
  files.map((file) => relative(root, file)).filter((file) => !file.startsWith('..') && !file.includes('node_modules'));

/**
 * Bundles of a day ago are nobody's, and what a killed start left neither.
 *
 * @param {string} cache
 * @param {string} current
 */
function sweep(cache, current) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (
      name !== current &&
      /^([0-9a-f]{16}|building-.*)$/.test(name) &&
      Date.now() - statSync(path).mtimeMs > 86_400_000
    )
      rmSync(path, { recursive: true, force: true });
  }
}
