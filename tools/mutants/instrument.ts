import type { Mutant } from './candidates.ts';

/** A mutant with the number by which a run chooses it. */
export type Numbered = Mutant & { number: number };

/**
 * Kept by each instrumented source: which mutants the run is of (numbers with commas between), and which places were reached.
 * Child processes and worker threads have the same environment, so they run the same mutants.
 */
const head =
  `const __mutants = (globalThis.__mutants ??= { active: new Set((process.env.TANDEM_MUTANTS ?? '').split(',').map(Number)), reached: new Set() }); ` +
  `const __mutant = (number) => __mutants.active.has(number) || (__mutants.reached.add(number), false); `;

/**
 * The source with all these mutants in it, of which a run takes some or none; line numbers stay. One text for all runs means
 * that nothing is transformed anew, and a run without a mutant tells which tests reach which place.
 */
export function instrumented(text: string, mutants: readonly Numbered[]): string {
  const opening = new Map<number, string>();
  const closing = new Map<number, string>();
  // The outer of two mutants that begin at one place comes first in the text, and ends last.
  const outerFirst = [...mutants].sort((a, b) => a.from - b.from || b.to - a.to || a.number - b.number);
  for (const { from, to, number, after } of outerFirst) {
    const [before, behind] =
      after === '' ? [`if (!__mutant(${number})) { `, ' }'] : [`(__mutant(${number}) ? (${after}) : (`, '))'];
    opening.set(from, (opening.get(from) ?? '') + before);
    closing.set(to, behind + (closing.get(to) ?? ''));
  }
  const places = [...new Set([...opening.keys(), ...closing.keys()])].sort((a, b) => a - b);
  let result = head;
  let at = 0;
  for (const place of places) {
    result += text.slice(at, place) + (closing.get(place) ?? '') + (opening.get(place) ?? '');
    at = place;
  }
  return result + text.slice(at);
}
