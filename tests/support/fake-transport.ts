import type { EventName, LabEvents, RequestInput, RequestName, RequestOutput } from '../../shared/requests.ts';
import type { Failure } from '../../shared/contract/result.ts';
import type { Transport } from '../../renderer/api/transport.ts';

type Answer<Name extends RequestName> =
  | RequestOutput<Name>
  | Failure
  | ((input: RequestInput<Name>) => RequestOutput<Name> | Failure | Promise<RequestOutput<Name> | Failure>);
export type Answers = { [Name in RequestName]?: Answer<Name> };

/**
 * Stands in for the bridge to the main process. Answers are typed by the contract, so a test cannot describe a lab that the
 * real one could not be; what a test did not describe fails by name instead of with an empty screen.
 */
export class FakeTransport implements Transport {
  readonly calls: { name: string; input: unknown }[] = [];
  #answers: Answers;
  readonly #listeners = new Map<string, Set<(payload: unknown) => void>>();

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  /** Answers differently from now on. */
  answer(answers: Answers): void {
    this.#answers = { ...this.#answers, ...answers };
  }

  emit<Name extends EventName>(name: Name, payload: LabEvents[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload);
  }

  /** What was asked under one name, oldest first. */
  asked<Name extends RequestName>(name: Name): RequestInput<Name>[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.input as RequestInput<Name>);
  }

  async invoke(name: string, input: unknown): Promise<unknown> {
    this.calls.push({ name, input });
    if (!Object.hasOwn(this.#answers, name)) throw new Error(`add an answer for ${name}`);
    const answer: unknown = this.#answers[name as RequestName];
    const value: unknown = typeof answer === 'function' ? await (answer as (input: unknown) => unknown)(input) : answer;
    return isFailure(value) ? value : { ok: true, value };
  }

  on(event: string, callback: (payload: unknown) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(callback));
    return () => listeners.delete(callback);
  }
}

/** The code tells a refusal from an answer that has an `ok` of its own, as an integrity check has. */
const isFailure = (value: unknown): value is Failure =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false && 'code' in value;
