/** How a check of a scenario says what is wrong: where, and what was expected. */
export type ReferenceIssue = { path: (string | number)[]; message: string };
export type Report = (path: (string | number)[], message: string) => void;

/** A device that is never on has no presence pattern; the word is reserved for it. */
export const drawer = 'drawer';

export const known = (name: string, what: string, names: Iterable<string>): string => {
  const shown = [...names].slice(0, 12).join(', ');
  return `expected ${what}: ${shown || 'there is none'}; "${name}" is unknown`;
};

export function unique<T>(
  list: readonly T[],
  key: string,
  of: (item: T) => string,
  base: string[],
  report: Report,
): Set<string> {
  const seen = new Set<string>();
  list.forEach((item, index) => {
    const value = of(item).toLowerCase();
    if (seen.has(value))
      report([...base, index, key], `expected a ${key} that no other entry has; "${of(item)}" is there twice`);
    seen.add(value);
  });
  return new Set(list.map(of));
}
