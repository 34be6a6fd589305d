import type { RequestInput, RequestName, RequestOutput } from '../../shared/requests.ts';
import type { Failure, Result } from '../../shared/contract/result.ts';
import { ask } from '../api/client.ts';

/** One thing at a time that a screen asks the lab to do: what runs now, and how the last one was refused. */
export class Doing<Key extends string = string> {
  /** What is under way, by a key of the screen's own; null when nothing is. */
  busy: Key | null = $state(null);
  failure: Failure | null = $state.raw(null);

  async run<Name extends RequestName>(
    key: Key,
    name: Name,
    input: RequestInput<Name>,
  ): Promise<RequestOutput<Name> | undefined> {
    this.busy = key;
    this.failure = null;
    const answer: Result<RequestOutput<Name>> = await ask(name, input);
    this.busy = null;
    if (answer.ok) return answer.value;
    this.failure = answer;
    return undefined;
  }

  dismiss = (): void => {
    this.failure = null;
  };
}
