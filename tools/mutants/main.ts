import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Numbered } from './instrument.ts';
import { groupsOf, judge } from './groups.ts';
import { baseline, failing, mayNotice, portions, type TestFile } from './tests.ts';
import { kept, sampleOf, writeCopy } from './workspace.ts';

/**
 * `npm run mutants` changes one place of the rules at a time and looks whether a test notices: a unit test, or the golden records.
 * Each change is run against the tests that reach its place, the quick ones first, up to the first that fails; what the quick ones
 * did not notice is tried on the slow ones several at a time. What is done is kept: a run that was ended goes on where it stood, as
 * long as the sources are the same; `--again` takes up the tests as they are now, and tries once more what survived.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '200' },
    minutes: { type: 'string' },
    under: { type: 'string', default: 'main/' },
    list: { type: 'boolean', default: false },
    again: { type: 'boolean', default: false },
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
/** `unnoticed` are those that the quick tests let pass and the slow ones did not judge yet. */
type Kept = { tests: TestFile[]; verdicts: Verdict[]; unnoticed: number[] };

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
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : undefined;
/** With the tests as they are now, those that survived are tried once more. */
async function anew(): Promise<Kept> {
  console.log('Running the unit tests without a change …');
  const verdicts = before?.verdicts.filter(({ killer }) => killer !== null) ?? [];
  return { tests: await baseline(), verdicts, unnoticed: [] };
}
const known = before && !values.again ? before : await anew();
/** Whole before it has its name: a run may be ended at any moment. */
const keep = (): void => {
  writeFileSync(`${file}.part`, JSON.stringify(known));
  renameSync(`${file}.part`, file);
};
keep();

const judged = (mutant: Numbered, killer: string | null): void => {
  known.verdicts.push({ number: mutant.number, killer });
  known.unnoticed = known.unnoticed.filter((number) => number !== mutant.number);
  keep();
  console.log(`${killer === null ? 'SURVIVED' : 'noticed '} ${shown(mutant)}${killer === null ? '' : `  (${killer})`}`);
};
const testsOf = (mutants: readonly Numbered[]): ReturnType<typeof portions> =>
  portions(known.tests.filter((test) => mutants.some(({ number }) => mayNotice(test, number))));
/** What the quick tests of one mutant were may be a slow one of another: together each gets all that it has not had. */
const slowOf = (mutants: readonly Numbered[]): TestFile[] => {
  const wanted = new Set(mutants.flatMap((mutant) => testsOf([mutant]).slow));
  return known.tests.filter((test) => wanted.has(test));
};
const isOver = (): boolean => Date.now() > until;

/** As many at a time as there are processors: a run of tests keeps one of them busy. */
async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) if (!isOver()) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

const isKnown = ({ number }: Numbered): boolean =>
  known.unnoticed.includes(number) || known.verdicts.some((verdict) => verdict.number === number);
await each(
  sample.mutants.filter((mutant) => !isKnown(mutant)),
  async (mutant) => {
    let killer: string | undefined;
    for (const portion of testsOf([mutant]).quick) killer ??= await failing([mutant.number], portion);
    if (killer !== undefined) {
      judged(mutant, killer);
      return;
    }
    known.unnoticed.push(mutant.number);
    keep();
    console.log(`waits    ${shown(mutant)}`);
  },
);
await each(groupsOf(sample.mutants.filter(({ number }) => known.unnoticed.includes(number))), (group) =>
  judge(
    group,
    (some) =>
      failing(
        some.map(({ number }) => number),
        slowOf(some),
      ),
    judged,
  ),
);

const { verdicts } = known;
const noticed = verdicts.filter(({ killer }) => killer !== null).length;
console.log(
  `\n${noticed} of ${verdicts.length} noticed (${((100 * noticed) / Math.max(verdicts.length, 1)).toFixed(1)} %), ${sample.mutants.length - verdicts.length} not tried yet.`,
);
for (const { number, killer } of verdicts)
  if (killer === null) console.log(`survived: ${shown(sample.mutants[number - 1]!)}`);
