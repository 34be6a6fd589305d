/** What a button began: as long as it has not ended, the button is busy. */
export class Working {
  #count = $state(0);
  get isWorking(): boolean {
    return this.#count > 0;
  }
  follow(begun: unknown): void {
    if (!(begun instanceof Promise)) return;
    this.#count += 1;
    // A fault of the handler stays one: nobody else would hear of it.
    void begun.finally(() => (this.#count -= 1));
  }
}
