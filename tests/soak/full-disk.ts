import { join } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { Lab } from '../../main/lab/lab.ts';
import { buildScenario, mixedPopulation } from '../support/lab-scenario.ts';
import { doStep, randomSteps } from '../support/inputs/random-inputs.ts';
import { smallDisk } from '../support/small-disk.ts';
import { demand, dice, none, type Trial } from './trial.ts';

/** Works on a disk with little room, checkpoints and resets: refusals say so, nothing acknowledged is lost. */
export const fullDisk: Trial = async (seed) => {
  const { folder, leave, unmount } = smallDisk(24 * 1024);
  const { below } = dice(seed, 'disk');
  const figures = { refused: 0, acknowledged: 0 };
  const orFull = async (work: () => unknown): Promise<void> => {
    try {
      await work();
      figures.acknowledged += 1;
    } catch (error) {
      demand(error instanceof LabError && error.code === 'diskFull', String(error));
      figures.refused += 1;
    }
  };
  try {
    const { lab } = Lab.create({
      ...buildScenario(mixedPopulation),
      seed,
      devices: null,
      file: join(folder, 'lab.tandem'),
    });
    const steps = randomSteps(seed, 60, 40);
    for (const [index, step] of steps.entries()) {
      if (index % 10 === 0) leave(below(600));
      await orFull(() => doStep(lab, step));
      if (index % 15 === 7) await orFull(() => lab.checkpoint(`c ${index}`));
      if (index === 40) await orFull(() => lab.reset());
    }
    leave(16 * 1024);
    none(lab.check(), 'after a full disk');
    demand(lab.replay().equal, 'after a full disk it does not play again');
    lab.close();
    return figures;
  } finally {
    unmount();
  }
};
