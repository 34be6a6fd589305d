import { expect, test } from '@playwright/test';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { navigationOf } from '../../shared/screens.ts';
import { expectAccessible } from './support/axe.ts';
import { useTandem } from './support/desk.ts';
import { findSignedIn } from './support/people.ts';
import { sideways } from './support/room.ts';
import { Machine } from './support/screens.ts';

// The servers and the devices, as somebody works at them. Each step stands on the one before.
test.describe.configure({ mode: 'serial' });
const desk = useTandem({ scenario: 'contoso', devices: 400 });
let device: { id: number; name: string };

/** Nothing is wider than the window, at a laptop's size and scale. */
const expectNoSideways = async (what: string) => expect(await sideways(desk.page), what).toEqual([]);

test('a device is found by its name, and one sits down at it', async () => {
  const { frame, page, tandem } = desk;
  device = await findSignedIn(tandem, [{ field: 'coManaged', value: 'true' }]);
  await frame.goTo('atDevices');
  await page.getByRole('textbox', { name: /^Find a device/ }).fill(device.name);
  await page.getByRole('list', { name: 'Devices found' }).getByRole('link', { name: device.name }).click();
  await frame.arrived('atDevice');
  await expect(page.getByRole('region', { name: `Screen of ${device.name}` })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('signed in');
  await expectAccessible(tandem, 'the desktop of a device');
});

test('its work account is one entry, whose Info syncs and whose Disconnect would leave the domain', async () => {
  const { machine, page, tandem } = desk;
  const settings = await machine.open('Settings');
  await expect(settings.getByText(/^Connected to/)).toHaveCount(1);
  const before = await tandem.ask('desktop.read', { deviceId: device.id });
  expect(before.isMdmEnrolled).toBe(true);
  await settings.getByRole('button', { name: 'Info' }).click();
  await settings.getByRole('button', { name: 'Sync' }).click();
  await expect(page.getByText('Sync was started')).toBeVisible();
  await settings.getByRole('button', { name: 'Access work or school', exact: true }).click();
  await settings.getByRole('button', { name: 'Disconnect' }).click();
  await expect(page.getByText(/out of the domain/)).toBeVisible();
  expect(await tandem.ask('desktop.read', { deviceId: device.id })).toMatchObject({ isMdmEnrolled: true });
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Dismiss/ })
    .first()
    .click();
});

test('both shells answer, each in its own way', async () => {
  const { machine } = desk;
  await expect(await machine.type('Windows PowerShell', 'dsregcmd /status')).toContainText(
    'WinHttp Default Proxy Config',
  );
  await expect(await machine.type('Windows PowerShell', 'ver')).toContainText(
    'is not recognized as the name of a cmdlet',
  );
  const prompt = await machine.type('Command Prompt', 'ver');
  // Typed ahead of the answer.
  await desk.page.keyboard.type('echo one\necho two\n');
  await expect(prompt).toContainText('Microsoft Windows [Version');
  await expect(prompt).toContainText(/echo one\s*one.*echo two\s*two/);
  await desk.page.keyboard.press('Control+Shift+F6');
  await expect(desk.page.getByRole('button', { name: 'Minimize Command Prompt' })).toBeFocused();
});

test('keys of the program work in a terminal too, and leave what is typed', async () => {
  const { frame, machine, page } = desk;
  const prompt = await machine.type('Command Prompt', 'cls');
  await page.keyboard.type('hostname');
  await page.keyboard.press('Control+k');
  await expect(frame.palette).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(frame.palette).toHaveCount(0);
  await machine.window('Command Prompt').getByRole('textbox').focus();
  await page.keyboard.press('Enter');
  await expect(prompt).toContainText(new RegExp(String.raw`hostname\s*${device.name}`));
  await page.keyboard.press('Control+3');
  await page.locator('.shell[data-place="configmgr"]').waitFor();
  await page.keyboard.press('Control+6');
  await frame.arrived('atDevice');
});

test('windows are moved by keys, and stand as they were left when one comes back', async () => {
  const { machine, page, frame } = desk;
  const registry = await machine.open('Registry Editor');
  await expect(registry).toBeFocused();
  const before = (await registry.boundingBox())!;
  await page.keyboard.press('Alt+ArrowRight');
  await page.keyboard.press('Alt+ArrowDown');
  const after = (await registry.boundingBox())!;
  expect([after.x - before.x, after.y - before.y]).toEqual([24, 24]);
  await machine.window('Settings').waitFor();
  await page.getByRole('button', { name: 'Maximize Registry Editor' }).click();
  await page.keyboard.press('Control+5');
  await frame.arrived('siteServer');
  await page.keyboard.press('Control+6');
  await frame.arrived('atDevice');
  await expect(page.getByRole('button', { name: 'Restore Registry Editor' })).toBeVisible();
  await page.getByRole('button', { name: 'Restore Registry Editor' }).click();
  expect(await registry.boundingBox()).toMatchObject({ x: after.x, y: after.y });
  await registry.focus();
  await page.keyboard.press('Escape');
  await expect(registry).toHaveCount(0);
});

test('logs are merged, highlighted and saved, and have a window of their own', async () => {
  const { machine, page, tandem } = desk;
  const viewer = await machine.open('Log viewer');
  await viewer.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByRole('menuitem', { name: 'CoManagementHandler.log' }).click();
  await expect(viewer.getByRole('row').nth(1)).toBeVisible();
  await viewer.getByRole('button', { name: /^Merge/ }).click();
  await page.getByRole('checkbox', { name: 'PolicyAgent.log' }).check();
  await page.keyboard.press('Escape');
  await expect(viewer.getByRole('columnheader', { name: 'Log', exact: true })).toBeVisible();
  await viewer.getByRole('textbox', { name: 'Highlight' }).fill('policy');
  await expect(viewer.locator('mark').first()).toBeVisible();
  const to = join(mkdtempSync(join(tmpdir(), 'tandem-log-')), 'merged.log');
  await tandem.answerSaveDialog(to);
  await viewer.getByRole('button', { name: 'Save as…' }).click();
  await expect.poll(() => existsSync(to)).toBe(true);
  expect(readFileSync(to, 'utf8').split('\r\n')[0]).toMatch(/^<!\[LOG\[.*\]LOG\]!><time="/);
  const opening = tandem.nextWindow();
  await viewer.getByRole('button', { name: 'Own window' }).click();
  const own = await opening;
  await expect(own.getByRole('region', { name: 'Lines of CoManagementHandler.log + PolicyAgent.log' })).toBeVisible();
  await expect(own.getByRole('navigation', { name: 'Places' })).toHaveCount(0);
  await expectAccessible(tandem, 'the log viewer in a window of its own', own);
  await own.close();
});

test('the desktop of a device has a window of its own, too', async () => {
  const { page, tandem } = desk;
  const opening = tandem.nextWindow();
  await page.getByRole('button', { name: 'Own window' }).first().click();
  const own = await opening;
  const machine = new Machine(own);
  await expect(await machine.type('Command Prompt', 'hostname')).toContainText(device.name);
  await expect(own.getByRole('button', { name: 'Own window' })).toHaveCount(0);
  await expectAccessible(tandem, 'the desktop of a device in a window of its own', own);
  await own.close();
});

test('at the Entra Connect server the scheduler is set by its cmdlet, and the window follows', async () => {
  const { frame, machine, page, tandem } = desk;
  await frame.goTo('entraConnect');
  await machine.type('Windows PowerShell', 'Set-ADSyncScheduler -SyncCycleEnabled $false');
  await expect(page.getByRole('complementary', { name: 'Lab only' })).toContainText('SyncCycleEnabled False');
  await expect(await machine.type('Windows PowerShell', 'Get-ADSyncScheduler | fl SyncCycleEnabled')).toContainText(
    /SyncCycleEnabled\s*:\s*False/,
  );
  await machine.type('Windows PowerShell', 'Set-ADSyncScheduler -SyncCycleEnabled $true');
  const service = await machine.open('Synchronization Service');
  await expect(service.getByRole('row', { name: /Full Import/ })).toHaveCount(0);
  await expect(await machine.type('Windows PowerShell', 'Start-ADSyncSyncCycle -PolicyType Initial')).toContainText(
    'Success',
  );
  await expect(service.getByRole('row', { name: /Full Import/ })).toHaveCount(2);
  await expect(page.getByRole('complementary', { name: 'Lab only' })).toContainText(/The next begins at \d/);
  await expectAccessible(tandem, 'the Entra Connect server');
});

test('at the domain controller a computer is moved to another unit', async () => {
  const { frame, machine, page, tandem } = desk;
  await frame.goTo('domainController');
  const console = machine.window('Active Directory Users and Computers');
  await console.getByRole('textbox', { name: /^Find computers/ }).fill(device.name);
  await console.getByRole('button', { name: device.name, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Move…' }).click();
  const container = page.getByRole('combobox', { name: 'Move object into container' });
  const target = (await container.locator('option').last().textContent())!;
  await container.selectOption({ label: target });
  await page.getByRole('dialog').getByRole('button', { name: 'OK' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const unit = target
    .split('/')
    .map((name) => `OU=${name}`)
    .reverse()
    .join(',');
  await expect(
    await machine.type('Windows PowerShell', `(Get-ADComputer ${device.name}).DistinguishedName`),
  ).toContainText(unit.slice(0, 20));
  const { rows } = await tandem.ask('activities.list', {
    deviceId: device.id,
    kinds: ['computer_moved'],
    search: '',
    offset: 0,
    limit: 5,
  });
  expect(rows[0]!.text).toContain(target);
});

test('at the size of a laptop with a scale of 150 % nothing scrolls sideways, and small screens show one window', async () => {
  const { frame, machine, page, tandem } = desk;
  await tandem.resize(1280, 648);
  for (const id of ['siteServer', 'domainController', 'entraConnect', 'atDevices'] as const) {
    await frame.goTo(id);
    await frame.quiet();
    await expectNoSideways(id);
  }
  await desk.sitAt(device.name);
  await machine.open('Settings');
  await expectNoSideways('Settings');
  await tandem.resize(600, 648);
  await expect(page.getByRole('button', { name: /^(Maximize|Restore) Settings/ })).toHaveCount(0);
  await expectNoSideways('Settings');
  await tandem.resize(1280, 800);
});

test('each place is as one left it, as long as the lab is the same', async () => {
  const { frame, page, tandem } = desk;
  await frame.goTo('cloudDevice', { deviceId: device.id });
  await frame.goTo('siteStatus');
  await page.keyboard.press('Control+2');
  await frame.arrived('cloudDevice');
  await expect(frame.heading).toContainText(device.name);
  await frame.tab('configmgr').click();
  await frame.arrived('siteStatus');
  await tandem.newLab('contoso', { seed: 2, devices: 300 });
  await page.keyboard.press('Control+2');
  await frame.arrived(navigationOf('intune')[0]!);
  await page.keyboard.press('Control+3');
  await frame.arrived('siteStatus');
});
