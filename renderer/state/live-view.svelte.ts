import type { RequestInput, RequestName, RequestOutput } from '../../shared/ipc.ts';
import type { Failure, Result } from '../../shared/result.ts';
import { ask } from '../api/client.ts';
import { lab } from './lab.ts';
import { followLab, type LiveRead } from './live.ts';

/**
 * The answer to one request, kept up to date while a screen shows it. A refusal leaves what was read last on screen beside the
 * failure; another lab begins with nothing.
 */
export class LiveView<Name extends RequestName> {
  value: RequestOutput<Name> | null = $state.raw(null);
  failure: Failure | null = $state.raw(null);
  readonly #name: Name;
  readonly #input: () => RequestInput<Name>;
  #live: LiveRead | undefined;
  #readAt: { revision: number; now: number } | null = null;
  #asked = 0;

  constructor(name: Name, input: () => RequestInput<Name>) {
    this.#name = name;
    this.#input = input;
  }

  /** For `onMount`: reads now and follows the lab until the function that it returns is called. */
  watch = (): (() => void) => {
    const live = followLab({
      shows: () => this.#readAt,
      onreplaced: () => {
        this.value = null;
        this.#readAt = null;
      },
      read: () => this.#read(),
    });
    this.#live = live;
    return live.stop;
  };

  readNow = (): void => this.#live?.readNow();

  async #read(): Promise<void> {
    const asked = (this.#asked += 1);
    const at = lab.getState().lab;
    const answer: Result<RequestOutput<Name>> = await ask(this.#name, this.#input());
    // The input may have changed meanwhile: only the newest answer counts.
    if (asked !== this.#asked) return;
    if (answer.ok) {
      this.#readAt = at ? { revision: at.revision, now: at.now } : null;
      this.value = answer.value;
      this.failure = null;
    } else {
      this.failure = answer;
      if (answer.code === 'labNotOpen') this.value = null;
    }
  }
}
