import { untrack } from 'svelte';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { RequestInput, RequestName, RequestOutput } from '../../../shared/requests.ts';
import type { Failure } from '../../../shared/contract/result.ts';
import { ask } from '../../api/client.ts';
import { lab } from '../lab.svelte.ts';
import { followLab, type Ages, type LiveRead } from './live.ts';

type Options = {
  /** What makes the answer old; time that passes, unless it is said otherwise. */
  ages?: Ages;
  /** Whether the answer to the former question stays on screen until that to a new one is there, as while a search is typed. */
  isKept?: boolean;
};
type Reading<Value> = { question: string; value: Value | null; failure: Failure | null };

/**
 * How a reading stands, for whoever shows it. A reading that is read again, or could not be, still is `shown`; one that this lab
 * keeps back is `withheld`, which is no failure.
 */
export type ReadingState = 'loading' | 'failed' | 'withheld' | 'shown';

/** Refusals that say that there is nothing to show any more: what was read before must not stay on screen beside them. */
const gone: ReadonlySet<ErrorCode> = new Set([
  'labNotOpen',
  'withheld',
  'deviceNotFound',
  'actionNotFound',
  'collectionNotFound',
  'logNotFound',
] as const);

/**
 * The answer to one request, kept up to date as long as the component that made it is there. `input` is the question: when it
 * changes, another is asked; null asks nothing. Only the newest answer counts. A refusal leaves what was read last beside the
 * failure; another question or another lab begins with nothing.
 */
export class LiveView<Name extends RequestName> {
  readonly #name: Name;
  readonly #input: () => RequestInput<Name> | null;
  readonly #options: Options;
  // An input that is built anew with the same content asks nothing new.
  readonly #question: string = $derived.by(() => JSON.stringify(this.#input()));
  #reading: Reading<RequestOutput<Name>> | null = $state.raw(null);
  #live: LiveRead | null = null;
  #readAt: { revision: number; now: number } | null = null;
  #asked = 0;

  constructor(name: Name, input: () => RequestInput<Name> | null, options: Options = {}) {
    this.#name = name;
    this.#input = input;
    this.#options = options;
    $effect(() => {
      void this.#question;
      return untrack(() => this.#follow());
    });
  }

  get value(): RequestOutput<Name> | null {
    return this.#isAnswered || this.#options.isKept ? (this.#reading?.value ?? null) : null;
  }
  get failure(): Failure | null {
    return this.#isAnswered ? (this.#reading?.failure ?? null) : null;
  }
  get state(): ReadingState {
    if (this.value !== null) return 'shown';
    if (this.failure === null) return 'loading';
    return this.failure.code === 'withheld' ? 'withheld' : 'failed';
  }

  /** Reads again at once, and ends when that was read. */
  readNow = (): Promise<void> => this.#live?.readNow() ?? Promise.resolve();

  /** Shows what an order answered with: the newest there is, so that nobody sees the former state after “done”. */
  show(value: RequestOutput<Name>): void {
    this.#asked += 1;
    this.#reading = { question: this.#question, value, failure: null };
  }

  get #isAnswered(): boolean {
    return this.#reading?.question === this.#question;
  }

  #follow(): (() => void) | undefined {
    // Asked as it is now: when the page goes, what it was about may be gone before its readings stop.
    const question = this.#question;
    const input = this.#input();
    if (input === null) return undefined;
    this.#readAt = null;
    const live = followLab({
      shows: () => this.#readAt,
      onreplaced: () => {
        this.#reading = null;
        this.#readAt = null;
      },
      read: () => this.#read(input, question),
      ...(this.#options.ages === undefined ? {} : { ages: this.#options.ages }),
    });
    this.#live = live;
    return () => {
      live.stop();
      this.#live = null;
    };
  }

  async #read(input: RequestInput<Name>, question: string): Promise<void> {
    const asked = (this.#asked += 1);
    const at = lab.current;
    const answer = await ask(this.#name, input);
    if (asked !== this.#asked) return;
    if (answer.ok) {
      this.#readAt = at && { revision: at.revision, now: at.now };
      this.#reading = { question, value: answer.value, failure: null };
    } else this.#reading = { question, value: gone.has(answer.code) ? null : this.value, failure: answer };
  }
}
