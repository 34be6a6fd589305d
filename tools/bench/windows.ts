import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from '../../shared/contract/result.ts';
import { launchOptions } from '../setup/runtime/runtime.mjs';
import { median, percentile, progress, rounded, type BenchResult } from './result.ts';

type Bridge = { tandem: { invoke(name: string, params: unknown): Promise<Result<unknown>> } };

/** Everything a person at the window feels: start, pages of the grid, keys while the lab advances, memory. */
export async function windowResults(): Promise<BenchResult[]> {
  const profile = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
  try {
    return [...(await startAndMemory(profile)), ...(await pagesAndKeys(profile))];
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

async function launch(app: 'ours' | 'bare', profile: string): Promise<{ app: ElectronApplication; page: Page }> {
  const { electronPath, args, env, appDir } = launchOptions();
  const folder = app === 'ours' ? appDir : join(import.meta.dirname, 'bare-app');
  const running = await _electron.launch({
    executablePath: electronPath,
    args: [...args, folder, `--user-data-dir=${profile}`],
    env,
  });
  return { app: running, page: await running.firstWindow() };
}

const ask = (page: Page, name: string, params: unknown): Promise<unknown> =>
  page.evaluate(
    async ([request, input]) => {
      const answer = await (globalThis as unknown as Bridge).tandem.invoke(request, input);
      if (!answer.ok) throw new Error(`${request}: ${answer.message}`);
      return answer.value;
    },
    [name, params] as const,
  );

/** The numbers are there: headings stand already while they are read. */
const usableHome = (page: Page): Promise<unknown> =>
  page.getByRole('region', { name: 'Compliance', exact: true }).getByRole('table').waitFor();

async function startAndMemory(profile: string): Promise<BenchResult[]> {
  progress('starting the app on contoso and a bare window, in turn');
  const first = await launch('ours', profile);
  await ask(first.page, 'lab:create', { scenario: 'contoso', seed: 1, devices: 10_000 });
  await usableHome(first.page);
  const ours = pssMb(first.app);
  const beside = await windowsBeside(first.app, first.page, ours);
  await first.app.close();
  rmSync(join(profile, 'labs'), { recursive: true, force: true });
  rmSync(join(profile, 'preferences.json'), { force: true });
  const second = await launch('ours', profile);
  await ask(second.page, 'lab:create', { scenario: 'contoso', seed: 1, devices: null });
  await second.app.close();

  const starts: { ours: number; bare: number }[] = [];
  let bareMemory = 0;
  for (let run = 0; run < 5; run += 1) {
    const bare = await start('bare', `${profile}-bare`, (page) =>
      page.getByRole('heading', { name: 'Bare' }).waitFor(),
    );
    bareMemory = bare.pss;
    const app = await start('ours', profile, usableHome);
    starts.push({ ours: app.ms, bare: bare.ms });
  }
  rmSync(`${profile}-bare`, { recursive: true, force: true });
  return [
    {
      name: 'start to a usable Home of contoso ÷ a bare Electron window',
      value: rounded(median(starts.map((run) => run.ours / run.bare))),
      unit: '×',
      kind: 'ratio',
      budget: 1.5,
      note: `${Math.round(median(starts.map((run) => run.ours)))} ms against ${Math.round(median(starts.map((run) => run.bare)))} ms, median of ${starts.length} pairs`,
    },
    {
      name: 'memory above a bare Electron, 10,000 devices (PSS of all processes)',
      value: ours === 0 ? null : Math.round(ours - bareMemory),
      unit: 'MB',
      kind: 'absolute',
      budget: 200,
      note: ours === 0 ? noPss : `${Math.round(ours)} MB against ${Math.round(bareMemory)} MB`,
    },
    ...beside,
  ];
}

const noPss = 'this system does not tell PSS';

/** What each window beside the main one costs, once what it is for is on screen. The limit is our own: half of the main one's. */
async function windowsBeside(app: ElectronApplication, page: Page, before: number): Promise<BenchResult[]> {
  const { ids } = (await ask(page, 'devices.ids', {
    list: 'fleet',
    filters: [
      { field: 'platform', value: 'windows' },
      { field: 'online', value: 'true' },
      { field: 'clientInstalled', value: 'true' },
    ],
    search: '',
    sort: null,
    limit: 1,
  })) as { ids: number[] };
  const deviceId = ids[0]!;
  const kinds = [
    ['a device window', { window: 'device', deviceId }, (own: Page) => own.getByRole('toolbar', { name: 'Taskbar' })],
    [
      'a log window',
      { window: 'logs', where: String(deviceId), logs: ['CcmExec.log', 'PolicyAgent.log'] },
      (own: Page) => own.getByRole('table').getByRole('row').nth(1),
    ],
  ] as const;
  const results: BenchResult[] = [];
  for (const [what, side, shown] of kinds) {
    const opening = app.waitForEvent('window');
    await ask(page, 'window:show', side);
    const own = await opening;
    await shown(own).waitFor();
    const after = pssMb(app);
    await own.close();
    results.push({
      name: `${what} beside the main one, 10,000 devices (PSS)`,
      value: before === 0 ? null : Math.round(after - before),
      unit: 'MB',
      kind: 'absolute',
      budget: 100,
      note: before === 0 ? noPss : `${Math.round(after)} MB against ${Math.round(before)} MB without it`,
    });
  }
  return results;
}

async function start(
  which: 'ours' | 'bare',
  profile: string,
  usable: (page: Page) => Promise<unknown>,
): Promise<{ ms: number; pss: number }> {
  const started = performance.now();
  const { app, page } = await launch(which, profile);
  await usable(page);
  const ms = performance.now() - started;
  const pss = pssMb(app);
  await app.close();
  return { ms, pss };
}

/** Proportional set size of the app's process tree; 0 where the system does not tell. */
function pssMb(app: ElectronApplication): number {
  const root = app.process().pid;
  const parents = new Map<number, number>();
  try {
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry)) continue;
      const match = /^PPid:\s+(\d+)/m.exec(readQuietly(`/proc/${entry}/status`));
      if (match) parents.set(Number(entry), Number(match[1]));
    }
  } catch {
    return 0;
  }
  const isOurs = (pid: number): boolean => pid === root || (parents.has(pid) && pid > 1 && isOurs(parents.get(pid)!));
  const kilobytes = [...parents.keys()]
    .filter(isOurs)
    .map((pid) => Number(/^Pss:\s+(\d+)/m.exec(readQuietly(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0));
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

/** Processes come and go while they are listed. */
function readQuietly(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Run inside the page, so given as text: the time from asking for a page of rows to having it. */
const timePages = `(async () => {
  const sorts = ['name', 'lastCheckIn', 'compliance', 'model'];
  const times = [];
  for (let run = 0; run < 60; run += 1) {
    const query = { list: 'intune', filters: [{ field: 'ownership', value: 'corporate' }], search: '',
      sort: { field: sorts[run % sorts.length], descending: run % 2 === 0 }, offset: run * 100, limit: 100 };
    const began = performance.now();
    const answer = await window.tandem.invoke('devices.list', query);
    if (!answer.ok) throw new Error(answer.message);
    times.push(performance.now() - began);
  }
  return times;
})()`;
/** The time from a key to the next frame, while a long jump runs. */
const listenToKeys = `(() => {
  globalThis.keyTimes = [];
  addEventListener('keydown', (event) => requestAnimationFrame(() => keyTimes.push(performance.now() - event.timeStamp)));
  void window.tandem.invoke('clock:jump', { by: 'duration', seconds: 180 * 86400 });
})()`;

async function pagesAndKeys(profile: string): Promise<BenchResult[]> {
  progress('asking for grid pages of 100,000 devices');
  const { app, page } = await launch('ours', profile);
  await ask(page, 'lab:create', { scenario: 'contoso', seed: 1, devices: 100_000 });
  const pages = await page.evaluate<number[]>(timePages);
  progress('typing while the lab advances at full speed');
  const { ids } = (await ask(page, 'devices.ids', {
    list: 'intune',
    filters: [{ field: 'platform', value: 'windows' }],
    search: '',
    sort: null,
    limit: 500,
  })) as { ids: number[] };
  for (let at = 0; at < 5; at += 1)
    await ask(page, 'actions.order', {
      kind: 'sync',
      deviceIds: ids.slice(at * 100, at * 100 + 100),
      options: {},
      confirm: '100',
    }).catch(() => undefined);
  await page.evaluate(listenToKeys);
  for (let key = 0; key < 120; key += 1) await page.keyboard.press(key % 2 === 0 ? 'Tab' : 'Shift+Tab');
  const latencies = await page.evaluate<number[]>('globalThis.keyTimes');
  await ask(page, 'clock:cancel-jump', {});
  await app.close();
  return [
    {
      name: 'a grid page of 100,000 devices (filter and sort, 100 rows), request to rows, p95',
      value: Math.round(percentile(pages, 0.95)),
      unit: 'ms',
      kind: 'absolute',
      budget: 50,
      note: `${pages.length} pages, p50 ${Math.round(median(pages))} ms`,
    },
    {
      name: 'a key to the next frame while the lab advances at full speed, p95',
      value: Math.round(percentile(latencies, 0.95)),
      unit: 'ms',
      kind: 'absolute',
      budget: 50,
      note: `${latencies.length} keys, p50 ${Math.round(median(latencies))} ms`,
    },
  ];
}
