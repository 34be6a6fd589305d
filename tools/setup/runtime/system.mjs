import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { collect } from '../process.mjs';
import { SetupError, step, tail } from '../report.mjs';

/** What a window needs on Debian and Ubuntu; nothing of it is there on a fresh server. */
export const windowLibraries =
  'libgtk-3-0 libnss3 libgbm1 libasound2 libatk-bridge2.0-0 libcups2 libdrm2 libxkbcommon0 libxcomposite1 libxdamage1 libxrandr2 libpango-1.0-0 libcairo2'.split(
    ' ',
  );
/** A screen for machines that have none, and a font so that its pictures show letters. */
export const virtualScreen = ['xvfb', 'xauth', 'fonts-liberation'];
export const compilers = ['gcc', 'g++'];

/** Debian 13 and Ubuntu 24.04 renamed the libraries whose time type grew to 64 bits. */
const renamed = new Set(['libgtk-3-0', 'libasound2', 'libatk-bridge2.0-0', 'libcups2']);

/** @typedef {typeof collect} Run */

/**
 * Installs the missing ones of these Debian packages when this is root, and says how otherwise. On systems without
 * dpkg nothing can be said here; a library that is missing there shows when the runtime is probed.
 * @param {string[]} wanted
 * @param {{ purpose: string, isRoot?: boolean, run?: Run }} options
 */
export async function prepareSystem(wanted, { purpose, isRoot = process.getuid?.() === 0, run = collect }) {
  if (process.platform !== 'linux' || !isOnPath('dpkg-query')) return;
  const missing = await missingPackages(wanted, run);
  if (missing.length === 0) return;
  if (!isRoot) {
    const names = await installableNames(missing, run);
    throw new SetupError({
      happened: `This system lacks ${missing.length} packages ${purpose}: ${names.join(' ')}.`,
      kept: 'what was installed before is kept',
      next: `run this line, then the same command again:\n         ${installLine(names)}`,
    });
  }
  await step(`Installing the system packages ${purpose} (${missing.join(' ')})`, async () => {
    const update = await run('apt-get', ['update', '-qq']);
    // The names are chosen after the update: a fresh container knows no package at all before it.
    const names = await installableNames(missing, run);
    const { code, stdout, stderr } = await run(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', ...names],
      {
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
    );
    if (code !== 0) {
      throw new SetupError({
        happened: `apt-get could not install them.\n${tail(update.stderr + stderr || stdout, 8)}`,
        kept: 'what was installed before is kept',
        next: `find out why with this line, then run the same command again:\n         ${installLine(names)}`,
      });
    }
  });
}

/** The one line that a person without root rights hands to someone who has them. */
export function installLine(/** @type {string[]} */ names) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/** @returns {Promise<string[]>} */
export async function missingPackages(/** @type {string[]} */ wanted, /** @type {Run} */ run = collect) {
  const candidates = wanted.flatMap((name) => (renamed.has(name) ? [name, `${name}t64`] : [name]));
  const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...candidates]);
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/** @returns {Promise<string[]>} */
export async function installableNames(/** @type {string[]} */ names, /** @type {Run} */ run = collect) {
  const doubtful = names.filter((name) => renamed.has(name));
  if (doubtful.length === 0) return names;
  const { stdout } = await run('apt-cache', ['policy', ...doubtful.map((name) => `${name}t64`)], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  const known = new Set(
    stdout
      .split(/^(?=\S)/m)
      .filter((block) => /Candidate: (?!\(none\))/.test(block))
      .map((block) => block.slice(0, block.indexOf(':'))),
  );
  return names.map((name) => (known.has(`${name}t64`) ? `${name}t64` : name));
}

/** The libraries that the dynamic linker cannot find for a program; empty where there is no `ldd` to ask. */
export async function unresolvedLibraries(/** @type {string} */ program) {
  if (process.platform !== 'linux') return [];
  const { stdout } = await collect('ldd', [program]);
  return [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1] ?? '');
}

export function isOnPath(/** @type {string} */ program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    const file = join(folder, program);
    if (!existsSync(file)) return false;
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whether windows can be shown to a person here. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}
