import type { EventName, LabEvents, RequestInput, RequestName, RequestOutput } from '../../shared/requests.ts';
import type { Failure, Result } from '../../shared/contract/result.ts';
import { electronTransport } from './electron-transport.ts';
import type { Transport } from './transport.ts';

let transport: Transport | undefined;

/** Tests and the gallery put their own transport here before anything is asked. */
export function connect(replacement: Transport): void {
  transport = replacement;
}

const connected = (): Transport => (transport ??= electronTransport());

/**
 * Asks the lab. Refusals come back as values; a bridge that broke becomes the refusal `internal`, so callers have one way to
 * fail and not two.
 */
export async function ask<Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
): Promise<Result<RequestOutput<Name>>> {
  try {
    const answer: unknown = await connected().invoke(name, input);
    if (isResult<RequestOutput<Name>>(answer)) return answer;
    return broken(`The answer to ${name} was not understood.`);
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error));
  }
}

/** The token of a dropped file; empty for one that is on no disk. */
export async function handOver(file: File): Promise<string> {
  const token = await connected().take?.(file);
  return typeof token === 'string' ? token : '';
}

/** For callers that are written with exceptions, such as PagedRows. */
export async function askOrThrow<Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
): Promise<RequestOutput<Name>> {
  const result = await ask(name, input);
  if (result.ok) return result.value;
  throw new RefusedError(result);
}

/** Returns the function that ends the subscription. */
export function listen<Name extends EventName>(name: Name, callback: (payload: LabEvents[Name]) => void): () => void {
  return connected().on(name, (payload) => callback(payload as LabEvents[Name]));
}

export class RefusedError extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'RefusedError';
    this.failure = failure;
  }
}

const broken = (message: string): Failure => ({
  ok: false,
  code: 'internal',
  message,
  next: 'Nothing half-done was kept. Restart the app; if it happens again, report it with the text above.',
});

function isResult<Value>(answer: unknown): answer is Result<Value> {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false;
  return answer.ok === true || (answer.ok === false && 'code' in answer && 'message' in answer);
}
