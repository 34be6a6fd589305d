// Proves promises of docs/desktop.md.
import { expect, test } from '@playwright/test';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lab } from '../../main/lab/lab.ts';
import { findScenario } from '../../main/lab/scenario/source.ts';
import { launchOptions } from '../../tools/setup/runtime/runtime.mjs';
import { useTandem } from './support/desk.ts';
import { Tandem } from './support/tandem.ts';

// Each test goes on with the lab that the one before left.
test.describe.configure({ mode: 'serial' });
const desk = useTandem();
let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-files-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a scenario file with faults is refused line by line, and a good one is taken', async () => {
  const { tandem, frame, lab } = desk;
  const good = readFileSync(join(import.meta.dirname, '../../resources/scenarios/first-day.scenario.yaml'), 'utf8');
  const lines = good.replace('name: first-day', 'name: own-day').split('\n');
  const at = lines.findIndex((line) => line.startsWith('  remoteHelp:'));
  const broken = join(folder, 'broken.scenario.yaml');
  writeFileSync(
    broken,
    lines.with(at, '  remoteHelp: perhaps').join('\n').replace('complianceValidityDays', 'validityDays'),
  );
  await tandem.answerOpenDialog(broken);
  await frame.goTo('lab');
  await lab.command('New lab').click();
  await lab.newLab.getByRole('button', { name: 'Choose a scenario file' }).click();
  await expect(lab.newLab).toContainText(/broken\.scenario\.yaml cannot be used: \d problems/);
  const problem = lab.newLab.getByRole('row').filter({ hasText: 'tenant.remoteHelp' });
  await expect(problem).toContainText(`${at + 1}:`);
  await expect(lab.newLab.getByRole('row').filter({ hasText: 'tenant.validityDays' })).toBeVisible();

  const own = join(folder, 'own.scenario.yaml');
  writeFileSync(own, lines.join('\n'));
  await tandem.answerOpenDialog(own);
  await lab.newLab.getByRole('button', { name: 'Choose a scenario file' }).click();
  await expect(lab.newLab.getByRole('radio', { name: /Your file.*own-day/s })).toBeChecked();
  await lab.newLab.getByRole('textbox', { name: 'Seed', exact: true }).fill('not a number');
  await lab.newLab.getByRole('button', { name: 'Create lab' }).click();
  await expect(lab.newLab.getByRole('textbox', { name: 'Seed', exact: true })).toHaveAttribute('aria-invalid', 'true');
  await lab.newLab.getByRole('textbox', { name: 'Seed', exact: true }).fill('11');
  await lab.newLab.getByRole('button', { name: 'Create lab' }).click();
  await desk.frame.arrived('home');
  expect(await tandem.ask('lab:state', {})).toMatchObject({ scenario: 'own-day', seed: 11, devices: 25 });
});

test('a checkpoint is saved, and a reset to it is proven', async () => {
  const { tandem, page, frame, lab, clock } = desk;
  await clock.jumpQuietly(/^15 minutes/);
  await frame.goTo('lab');
  await lab.command('Save checkpoint').click();
  const dialog = page.getByRole('dialog', { name: 'Save a checkpoint' });
  await dialog.getByRole('textbox').fill('no/slash');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText('Use 1 to 64 letters');
  await dialog.getByRole('textbox').fill('after 15 minutes');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row', { name: /^after 15 minutes/ })).toBeVisible();
  const { hash } = await tandem.ask('lab:hash', {});

  await clock.jump(/^7 days/);
  await clock.closeLedger();
  await page.getByRole('button', { name: 'Reset to after 15 minutes' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(page.getByText('Reset to after 15 minutes, and proven')).toBeVisible();
  expect((await tandem.ask('lab:hash', {})).hash).toBe(hash);
  await lab
    .command('Check integrity')
    .or(lab.command(/^Check/))
    .first()
    .click();
  await expect(page.getByText('The lab is sound')).toBeVisible();
});

test('recent labs are listed, and one is opened again where it stood', async () => {
  const { tandem, page, frame } = desk;
  const before = (await tandem.ask('lab:state', {}))!;
  await tandem.newLab('contoso', { devices: 50 });
  await frame.goTo('home');
  await frame.goTo('lab');
  const recent = page.getByRole('region', { name: 'Labs on this computer' });
  await expect(recent.getByRole('listitem').first()).toContainText('Open');
  await recent.getByRole('button', { name: new RegExp(`^Open .*${before.fileName}`) }).click();
  await expect.poll(async () => (await tandem.ask('lab:state', {}))?.file).toBe(before.file);
  expect((await tandem.ask('lab:state', {}))!.now).toBe(before.now);
});

test('a lab in use, a damaged one and a file that is no lab each say what they are', async () => {
  const { tandem, page, frame, lab } = desk;
  await frame.goTo('lab');
  const kept = (await tandem.ask('lab:state', {}))!.file;
  const message = page.getByRole('main').getByRole('alert').or(page.getByRole('main').locator('[role="status"]'));

  const used = join(folder, 'used.tandem');
  const second = Lab.create({ ...source(), seed: 3, devices: null, file: used }).lab;
  await tandem.answerOpenDialog(used);
  await lab.command('Open file').click();
  await expect(message.filter({ hasText: 'Close the other window or command that uses this lab' })).toBeVisible();
  second.close();
  await lab.command('Open file').click();
  await expect.poll(async () => (await tandem.ask('lab:state', {}))?.file).toBe(used);

  const damaged = join(folder, 'damaged.tandem');
  copyFileSync(kept, damaged);
  const handle = openSync(damaged, 'r+');
  for (let page = 3; page < 60; page += 1) writeSync(handle, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  closeSync(handle);
  const bytes = readFileSync(damaged);
  await tandem.answerOpenDialog(damaged);
  await lab.command('Open file').click();
  await expect(message.filter({ hasText: 'Open its last checkpoint, or create the lab again' })).toBeVisible();
  expect(readFileSync(damaged).equals(bytes), 'a damaged file is left as it is').toBe(true);

  const foreign = join(folder, 'letter.tandem');
  writeFileSync(foreign, 'Dear colleagues, this is no lab.');
  await tandem.answerOpenDialog(foreign);
  await lab.command('Open file').click();
  await expect(message.filter({ hasText: 'Choose a lab file made by Tandem' })).toBeVisible();
  // Whatever was refused, the lab that was open still is.
  expect((await tandem.ask('lab:state', {}))!.file).toBe(used);
});

test('a long jump can be canceled, and stands at a whole moment', async () => {
  const { tandem, clock, page, frame } = desk;
  await tandem.newLab('contoso', { seed: 5 });
  await frame.goTo('home');
  await clock.choose('A date');
  const dialog = page.getByRole('dialog', { name: 'Jump to a date' });
  await dialog.getByLabel(/Date and time in/).fill('2036-01-01T09:00');
  await dialog.getByRole('button', { name: 'Jump' }).click();
  await expect(clock.bar.getByRole('progressbar')).toBeVisible();
  // The window stays usable meanwhile: another page opens while the lab works.
  await frame.goTo('activities');
  await expect(page.getByRole('heading', { level: 1, name: 'Activity log' })).toBeVisible();
  await clock.bar.getByRole('button', { name: 'Cancel' }).click();
  await expect(clock.lastJump).toBeVisible();
  if (!(await clock.ledger.isVisible())) await clock.lastJump.click();
  await expect(clock.ledger).toContainText('Canceled on the way: the lab stands at a whole moment.');
  await clock.closeLedger();
  const stopped = (await tandem.ask('lab:state', {}))!;
  expect(stopped.now).toBeGreaterThan(stopped.startedAt);
  expect(stopped.now).toBeLessThan(Date.UTC(2036, 0, 1) / 1000);
  expect(await tandem.ask('lab:check', {})).toEqual({ ok: true, violations: [] });
  const { hash } = await tandem.ask('lab:hash', {});
  // The same moment reached in one go is the same lab.
  await tandem.newLab('contoso', { seed: 5 });
  await tandem.ask('clock:jump', { by: 'until', at: stopped.now });
  expect((await tandem.ask('lab:hash', {})).hash).toBe(hash);
});

test('closed and started again, the app goes on where it stood; a second start only shows the first', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'tandem-again-'));
  try {
    const first = await Tandem.start({ profile });
    await first.newLab('first-day');
    await first.ask('clock:jump', { by: 'duration', seconds: 3600 });
    const [device] = await first.ask('devices.find', { text: 'LAP-MAYA' });
    await first.ask('actions.order', { kind: 'restart', deviceIds: [device!.id], options: {}, confirm: null });
    const stood = (await first.ask('lab:state', {}))!;

    expect(await startTwin(profile)).toBe(0);
    expect(first.electron.windows()).toHaveLength(1);
    await first.close();

    const again = await Tandem.start({ profile });
    const stands = await again.ask('lab:state', {});
    expect(stands).toMatchObject({ file: stood.file, now: stood.now, pendingActions: stood.pendingActions, speed: 0 });
    await expect(again.page.getByRole('region', { name: 'Simulated time' })).toContainText('Paused');
    await expect(again.page.getByRole('region', { name: 'Waiting actions' }).getByRole('row')).not.toHaveCount(0);
    expect(again.problems).toEqual([]);
    await again.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

test('another app with a profile of its own meets the lock', async () => {
  const { tandem } = desk;
  const { file } = (await tandem.ask('lab:state', {}))!;
  const other = await Tandem.start();
  try {
    await other.answerOpenDialog(file);
    await other.page.getByRole('link', { name: 'Open or create a lab' }).click();
    await other.page.getByRole('toolbar', { name: 'Lab' }).getByRole('button', { name: 'Open file' }).click();
    await expect(other.page.getByText(/Close the other window or command/)).toBeVisible();
    expect(other.problems).toEqual([]);
  } finally {
    await other.close();
  }
});

/** A second start with a profile in use, as from a desktop icon; answers its exit code. */
async function startTwin(profile: string): Promise<number | null> {
  const { electronPath, args, env, appDir } = launchOptions();
  const app = process.env['TANDEM_APP'] ?? appDir;
  const twin = spawn(electronPath, [...args, app, `--user-data-dir=${profile}`], { env, stdio: 'ignore' });
  const [code] = (await once(twin, 'exit')) as [number | null];
  return code;
}

function source() {
  return findScenario('first-day', join(import.meta.dirname, '../../resources/scenarios'));
}
