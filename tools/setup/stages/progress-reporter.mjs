// Tells that tests go on where a file of them takes long: Vitest itself speaks only after whole files.

const pauseMs = 30_000;

/** A reporter as Vitest wants it, beside those that tell the results. */
export default class ProgressReporter {
  #done = 0;
  #toldAt = Date.now();

  onTestCaseResult() {
    this.#done += 1;
    if (Date.now() - this.#toldAt < pauseMs) return;
    this.#toldAt = Date.now();
    process.stdout.write(`   ${this.#done} tests so far\n`);
  }
}
