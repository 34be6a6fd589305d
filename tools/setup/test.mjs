// `npm test`: set-up, then every check there is. `npm test -- --only unit,renderer` runs some of them, `--busy 8` beside eight processes
// that take the machine’s time away, and `--all` (`npm run test:all`) the whole of those that play only a part of themselves; where it ran
// every stage, docs/test-all.md says what came of it, and `--all --hash` whether that is about the sources as they are.
import { keepBusy } from './stages/busy.mjs';
import { add, countCheck, nothing, summaryLine } from './stages/counting.mjs';
import { runScript, say, SetupError } from './report.mjs';
import { setUp } from './setup.mjs';
import { stages } from './stages/stages.mjs';
import { isNoted, noteWhole, testedHash } from './stages/whole.mjs';

await runScript(async () => {
  if (process.argv.includes('--hash')) {
    tell(isNoted() ? 'docs/test-all.md is about these sources.' : 'docs/test-all.md is about other sources.');
    return isNoted() ? 0 : 1;
  }
  const { chosen, busy, isWhole } = wanted(process.argv.slice(2));
  const hash = testedHash();
  let total = nothing;
  /** @type {import('./stages/whole.mjs').Ran[]} */
  const ran = [];
  try {
    const needs = new Set(chosen.map((stage) => stage.needs));
    // The stage `build` builds for those after it; without it a window test must not meet an old app.
    const build = needs.has('app') && !chosen.some((stage) => stage.id === 'build');
    await setUp({ runtime: needs.size > 1 || !needs.has('packages'), screen: process.platform === 'linux', build });
    const others = keepBusy(busy);
    try {
      for (const stage of chosen) {
        tell(`\n── ${stage.title}${busy > 0 ? `, beside ${busy} busy processes` : ''}`);
        const start = Date.now();
        const counts = await stage.run({ isWhole });
        total = add(total, counts);
        ran.push({ title: stage.title, counts, seconds: (Date.now() - start) / 1000 });
      }
    } finally {
      await others.stop();
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`\nStopped: ${error.message}\nKept:    ${error.kept}\nNext:    ${error.next}`);
    total = add(total, countCheck(false));
  }
  if (isWhole && ran.length === stages.length) noteWhole({ ran, hash, at: new Date() });
  const lines = ran.map(
    ({ title, counts, seconds }) => `${title.padEnd(28)} ${summaryLine(counts)} (${seconds.toFixed(1)} s)`,
  );
  if (lines.length > 0) tell(`\n${lines.join('\n')}\n`);
  tell(summaryLine(total));
  return total.failed > 0 ? 1 : 0;
});

/** Results go where the runners write theirs, so that a log of standard output alone reads in order. */
function tell(/** @type {string} */ line) {
  process.stdout.write(`${line}\n`);
}

/** @returns {{ chosen: import('./stages/stages.mjs').Stage[], busy: number, isWhole: boolean }} */
function wanted(/** @type {string[]} */ args) {
  const isWhole = args.includes('--all');
  const given = args.filter((arg) => arg !== '--all').flatMap((arg) => arg.split('='));
  let chosen = stages;
  let busy = 0;
  for (let at = 0; at < given.length; at += 2) {
    const [option, value = ''] = given.slice(at, at + 2);
    if (option === '--only') chosen = stagesNamed(value.split(','));
    else if (option === '--busy' && /^\d{1,2}$/.test(value)) busy = Number(value);
    else {
      throw new SetupError({
        happened: `npm test does not know ${given.slice(at).join(' ')}.`,
        next: `name stages after --only, joined by commas: ${stages.map(({ id }) => id).join(' ')}; a number of processes after --busy; or --all`,
      });
    }
  }
  return { chosen, busy, isWhole };
}

function stagesNamed(/** @type {string[]} */ ids) {
  const unknown = ids.filter((id) => !stages.some((stage) => stage.id === id));
  if (unknown.length > 0) {
    throw new SetupError({
      happened: `There is no stage ${unknown.join(', ')}.`,
      next: `name stages after --only, joined by commas: ${stages.map(({ id }) => id).join(' ')}`,
    });
  }
  return stages.filter((stage) => ids.includes(stage.id));
}
