import { Lab } from '../../main/lab/lab.ts';
import { inputs, views } from '../../shared/offers.ts';
import { inputSamples, viewSamples } from '../support/offer-samples.ts';
import { gate, isFault } from './doors.ts';
import { demand, dice, inFolder, newLab, none, type Dice, type Trial } from './trial.ts';

const messages = 1500;
const odd: readonly unknown[] = [
  null,
  undefined,
  true,
  '',
  ' ',
  'x'.repeat(70_000),
  '\u0000',
  '\u202Eabc',
  '__proto__',
  'constructor',
  -1,
  0,
  1,
  2 ** 53,
  1.5,
  NaN,
  Infinity,
  [],
  {},
  [[]],
  { __proto__: null },
  Array.from({ length: 500 }, (_, index) => index),
];

/** A sample with one or more places replaced by something else, or something else altogether. */
function spoiled(sample: unknown, { below, pick }: Dice): unknown {
  if (below(6) === 0 || typeof sample !== 'object' || sample === null) return pick(odd);
  const entries = Object.entries(sample);
  if (entries.length === 0) return { [pick(['a', '__proto__', 'deviceId'])]: pick(odd) };
  const place = below(entries.length);
  const turned = entries.map(([key, value], index): [string, unknown] => {
    if (index !== place) return [key, value];
    return [
      key,
      typeof value === 'object' && value !== null && below(2) === 0 ? spoiled(value, { below, pick }) : pick(odd),
    ];
  });
  return Array.isArray(sample) ? turned.map(([, value]) => value) : Object.fromEntries(turned);
}

/** The gate under messages of any kind: each has an answer, none is a fault, and what was asked before is answered as before. */
export const nonsense: Trial = (seed) =>
  inFolder(async (folder) => {
    const lab = Lab.open(newLab(folder, seed));
    const drawn = dice(seed, 'nonsense');
    const samples: Record<string, unknown> = { ...viewSamples, ...inputSamples };
    const names = [...views.keys(), ...inputs.keys()];
    const figures = { messages, taken: 0 };
    try {
      for (let n = 0; n < messages; n += 1) {
        const name = drawn.below(40) === 0 ? drawn.pick(odd) : drawn.pick(names);
        const params = spoiled(typeof name === 'string' && Object.hasOwn(samples, name) ? samples[name] : {}, drawn);
        const told = await gate(lab, name, params);
        demand(
          !isFault(told),
          `${JSON.stringify(name)} ${JSON.stringify({ params }).slice(0, 300)} → ${JSON.stringify(told.value)}`,
        );
        if (told.code === null) figures.taken += 1;
        if (n % 100 === 0) {
          const home = await gate(lab, 'home.read', {});
          demand(home.code === null, `home.read after message ${n} → ${JSON.stringify(home.value)}`);
        }
      }
      none(lab.check(), 'after nonsense');
      demand(lab.replay().equal, 'after nonsense it does not play again');
    } finally {
      lab.close();
    }
    return figures;
  });
