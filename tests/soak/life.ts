import { isDestructive } from '../../shared/actions/entry.ts';
import { remoteActions } from '../../shared/actions/words.ts';
import { Lab } from '../../main/lab/lab.ts';
import { views } from '../../shared/offers.ts';
import { cloudSteps, underWay } from '../support/inputs/random-cloud-inputs.ts';
import { randomSteps, type Step } from '../support/inputs/random-inputs.ts';
import { viewSamples } from '../support/offer-samples.ts';
import { commandLine, gate, isFault, type Told } from './doors.ts';
import { demand, dice, inFolder, newLab, none, type Figures, type Trial } from './trial.ts';

/** Some days of a lab: what is given through the window and through the command line is one life, and plays again. */
export const lifeThroughBothDoors: Trial = (seed) =>
  inFolder(async (folder) => {
    const file = newLab(folder, seed);
    const { below } = dice(seed, 'life');
    const figures: Figures = { inputs: 0, refused: 0, questions: 0, advances: 0 };
    const count = (told: Told, step: Step): void => {
      demand(!isFault(told) && told.code !== 'damaged', `${JSON.stringify(step)} → ${JSON.stringify(told.value)}`);
      figures[told.code === null ? 'inputs' : 'refused']! += 1;
    };
    for (let round = 0; round < 6; round += 1) {
      const lab = Lab.open(file);
      const names = namesOf(lab);
      try {
        const next = cloudSteps(lab, seed * 100 + round);
        const drawn = randomSteps(seed * 100 + round, 8, 40);
        const steps = [...(round === 0 ? underWay(lab) : []), ...drawn, ...drawn.map(() => next())];
        for (const step of steps) {
          if (step.do === 'advance') {
            lab.advanceTo(lab.now + step.seconds);
            figures['advances']! += 1;
          } else count(await gate(lab, step.kind, asked(step, names)), step);
        }
        for (const name of views.keys()) {
          const told = await gate(lab, name, viewSamples[name as keyof typeof viewSamples]);
          demand(!isFault(told), `${name} → ${JSON.stringify(told.value)}`);
          figures['questions']! += 1;
        }
        none(lab.check(), `round ${round}, through the window`);
      } finally {
        lab.close();
      }
      for (const step of randomSteps(seed * 100 + 50 + round, 6, 40)) {
        if (step.do === 'advance') {
          const { exit, value } = await commandLine('advance', file, `${step.seconds}s`, '--no-hash');
          demand(exit === 0, `advance → ${JSON.stringify(value)}`);
          figures['advances']! += 1;
        } else count(await commandLine('input', file, step.kind, JSON.stringify(asked(step, names))), step);
      }
      if (below(2) === 0) {
        const { exit, value } = await commandLine('checkpoint', file, `round ${round}`);
        demand(exit === 0, `checkpoint → ${JSON.stringify(value)}`);
      }
    }
    const replayed = (await commandLine('replay', file)).value as { equal?: boolean };
    demand(replayed.equal === true, `replay → ${JSON.stringify(replayed)}`);
    const checked = (await commandLine('check', file)).value as { ok?: boolean };
    demand(checked.ok === true, `check → ${JSON.stringify(checked)}`);
    const reset = (await commandLine('reset', file)).value as { matches?: boolean };
    demand(reset.matches === true, `reset → ${JSON.stringify(reset)}`);
    return figures;
  });

type Names = ReadonlyMap<number, string>;
const namesOf = ({ db }: Lab): Names =>
  new Map(
    (db.prepare('SELECT id, name FROM devices').all() as { id: number; name: string }[]).map((row) => [
      row.id,
      row.name,
    ]),
  );

/**
 * What a door takes: a confirmation beside what the journal keeps. It is right as a rule; a device that got another name since the
 * round began refuses it.
 */
function asked(step: Exclude<Step, { do: 'advance' }>, names: Names): unknown {
  if (step.kind === 'devices.removeRecords') return { ...step.params, confirm: String(step.params.recordIds.length) };
  if (step.kind !== 'actions.order') return step.params;
  const { kind, deviceIds } = step.params;
  const one = isDestructive(remoteActions[kind]) ? (names.get(deviceIds[0]!) ?? null) : null;
  return { ...step.params, confirm: deviceIds.length > 1 ? String(deviceIds.length) : one };
}
