/** The letters that stand for others in a pattern: `many` for any number of them, `one` for one. */
type Wildcards = { many: string; one: string };

/** Of WQL and of CMPivot. */
export const likeWildcards: Wildcards = { many: '%', one: '_' };

/** Whether a text is as the pattern says; takes no longer than the length of the one times that of the other. */
export function fits(pattern: string, text: string, { many, one }: Wildcards): boolean {
  let [at, from] = [0, 0];
  // Where to go on when letters do not fit: behind the latest `many`, which then takes one letter more.
  let again: { at: number; from: number } | null = null;
  while (from < text.length) {
    if (pattern[at] === many) {
      again = { at: at + 1, from };
      at += 1;
    } else if (at < pattern.length && (pattern[at] === one || pattern[at] === text[from])) {
      at += 1;
      from += 1;
    } else if (again) {
      again = { at: again.at, from: again.from + 1 };
      ({ at, from } = again);
    } else return false;
  }
  while (pattern[at] === many) at += 1;
  return at === pattern.length;
}
