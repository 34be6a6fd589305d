import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

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
