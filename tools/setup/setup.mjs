import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { prepareAddon } from './runtime/addon.mjs';
import { prepareBuild } from './runtime/build.mjs';
import { prepareDependencies } from './runtime/dependencies.mjs';
import { prepareElectron } from './runtime/electron.mjs';
import { cacheFolder } from './paths.mjs';
import { say } from './report.mjs';
import { writeRuntime } from './runtime/runtime.mjs';
import { hasDisplay, prepareSystem, virtualScreen, windowLibraries } from './runtime/system.mjs';

/**
 * Everything between a bare checkout and a running app, each part only where it is not already there.
 * `runtime: false` stops after the npm packages, which is all that checks and unit tests need; `screen` asks for a virtual
 * one even where there is a real one; `build: false` leaves the app unbuilt.
 * @param {{ runtime?: boolean, screen?: boolean, build?: boolean }} [needs]
 */
export async function setUp({ runtime: wantsRuntime = true, screen = !hasDisplay(), build = true } = {}) {
  const release = await takeTurn();
  try {
    await prepareDependencies();
    if (!wantsRuntime) return;
    await prepareSystem([...windowLibraries, ...(screen ? virtualScreen : [])], { purpose: 'to show a window' });
    const runtime = await prepareElectron();
    const addon = await prepareAddon(runtime);
    writeRuntime({ ...runtime, addon });
    if (build) await prepareBuild();
  } finally {
    release();
  }
}

/** Two set-ups at once would install into the same folders; the second waits until the first has finished or died. */
async function takeTurn() {
  const lock = resolve(cacheFolder, 'setup.lock');
  mkdirSync(cacheFolder, { recursive: true });
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const owner = Number(readOrEmpty(lock));
    // An empty file is one that its owner is about to write into; after a second it is a leftover too.
    if (owner > 0 ? !isAlive(owner) : waited > 4) rmSync(lock, { force: true });
    else {
      if (waited === 0) say(`· Waiting for the set-up that is already running here (process ${owner}) …`);
      await new Promise((done) => setTimeout(done, 250));
    }
  }
}

function readOrEmpty(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The owner finished between the two looks.
    return '';
  }
}

function isAlive(/** @type {number} */ processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // A process of another user exists too.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
