// `npm run types`: one check per runtime, because each room has only the types that really exist where it runs.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** @type {{ room: string, tool: string[], suffix: RegExp, except?: string }[]} */
const checks = [
  {
    room: 'renderer',
    tool: ['svelte-check/bin/svelte-check', '--tsconfig', 'renderer/tsconfig.json', '--fail-on-warnings'],
    suffix: /\.(svelte|ts)$/,
  },
  {
    room: 'main',
    tool: ['typescript/bin/tsc', '--project', 'main', '--pretty'],
    suffix: /\.ts$/,
    except: 'simulation',
  },
  {
    room: 'main/simulation',
    tool: ['typescript/bin/tsc', '--project', 'main/simulation', '--pretty'],
    suffix: /\.ts$/,
  },
  { room: 'shared', tool: ['typescript/bin/tsc', '--project', 'shared', '--pretty'], suffix: /\.ts$/ },
  { room: 'tools', tool: ['typescript/bin/tsc', '--project', 'tools', '--pretty'], suffix: /\.(ts|mjs)$/ },
  {
    room: 'tests',
    tool: ['typescript/bin/tsc', '--project', 'tests', '--pretty'],
    suffix: /\.ts$/,
    except: 'renderer',
  },
];

let failures = 0;
const waiting = checks.filter(hasFiles);
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
process.exit(failures === 0 ? 0 : 1);

async function work() {
  for (let check = waiting.shift(); check; check = waiting.shift()) {
    const { code, output } = await run(check.tool);
    // Two checks run side by side, so each speaks only when it is finished.
    process.stdout.write(`types ${check.room}: ${code === 0 ? 'ok' : 'failed'}\n${code === 0 ? '' : output}`);
    if (code !== 0) failures += 1;
  }
}

/** tsc calls an empty room an error; a room that is not furnished yet has nothing wrong with it. */
function hasFiles(/** @type {(typeof checks)[number]} */ { room, suffix, except }) {
  const folder = resolve(root, room);
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true })
    .map(String)
    .some((file) => suffix.test(file) && !(except && file.startsWith(except)));
}

/** @returns {Promise<{ code: number, output: string }>} */
function run(/** @type {string[]} */ [script = '', ...args]) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [resolve(root, 'node_modules', script), ...args], { cwd: root });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}
