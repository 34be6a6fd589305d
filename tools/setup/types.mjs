// `npm run types`: one check per runtime, because each room has only the types that really exist where it runs.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { contentHash, hashesOf } from './files.mjs';
import { modulesFolder, root } from './paths.mjs';
import { projectEnv } from './process.mjs';
import { foundations, kept, readBySvelteCheck, rooms, svelteRoom } from './types/rooms.mjs';

/** @typedef {import('./types/rooms.mjs').Room} Room */
/** @typedef {{ problems: string, reads: string[] }} Outcome */

const tools = contentHash(root, foundations);
const record = resolve(kept, 'green.json');
const svelteCache = resolve(root, '.svelte-check');

/**
 * By room what its last check without a problem read, and a hash of that.
 * @type {{ tools: string, rooms: Record<string, { hash: string, reads: string[] }> }}
 */
const last = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')) : { tools: '', rooms: {} };
const green = new Map(Object.entries(last.tools === tools ? last.rooms : {}));
// The checkers compare files, and know nothing of another version of themselves.
if (last.tools !== tools) for (const folder of [svelteCache, kept]) rmSync(folder, { recursive: true, force: true });

// Taken before the checks, so that an edit meanwhile is not overlooked.
const sources = hashesOf(root, ['main', 'renderer', 'shared', 'tools', 'tests', 'resources']);
let failures = 0;
const waiting = [svelteRoom, ...rooms];
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
mkdirSync(kept, { recursive: true });
writeFileSync(record, JSON.stringify({ tools, rooms: Object.fromEntries(green) }));
process.exit(failures === 0 ? 0 : 1);

async function work() {
  /** @type {Worker | undefined} */
  let worker;
  for (let room = waiting.shift(); room; room = waiting.shift()) {
    const start = Date.now();
    const known = green.get(room.id);
    if (known && known.hash === hashOf(room, known.reads)) {
      tell(`types ${room.id}: ok, unchanged since the last green check`);
      continue;
    }
    if (room !== svelteRoom) worker ??= new Worker(new URL('./types/worker.mjs', import.meta.url));
    const outcome = worker && room !== svelteRoom ? await ask(worker, room) : await svelteCheck();
    const problems = outcome.problems || strayReads(room, outcome);
    if (problems === '') green.set(room.id, { hash: hashOf(room, outcome.reads), reads: outcome.reads });
    else green.delete(room.id);
    if (problems !== '') failures += 1;
    // Two checks run side by side, so each speaks only when it is finished.
    tell(`types ${room.id}: ${problems === '' ? `ok (${((Date.now() - start) / 1000).toFixed(1)} s)` : 'failed'}`);
    if (problems !== '') tell(problems);
  }
  await worker?.terminate();
}

/**
 * One hash of the files that a room read, and of the names of all that lie where it may read: another file there can be what an
 * import leads to.
 * @param {Room} room
 * @param {readonly string[]} read
 */
function hashOf(room, read) {
  const hash = createHash('sha256');
  for (const path of sources.keys()) if (isWithin(room, path)) hash.update(`${path}\n`);
  for (const path of read) hash.update(`${path} ${sources.get(path)}\n`);
  return hash.digest('hex');
}

function isWithin(/** @type {Room} */ { reads }, /** @type {string} */ path) {
  return reads.some((folder) => path.startsWith(`${folder}/`));
}

/** Without this a new file in a folder that nobody named would be overlooked by the next check. */
function strayReads(/** @type {Room} */ room, /** @type {Outcome} */ outcome) {
  const strays = outcome.reads.filter((path) => !isWithin(room, path));
  if (strays.length === 0) return '';
  const { id, reads } = room;
  return `${id} reads files outside ${reads.join(', ')}; name their folders in tools/setup/types/rooms.mjs:\n${strays.join('\n')}`;
}

/** @returns {Promise<Outcome>} */
function ask(/** @type {Worker} */ worker, /** @type {Room} */ room) {
  return new Promise((done, fail) => {
    worker.once('message', done).once('error', fail);
    worker.postMessage(room.id);
  });
}

/** @returns {Promise<Outcome>} */
function svelteCheck() {
  const script = resolve(modulesFolder, 'svelte-check/bin/svelte-check');
  const args = [script, '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings', '--incremental'];
  return new Promise((done) => {
    const child = spawn(process.execPath, args, { cwd: root, env: projectEnv() });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (code) =>
      done(
        code === 0
          ? { problems: '', reads: [...readBySvelteCheck(), ...svelteFiles()] }
          : { problems: output || `ended with ${code}`, reads: [] },
      ),
    );
  });
}

/** Components, of which the checker reads what it made of them. */
function svelteFiles() {
  return [...sources.keys()].filter((path) => path.endsWith('.svelte') && isWithin(svelteRoom, path));
}

function tell(/** @type {string} */ line) {
  process.stdout.write(`${line}\n`);
}
