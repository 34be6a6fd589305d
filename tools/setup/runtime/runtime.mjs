// How tests, the tour and the benchmark start the app: on the runtime that set-up found, with what that runtime needs.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { root } from '../paths.mjs';

// Beside the packages rather than in the cache, because a shared cache may serve checkouts that chose differently.
const record = resolve(root, 'node_modules/.tandem/runtime.json');

/** @typedef {import('./electron.mjs').Runtime & { addon: string | null }} PreparedRuntime */

export function writeRuntime(/** @type {PreparedRuntime} */ runtime) {
  mkdirSync(dirname(record), { recursive: true });
  const temporary = `${record}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(runtime, null, 2));
  renameSync(temporary, record);
}

/**
 * The runtime that the last set-up prepared. Throws when there is none.
 * @returns {PreparedRuntime}
 */
export function readRuntime() {
  if (!existsSync(record)) {
    throw new Error('Set-up has not run here yet. Run `npm start` or `npm test` once; both prepare everything.');
  }
  return JSON.parse(readFileSync(record, 'utf8'));
}

/**
 * What to hand to Playwright or `spawn`: `electron.launch({ executablePath: electronPath, args: [...args, appDir], env })`.
 * @returns {{ electronPath: string, args: string[], env: Record<string, string>, appDir: string }}
 */
export function launchOptions() {
  const { executable, addon } = readRuntime();
  const env = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
  // A shell that itself runs inside Electron would turn the app into a plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  delete env.TANDEM_SQLITE_BINDING;
  return {
    electronPath: executable,
    // Chromium refuses its sandbox to root. The app itself never switches it off.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    env: addon ? { ...env, TANDEM_SQLITE_BINDING: addon } : env,
    appDir: root,
  };
}
