/**
 * A process of its own that works on a lab, for tests of what happens beside it or after its sudden end. Each line on
 * stdout is an acknowledged step: whoever read it may count on it.
 */
import { writeSync } from 'node:fs';
import { Lab } from '../../../main/lab/lab.ts';
import { buildScenario, mixedPopulation } from '../lab-scenario.ts';
import { doStep, randomSteps } from '../inputs/random-inputs.ts';

const [task = '', file = '', seedText = '1'] = process.argv.slice(2);
const seed = Number(seedText);
const say = (line: string): void => void writeSync(1, `${line}\n`);

if (task === 'create') {
  say('begun');
  const { lab } = Lab.create({ ...buildScenario(mixedPopulation), seed, devices: null, file });
  say('created');
  lab.close();
} else {
  const lab = Lab.open(file);
  say('open');
  // What nobody can reach any more is closed, and its lock with it.
  if (task === 'hold') setInterval(() => lab.now, 1000);
  else await work(lab);
}

async function work(lab: Lab): Promise<void> {
  const inputs = lab.db.prepare('SELECT count(*) FROM inputs').pluck();
  for (let round = 0; ; round += 1) {
    for (const step of randomSteps(seed * 1000 + round, 12, 14)) {
      doStep(lab, step.do === 'advance' ? { ...step, seconds: Math.min(step.seconds, 3600) } : step);
      say(`step ${String(inputs.get())} ${lab.now}`);
    }
    if (task === 'checkpoint') say(`checkpoint ${lab.checkpoint(`c-${seed}-${round}`).name} ${lab.hash()}`);
    if (task === 'reset') say(`reset ${(await lab.reset()).archived}`);
  }
}
