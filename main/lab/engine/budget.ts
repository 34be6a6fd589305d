/** Even where committing is dear a chunk gets somewhere; and no first chunk is known beforehand. */
const leastShare = 0.2;
const firstShare = 0.5;

/**
 * How long one chunk may take, in wall milliseconds. A chunk is one transaction, and what its commit costs shows only when it is
 * over, so the share of the time that is left for work is learned from the chunk before.
 */
export class ChunkBudget {
  readonly #wholeMs: number;
  readonly #clock: () => number;
  #share = firstShare;

  constructor(wholeMs: number, clock = (): number => performance.now()) {
    this.#wholeMs = wholeMs;
    this.#clock = clock;
  }

  /** Runs a chunk, which is told after how many milliseconds it is to begin no other moment. */
  spend<T>(chunk: (workMs: number) => T): T {
    const workMs = this.#wholeMs * this.#share;
    const startedMs = this.#clock();
    const result = chunk(workMs);
    const spentMs = this.#clock() - startedMs;
    // A chunk that ended for want of work tells nothing about what a full one costs.
    if (spentMs > workMs) this.#share = Math.min(1, Math.max(leastShare, workMs / spentMs));
    return result;
  }
}
