import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Step, Walk } from './data.ts';
import type { Outcome, Played } from './player.ts';
import { resultsFolder, type Recorded } from './record.ts';

type Class = Outcome | 'not played';
const classes = ['literal', 'other', 'not possible', 'later', 'not played'] as const satisfies readonly Class[];
type Counts = Record<Class, number>;
const none = (): Counts => ({ literal: 0, other: 0, 'not possible': 0, later: 0, 'not played': 0 });

/** What the last full run wrote of each section; a section without a result was not played. */
export function readResults(walks: readonly Walk[]): Map<string, Map<number, Played>> {
  return new Map(
    walks.map(({ walk, sections }) => {
      const played = sections.flatMap(({ number }) => {
        const file = join(resultsFolder, walk, `section-${number}.json`);
        return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Played[]) : [];
      });
      return [walk, new Map(played.map((one) => [one.id, one]))];
    }),
  );
}

export const recordOf = (results: Map<string, Map<number, Played>>): Recorded =>
  Object.fromEntries(
    [...results].map(([walk, played]) => {
      const ids = (outcome: Outcome) =>
        [...played.values()].filter((one) => one.outcome === outcome).map(({ id }) => id);
      return [walk, { literal: ids('literal'), other: ids('other') }];
    }),
  );

function count(steps: readonly Step[], played: Map<number, Played>, isWanted: (step: Step) => boolean): Counts {
  const counts = none();
  for (const step of steps) if (isWanted(step)) counts[played.get(step.id)?.outcome ?? 'not played'] += 1;
  return counts;
}
function sum(all: readonly Counts[]): Counts {
  const total = none();
  for (const one of all) for (const name of classes) total[name] += one[name];
  return total;
}
/** Of the steps that belong here, those of a later matter aside; tenths of a percent. */
const share = ({ literal, other, 'not possible': missed }: Counts): string => {
  const all = literal + other + missed;
  return all === 0 ? '–' : `${(Math.floor((1000 * literal) / all) / 10).toFixed(1)} %`;
};

const cell = (text: string): string =>
  text
    .replaceAll('|', String.raw`\|`)
    .replaceAll(/\s+/g, ' ')
    .trim();
const row = (cells: readonly (string | number)[]): string => `| ${cells.map((one) => cell(String(one))).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** docs/walks.md: the counts, and every step with its class. */
export function reportOf(walks: readonly Walk[], results: Map<string, Map<number, Played>>): string {
  const counted = walks.map((one) => {
    const played = results.get(one.walk)!;
    const needed = count(one.steps, played, ({ optional }) => !optional);
    const optional = count(one.steps, played, (step) => step.optional);
    return { walk: one, played, needed, optional };
  });
  const line = (name: string, needed: Counts, optional: Counts) => [
    name,
    ...[needed.literal, needed.other, needed['not possible'], share(needed)],
    ...[optional.literal, optional.other, optional['not possible']],
    needed.later + optional.later,
    needed['not played'] + optional['not played'],
  ];
  const head = [
    'walk',
    'literal',
    'other',
    'not possible',
    'literal of these',
    'optional: literal',
    'other',
    'not possible',
    'later',
    'not played',
  ];
  const needed = sum(counted.map((one) => one.needed));
  const optional = sum(counted.map((one) => one.optional));
  const summary = table(head, [
    ...counted.map((one) => line(`[${one.walk.walk}](#${one.walk.walk})`, one.needed, one.optional)),
    line('**all**', needed, optional),
  ]);
  return [intro, summary, ...counted.map(({ walk, played }) => chapter(walk, played)), ''].join('\n\n');
}

function chapter({ walk, title, source, sections }: Walk, played: Map<number, Played>): string {
  const parts = sections.flatMap(({ section, steps }) => [
    ...(section === undefined ? [] : [`### ${section}`]),
    table(
      ['step', 'what is done', 'class', 'why'],
      steps.map((step) => {
        const { outcome, note } = played.get(step.id) ?? { outcome: 'not played', note: '' };
        return [`${step.id}${step.optional ? ' (optional)' : ''}`, inWords(step), outcome, note];
      }),
    ),
  ]);
  return [`## ${walk}`, `${title}. Source: ${source}.`, ...parts].join('\n\n');
}

const inWords = ({ do: verb, control = '', value, page, path, console }: Step): string =>
  `${console}: ${path}${page === undefined ? '' : ` (${page})`}: ${verb} **${control}**${value === undefined ? '' : ` = ${value}`}`;

const intro = `# The walks: tutorials of the documentation, step by step

\`npm run test:all\` plays the steps of these tutorials in the real app, by the names that a person reads, and \`npm test\` one short
section a place. \`npm run walks\` writes this page from what the last full run found; its pictures, one a step, are then in
\`test-results/walks\`. A run fails where a step went better when this page was written.

A step is **literal** where the page at its path has a control of exactly that name, takes the value and shows it afterwards, and what
the tutorial expects is to be read; where a tutorial leaves the value to its reader, the control is found and left as it is. It is **other** where it is done in another way for a reason of its own: a purchase, a download, pages
that contradict each other, or a product that the lab condenses to one page. Everything else is **not possible**. **later** are sections
whose actions the lab does not have yet, and **not played** what the last run left out. Letter case does not count, as the pages themselves vary in it; example values are replaced by
those of the lab. The walks lie in \`tests/walks/walks\`, labs, names and reasons in \`tests/walks/data\`.`;
