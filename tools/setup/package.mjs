// `npm run package`: the app as people install it. `-- --dir` makes only the unpacked folder, `-- AppImage` any other
// target of electron-builder.
import { chmodSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { projectNode, root } from './paths.mjs';
import { projectEnv, stream } from './process.mjs';
import { runScript, say } from './report.mjs';
import { readRuntime } from './runtime/runtime.mjs';
import { setUp } from './setup.mjs';
import { isOnPath } from './runtime/system.mjs';

/** A name of its own, so that it can neither be taken for a release nor be upgraded to one. */
const testPackage = {
  packageName: 'tandem-test',
  artifactName: '${name}-test_${version}_${arch}.${ext}',
  compression: /** @type {const} */ ('gz'),
  fpm: ['--conflicts', 'tandem'],
};

const isSecondHalf = process.argv.includes('--prepared');
const wanted = process.argv.slice(2).filter((arg) => arg !== '--prepared');

await runScript(() => (isSecondHalf ? pack() : prepare()));

/** The builder wants a newer Node than the one that may have started this, so the second half runs on the project's. */
async function prepare() {
  await setUp();
  const { code } = await stream(projectNode, ['tools/setup/package.mjs', '--prepared', ...wanted], {
    env: projectEnv({
      ELECTRON_BUILDER_COMPRESSION_LEVEL: process.env.ELECTRON_BUILDER_COMPRESSION_LEVEL ?? '5',
      ...(await localTools()),
    }),
  });
  return code;
}

/** The builder downloads its packing tools unless it is pointed at others; these come with npm packages or the system. */
async function localTools() {
  if (process.platform !== 'linux') return {};
  const { path7za } = await import('7zip-bin');
  // The package installs its program without the right to run.
  chmodSync(path7za, 0o755);
  return {
    ELECTRON_BUILDER_7ZIP_PATH: process.env.ELECTRON_BUILDER_7ZIP_PATH ?? path7za,
    ...(isOnPath('dpkg-deb') && !process.env.CUSTOM_FPM_PATH
      ? { CUSTOM_FPM_PATH: resolve(root, 'tools/setup/packaging/fpm-stand-in.mjs') }
      : {}),
  };
}

async function pack() {
  const { build } = await import('electron-builder');
  const { electron, dist, addon } = readRuntime();
  const { devDependencies } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
  const isRelease = electron === devDependencies.electron;
  if (!isRelease) {
    say(
      `This package carries Electron ${electron} instead of ${devDependencies.electron}. It is named -test and is not for users.`,
    );
  }
  const platform = { linux: 'linux', darwin: 'mac', win32: 'win' }[/** @type {string} */ (process.platform)] ?? 'linux';
  const made = await build({
    projectDir: root,
    [platform]: wanted.includes('--dir') ? ['dir'] : wanted.filter((arg) => !arg.startsWith('-')),
    // What electron-builder.yml says holds; these come on top of it.
    config: {
      electronDist: dist,
      electronVersion: electron,
      ...(addon ? { files: withAddon(addon) } : {}),
      ...(isRelease ? {} : { deb: testPackage, artifactName: '${name}-test-${version}-${arch}.${ext}' }),
    },
  });
  for (const file of made) say(relative(root, file));
  return 0;
}

/** The place where better-sqlite3 looks before its own programs, which this older runtime could not load. */
function withAddon(/** @type {string} */ addon) {
  return [
    '!node_modules/better-sqlite3/prebuilds/**',
    {
      from: dirname(addon),
      to: 'node_modules/better-sqlite3/build/Release',
      filter: ['better_sqlite3.node'],
    },
  ];
}
