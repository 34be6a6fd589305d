/** A worker that answers, refuses, breaks and dies on request, for tests of the way between threads. */
import { parentPort } from 'node:worker_threads';
import { LabError } from '../../../shared/contract/errors.ts';
import { serve } from '../../../main/workers/rpc.ts';

const port = parentPort!;
const methods = {
  echo: (value: unknown) => value,
  later: async ({ ms, value }: { ms: number; value: string }) => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return value;
  },
  announce: (payload: unknown) => {
    port.postMessage({ event: 'told', payload });
    return null;
  },
  refuse: () => {
    throw new LabError('dailyLimit', 'No more today.', { details: { today: 500 } });
  },
  fail: ({ what }: { what: string }) => {
    const odd: Record<string, unknown> = { nothing: undefined, bare: Object.create(null) };

    if (what in odd) throw odd[what];
    throw new TypeError('undefined is not a function');
  },
  unsendable: () => () => 'functions do not travel',
  die: () => process.exit(3),
  breakDown: () => {
    setImmediate(() => {
      throw new Error('out of nowhere');
    });
    return new Promise(() => undefined);
  },
};
export type RpcMethods = typeof methods;

serve(port, methods);
