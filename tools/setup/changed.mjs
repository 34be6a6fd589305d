// `npm run test:changed`: the tests that reach a changed file by their imports, as many as fit into a minute.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { affordable } from './stages/durations.mjs';
import { modulesFolder, projectNode, root } from './paths.mjs';
import { collect, projectEnv, stream } from './process.mjs';
import { runScript, SetupError, tail } from './report.mjs';

/** Of the files' own time; two run side by side, and starting each takes about as long again. */
const budgetMs = 45_000;
const vitest = [resolve(modulesFolder, 'vitest/vitest.mjs')];
/** Of the last run here: how long its files took is known where `npm test` never ran, or left no report. */
const ownReport = resolve(root, '.cache/changed.json');
const config = ['--config', 'tools/config/vitest.config.ts'];

await runScript(async () => {
  const base = process.argv.slice(2).find((arg) => !arg.startsWith('--')) ?? (await defaultBase());
  const related = await relatedTo(base);
  const budget = process.argv.includes('--all') ? Infinity : budgetMs;
  const { chosen, leftOut } = affordable(related, knownDurations(), budget, await changedSince(base));
  tell(`Changed since ${base}: ${related.length} files of tests reach it, ${chosen.length} of them run now.`);
  if (leftOut.length > 0) {
    tell(`Left out, because they take long (npm run test:changed -- ${base} --all runs them too):`);
    for (const file of leftOut) tell(`  ${file}`);
  }
  tell(
    'Left out as always: windows and the packaged app, and what reads a changed file without importing it; npm test has all.',
  );
  if (chosen.length === 0) return 0;
  const told = ['--reporter=default', '--reporter=json', `--outputFile.json=${ownReport}`];
  const { code } = await stream(projectNode, [...vitest, 'run', ...config, ...told, ...chosen], { env: projectEnv() });
  return code;
});

/** The commit in which this branch left `main`; on `main` itself the last commit. Uncommitted files count as changed in any case. */
async function defaultBase() {
  const left = await git('merge-base', 'HEAD', 'main');
  const head = await git('rev-parse', 'HEAD');
  return left !== null && left !== head ? left.slice(0, 12) : 'HEAD~1';
}

async function git(/** @type {string[]} */ ...args) {
  const { code, stdout } = await collect('git', args);
  return code === 0 ? stdout.trim() : null;
}

/** What differs from a commit, or is not yet known to git. */
async function changedSince(/** @type {string} */ base) {
  const lists = await Promise.all([
    git('diff', '--name-only', base),
    git('ls-files', '--others', '--exclude-standard'),
  ]);
  return new Set(lists.flatMap((list) => (list ?? '').split('\n')));
}

/** @returns {Promise<string[]>} */
async function relatedTo(/** @type {string} */ base) {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-changed-'));
  const answer = join(folder, 'files.json');
  try {
    const { code, stdout, stderr } = await collect(
      projectNode,
      [...vitest, 'list', ...config, '--changed', base, '--filesOnly', `--json=${answer}`],
      { env: projectEnv() },
    );
    if (code !== 0) {
      throw new SetupError({
        happened: `Vitest cannot tell what ${base} concerns.\n${tail(`${stdout}\n${stderr}`)}`,
        next: 'name a commit that git knows: npm run test:changed -- HEAD~1',
      });
    }
    /** @type {{ file: string }[]} */
    const files = existsSync(answer) ? JSON.parse(readFileSync(answer, 'utf8')) : [];
    return files.map(({ file }) => relative(root, file).replaceAll('\\', '/'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How long each file took when it was last run here, or by `npm test`. @returns {Map<string, number>} */
function knownDurations() {
  const known = new Map();
  const ofStages = ['unit', 'lives', 'renderer'].map((stage) => resolve(root, 'test-results', `${stage}.json`));
  for (const report of [ownReport, ...ofStages]) {
    if (!existsSync(report)) continue;
    for (const { name, startTime, endTime } of JSON.parse(readFileSync(report, 'utf8')).testResults) {
      known.set(relative(root, name).replaceAll('\\', '/'), endTime - startTime);
    }
  }
  return known;
}

function tell(/** @type {string} */ line) {
  process.stdout.write(`${line}\n`);
}
