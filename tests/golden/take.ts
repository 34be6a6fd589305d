import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  advance,
  ask,
  closeLab,
  command,
  createLab,
  give,
  hashesOfTables,
  namesOfLogs,
  openLab,
  readLog,
  rowOfLab,
  rowsOfTable,
  type GoldenLab,
} from './doors.ts';
import {
  moments,
  readCalls,
  readJournal,
  readSamples,
  type Call,
  type CommandCall,
  type Digests,
  type Item,
  type LabId,
  type LabRecord,
  type Moment,
  type Samples,
  type Step,
  type Texts,
} from './files.ts';

/** Which parts of a record are wanted; everything without. */
export const sections = ['hashes', 'views', 'logs'] as const;
export type Section = (typeof sections)[number];
export type Taken = { record: LabRecord; texts: Record<Moment, Texts> };

/** Lives the recorded life of a lab and answers what it looks like at each of its moments. */
export async function take(id: LabId, wanted: readonly Section[] = sections): Promise<Taken> {
  const journal = readJournal(id);
  const samples = readSamples(id);
  const folder = mkdtempSync(join(tmpdir(), 'tandem-golden-'));
  const file = join(folder, 'lab.tandem');
  const steps: Record<Moment, Step[]> = { birth: [], inputs: journal.underInputs, later: journal.after };
  const taken: Partial<Record<Moment, Awaited<ReturnType<typeof takeMoment>>>> = {};
  let lab = createLab(journal.scenario, journal.seed, journal.devices, file);
  try {
    for (const moment of moments) {
      live(lab, steps[moment]);
      taken[moment] = takeMoment(lab, samples[moment], wanted);
      // The command line opens the file itself, so every moment is also one of a lab that was closed and opened.
      closeLab(lab);
      if (wanted.includes('views')) await takeCommands(taken[moment], file, samples[moment]);
      lab = openLab(file);
    }
  } finally {
    closeLab(lab);
    rmSync(folder, { recursive: true, force: true });
  }
  const all = taken as Record<Moment, Texts>;
  const by = <T>(of: (texts: Texts) => T): Record<Moment, T> =>
    Object.fromEntries(moments.map((moment) => [moment, of(all[moment])])) as Record<Moment, T>;
  return { record: by(digestsOf), texts: by((texts) => texts) };
}

export function live(lab: GoldenLab, steps: readonly Step[]): void {
  for (const [index, step] of steps.entries()) {
    try {
      if ('advance' in step) advance(lab, step.advance);
      else give(lab, step.input, step.params);
    } catch (cause) {
      throw new Error(`step ${index} of the journal, ${JSON.stringify(step)}: ${String(cause)}`, { cause });
    }
  }
}

const key = (section: string, name: string, item = ''): string => `${section}\t${name}\t${item}`;

function takeMoment(lab: GoldenLab, samples: Samples[Moment], wanted: readonly Section[]): Texts {
  const texts: Texts = {};
  if (wanted.includes('hashes')) {
    for (const [table, hash] of Object.entries(hashesOfTables(lab))) {
      texts[key('tables', table)] = `${hash}\n${rowsOfTable(lab, table)}`;
    }
    texts[key('tables', 'lab')] = canonical(rowOfLab(lab));
  }
  if (wanted.includes('views')) {
    for (const call of readCalls().views) {
      const answers = itemsOf(call, samples).map(
        (item) => [item, ask(lab, call.ask, filled(call.params, item))] as const,
      );
      Object.assign(texts, textsOf('views', nameOf(call), call, answers));
    }
  }
  if (wanted.includes('logs')) {
    for (const { where } of samples['place'] ?? []) {
      for (const log of namesOfLogs(lab, String(where))) {
        texts[key('logs', String(where), log)] = lines(readLog(lab, String(where), log));
      }
    }
  }
  return texts;
}

async function takeCommands(texts: Texts, file: string, samples: Samples[Moment]): Promise<void> {
  for (const call of readCalls().commands) {
    const answers: (readonly [Item, unknown])[] = [];
    for (const item of itemsOf(call, samples))
      answers.push([item, await command(file, filled(call.command, item).map(String))]);
    Object.assign(texts, textsOf('commands', nameOf(call), call, answers));
  }
}

const itemsOf = ({ each }: Call | CommandCall, samples: Samples[Moment]): Item[] =>
  each === undefined ? [{}] : (samples[each] ?? []);
const nameOf = (call: Call | CommandCall): string => {
  const called =
    'ask' in call ? call.ask : call.command.filter((word) => word !== 'FILE' && !word.startsWith('$')).join(' ');
  return call.as === undefined ? called : `${called} ${call.as}`;
};

function textsOf(
  section: string,
  name: string,
  { each, together }: Call | CommandCall,
  answers: readonly (readonly [Item, unknown])[],
): Texts {
  if (each === undefined) return { [key(section, name)]: canonical(answers[0]![1]) };
  const labeled = answers.map(([item, answer]) => [Object.values(item).join(' '), answer] as const);
  if (together) return { [key(section, name)]: canonical(Object.fromEntries(labeled)) };
  return Object.fromEntries(labeled.map(([label, answer]) => [key(section, name, label), canonical(answer)]));
}

/** Parameters with the values of an item in the place of `$id`, `$name` … */
function filled<T>(params: T, item: Item): T {
  if (typeof params === 'string') return (params.startsWith('$') ? item[params.slice(1)] : params) as T;
  if (Array.isArray(params)) return params.map((value: unknown) => filled(value, item)) as T;
  if (typeof params !== 'object' || params === null) return params;
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, filled(value as unknown, item)])) as T;
}

/** JSON with sorted keys, one value a line. */
const canonical = (value: unknown): string => JSON.stringify(sorted(value), null, 1);
const lines = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(sorted(value))).join('\n');
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

/** Of a hash; enough to tell any two texts of the records apart. */
const digits = 12;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, digits);

/** The digest of a text by its path. The text of a table begins with its hash, which does not depend on the order of rows. */
export const digestOf = (path: string, text: string): string =>
  path.startsWith('tables\t') && path !== key('tables', 'lab') ? text.slice(0, digits) : digest(text);

function digestsOf(texts: Texts): LabRecord[Moment] {
  const record: LabRecord[Moment] = { tables: {}, views: {}, logs: {}, commands: {} };
  for (const [path, text] of Object.entries(texts)) {
    const [section, name, item] = path.split('\t') as [keyof LabRecord[Moment], string, string];
    const digests: Digests = record[section];
    if (item === '') digests[name] = digestOf(path, text);
    else ((digests[name] ??= {}) as Record<string, string>)[item] = digestOf(path, text);
  }
  return record;
}
