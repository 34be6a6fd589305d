import { difference } from './diff.ts';
import {
  labName,
  moments,
  readRecord,
  readTexts,
  writeRecord,
  writeTexts,
  type Digests,
  type LabId,
  type LabRecord,
  type Moment,
  type MomentRecord,
} from './files.ts';
import { digestOf, sections, take, type Section, type Taken } from './take.ts';

export type Request = { lab: LabId; wanted: readonly Section[]; isRecording: boolean };
/** `differs` counts digests; `report` says which, with the difference of the texts where the last green texts are here. */
export type Verdict = { lab: LabId; checked: number; differs: number; report: string[]; seconds: number };

const mostLines = 14;
/** Of the items of one view so many are shown with their texts, the others by name. */
const mostTexts = 2;
const mostGroups = 40;

/** Takes a lab's record anew, compares it with the recorded one, and keeps what was asked to be kept. */
export async function verify({ lab, wanted, isRecording }: Request): Promise<Verdict> {
  const started = performance.now();
  const taken = await take(lab, wanted);
  const recorded = readRecord(lab);
  const differences = moments.flatMap((moment) => different(moment, recorded?.[moment], taken.record[moment], wanted));
  const report = recorded ? told(lab, differences, taken) : [`${labName(lab)}: never recorded`];
  const isWhole = wanted.length === sections.length;
  if (isRecording) writeRecord(lab, recorded && !isWhole ? merged(recorded, taken.record, wanted) : taken.record);
  if (isWhole && (isRecording || (recorded && differences.length === 0))) writeTexts(lab, taken.texts);
  const checked = moments.reduce((sum, moment) => sum + [...flat(taken.record[moment])].length, 0);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  return { lab, checked, differs: recorded ? differences.length : checked, report, seconds };
}

/** `was` is the recorded digest. */
type Difference = { moment: Moment; section: keyof MomentRecord; name: string; item: string; was: string | undefined };

const partsOf: Record<Section, readonly (keyof MomentRecord)[]> = {
  hashes: ['tables'],
  views: ['views', 'commands'],
  logs: ['logs'],
};

function* flat(record: Partial<MomentRecord>): Generator<[path: string, digest: string]> {
  for (const [section, digests] of Object.entries(record))
    for (const [name, digest] of Object.entries(digests)) {
      if (typeof digest === 'string') yield [`${section}\t${name}\t`, digest];
      else for (const [item, inner] of Object.entries(digest)) yield [`${section}\t${name}\t${item}`, inner];
    }
}

function different(
  moment: Moment,
  recorded: MomentRecord | undefined,
  taken: MomentRecord,
  wanted: readonly Section[],
): Difference[] {
  const parts = wanted.flatMap((section) => partsOf[section]);
  const before = new Map(flat(recorded ?? {}));
  const after = new Map(flat(taken));
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => path.split('\t') as [keyof MomentRecord, string, string])
    .filter(([section]) => parts.includes(section))
    .map(([section, name, item]) => ({
      moment,
      section,
      name,
      item,
      was: before.get(`${section}\t${name}\t${item}`),
    }));
}

/** First what differs, by moment and view; then how, a few texts of each. */
function told(lab: LabId, differences: readonly Difference[], { texts: now }: Taken): string[] {
  const before = readTexts(lab);
  const groups = new Map<string, Difference[]>();
  for (const found of differences) {
    const group = `${found.moment} · ${found.section} · ${found.name}`;
    groups.set(group, [...(groups.get(group) ?? []), found]);
  }
  const shown = [...groups].slice(0, mostGroups);
  const lines = shown.flatMap(([group, members]) => [
    group + shortList(members.map(({ item }) => item).filter(Boolean)),
    ...members.slice(0, mostTexts).flatMap(({ moment, section, name, item, was }) => {
      const path = `${section}\t${name}\t${item}`;
      const known = before?.[moment][path];
      // A text of before the last recording would show what is not in question.
      const isRecorded = before && (known === undefined ? undefined : digestOf(path, known)) === was;
      const change = isRecorded && difference(known ?? '', now[moment][path] ?? '', mostLines);
      return change ? [...(item ? [`  ${item}`] : []), ...change.map((line) => `    ${line}`)] : [];
    }),
  ]);
  // Of the others only how many there are of each kind: `devices:list` has a group for every filter.
  const others = new Map<string, number>();
  for (const [{ section, name }] of [...groups.values()].slice(mostGroups) as [Difference][]) {
    const kind = `${section} · ${name.split(' ')[0]!}`;
    others.set(kind, (others.get(kind) ?? 0) + 1);
  }
  lines.push(...[...others].map(([kind, count]) => `and ${count} × ${kind}`));
  if (!before && differences.length > 0) lines.push(`(the texts of the last green run are not on this machine)`);
  return lines;
}
const shortList = (items: readonly string[]): string =>
  items.length === 0
    ? ''
    : `: ${items.length <= 8 ? items.join(', ') : `${items.slice(0, 8).join(', ')} and ${items.length - 8} more`}`;

function merged(recorded: LabRecord, taken: LabRecord, wanted: readonly Section[]): LabRecord {
  const parts = wanted.flatMap((section) => partsOf[section]);
  const of = (moment: Moment): [Moment, MomentRecord] => {
    const kept: Record<string, Digests> = { ...recorded[moment] };
    for (const part of parts) kept[part] = taken[moment][part];
    return [moment, kept as MomentRecord];
  };
  return Object.fromEntries(moments.map(of)) as LabRecord;
}
