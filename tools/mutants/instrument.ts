import type { Mutant } from './candidates.ts';

/** A mutant with the number by which a run chooses it. */
export type Numbered = Mutant & { number: number };

/**
 * Kept by each instrumented source: which mutant the run is of, and which places were reached. Child processes and worker
 * threads have the same environment, so they run the same mutant.
 */
const head =
  `const __mutants = (globalThis.__mutants ??= { active: Number(process.env.TANDEM_MUTANT ?? 0), reached: new Set() }); ` +
  `const __mutant = (number) => number === __mutants.active || (__mutants.reached.add(number), false); `;

/**
 * The source with all these mutants in it, of which a run takes one or none; line numbers stay. One text for all runs means
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
