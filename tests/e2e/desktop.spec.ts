// Proves promises of docs/desktop.md.
import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Lab } from '../../main/lab/lab.ts';
import { findScenario } from '../../main/lab/scenario/source.ts';
import { addressOf } from '../../shared/screens.ts';
import { launchOptions } from '../../tools/setup/runtime/runtime.mjs';
import { Frame, ListScreen } from './support/screens.ts';
import { pdfText } from './support/pdf-text.ts';
import { inMainProcess, Tandem } from './support/tandem.ts';

// Each test goes on with the app that the one before left.
test.describe.configure({ mode: 'serial' });
let folder: string;
let profile: string;
let tandem: Tandem;
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-desktop-'));
  profile = join(folder, 'profile');
  tandem = await Tandem.start({ profile });
  await tandem.newLab('first-day');
});
test.afterEach(() => expect(tandem.problems.splice(0), 'what the windows complained about').toEqual([]));
test.afterAll(async () => {
  await tandem.close();
  rmSync(folder, { recursive: true, force: true });
});

const frame = (): Frame => new Frame(tandem.page);
const openFile = async (): Promise<string | undefined> => (await tandem.ask('lab:state', {}))?.file;
/** Chooses an entry of the program's menu, which no inspector can click. */
const choose = (label: string): Promise<void> =>
  inMainProcess(() =>
    tandem.electron.evaluate(({ Menu }, wanted) => {
      type Item = { label: string; submenu?: { items: Item[] }; click: () => void };
      const all = (items: Item[]): Item[] => items.flatMap((item) => [item, ...all(item.submenu?.items ?? [])]);
      all(Menu.getApplicationMenu()!.items as unknown as Item[])
        .find((item) => item.label === wanted)!
        .click();
    }, label),
  );
function otherLab(name: string): string {
  const file = join(folder, name);
  const source = findScenario('first-day', join(import.meta.dirname, '../../resources/scenarios'));
  Lab.create({ ...source, seed: 4, devices: null, file }).lab.close();
  return file;
}
async function startTwin(...args: string[]): Promise<void> {
  const { electronPath, args: runtimeArgs, env, appDir } = launchOptions();
  const app = process.env['TANDEM_APP'] ?? appDir;
  const twin = spawn(electronPath, [...runtimeArgs, app, `--user-data-dir=${profile}`, ...args], {
    env,
    stdio: 'ignore',
  });
  await once(twin, 'exit');
}

test('place and page with its filters come back at the next start', async () => {
  const window = await inMainProcess(() => tandem.electron.browserWindow(tandem.page));
  await inMainProcess(() => window.evaluate((target) => target.setBounds({ x: 90, y: 70, width: 1010, height: 690 })));
  await frame().follow(addressOf('fleet', {}, 'search=LAP'));
  await expect(new ListScreen(tandem.page).searchBox).toHaveValue('LAP');
  await tandem.close();

  tandem = await Tandem.start({ profile });
  await frame().arrived('fleet');
  await expect(new ListScreen(tandem.page).searchBox).toHaveValue('LAP');
  const again = await inMainProcess(() => tandem.electron.browserWindow(tandem.page));
  const bounds = await inMainProcess(() => again.evaluate((target) => target.getNormalBounds()));
  expect(bounds).toMatchObject({ width: 1010, height: 690 });
});

test('the menu of the program does what the window’s own commands do', async () => {
  await choose('Keyboard shortcuts');
  await expect(tandem.page.getByRole('dialog')).toContainText('Everywhere');
  await tandem.page.keyboard.press('Escape');
  await choose('Concepts and names');
  await frame().arrived('help');
  await choose('New lab…');
  await frame().arrived('lab');
  await expect(tandem.page.getByRole('dialog', { name: 'New lab' })).toBeVisible();
  await tandem.page.keyboard.press('Escape');
  const file = await openFile();
  await choose('Close lab');
  await expect(tandem.page.getByRole('heading', { name: 'No lab is open' })).toBeVisible();
  expect(existsSync(`${file}-wal`)).toBe(false);
  await tandem.answerOpenDialog(file!);
  await choose('Open…');
  await expect.poll(openFile).toBe(file);
});

test('a second start hands its file to the first, which asks before it stops a jump', async () => {
  const other = otherLab('other.tandem');
  const own = (await openFile())!;
  await startTwin(other);
  await expect.poll(openFile).toBe(other);

  const answerQuestion = (response: number): Promise<void> =>
    inMainProcess(() =>
      tandem.electron.evaluate(({ dialog }, chosen) => {
        const asked = globalThis as unknown as { asked: string[] };
        asked.asked = [];
        dialog.showMessageBox = ((_window: unknown, { message }: { message: string }) => {
          asked.asked.push(message);
          return Promise.resolve({ response: chosen, checkboxChecked: false });
        }) as never;
      }, response),
    );
  const asked = (): Promise<string[]> =>
    inMainProcess(() => tandem.electron.evaluate(() => (globalThis as unknown as { asked: string[] }).asked));
  await tandem.newLab('contoso', { devices: 2000 });
  const large = (await openFile())!;
  await answerQuestion(1);
  const jump = tandem.tryAsk('clock:jump', { by: 'duration', seconds: 300_000_000 });
  await startTwin(own);
  await expect.poll(asked).toEqual([expect.stringMatching(/^A jump is running\. Stop it and open .+\.tandem\?$/)]);
  expect(await tandem.ask('lab:state', {})).toMatchObject({ file: large, isJumping: true });
  // So do recent labs and Open…, which leave everything as it is when the jump is to go on.
  await answerQuestion(1);
  const [recent] = (await tandem.ask('lab:recent', {})).filter(({ fileName }) => fileName === basename(own));
  expect(await tandem.ask('lab:open', { id: recent!.id })).toBeNull();
  await tandem.answerOpenDialog(own);
  expect(await tandem.ask('lab:open-file', {})).toBeNull();
  expect(await asked()).toHaveLength(2);
  expect(await tandem.ask('lab:state', {})).toMatchObject({ file: large, isJumping: true });
  await answerQuestion(0);
  await startTwin(own);
  expect(await jump).toMatchObject({ ok: true, value: { wasCanceled: true } });
  await expect.poll(openFile).toBe(own);
});

test('a file dropped on the window opens by a token, and a page cannot name a path', async () => {
  const dropped = otherLab('dropped.tandem');
  const { page } = tandem;
  await page.evaluate(() => {
    const field = Object.assign(document.createElement('input'), { type: 'file', id: 'given' });
    document.body.append(field);
  });
  // A file of this disk, as a drop gives one; what the drop itself carries no script can make.
  await page.locator('#given').setInputFiles(dropped);
  await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>('#given')!;
    const given = new DataTransfer();
    given.items.add(field.files![0]!);
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true }));
    field.remove();
  });
  await expect.poll(openFile).toBe(dropped);
  expect(await tandem.tryAsk('lab:open-dropped', { token: dropped })).toMatchObject({ code: 'fileNotFound' });
});

test('a page is saved as a PDF with what it says, and without what stands around it', async () => {
  await frame().goTo('lab');
  const to = join(folder, 'page.pdf');
  await tandem.answerSaveDialog(to);
  await choose('Save page as PDF…');
  await expect(tandem.page.locator('.toast').filter({ hasText: 'Saved as page.pdf' })).toBeVisible();
  const text = pdfText(readFileSync(to));
  expect(text).toContain('dropped.tandem');
  for (const around of ['Site console', 'Show in folder', 'Saved as']) expect(text).not.toContain(around);
  await frame().goTo('fleet');
  await frame().quiet();
  await choose('Save page as PDF…');
  await expect.poll(() => pdfText(readFileSync(to))).toContain('LAP-MAYA');
  const { file } = (await tandem.ask('lab:state', {}))!;
  await tandem.answerSaveDialog(file);
  expect(await tandem.tryAsk('page:save-pdf', { title: 'All devices' })).toMatchObject({ ok: false, code: 'ownFile' });
  expect((await tandem.ask('lab:check', {})).ok).toBe(true);
});

test('a thread that dies is replaced and told, its details can be copied, and the log names nobody', async () => {
  const { page, electron } = tandem;
  await inMainProcess(() =>
    electron.evaluate(() => {
      const { Worker } = process.getBuiltinModule('node:worker_threads');
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (this: InstanceType<typeof Worker>, ..._message: never[]) {
        Worker.prototype.postMessage = postMessage;
        void this.terminate();
      } as never;
    }),
  );
  expect(await tandem.tryAsk('lab:hash', {})).toMatchObject({ ok: false, code: 'workerEnded' });
  const notice = page.locator('.toast').filter({ hasText: 'was started again' });
  await expect(notice).toBeVisible();
  expect((await tandem.ask('lab:check', {})).ok).toBe(true);
  await notice.getByRole('button', { name: 'Copy details' }).click();
  await expect(notice.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await inMainProcess(() => electron.evaluate(({ clipboard }) => clipboard.readText()));
  expect(copied).toMatch(/^Code: workerEnded\nMessage: .*“…”.*\nTandem \d.*Electron .*\n\n.*\[info\]/s);

  const { rows } = await tandem.ask('devices.list', {
    list: 'fleet',
    filters: [],
    search: '',
    sort: null,
    offset: 0,
    limit: 100,
  });
  for (const { name } of rows.slice(0, 5)) {
    await tandem.tryAsk('devices.read', { deviceId: `${name}-none` });
    await tandem.tryAsk('actions.order', { kind: 'wipe', deviceIds: [name], options: {}, confirm: 'no' });
  }
  const device = await tandem.ask('devices.read', { deviceId: rows[0]!.id });
  const serial = device.truth['serialNumber'];
  if (typeof serial !== 'string') throw new Error('The device has no serial number.');
  const words = [...rows.map(({ name }) => name), serial, folder, 'Maya'];
  const logs = join(profile, 'logs');
  const log = readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('\n');
  expect(log).toContain('actions.order');
  expect(words.filter((word) => log.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
  const details = await tandem.ask('app:details', {
    code: 'internal',
    message: `${rows[0]!.name} of Maya: ${serial}`,
  });
  expect(details).not.toContain(rows[0]!.name);
  expect(details).not.toContain(serial);
  await notice.getByRole('button', { name: /^Dismiss/ }).click();
});

test('one malformed key of the preferences costs that key only', async () => {
  await tandem.ask('preferences:write', { theme: 'dark', motion: 'system', textPercent: 100, columns: {} });
  const file = await openFile();
  await tandem.close();
  const path = join(profile, 'preferences.json');
  const stored = JSON.parse(readFileSync(path, 'utf8')) as object;
  writeFileSync(path, JSON.stringify({ ...stored, place: 'somewhere', later: 1 }));
  tandem = await Tandem.start({ profile });
  expect((await tandem.ask('preferences:read', {})).theme).toBe('dark');
  await expect.poll(openFile).toBe(file);
});
