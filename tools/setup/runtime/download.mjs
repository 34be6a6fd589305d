import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { hasIntegrity } from '../files.mjs';
import { cacheFolder, shown } from '../paths.mjs';
import { collect, npm } from '../process.mjs';
import { SetupError, step, tail } from '../report.mjs';

/** @typedef {{ name: string, version: string, integrity: string, megabytes: number }} Package */

/** The npm client as far as it is needed here; tests put another in its place. @typedef {typeof npm} Npm */

/**
 * The archive of one npm package, whole and with the integrity pinned in this project's source. It is downloaded under a
 * temporary name and gets its own only after it was verified; one that is damaged on disk is fetched again.
 * @param {Package} wanted
 * @param {{ why: string, folder?: string, client?: Npm }} options
 */
export async function packageArchive({ name, version, integrity, megabytes }, { why, folder, client = npm }) {
  const downloads = folder ?? resolve(cacheFolder, 'downloads');
  const archive = join(downloads, `${name.replace(/^@/, '').replaceAll('/', '-')}-${version}.tgz`);
  if (existsSync(archive)) {
    if (await hasIntegrity(archive, integrity)) return archive;
    rmSync(archive);
  }
  const temporary = `${archive}.partial-${process.pid}`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  try {
    await step(
      `Downloading ${name} ${version} (${megabytes} MB), ${why}`,
      async () => {
        const { code, stdout, stderr } = await client(['pack', `${name}@${version}`, '--pack-destination', temporary]);
        const packed = readdirSync(temporary).find((file) => file.endsWith('.tgz'));
        if (code !== 0 || !packed) {
          throw new SetupError({
            happened: `${name} ${version} could not be downloaded from the npm registry.\n${tail(stderr || stdout, 8)}`,
            kept: 'everything fetched before is kept',
            next: 'check the connection to the npm registry, then run the same command again',
          });
        }
        if (!(await hasIntegrity(join(temporary, packed), integrity))) {
          throw new SetupError({
            happened: `What the registry sent for ${name} ${version} is not what this project was tested with: its integrity differs from ${integrity}.`,
            kept: 'the download was thrown away, everything fetched before is kept',
            next: 'run the same command again; if it repeats, a proxy or a mirror alters packages, so ask whoever runs it',
          });
        }
        renameSync(join(temporary, packed), archive);
      },
      { detail: () => `${receivedMegabytes(temporary)} MB written` },
    );
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return archive;
}

/**
 * Unpacks an archive, or the named parts of it.
 * @param {string} archive
 * @param {string} folder
 * @param {string[]} [parts]
 */
export async function untar(archive, folder, parts = []) {
  mkdirSync(folder, { recursive: true });
  const { code, stderr } = await collect('tar', ['-xzf', archive, '-C', folder, ...parts]);
  if (code !== 0) {
    throw new SetupError({
      happened: `${shown(archive)} could not be unpacked.\n${tail(stderr, 5)}`,
      kept: 'the archive is kept',
      next: `make room for about 1 GB in ${shown(dirname(folder))}, then run the same command again`,
    });
  }
}

function receivedMegabytes(/** @type {string} */ folder) {
  if (!existsSync(folder)) return 0;
  const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return Math.round(bytes / 1e6);
}
