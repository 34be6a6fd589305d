import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What a bundle is made of beside the sources that it names itself. */
const always = ['package-lock.json', 'tools/setup/lab-bundle.mjs'];
const list = 'sources.json';

/** @typedef {import('rolldown').RolldownOutput['output']} Output */

/**
 * Size and time of a file tell whether it is another one, without reading it.
 *
 * @param {string} root
 * @param {string} file
 */
const stamp = (root, file) => {
  const { size, mtimeMs } = statSync(join(root, file));
  return `${file} ${size} ${mtimeMs}`;
};

/**
 * The kept bundle, if every file it was made of is what it was.
 *
 * @param {string} cache
 * @param {string} root
 */
function freshIn(cache, root) {
  try {
    const { folder, stamps } = /** @type {{ folder: string, stamps: string[] }} */ (
      JSON.parse(readFileSync(join(cache, list), 'utf8'))
    );
    const isFresh = stamps.every((kept) => stamp(root, kept.split(' ', 1)[0] ?? '') === kept);
    return isFresh && existsSync(join(cache, folder)) ? join(cache, folder) : undefined;
  } catch {
    return undefined;
  }
}

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
      input: { run: join(root, 'main/cli/run.ts'), 'process-io': join(root, 'main/cli/process-io.ts') },
      platform: 'node',
      // A native addon cannot be bundled.
      external: ['better-sqlite3'],
    });
    const { output } = await bundle.write({
      dir: building,
      format: 'esm',
      minify: true,
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
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
  try {
    renameSync(`${building}-kept`, folder);
  } catch (error) {
    rmSync(`${building}-kept`, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/**
 * @param {readonly string[]} files
 * @param {string} root
 */
const sourcesOf = (files, root) =>
  files.map((file) => relative(root, file)).filter((file) => !file.startsWith('..') && !file.includes('node_modules'));

/**
 * Bundles of a day ago are nobody's.
 *
 * @param {string} cache
 * @param {string} current
 */
function sweep(cache, current) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (name !== current && /^[0-9a-f]{16}$/.test(name) && Date.now() - statSync(path).mtimeMs > 86_400_000)
      rmSync(path, { recursive: true, force: true });
  }
}
