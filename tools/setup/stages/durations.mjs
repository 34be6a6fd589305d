/** A file that was never timed is tried. */
const unknownMs = 4_000;

/**
 * The files that fit into a budget together, and those that do not: first what was changed itself, then the shortest. A single
 * one is always tried.
 * @param {readonly string[]} files
 * @param {ReadonlyMap<string, number>} durations of the last runs, in milliseconds by file
 * @param {number} budgetMs
 * @param {ReadonlySet<string>} changed
 */
export function affordable(files, durations, budgetMs, changed = new Set()) {
  const timed = files
    .map((file) => ({ file, ms: durations.get(file) ?? unknownMs, rank: changed.has(file) ? 0 : 1 }))
    .sort((a, b) => a.rank - b.rank || a.ms - b.ms);
  let spent = 0;
  const count = timed.findIndex(({ ms }) => (spent += ms) > budgetMs);
  const fits = count === -1 ? timed.length : Math.max(1, count);
  return {
    chosen: timed.slice(0, fits).map(({ file }) => file),
    leftOut: timed.slice(fits).map(({ file }) => file),
  };
}
