import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LabError, errors } from '../../shared/contract/errors.ts';
import { startWorker } from '../../main/workers/client.ts';
import type { RpcMethods } from '../support/processes/rpc-worker.ts';

const file = fileURLToPath(new URL('../support/processes/rpc-worker.ts', import.meta.url));
type Call = Record<
  keyof RpcMethods | 'nothing' | 'constructor' | '__proto__' | 'toString',
  (params: unknown) => Promise<unknown>
>;

function start(): { call: Call; told: unknown[]; stop: () => Promise<unknown> } {
  const told: unknown[] = [];
  const worker = startWorker<RpcMethods>(file, null, (event, payload) => told.push([event, payload]));
  onTestFinished(async () => {
    await worker.stop();
  });
  return { call: worker.call as unknown as Call, told, stop: worker.stop };
}
const failureOf = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'it was answered',
    (error: unknown) => error,
  );

describe('startWorker', () => {
  it('carries values there and back, each answer to its caller', async () => {
    const { call } = start();
    const values = [null, 1, 'text', { list: [1, { deep: true }] }, [undefined], new Map([[1, 2]])];
    expect(await Promise.all(values.map((value) => call.echo(value)))).toEqual(values);
    expect(
      await Promise.all([
        call.later({ ms: 60, value: 'slow' }),
        call.later({ ms: 1, value: 'fast' }),
        call.echo('now'),
      ]),
    ).toEqual(['slow', 'fast', 'now']);
  });

  it('hands announcements on', async () => {
    const { call, told } = start();
    await call.announce({ now: 7 });
    expect(told).toEqual([['told', { now: 7 }]]);
  });

  it('keeps code, message and details of a refusal', async () => {
    const error = await failureOf(start().call.refuse(null));
    expect(error).toBeInstanceOf(LabError);
    expect(error).toMatchObject({ code: 'dailyLimit', message: 'No more today.', details: { today: 500 } });
  });

  it.each(['bug', 'nothing', 'bare'])('calls whatever else is thrown (%s) internal, and goes on', async (what) => {
    const { call } = start();
    expect(await failureOf(call.fail({ what }))).toMatchObject({ code: 'internal' });
    expect(await call.echo(1)).toBe(1);
  });

  it.each(['nothing', 'constructor', '__proto__', 'toString'] as const)('has no method %s', async (method) => {
    const { call } = start();
    expect(await failureOf(call[method](null))).toMatchObject({
      code: 'internal',
      message: expect.stringContaining(`no method ${method}`) as string,
    });
    expect(await call.echo(1)).toBe(1);
  });

  it('says that an answer cannot be sent, or a question, and goes on', async () => {
    const { call } = start();
    expect(await failureOf(call.unsendable(null))).toMatchObject({ code: 'internal' });
    expect(await failureOf(call.echo(() => 1))).toBeInstanceOf(Error);
    expect(await call.echo(1)).toBe(1);
  });

  it.each(['die', 'breakDown'] as const)(
    'rejects every call of a worker that ends (%s), now and later',
    async (how) => {
      const { call } = start();
      const waiting = [
        failureOf(call.later({ ms: 60_000, value: 'never' })),
        failureOf(call[how](null)),
        failureOf(call.echo(1)),
      ];
      const outcomes = await Promise.all(waiting);
      expect(outcomes[0]).toBeInstanceOf(Error);
      expect(outcomes[1]).toBeInstanceOf(Error);
      expect(await failureOf(call.echo(1))).toBeInstanceOf(Error);
    },
  );

  it('rejects calls after it was stopped', async () => {
    const { call, stop } = start();
    expect(await call.echo(1)).toBe(1);
    await stop();
    expect(await failureOf(call.echo(1))).toBeInstanceOf(Error);
  });
});

describe('errors', () => {
  it('each name a next step', () => {
    for (const { next, exit } of Object.values(errors)) {
      expect(next.length).toBeGreaterThan(10);
      expect([1, 2, 3]).toContain(exit);
    }
  });
});
