/** Even where committing is dear a chunk gets somewhere; and of no first chunk is anything known beforehand. */
const leastShare = 0.2;
const firstShare = 0.5;
/** Every few commits the log comes into the file, and only such a one shows what a commit may cost: it is forgotten slowly. */
const kept = 0.9;

/**
 * How long one chunk may take, in wall milliseconds. A chunk is one transaction, and what comes on top of its work, the rest of a
 * moment and the commit, shows only when it is over: as much time is left for it as the dearest of the chunks before took.
 */
export class ChunkBudget {
  readonly #wholeMs: number;
  readonly #clock: () => number;
  #onTopMs: number;

  constructor(wholeMs: number, clock = (): number => performance.now()) {
    this.#wholeMs = wholeMs;
    this.#clock = clock;
    this.#onTopMs = wholeMs * (1 - firstShare);
  }

  /** Runs a chunk, which is told after how many milliseconds it is to begin no other moment. */
  spend<T>(chunk: (workMs: number) => T): T {
    const workMs = this.#wholeMs - this.#onTopMs;
    const startedMs = this.#clock();
    const result = chunk(workMs);
    const spentMs = this.#clock() - startedMs;
    // A chunk that ended for want of work tells nothing about what a full one costs.
    if (spentMs <= workMs) return result;
    const onTopMs = Math.max(spentMs - workMs, this.#onTopMs * kept);
    this.#onTopMs = Math.min(onTopMs, this.#wholeMs * (1 - leastShare));
    return result;
  }
}
