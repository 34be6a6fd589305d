import type { Numbered } from './instrument.ts';

const mostTogether = 6;

/** Mutants that may be in one run: of different files, so that none hides in another. */
export function groupsOf(mutants: readonly Numbered[]): Numbered[][] {
  const groups: Numbered[][] = [];
  for (const mutant of mutants) {
    const fitting = groups.find(
      (group) => group.length < mostTogether && group.every(({ file }) => file !== mutant.file),
    );
    if (fitting) fitting.push(mutant);
    else groups.push([mutant]);
  }
  return groups;
}

/**
 * Finds for each mutant of a group the test that notices it: most survive, and then one run says so of all. A run in which a test
 * fails is told apart by halves. Each verdict is handed over as soon as it stands.
 */
export async function judge(
  group: readonly Numbered[],
  failing: (group: readonly Numbered[]) => Promise<string | undefined>,
  verdict: (mutant: Numbered, killer: string | null) => void,
): Promise<void> {
  const killer = await failing(group);
  if (killer === undefined) {
    for (const mutant of group) verdict(mutant, null);
    return;
  }
  const [only, ...others] = group;
  if (only && others.length === 0) {
    verdict(only, killer);
    return;
  }
  const half = Math.ceil(group.length / 2);
  await judge(group.slice(0, half), failing, verdict);
  await judge(group.slice(half), failing, verdict);
}
