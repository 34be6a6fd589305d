import { parseArgs } from 'node:util';
import { labName, labs } from './files.ts';
import { shareOut } from './pool.ts';
import { sections } from './take.ts';
import type { Verdict } from './verify.ts';

/**
 * `npm run golden` lives every recorded life again and compares it with its record; `-- --record` records anew and prints the
 * difference of the texts.
 */
const { values } = parseArgs({
  options: {
    record: { type: 'boolean', default: false },
    scenario: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
  },
});

const wanted = sections.filter((section) => values.only === undefined || values.only.split(',').includes(section));
const chosen = labs.filter(
  ({ scenario, seed }) =>
    (values.scenario === undefined || values.scenario === scenario) &&
    (values.seed === undefined || values.seed === String(seed)),
);
if (wanted.length === 0 || chosen.length === 0) {
  console.error(`There is nothing of that name; --only takes ${sections.join(', ')}, --scenario a bundled one.`);
  process.exit(2);
}

const verdicts: Verdict[] = [];
await shareOut(
  chosen.map((lab) => ({ lab, wanted, isRecording: values.record })),
  (verdict) => {
    verdicts.push(verdict);
    const { lab, differs, checked, report, seconds } = verdict;
    console.log(
      `${labName(lab).padEnd(20)} ${differs === 0 ? 'equal' : `${differs} differ`} of ${checked} (${seconds} s)`,
    );
    for (const line of report) console.log(`  ${line}`);
  },
);
const differing = verdicts.filter(({ differs }) => differs > 0);
const sum = (of: (verdict: Verdict) => number): number => verdicts.reduce((total, verdict) => total + of(verdict), 0);
console.log(
  differing.length === 0
    ? `\nAll ${sum(({ checked }) => checked)} texts and tables of ${verdicts.length} labs are as recorded.`
    : `\n${sum(({ differs }) => differs)} of ${sum(({ checked }) => checked)} differ, in ${differing.map(({ lab }) => labName(lab)).join(', ')}${values.record ? '; recorded anew' : ''}.`,
);
process.exitCode = differing.length > 0 && !values.record ? 1 : 0;
