import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { contentHash } from '../files.mjs';
import { modulesFolder, projectNode, root } from '../paths.mjs';
import { collect, projectEnv } from '../process.mjs';
import { SetupError, step, tail } from '../report.mjs';

const sources = [
  ...['main', 'shared', 'renderer', 'package.json', 'package-lock.json', 'tsconfig.json'],
  ...['tools/config/electron-vite.config.ts', 'tools/config/svelte.config.mjs'],
];
const results = ['main/index.cjs', 'main/writer.cjs', 'main/reader.cjs', 'preload/index.cjs', 'renderer/index.html'];

const out = resolve(root, 'out');
const stamp = join(out, 'sources.sha256');

/** What the app is made from, as one value that changes with any of it. */
export const sourcesHash = () => contentHash(root, sources);

/** Notes what out/ was built from. The hash is taken before building, so that an edit meanwhile is not overlooked. */
export function noteBuilt(/** @type {string} */ hash) {
  mkdirSync(out, { recursive: true });
  writeFileSync(stamp, hash);
}

/** Builds the app into out/ when anything it is made from has changed since. */
export async function prepareBuild() {
  const hash = sourcesHash();
  const isCurrent =
    existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && results.every((file) => existsSync(join(out, file)));
  if (isCurrent) return;
  await step('Building the app', async () => {
    rmSync(stamp, { force: true });
    const cli = resolve(modulesFolder, 'electron-vite/bin/electron-vite.js');
    const args = [cli, 'build', '--config', 'tools/config/electron-vite.config.ts'];
    const { code, stdout, stderr } = await collect(projectNode, args, { env: projectEnv() });
    if (code !== 0) {
      throw new SetupError({
        happened: `The app does not build.\n${tail(`${stdout}\n${stderr}`, 30)}`,
        kept: 'everything that was installed',
        next: 'repair the file named above, then run the same command again',
      });
    }
    noteBuilt(hash);
  });
}
