import { untrack } from 'svelte';

/**
 * What is shown stays as it was pressed until the release: an answer that arrives in between could take the entry away, or put
 * another in its place, before the press becomes a click.
 */
export class Held<Value> {
  readonly #now: () => Value;
  #held: { value: Value } | null = $state.raw(null);

  constructor(now: () => Value) {
    this.#now = now;
  }

  get value(): Value {
    return this.#held ? this.#held.value : this.#now();
  }

  hold = (): void => {
    this.#held = { value: untrack(this.#now) };
  };
  /** The click follows the release in the same turn. */
  release = (): void => {
    if (this.#held) setTimeout(() => (this.#held = null));
  };
}
