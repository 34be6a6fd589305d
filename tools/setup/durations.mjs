/** A file that was never timed is tried: most take a second or two. */
const unknownMs = 1_500;

/**
 * The shortest files that fit into a budget together, and those that do not. A single one is always tried.
 * @param {readonly string[]} files
 * @param {ReadonlyMap<string, number>} durations of the last runs, in milliseconds by file
 * @param {number} budgetMs
 */
export function affordable(files, durations, budgetMs) {
  const timed = files.map((file) => ({ file, ms: durations.get(file) ?? unknownMs })).sort((a, b) => a.ms - b.ms);
  let spent = 0;
  const count = timed.findIndex(({ ms }) => (spent += ms) > budgetMs);
  const fits = count === -1 ? timed.length : Math.max(1, count);
  return {
    chosen: timed.slice(0, fits).map(({ file }) => file),
    leftOut: timed.slice(fits).map(({ file }) => file),
  };
}
