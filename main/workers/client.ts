import { Worker } from 'node:worker_threads';
import { LabError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { Call, FromWorker } from './rpc.ts';

export type MethodsOf<M> = {
  [K in keyof M]: M[K] extends (params: infer P) => infer R ? (params: P) => Promise<Awaited<R>> : never;
};
type OnEvent = (event: string, payload: unknown) => void;
type Send = (method: string, params: unknown) => Promise<unknown>;
type Waiting = { resolve: (value: unknown) => void; reject: (error: unknown) => void };

/** One thread from its start to its end. Whoever waits for an answer when it ends, or asks later, is refused. */
class Thread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #end: LabError | undefined;

  constructor(file: string, workerData: unknown, onEvent: OnEvent, onEnd: () => void) {
    this.#worker = new Worker(file, { workerData });
    this.#worker.on('message', (message: FromWorker) => {
      if ('event' in message) onEvent(message.event, message.payload);
      else this.#answer(message.id, message.result);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    // Only now are its files closed and its locks free.
    this.#worker.on('exit', (code) => {
      this.#fail(new Error(`exit code ${code}`));
      onEnd();
    });
  }

  readonly send: Send = (method, params) =>
    new Promise((resolve, reject) => {
      if (this.#end) {
        reject(this.#end);
        return;
      }
      this.#lastId += 1;
      this.#worker.postMessage({ id: this.#lastId, method, params } satisfies Call);
      this.#waiting.set(this.#lastId, { resolve, reject });
    });

  stop(): Promise<unknown> {
    return this.#worker.terminate();
  }

  #answer(id: number, result: Result<unknown>): void {
    const caller = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (result.ok) caller?.resolve(result.value);
    else caller?.reject(new LabError(result.code, result.message, { details: result.details }));
  }

  #fail(cause: unknown): void {
    this.#end ??= new LabError('workerEnded', 'The part of Tandem that worked on this stopped unexpectedly.', {
      cause,
    });
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }
}

const callsOf = <M>(send: Send): MethodsOf<M> =>
  new Proxy({} as MethodsOf<M>, { get: (_target, method) => (params: unknown) => send(String(method), params) });

/** A thread that dies again and again is broken: starting it for ever would only keep the computer busy. */
const restartsAllowed = { number: 5, withinMs: 60_000 };

/**
 * Starts a worker and calls its methods. One that dies refuses every call under way with `workerEnded`; with `afterRestart`
 * another takes its place, and whoever calls meanwhile waits until that has prepared it.
 */
export function startWorker<M>(
  file: string,
  workerData: unknown,
  onEvent: OnEvent,
  afterRestart?: (call: MethodsOf<M>) => Promise<unknown>,
): { call: MethodsOf<M>; stop: () => Promise<unknown> } {
  let restarts = 0;
  let isStopped = false;
  let ready: Promise<unknown> = Promise.resolve();
  const start = (): Thread => new Thread(file, workerData, onEvent, restart);
  let thread = start();

  function restart(): void {
    if (isStopped || !afterRestart || restarts === restartsAllowed.number) return;
    restarts += 1;
    setTimeout(() => (restarts -= 1), restartsAllowed.withinMs).unref();
    thread = start();
    ready = afterRestart(callsOf<M>(thread.send)).catch(console.error);
  }
  return {
    call: callsOf<M>(async (method, params) => {
      await ready;
      return thread.send(method, params);
    }),
    stop: () => {
      isStopped = true;
      return thread.stop();
    },
  };
}
