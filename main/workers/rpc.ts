import { errors, LabError } from '../../shared/contract/errors.ts';
import type { Failure, Result } from '../../shared/contract/result.ts';

/** Messages between the main thread and a worker of it: calls with answers, and announcements. */
export type Call = { id: number; method: string; params: unknown };
export type Answer = { id: number; result: Result<unknown> };
export type Announcement = { event: string; payload: unknown };
export type FromWorker = Answer | Announcement;

type Port = {
  on(event: 'message', listener: (message: unknown) => void): unknown;
  postMessage(message: unknown): void;
};

/** Where a fault of the program is reported, beside the console: the frames of its stack, without a word of its message. */
let report: (where: string, trace: string) => void = () => undefined;
export function onFault(listener: typeof report): void {
  report = listener;
}

const frame = /^\s*at (.*)$/;
/** Kind, code and frames of an error and of what caused it. Paths and messages can name people, so neither is in it. */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code =
    'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code) ? error.code : '';
  const frames = (error.stack ?? '').split('\n').flatMap((line) => {
    const [, at] = frame.exec(line) ?? [];
    return at === undefined ? [] : [`  at ${at.replace(/(^|\()(?:.*[\\/])/, '$1')}`];
  });
  const cause = error.cause === undefined ? [] : [`caused by ${traceOf(error.cause)}`];
  return [`${error.name} ${code}`.trim(), ...frames.slice(0, 12), ...cause].join('\n');
}

/** Turns whatever a piece of work threw into the refusal a person reads; a bug is logged here, once, with its stack. */
export function failureOf(error: unknown, where: string): Failure {
  if (error instanceof LabError) {
    const { code, message, details } = error;
    return { ok: false, code, message, next: errors[code].next, ...(details === undefined ? {} : { details }) };
  }
  console.error(`${where}:`, error);
  report(where, traceOf(error));
  return {
    ok: false,
    code: 'internal',
    message: `Something went wrong in ${where}: ${wordsOf(error)}`,
    next: errors.internal.next,
  };
}

/** Anything can be thrown, even what has no text. */
function wordsOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  try {
    return String(thrown);
  } catch {
    return typeof thrown;
  }
}

export type Methods = Record<string, (params: never) => unknown>;

/** Serves calls one after another where they are synchronous; an asynchronous method lets others run meanwhile. */
export function serve(port: Port, methods: Methods): void {
  onFault((where, trace) => port.postMessage({ event: 'fault', payload: { where, trace } } satisfies Announcement));
  port.on('message', (message) => {
    const { id, method, params } = message as Call;
    void answer(id, method, params);
  });
  async function answer(id: number, method: string, params: unknown): Promise<void> {
    let result: Result<unknown>;
    try {
      const run = Object.hasOwn(methods, method) ? methods[method] : undefined;
      if (!run) throw new Error(`there is no method ${method}`);
      result = { ok: true, value: await run(params as never) };
    } catch (error) {
      result = failureOf(error, method);
    }
    try {
      port.postMessage({ id, result } satisfies Answer);
    } catch (error) {
      // What cannot travel between threads must not leave the caller waiting for ever.
      port.postMessage({ id, result: failureOf(error, method) } satisfies Answer);
    }
  }
}
