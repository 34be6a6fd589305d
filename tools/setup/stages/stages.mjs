import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { noteBuilt, sourcesHash } from '../runtime/build.mjs';
import { countCheck, countPlaywright, countVitest, nothing } from './counting.mjs';
import { modulesFolder, projectNode, root } from '../paths.mjs';
import { projectEnv, silenceLimitMs, stream } from '../process.mjs';
import { say } from '../report.mjs';
import { onVirtualScreen } from '../screen.mjs';

/** @typedef {import('./counting.mjs').Counts} Counts */
/**
 * What must be there before a stage can run: the npm packages, a runtime too, or the built app too. A stage that takes long plays a
 * part of itself unless the whole is asked for.
 * @typedef {{ id: string, title: string, needs: 'packages' | 'runtime' | 'app', run: (how: { isWhole: boolean }) => Promise<Counts> }} Stage
 */

/** All stages in the order of `npm test`: the quickest answers first. @type {Stage[]} */
export const stages = [
  check('format', 'Format (prettier)', 'format:check'),
  check('lint', 'Lint (eslint)', 'lint'),
  check('types', 'Types (tsc, svelte-check)', 'types'),
  check('deps', 'Walls (dependency-cruiser)', 'deps'),
  check('knip', 'Dead code (knip)', 'knip'),
  vitest('unit', 'Unit tests'),
  vitest('lives', 'Whole lives of labs'),
  vitest('golden', 'Golden records'),
  vitest('renderer', 'Renderer tests'),
  {
    id: 'build',
    title: 'Build',
    needs: 'packages',
    run: async () => {
      // Without this a failed build would leave the last good one for the window tests to pass on.
      rmSync(resolve(root, 'out'), { recursive: true, force: true });
      const hash = sourcesHash();
      const isBuilt = (await npmScript('build')) === 0;
      if (isBuilt) noteBuilt(hash);
      return countCheck(isBuilt);
    },
  },
  { id: 'e2e', title: 'Windows (playwright)', needs: 'app', run: (how) => playwright('e2e', how) },
  {
    id: 'walks',
    title: 'Tutorials (playwright)',
    needs: 'app',
    run: (how) => playwright('walks', how),
  },
  {
    id: 'smoke',
    title: 'Packaged app',
    needs: 'app',
    run: async () => countCheck((await watched(projectNode, ['tools/setup/smoke.mjs'])) === 0),
  },
];

/** @returns {Stage} */
function check(/** @type {string} */ id, /** @type {string} */ title, /** @type {string} */ script) {
  return { id, title, needs: 'packages', run: async () => countCheck((await npmScript(script)) === 0) };
}

/** @returns {Stage} */
function vitest(/** @type {string} */ id, /** @type {string} */ title) {
  return {
    id,
    title,
    needs: 'packages',
    run: async () => {
      if (!hasTests(id)) {
        say('  there are no tests here yet');
        return nothing;
      }
      const report = freshReport(id);
      const code = await watched(projectNode, [
        resolve(modulesFolder, 'vitest/vitest.mjs'),
        ...['run', '--config', 'tools/config/vitest.config.ts', '--project', id],
        ...['--reporter=default', '--reporter=./tools/setup/stages/progress-reporter.mjs', '--reporter=json'],
        `--outputFile.json=${report}`,
      ]);
      return countVitest(readReport(report), code);
    },
  };
}

/**
 * What carries the tag `@whole` is long, and another test beside it notices the most of what it would.
 * @returns {Promise<Counts>}
 */
async function playwright(/** @type {'e2e' | 'walks'} */ id, /** @type {{ isWhole: boolean }} */ { isWhole }) {
  if (!hasTests(id)) {
    say('  there are no tests here yet');
    return nothing;
  }
  const report = freshReport(id);
  const command = [
    projectNode,
    resolve(modulesFolder, '@playwright/test/cli.js'),
    ...['test', '--config', 'tools/config/playwright.config.ts', '--project', id, '--reporter=list,json'],
    ...(isWhole ? [] : ['--grep-invert', '@whole']),
  ];
  // On Linux always on a screen of its own: windows that pop up on a person's desktop take the focus from each other.
  const [program, args] = process.platform === 'linux' ? onVirtualScreen(command) : [projectNode, command.slice(1)];
  const code = await watched(program, args, { extra: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } });
  return countPlaywright(readReport(report), code);
}

const rooms = {
  unit: /^(?!(lives|golden|e2e)\/).*(?<!\.screen)\.test\.ts$/,
  lives: /^lives\/.*\.test\.ts$/,
  golden: /^golden\/.*\.test\.ts$/,
  renderer: /\.screen\.test\.ts$/,
  e2e: /^e2e\/[^/]*\.spec\.ts$/,
  walks: /^walks\/[^/]*\.spec\.ts$/,
};

function hasTests(/** @type {string} */ id) {
  const folder = resolve(root, 'tests');
  const pattern = rooms[/** @type {keyof typeof rooms} */ (id)];
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((file) => pattern.test(String(file).replaceAll('\\', '/')))
  );
}

function freshReport(/** @type {string} */ id) {
  const folder = resolve(root, 'test-results');
  mkdirSync(folder, { recursive: true });
  // Playwright empties its own folder at the start, so the reports lie beside it.
  const report = resolve(folder, `${id}.json`);
  rmSync(report, { force: true });
  return report;
}

/** @returns {any} */
function readReport(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // No report, or half of one: the run ended too early, which the counting takes for a failure.
    return null;
  }
}

function npmScript(/** @type {string} */ name) {
  const cli = process.env.npm_execpath;
  // The checks speak only when they are through, however slow the machine is: their silence says nothing.
  const options = { silenceMs: name === 'build' ? silenceLimitMs : 0 };
  return cli && /\.c?js$/.test(cli)
    ? watched(process.execPath, [cli, 'run', '--silent', name], options)
    : watched(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['run', '--silent', name], options);
}

/**
 * Runs a program of a stage. One that hangs must end as a failure that names its stage, not as a job that somebody has to
 * kill; a slow machine is no reason to end anything.
 * @returns {Promise<number>} its exit code
 */
async function watched(
  /** @type {string} */ program,
  /** @type {string[]} */ args,
  /** @type {{ extra?: NodeJS.ProcessEnv, silenceMs?: number }} */ { extra = {}, silenceMs = silenceLimitMs } = {},
) {
  const env = projectEnv(extra);
  // Tests in plain Node use the addon that better-sqlite3 ships; the window tests name another where they must.
  delete env.TANDEM_SQLITE_BINDING;
  const { code, fellSilent } = await stream(program, args, { env, silenceMs });
  if (fellSilent) say(`  ended after ${silenceMs / 60_000} minutes without a sign of progress`);
  return code;
}
