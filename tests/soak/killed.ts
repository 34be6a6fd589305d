import { setTimeout as wait } from 'node:timers/promises';
import { Lab } from '../../main/lab/lab.ts';
import { startLabProcess } from '../support/processes/lab-process.ts';
import { demand, dice, inFolder, newLab, none, type Trial } from './trial.ts';

const tasks = ['work', 'checkpoint', 'reset'] as const;

/** Ends a working process at random moments: what it acknowledged is there, and the lab is sound. */
export const killed: Trial = (seed) =>
  inFolder(async (folder) => {
    const file = newLab(folder, seed);
    const { below, pick } = dice(seed, 'killed');
    let steps = 0;
    for (let round = 0; round < 4; round += 1) {
      const task = pick(tasks);
      const child = startLabProcess(task, file, seed * 100 + round);
      await child.saw('open');
      await wait(below(900));
      await child.kill();
      steps += child.lines.length;
      const [, inputs = '0', now = '0'] = child.lines.findLast((line) => line.startsWith('step'))?.split(' ') ?? [];
      const lab = Lab.open(file);
      try {
        none(lab.check(), `after a kill of ${task}`);
        const taken = lab.db.prepare('SELECT count(*) FROM inputs').pluck().get() as number;
        // A reset takes back what was acknowledged before it, and that is acknowledged, too.
        if (task !== 'reset')
          demand(
            taken >= Number(inputs) && lab.now >= Number(now),
            `${task}: ${taken} inputs of ${inputs}, ${lab.now} of ${now}`,
          );
        demand(lab.replay().equal, `after a kill of ${task} it does not play again`);
      } finally {
        lab.close();
      }
    }
    return { kills: 4, steps };
  });
