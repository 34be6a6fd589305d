// Set-up speaks on standard error, because the tools it prepares own standard output (`npm run bench -- --json`).

/** A failure that a person can act on: what happened, what was kept, what to do next. */
export class SetupError extends Error {
  /** @param {{ happened: string, kept?: string, next: string, cause?: unknown }} story */
  constructor({ happened, kept = 'nothing was changed', next, cause }) {
    super(happened, { cause });
    this.kept = kept;
    this.next = next;
  }
}

export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Announces a step that takes longer than a blink, repeats that it is alive, and says how long it took.
 * `detail` is asked at each repetition for what is known of the progress.
 * @template T
 * @param {string} title
 * @param {() => Promise<T> | T} work
 * @param {{ detail?: () => string }} [options]
 * @returns {Promise<T>}
 */
export async function step(title, work, { detail } = {}) {
  const start = Date.now();
  const seconds = () => ((Date.now() - start) / 1000).toFixed(Date.now() - start < 9_950 ? 1 : 0);
  say(`· ${title} …`);
  const alive = setInterval(() => say(`  still at it, ${seconds()} s${detail ? `, ${detail()}` : ''}`), 5_000);
  alive.unref();
  try {
    const value = await work();
    say(`  done in ${seconds()} s`);
    return value;
  } finally {
    clearInterval(alive);
  }
}

/** The last lines of a program's output, which is where programs say why they failed. */
export function tail(/** @type {string} */ text, lines = 25) {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

/**
 * Runs a set-up script to its exit code and tells its failure in the three parts above.
 * @param {() => Promise<number>} main
 */
export async function runScript(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`\nStopped: ${error.message}\nKept:    ${error.kept}\nNext:    ${error.next}`);
    process.exitCode = 1;
  }
}
