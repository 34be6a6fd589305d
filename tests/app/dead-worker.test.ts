// Proves promises of docs/reliability.md and docs/desktop.md.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type * as Threads from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { LabError } from '../../shared/contract/errors.ts';
import { day, hour } from '../../shared/time.ts';
import { LabHost } from '../../main/app/lab-host.ts';
import { startWorker } from '../../main/workers/client.ts';
import { PreferencesFile } from '../../main/app/preferences.ts';
import { labFolder } from '../support/build-lab.ts';
import type { RpcMethods } from '../support/processes/rpc-worker.ts';
import { scenarioFolder } from '../support/scenarios.ts';

const threads = vi.hoisted(() => [] as { file: string; worker: Threads.Worker }[]);
vi.mock('node:worker_threads', async (original) => {
  const real = await original<typeof Threads>();
  class Watched extends real.Worker {
    constructor(...given: ConstructorParameters<typeof real.Worker>) {
      super(...given);
      threads.push({ file: String(given[0]), worker: this });
    }
  }
  return { ...real, Worker: Watched };
});
const newest = (name: string): Threads.Worker => threads.findLast(({ file }) => file.endsWith(`${name}.ts`))!.worker;
/** As a fault of the addon would: from outside, wherever the thread stands. */
const kill = (name: string): Promise<unknown> => newest(name).terminate();

const workers = resolve(import.meta.dirname, '../../main/workers');
async function startHost({
  scenario = 'first-day',
  devices = null,
}: { scenario?: string; devices?: number | null } = {}) {
  const folder = labFolder();
  const published: [string, unknown][] = [];
  const host = new LabHost({
    workers: { writer: join(workers, 'writer.ts'), reader: join(workers, 'reader.ts') },
    bundledScenarios: scenarioFolder,
    labsFolder: folder,
    preferences: new PreferencesFile(join(folder, 'preferences.json')),
    publish: (event, payload) => published.push([event, payload]),
  });
  onTestFinished(() => host.stop());
  const lab = await host.create(scenario, 'lab', 1, devices);
  const told = (event: string) => vi.waitUntil(() => published.find(([name]) => name === event), { timeout: 30_000 });
  return { host, lab, published, told };
}
const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'it was answered',
    (error: unknown) => (error instanceof LabError ? error.code : String(error)),
  );

describe('a writer that dies', () => {
  it('is replaced with the same lab, loses nothing acknowledged, and says so', async () => {
    const { host, lab, published, told } = await startHost();
    const { to } = await host.writer.call.jump({ by: 'duration', seconds: 3 * hour });
    await host.input('settings.configure', { setting: 'remoteHelp', value: 'off', target: null });
    published.length = 0;
    await kill('writer');
    expect(await host.writer.call.state(undefined)).toMatchObject({ file: lab.file, now: to, speed: 0 });
    await told('lab-replaced');
    expect(await told('notice')).toMatchObject(['notice', { code: 'workerEnded' }]);
    const set = (await host.view('settings.list', {})).find(({ id }) => id === 'remoteHelp');
    expect(set).toMatchObject({ value: 'off' });
    expect(await host.writer.call.check(undefined)).toEqual({ ok: true, violations: [] });
  });

  it('in the middle of a jump refuses the jump with a code that says repeat, and stands at a whole moment', async () => {
    // Years of some hundred devices: no machine is through with them between the first chunk and the kill.
    const { host, lab, told } = await startHost({ scenario: 'contoso', devices: 600 });
    const jump = host.writer.call.jump({ by: 'duration', seconds: 3000 * day });
    const waiting = host.input('settings.configure', { setting: 'remoteHelp', value: 'off', target: null });
    const outcomes = [codeOf(jump), codeOf(waiting)];
    await told('jump-progress');
    await kill('writer');
    expect(await Promise.all(outcomes)).toEqual(['workerEnded', expect.stringMatching(/workerEnded|jumpRunning/)]);
    const after = await host.writer.call.state(undefined);
    expect(after!.now).toBeGreaterThanOrEqual(lab.now);
    expect(after).toMatchObject({ isJumping: false });
    expect(await host.writer.call.check(undefined)).toEqual({ ok: true, violations: [] });
    await host.writer.call.jump({ by: 'duration', seconds: hour });
  });

  it('whose lab cannot be opened again leaves no lab, and says why', async () => {
    const { host, published, told } = await startHost();
    const { rmSync } = await import('node:fs');
    const { file } = (await host.writer.call.state(undefined))!;
    await host.reader.call.use({ file: null });
    published.length = 0;
    const dead = kill('writer');
    rmSync(file);
    await dead;
    expect(await told('lab-problem')).toMatchObject(['lab-problem', { code: 'fileNotFound' }]);
    expect(published).toContainEqual(['lab-replaced', { lab: null }]);
  });
});

describe('a reader that dies', () => {
  it('is replaced, and the questions it owed are asked again', async () => {
    const { host } = await startHost();
    const asked = Array.from({ length: 20 }, () => host.view('home.read', {}));
    const dead = kill('reader');
    const answers = await Promise.all(asked);
    await dead;
    expect(new Set(answers.map(({ now }) => now)).size).toBe(1);
    expect((await host.view('devices.find', { text: 'LAP-CARL' }))[0]).toMatchObject({ name: 'LAP-CARL' });
  });
});

it('leaves no log beside the lab at the end: the reader has let go before the writer closes', async () => {
  const { host, lab } = await startHost();
  await host.writer.call.jump({ by: 'duration', seconds: hour });
  await host.view('home.read', {});
  await host.stop();
  expect(existsSync(`${lab.file}-wal`)).toBe(false);
});

it('a worker that dies at every start is given up', async () => {
  const file = resolve(import.meta.dirname, '../support/processes/rpc-worker.ts');
  let restarts = 0;
  const worker = startWorker<RpcMethods>(
    file,
    null,
    () => undefined,
    async ({ die }) => {
      restarts += 1;
      await die(undefined);
    },
  );
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  expect(await codeOf(worker.call.die(undefined))).toBe('workerEnded');
  await vi.waitUntil(() => restarts === 5, { timeout: 30_000 });
  expect(await codeOf(worker.call.echo(1))).toBe('workerEnded');
  expect(restarts).toBe(5);
});
