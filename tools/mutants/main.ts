import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { Numbered } from './instrument.ts';
import { groupsOf, judge } from './groups.ts';
import { baseline, failing, mayNotice, NoReportError, portions, type TestFile } from './tests.ts';
import { hashOfEverything, kept, sampleOf, writeCopy } from './workspace.ts';

/**
 * `npm run mutants` changes one place of the rules at a time and looks whether a test notices: a unit test, or the golden records.
 * Each change is run against the tests that reach its place, the quick ones first, up to the first that fails; what the quick ones
 * did not notice is tried on the slow ones several at a time. What is done is kept, for as long as the changed source is the same:
 * a run that was ended goes on where it stood, and after a change of the rules only what it touched is tried again. `--again` tries
 * once more what survived.
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

/** `killer` is the test that noticed, null where none did; `of` is the hash of the source it is about. */
type Verdict = { killer: string | null; of: string };
/** What is known from run to run, for all seeds: verdicts by mutant, and which tests reach what, by all that they depend on. */
type Kept = { verdicts: Record<string, Verdict>; reached?: { of: string; tests: TestFile[] }; unnoticed: string[] };

const sample = sampleOf(seed, whole('count', values.count), values.under);
const shown = ({ file, line, what, before, after }: Numbered): string =>
  `${file}:${line} ${what}: ${before.replace(/\s+/g, ' ').slice(0, 70)} → ${after.replace(/\s+/g, ' ').slice(0, 70) || '(left out)'}`;
console.log(`${sample.mutants.length} of ${sample.candidates} changes, seed ${seed}.`);
if (values.list) {
  for (const mutant of sample.mutants) console.log(shown(mutant));
  process.exit(0);
}

mkdirSync(kept, { recursive: true });
const file = join(kept, 'verdicts.json');
writeCopy(sample);
const known: Kept = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Kept)
  : { verdicts: {}, unnoticed: [] };
const everything = hashOfEverything(sample);
if (known.reached?.of !== everything) {
  console.log('Running the unit tests without a change …');
  known.reached = { of: everything, tests: await baseline() };
  known.unnoticed = [];
}
const { tests } = known.reached;
/** A verdict stands while its source is what it was; that nothing noticed, only until it is asked again. */
const verdictOf = ({ id, file: source }: Numbered): Verdict | undefined => {
  const verdict = known.verdicts[id];
  if (verdict?.of !== sample.texts[source]) return undefined;
  return verdict?.killer === null && values.again ? undefined : verdict;
};
const left = sample.mutants.filter((mutant) => !verdictOf(mutant));
/** Whole before it has its name: a run may be ended at any moment. */
const keep = (): void => {
  writeFileSync(`${file}.part`, JSON.stringify(known));
  renameSync(`${file}.part`, file);
};
keep();

const judged = (mutant: Numbered, killer: string | null): void => {
  known.verdicts[mutant.id] = { killer, of: sample.texts[mutant.file]! };
  known.unnoticed = known.unnoticed.filter((id) => id !== mutant.id);
  keep();
  console.log(`${killer === null ? 'SURVIVED' : 'noticed '} ${shown(mutant)}${killer === null ? '' : `  (${killer})`}`);
};
const testsOf = (mutants: readonly Numbered[]): ReturnType<typeof portions> =>
  portions(tests.filter((test) => mutants.some(({ number }) => mayNotice(test, number))));
/** What is run for one mutant alone may be a shared one of another: together each gets all that it has not had. */
const sharedBy = (mutants: readonly Numbered[]): TestFile[] => {
  const wanted = new Set(mutants.flatMap((mutant) => testsOf([mutant]).shared));
  return tests.filter((test) => wanted.has(test));
};
const isOver = (): boolean => Date.now() > until;
/** As many at a time as there are processors: a run of tests keeps one of them busy. */
async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      if (isOver()) return;
      try {
        await work(item);
      } catch (error) {
        if (!(error instanceof NoReportError)) throw error;
        console.log(`unclear  ${error.message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

await each(
  left.filter(({ id }) => !known.unnoticed.includes(id)),
  async (mutant) => {
    let killer: string | undefined;
    for (const portion of testsOf([mutant]).alone) killer ??= await failing([mutant.number], portion);
    if (killer !== undefined) {
      judged(mutant, killer);
      return;
    }
    known.unnoticed.push(mutant.id);
    keep();
    console.log(`waits    ${shown(mutant)}`);
  },
);
await each(groupsOf(left.filter(({ id }) => known.unnoticed.includes(id))), (group) =>
  judge(
    group,
    (some) =>
      failing(
        some.map(({ number }) => number),
        sharedBy(some),
      ),
    judged,
  ),
);

const verdicts = sample.mutants.flatMap((mutant) =>
  known.verdicts[mutant.id]?.of === sample.texts[mutant.file]
    ? [[mutant, known.verdicts[mutant.id]!.killer] as const]
    : [],
);
const noticed = verdicts.flatMap(([, killer]) => killer ?? []);
const golden = noticed.filter((killer) => killer.startsWith('tests/golden/'));
console.log(
  `\n${noticed.length} of ${verdicts.length} noticed (${((100 * noticed.length) / Math.max(verdicts.length, 1)).toFixed(1)} %), ${golden.length} of them by the golden records; ${sample.mutants.length - verdicts.length} not judged yet.`,
);
for (const [mutant, killer] of verdicts) if (killer === null) console.log(`survived: ${shown(mutant)}`);
