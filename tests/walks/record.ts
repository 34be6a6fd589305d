import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { Section } from './data.ts';
import type { Outcome, Played } from './player.ts';

export const resultsFolder = resolve(import.meta.dirname, '../../test-results/walks');
export const recordFile = join(import.meta.dirname, 'data/record.yaml');

/** What `npm test` plays; all of them are played by `npm run test:all`. */
export const shortSections: readonly { walk: string; number: number }[] = [
  // One a place: Intune, Configuration Manager, a device, Entra.
  { walk: 'confirm-connector-status', number: 1 },
  { walk: 'switch-workloads', number: 1 },
  { walk: 'entra-hybrid-join-managed', number: 2 },
  { walk: 'entra-hybrid-join-managed', number: 3 },
];

/** By walk, the steps that were literal and other when the report was written. */
export type Recorded = Record<string, { literal: number[]; other: number[] }>;
export const readRecord = (): Recorded => parse(readFileSync(recordFile, 'utf8')) as Recorded;

const recorded = readRecord();
const rank: Readonly<Record<Outcome, number>> = { literal: 2, other: 1, 'not possible': 0, later: 0 };

/** How a step went when docs/walks.md was written. */
export function recordedOutcome({ walk }: Section, id: number): Outcome {
  const known = recorded[walk];
  if (known?.literal.includes(id)) return 'literal';
  return known?.other.includes(id) ? 'other' : 'not possible';
}

/** Steps that went better when docs/walks.md was written. */
export function outcomesWorseThanRecorded(section: Section, played: readonly Played[]): string[] {
  return played.flatMap(({ id, outcome, note }) => {
    const before = recordedOutcome(section, id);
    return rank[outcome] < rank[before] ? [`step ${id} was ${before}, is ${outcome}: ${note}`] : [];
  });
}
