import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { modulesFolder, projectNode, root } from '../paths.mjs';
import { npm } from '../process.mjs';
import { SetupError, step, tail } from '../report.mjs';

/** Installs the npm packages when they are not exactly those of package-lock.json. */
export async function prepareDependencies() {
  const fault = dependencyFault(root);
  if (fault) {
    // Windows refuses to delete a program that runs, and set-up may be running on the Node inside node_modules.
    const locked = process.platform === 'win32' && process.execPath.startsWith(modulesFolder);
    const command = locked ? 'install' : 'ci';
    await step(`Installing the npm packages (about 700 MB), because ${fault}`, () => install([command]));
  }
  if (!existsSync(projectNode)) {
    // An installation with --ignore-scripts leaves the package `node` without its program.
    await step('Fetching the Node that the project runs on (45 MB)', () => install(['rebuild', 'node']));
  }
  if (!existsSync(projectNode)) {
    throw new SetupError({
      happened: 'The npm package `node` installed without its program, so the project would run on the wrong Node.',
      kept: 'the other packages are installed',
      next: 'check that `npm config get ignore-scripts` says false, delete node_modules/node and run the same command again',
    });
  }
}

async function install(/** @type {string[]} */ args) {
  const { code, stdout, stderr } = await npm(args);
  if (code === 0) return;
  const errors = stderr.split('\n').filter((line) => line.startsWith('npm error'));
  throw new SetupError({
    happened: `npm ${args.join(' ')} failed.\n${tail(errors.join('\n') || stderr || stdout, 12)}`,
    kept: 'what was fetched before stays in npm’s own cache',
    next: 'check the connection to the npm registry and the space on the disk, then run the same command again',
  });
}

/**
 * Why node_modules is not what package-lock.json asks for, or null. npm writes `.package-lock.json` as the last act of
 * an installation, so an interrupted one has none, and its versions tell whether the lock has moved on since.
 * @param {string} folder the project
 * @returns {string | null}
 */
export function dependencyFault(folder) {
  const installed = readLock(join(folder, 'node_modules/.package-lock.json'));
  if (!installed)
    return existsSync(resolve(folder, 'node_modules'))
      ? 'an earlier installation did not finish'
      : 'there are none yet';
  const wanted = readLock(join(folder, 'package-lock.json'));
  if (!wanted) return 'package-lock.json cannot be read';
  for (const [path, { version, integrity, optional, link }] of Object.entries(wanted)) {
    if (path === '' || link) continue;
    const there = installed[path];
    // The parts for other platforms are optional and rightly absent.
    if (!there && optional) continue;
    if (!there) return `${named(path)} is missing`;
    if (there.version !== version || (integrity && there.integrity && there.integrity !== integrity)) {
      return `${named(path)} changed to ${version}`;
    }
    if (!existsSync(join(folder, path, 'package.json'))) return `${named(path)} is incomplete`;
  }
  const extra = Object.keys(installed).find((path) => !wanted[path]);
  return extra ? `${named(extra)} is no longer used` : null;
}

function named(/** @type {string} */ path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, link?: boolean }> | null} */
function readLock(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}
