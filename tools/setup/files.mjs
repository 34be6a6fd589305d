import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** Whether a file has the content that a registry's integrity value (`sha512-<base64>`) promises. */
export async function hasIntegrity(/** @type {string} */ file, /** @type {string} */ integrity) {
  const [algorithm = '', expected] = integrity.split(/-(.*)/s);
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('base64') === expected;
}

/**
 * Makes a folder that is either whole or not there: `fill` works under a temporary name, which becomes the real one
 * at the very end. An interrupted or failed run leaves nothing that a later one could mistake for the result.
 * @param {string} folder
 * @param {(temporary: string) => Promise<void>} fill
 */
export async function fillFolder(folder, fill) {
  const temporary = `${folder}.partial-${randomBytes(4).toString('hex')}`;
  mkdirSync(temporary, { recursive: true });
  try {
    await fill(temporary);
    writeManifest(temporary);
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

const manifestName = 'tandem-manifest.json';

/** @typedef {{ size: number, mtimeMs: number, sha256: string }} FileRecord */

function writeManifest(/** @type {string} */ folder) {
  const files = Object.fromEntries(
    listFiles(folder).map((file) => {
      const { size, mtimeMs } = statSync(join(folder, file));
      return [file, { size, mtimeMs, sha256: sha256(join(folder, file)) }];
    }),
  );
  writeFileSync(join(folder, manifestName), JSON.stringify(files));
}

/**
 * What is wrong with a folder made by `fillFolder`, or null. A file whose size and time are as recorded is believed;
 * one that was touched since is read again, so that damage is found without hashing hundreds of megabytes at every start.
 * @returns {string | null}
 */
export function faultOf(/** @type {string} */ folder) {
  if (!existsSync(folder)) return 'is not there';
  const manifest = join(folder, manifestName);
  if (!existsSync(manifest)) return 'is incomplete';
  /** @type {Record<string, FileRecord>} */
  let files;
  try {
    files = JSON.parse(readFileSync(manifest, 'utf8'));
  } catch {
    return 'has an unreadable manifest';
  }
  for (const [file, record] of Object.entries(files)) {
    const path = join(folder, file);
    if (!existsSync(path)) return `lacks ${file}`;
    const { size, mtimeMs } = statSync(path);
    if (size !== record.size) return `has a damaged ${file}`;
    if (mtimeMs !== record.mtimeMs && sha256(path) !== record.sha256) return `has a damaged ${file}`;
  }
  return null;
}

/**
 * Removes what lies beside `folder` and serves nobody any more: the leftovers of interrupted runs, and the results of
 * older versions, whose names begin with the same `family`; with null those stay.
 */
export function sweep(/** @type {string} */ folder, /** @type {string | null} */ family) {
  const parent = dirname(folder);
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const isStale =
      name.includes('.partial-') || (family !== null && name.startsWith(family) && name !== basename(folder));
    if (isStale) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/**
 * One hash over the content of files and folders, to tell whether anything that a result was made from has changed.
 * @param {string} base
 * @param {string[]} entries files or folders below `base`; one that is missing counts as such
 */
export function contentHash(base, entries) {
  const hash = createHash('sha256');
  for (const entry of entries) {
    const path = join(base, entry);
    if (!existsSync(path)) hash.update(`${entry}\0missing\0`);
    else if (statSync(path).isFile()) hash.update(`${entry}\0`).update(readFileSync(path));
    else for (const file of listFiles(path)) hash.update(`${entry}/${file}\0`).update(readFileSync(join(path, file)));
  }
  return hash.digest('hex');
}

/**
 * The hash of each file in some folders, by its path below `base`, in the order of their names.
 * @param {string} base
 * @param {string[]} folders
 * @returns {Map<string, string>}
 */
export function hashesOf(base, folders) {
  const paths = folders.flatMap((folder) => listFiles(join(base, folder)).map((file) => `${folder}/${file}`));
  return new Map(paths.map((path) => [path, sha256(join(base, path))]));
}

function listFiles(/** @type {string} */ folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function sha256(/** @type {string} */ file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
