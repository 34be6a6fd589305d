import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
// An import would copy all that the module exports, and so load the streams that nobody needs yet.
/** @type {typeof import('node:fs')} */
const { existsSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } = require('node:fs');
/** @type {typeof import('node:vm')} */
const { Script } = require('node:vm');

/** Beside the bundles: which of them is the present one, and the stamps of what it was made of. */
export const list = 'sources.json';

/** What of a bundle is asked for, without its ending. */
export const entries = ['run', 'process-io'];

/**
 * Size and time of a file tell whether it is another one, without reading it.
 *
 * @param {string} root
 * @param {string} file relative to the root
 */
export const stamp = (root, file) => {
  // Hundreds of files at every start: joining their paths properly would take as long as asking for them.
  const { size, mtimeMs } = statSync(`${root}/${file}`);
  return `${file} ${size} ${mtimeMs}`;
};

/** @param {string} folder of a bundle */
export const isWhole = (folder) => entries.every((name) => existsSync(join(folder, `${name}.cjs`)));

/**
 * Folder of the kept bundle, if every file it was made of is what it was.
 *
 * @param {string} cache
 * @param {string} root
 */
export function freshIn(cache, root) {
  try {
    const { folder, stamps } = /** @type {{ folder: string, stamps: string[] }} */ (
      JSON.parse(readFileSync(join(cache, list), 'utf8'))
    );
    const isFresh = stamps.every((kept) => stamp(root, kept.split(' ', 1)[0] ?? '') === kept);
    return isFresh && isWhole(join(cache, folder)) ? join(cache, folder) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What the files of a bundle export, and how to keep the code that has been compiled for it by then: Node's own cache keeps it as it
 * is before any function was called, and each of them is compiled again at every start.
 *
 * @param {string} folder
 */
export function loaded(folder) {
  // A required file has its real place in `__dirname`, so it is the same here.
  const file = join(realpathSync(folder), 'run.cjs');
  const kept = `${file}.compiled`;
  const cachedData = existsSync(kept) ? readFileSync(kept) : undefined;
  const script = new Script(`(function (exports, require, __dirname) {${readFileSync(file, 'latin1')}\n})`, {
    filename: file,
    ...(cachedData && { cachedData }),
  });
  const requireBeside = createRequire(file);
  const exports = { ...requireBeside('./process-io.cjs') };
  script.runInThisContext()(exports, requireBeside, dirname(file));
  const keepCompiled = () => {
    if (cachedData && script.cachedDataRejected !== true) return;
    const part = `${kept}.${process.pid}`;
    try {
      writeFileSync(part, script.createCachedData());
      renameSync(part, kept);
    } catch {
      // It is compiled again then.
    }
  };
  return { ...exports, keepCompiled };
}
