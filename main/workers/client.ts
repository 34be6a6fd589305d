import { Worker } from 'node:worker_threads';
import { LabError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import type { Call, FromWorker } from './rpc.ts';

type MethodsOf<M> = {
  [K in keyof M]: M[K] extends (params: infer P) => infer R ? (params: P) => Promise<Awaited<R>> : never;
};

/** Starts a worker and calls its methods; a worker that dies fails every call under way with `internal`. */
export function startWorker<M>(
  file: string,
  workerData: unknown,
  onEvent: (event: string, payload: unknown) => void,
): { call: MethodsOf<M>; stop: () => Promise<unknown> } {
  const worker = new Worker(file, { workerData });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: unknown) => void }>();
  let lastId = 0;
  let dead: Error | undefined;
  worker.on('message', (message: FromWorker) => {
    if ('event' in message) {
      onEvent(message.event, message.payload);
      return;
    }
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    const result = message.result as Result<never>;
    if (result.ok) caller?.resolve(result.value);
    else caller?.reject(new LabError(result.code, result.message, { details: result.details }));
  });
  const fail = (error: Error): void => {
    dead = error;
    for (const caller of waiting.values()) caller.reject(error);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`The worker ${file} ended (${code}).`)));
  const call = new Proxy({} as MethodsOf<M>, {
    get: (_target, method) => (params: unknown) =>
      new Promise((resolve, reject) => {
        if (dead) {
          reject(dead);
          return;
        }
        lastId += 1;
        worker.postMessage({ id: lastId, method: String(method), params } satisfies Call);
        waiting.set(lastId, { resolve, reject });
      }),
  });
  return { call, stop: () => worker.terminate() };
}
