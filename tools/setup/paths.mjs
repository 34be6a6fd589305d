import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * What set-up fetches or builds lies outside node_modules, so that `npm ci` does not throw it away. Several checkouts
 * may share one folder by TANDEM_CACHE_DIR.
 */
export const cacheFolder = process.env.TANDEM_CACHE_DIR
  ? resolve(process.env.TANDEM_CACHE_DIR)
  : resolve(root, '.cache');

/** In a shared cache another checkout may still use what is old to this one. */
export const isCacheShared = Boolean(process.env.TANDEM_CACHE_DIR);

export const modulesFolder = resolve(root, 'node_modules');

/** The Node that `npm run` uses; set-up itself may have been started by an older one. */
export const projectNode = resolve(modulesFolder, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The path of a file as a person reads it: relative to the project where it lies inside. */
export function shown(/** @type {string} */ path) {
  return path.startsWith(root) ? path.slice(root.length + 1) || '.' : path;
}
