import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Numbered } from './instrument.ts';
import { baseline, killerOf, type TestFile } from './tests.ts';
import { kept, sampleOf, writeCopy } from './workspace.ts';

/**
 * `npm run mutants` changes one place of the rules at a time and looks whether a unit test notices. Each change is run against
 * the tests that reach its place, the quick ones first, up to the first that fails. What is done is kept: a run that was
 * ended goes on where it stood, as long as the sources are the same.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    minutes: { type: 'string' },
    under: { type: 'string', default: 'main/' },
    list: { type: 'boolean', default: false },
  },
});
const whole = (name: 'seed' | 'count' | 'minutes', text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  console.error(`--${name} takes a whole number, not "${text}".`);
  process.exit(2);
};
const seed = whole('seed', values.seed);
const until = values.minutes === undefined ? Infinity : Date.now() + whole('minutes', values.minutes) * 60_000;

type Verdict = { number: number; killer: string | null };
type Kept = { tests: TestFile[]; verdicts: Verdict[] };

const sample = sampleOf(seed, whole('count', values.count), values.under);
const shown = ({ file, line, what, before, after }: Numbered): string =>
  `${file}:${line} ${what}: ${before.replace(/\s+/g, ' ').slice(0, 70)} → ${after.replace(/\s+/g, ' ').slice(0, 70) || '(left out)'}`;
console.log(`${sample.mutants.length} of ${sample.candidates} changes, seed ${seed}.`);
if (values.list) {
  for (const mutant of sample.mutants) console.log(shown(mutant));
  process.exit(0);
}

mkdirSync(kept, { recursive: true });
const file = join(kept, `${sample.hash}.json`);
writeCopy(sample);
if (!existsSync(file)) console.log('Running the unit tests without a change …');
const known: Kept = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Kept)
  : { tests: await baseline(), verdicts: [] };
/** Whole before it has its name: a run may be ended at any moment. */
const keep = (): void => {
  writeFileSync(`${file}.part`, JSON.stringify(known));
  renameSync(`${file}.part`, file);
};
keep();

for (const mutant of sample.mutants) {
  if (Date.now() > until) break;
  if (known.verdicts.some(({ number }) => number === mutant.number)) continue;
  const killer = await killerOf(
    mutant.number,
    known.tests.filter(({ reached }) => reached.includes(mutant.number)),
  );
  known.verdicts.push({ number: mutant.number, killer: killer ?? null });
  keep();
  console.log(
    `${killer === undefined ? 'SURVIVED' : 'noticed '} ${shown(mutant)}${killer === undefined ? '' : `  (${killer})`}`,
  );
}

const { verdicts } = known;
const noticed = verdicts.filter(({ killer }) => killer !== null).length;
console.log(
  `\n${noticed} of ${verdicts.length} noticed (${((100 * noticed) / Math.max(verdicts.length, 1)).toFixed(1)} %), ${sample.mutants.length - verdicts.length} not tried yet.`,
);
for (const { number, killer } of verdicts)
  if (killer === null) console.log(`survived: ${shown(sample.mutants[number - 1]!)}`);
