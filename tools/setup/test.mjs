// `npm test`: set-up, then every check there is. `npm test -- --only unit,renderer` runs some of them.
import { add, countCheck, nothing, summaryLine } from './counting.mjs';
import { runScript, say, SetupError } from './report.mjs';
import { setUp } from './setup.mjs';
import { stages } from './stages.mjs';

await runScript(async () => {
  const chosen = chosenStages(process.argv.slice(2));
  let total = nothing;
  /** @type {string[]} */
  const lines = [];
  try {
    const needs = new Set(chosen.map((stage) => stage.needs));
    // The stage `build` builds for those after it; without it a window test must not meet an old app.
    const build = needs.has('app') && !chosen.some((stage) => stage.id === 'build');
    await setUp({ runtime: needs.size > 1 || !needs.has('packages'), screen: process.platform === 'linux', build });
    for (const stage of chosen) {
      tell(`\n── ${stage.title}`);
      const start = Date.now();
      const counts = await stage.run();
      total = add(total, counts);
      lines.push(`${stage.title.padEnd(28)} ${summaryLine(counts)} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`\nStopped: ${error.message}\nKept:    ${error.kept}\nNext:    ${error.next}`);
    total = add(total, countCheck(false));
  }
  if (lines.length > 0) tell(`\n${lines.join('\n')}\n`);
  tell(summaryLine(total));
  return total.failed > 0 ? 1 : 0;
});

/** Results go where the runners write theirs, so that a log of standard output alone reads in order. */
function tell(/** @type {string} */ line) {
  process.stdout.write(`${line}\n`);
}

function chosenStages(/** @type {string[]} */ args) {
  const named = args.flatMap((arg, index) => {
    if (arg.startsWith('--only=')) return arg.slice('--only='.length).split(',');
    return args[index - 1] === '--only' ? arg.split(',') : [];
  });
  if (args.length === 0) return stages;
  const unknown = named.filter((id) => !stages.some((stage) => stage.id === id));
  if (named.length === 0 || unknown.length > 0) {
    throw new SetupError({
      happened:
        named.length === 0 ? `npm test does not know ${args.join(' ')}.` : `There is no stage ${unknown.join(', ')}.`,
      next: `name stages after --only, joined by commas: ${stages.map((stage) => stage.id).join(' ')}`,
    });
  }
  return stages.filter((stage) => named.includes(stage.id));
}
