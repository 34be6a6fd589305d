import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** What lies in the folders of the golden records, and where. */
export type Step = { advance: number } | { input: string; params: unknown };
/**
 * The life of one lab: drawn once by tests/support/inputs/random-inputs.ts and random-cloud-inputs.ts, with one of every kind of input,
 * fault and setting added by hand, and never drawn anew, so that a new setting does not reshuffle it. Nothing in it is refused,
 * and its names are those of the day it was made. In the first life of a scenario nobody leaves what was attached; in the
 * second both ways out are taken.
 */
export type Journal = {
  scenario: string;
  seed: number;
  /** How many devices the scenario is scaled to; null where it is not. */
  devices: number | null;
  /** 14 days. */
  underInputs: Step[];
  /** 60 days more. */
  after: Step[];
};
export const moments = ['birth', 'inputs', 'later'] as const;
export type Moment = (typeof moments)[number];

/** What one lab is asked about at one moment: by kind, items with the values that calls put in for `$id`, `$name` … */
export type Item = Record<string, string | number>;
export type Samples = Record<Moment, Record<string, Item[]>>;

/**
 * A call of a view, or of the command line, for every lab and moment; with `each`, for every sampled item of that kind. With
 * `together` the answers share one digest under the name `as`, because nobody would look for them one by one.
 */
type Template = { each?: string; as?: string; together?: true };
export type Call = Template & { ask: string; params: Record<string, unknown> };
export type CommandCall = Template & { command: string[] };
export type Calls = { views: Call[]; commands: CommandCall[] };

/** Digests of one lab at one moment. A name with one text has its digest, one with several has them by item. */
export type Digests = Record<string, string | Record<string, string>>;
export type MomentRecord = { tables: Digests; views: Digests; logs: Digests; commands: Digests };
export type LabRecord = Record<Moment, MomentRecord>;
/** The texts behind the digests: `section` TAB `name` TAB `item` → text. */
export type Texts = Record<string, string>;

export const labs = [
  'first-day',
  'contoso',
  'contoso-onprem',
  'contoso-broken',
  'contoso-attached',
  'fabrikam-cloud',
].flatMap((scenario) => [1, 2].map((seed) => ({ scenario, seed })));
export type LabId = { scenario: string; seed: number };
export const labName = ({ scenario, seed }: LabId): string => `${scenario}-${seed}`;

const here = import.meta.dirname;
/** Of this checkout alone: another one that shares a cache may have other records. */
const cache = resolve(here, '../../.cache/golden');
const journalFile = (lab: LabId): string => join(here, 'journals', `${labName(lab)}.json`);
const samplesFile = (lab: LabId): string => join(here, 'samples', `${labName(lab)}.json`);
const recordFile = (lab: LabId): string => join(here, 'records', `${labName(lab)}.json`);
const textsFile = (lab: LabId): string => join(cache, `${labName(lab)}.json.gz`);

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
export const readJournal = (lab: LabId): Journal => readJson(journalFile(lab)) as Journal;
export const readSamples = (lab: LabId): Samples => readJson(samplesFile(lab)) as Samples;
export const readCalls = (): Calls => readJson(join(here, 'samples', 'calls.json')) as Calls;
/** Undefined for a lab that was never recorded. */
export const readRecord = (lab: LabId): LabRecord | undefined =>
  existsSync(recordFile(lab)) ? (readJson(recordFile(lab)) as LabRecord) : undefined;
export const writeRecord = (lab: LabId, record: LabRecord): void =>
  writeFileSync(recordFile(lab), `${JSON.stringify(record, null, 1)}\n`);

/** The texts of the last green or recording run on this machine; undefined where there was none. */
export const readTexts = (lab: LabId): Record<Moment, Texts> | undefined =>
  existsSync(textsFile(lab))
    ? (JSON.parse(gunzipSync(readFileSync(textsFile(lab))).toString()) as Record<Moment, Texts>)
    : undefined;
export function writeTexts(lab: LabId, texts: Record<Moment, Texts>): void {
  mkdirSync(cache, { recursive: true });
  writeFileSync(textsFile(lab), gzipSync(JSON.stringify(texts), { level: 1 }));
}
