import { expect, test } from '@playwright/test';
import { addressOf } from '../../shared/screens.ts';
import { useTandem } from './support/desk.ts';
import { Keyboard } from './support/keyboard.ts';
import { chooseDevice, isWilling, type Chosen } from './support/people.ts';
import { RemoteHelpWindow } from './support/screens.ts';

// One journey without a mouse. Only keys are pressed; locators are used to look, never to act.
test.describe.configure({ mode: 'serial' });
const seed = 1;
const desk = useTandem({ scenario: 'contoso', devices: 400 });
let chosen: Chosen;
let keys: Keyboard;

test.beforeAll(async () => {
  keys = new Keyboard(desk.page);
  chosen = await chooseDevice(desk.tandem, (id) => isWilling(seed, id, 2), []);
});

test('the first Tab offers to skip to the content', async () => {
  await keys.press('Tab');
  expect((await keys.focus()).name).toBe('Skip to content');
  await expect(desk.page.getByRole('button', { name: 'Skip to content' })).toBeInViewport();
  await keys.press('Enter');
  expect((await keys.focus()).role).toBe('main');
  await keys.tabTo(/^Compliance$/);
});

test('the palette leads to a page, and its heading gets the focus', async () => {
  const { page, frame } = desk;
  await keys.press('Control+k');
  await expect(frame.palette).toBeVisible();
  expect((await keys.focus()).role).toBe('combobox');
  await keys.type('all devices');
  await expect(page.getByRole('option', { name: /All devices/ }).first()).toBeVisible();
  await keys.press('Enter');
  await expect(frame.palette).toHaveCount(0);
  await expect(frame.heading).toBeFocused();
  expect(page.url()).toContain(addressOf('fleet'));
});

test('Escape closes the palette and gives the focus back', async () => {
  const { frame } = desk;
  await keys.tabTo(/^Search devices$/);
  await keys.press('Control+k');
  await expect(frame.palette).toBeVisible();
  await keys.press('Escape');
  await expect(frame.palette).toHaveCount(0);
  await expect.poll(async () => (await keys.focus()).name).toBe('Search devices');
});

test('the grid is one stop; arrows move, a header sorts, Space selects', async () => {
  const { page, list } = desk;
  await keys.tabTo(({ role }) => role === 'grid');
  const active = () =>
    list.grid.evaluate((grid) => {
      const cell = document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
      const row = cell?.closest('[role="row"]');
      return [Number(row?.getAttribute('aria-rowindex')), Number(cell?.getAttribute('aria-colindex'))];
    });
  await keys.press('ArrowDown');
  await keys.press('ArrowDown');
  await keys.press('ArrowRight');
  expect(await active()).toEqual([4, 2]);
  await keys.press('Control+End');
  const total = await list.count();
  await expect.poll(active).toEqual([total + 1, expect.any(Number)]);
  await keys.expectFocus();
  await keys.press('Control+Home');
  await expect.poll(active).toEqual([2, 1]);
  await keys.press('ArrowUp');
  await keys.press('ArrowRight');
  const header = page.getByRole('columnheader', { name: 'Device name' });
  await keys.press('Enter');
  for (const order of ['descending', 'ascending', 'descending']) {
    if ((await header.getAttribute('aria-sort')) === order) continue;
    await keys.press('Enter');
    await expect(header).toHaveAttribute('aria-sort', order);
  }
  await keys.expectFocus();
  await keys.press('Control+Home');
  await keys.press('Space');
  await keys.press('ArrowDown');
  await keys.press('Shift+Space');
  await expect(page.getByRole('main').getByText('2 of 400 devices selected')).toBeVisible();
  await keys.press('Control+a');
  await expect(page.getByRole('main').getByText('400 of 400 devices selected')).toBeVisible();
});

test('Enter on a name opens the device; its restart is ordered and confirmed by keys', async () => {
  const { page, device, frame } = desk;
  await keys.tabTo(/^Search devices$/, 'Shift+Tab');
  await keys.type(chosen.name);
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '2');
  await keys.tabTo(({ role }) => role === 'grid');
  await keys.press('Control+Home');
  await keys.press('ArrowRight');
  await keys.press('Enter');
  await expect(frame.heading).toHaveText(chosen.name);
  await expect(frame.heading).toBeFocused();

  await keys.tabTo(/^Restart$/);
  await keys.press('Enter');
  await expect(device.dialog).toBeVisible();
  await keys.expectFocus();
  // The harmless button comes first in focus: Enter alone orders nothing.
  expect((await keys.focus()).name).toBe('No');
  await keys.tabTo(/^Yes$/);
  await keys.press('Enter');
  await expect(device.dialog).toHaveCount(0);
  await expect(device.waiting.getByRole('article', { name: 'Restart, Pending' })).toBeVisible();
  await keys.expectFocus();
  expect((await keys.focus()).name).toMatch(/^Restart/);
});

test('the clock jumps by keys, and the ledger gives the focus back', async () => {
  const { clock } = desk;
  await keys.tabTo(/^Jump$/);
  await keys.press('Enter');
  await expect(desk.page.getByRole('menu')).toBeVisible();
  await keys.arrowTo(/^1 hour/, 'ArrowDown');
  await keys.press('Enter');
  await expect(clock.ledger).toBeFocused();
  await keys.press('Escape');
  await expect(clock.ledger).toHaveCount(0);
  await keys.expectFocus();
});

test('the theme is switched from the palette, and the sheet of shortcuts opens with ?', async () => {
  const { page, frame } = desk;
  for (const [label, theme] of [
    ['Theme: Dark', 'dark'],
    ['Theme: High contrast', 'hc'],
    ['Theme: Light', 'light'],
  ] as const) {
    await keys.press('Control+k');
    await expect(frame.palette).toBeVisible();
    await keys.type(label);
    await expect(page.getByRole('option', { name: label })).toBeVisible();
    await keys.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    await expect(frame.palette).toHaveCount(0);
    await keys.expectFocus();
  }
  await keys.press('?');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeFocused();
  await keys.press('Escape');
  await expect(sheet).toHaveCount(0);
  await keys.expectFocus();
});

test('a remote session is held by keys alone, and the terminal can be left', async () => {
  const { tandem, device } = desk;
  await keys.tabTo(/^(Restart|Remote control|Wipe|Sync)/);
  await keys.arrowTo(/^Remote control/);
  await keys.press('Enter');
  await expect(desk.page.getByRole('menu')).toBeVisible();
  await keys.arrowTo(/^New remote assistance session/, 'ArrowDown');
  await keys.press('Enter');
  await expect(device.dialog).toBeVisible();
  await keys.tabTo(/^Continue$/);
  const opening = tandem.nextWindow();
  await keys.press('Enter');
  const help = new RemoteHelpWindow(await opening);
  const inside = new Keyboard(help.page);
  await expect(help.screen).toBeVisible();
  await inside.tabTo(/^Request control$/);
  await inside.press('Enter');
  await expect(help.bar.getByText('Full control', { exact: true })).toBeVisible();
  await inside.tabTo(/^Command Prompt$/);
  await inside.press('Enter');
  await expect.poll(async () => (await inside.focus()).name).toContain('Command prompt');
  await inside.type('hostname');
  await inside.press('Enter');
  await expect(help.terminalText).toContainText(chosen.name);
  // Tab belongs to the terminal; the documented key is the way out.
  await inside.press('Tab');
  expect((await inside.focus()).name).toContain('Command prompt');
  await inside.press('Control+Shift+F6');
  expect((await inside.focus()).name).toBe('Minimize Command Prompt');
  await inside.tabTo(/^End session$/, 'Shift+Tab');
  await inside.press('Enter');
  await expect(help.page.getByRole('heading', { name: 'You ended the session' })).toBeFocused();
  await inside.tabTo(/^Close window$/);
  // The window goes while the key is still down, so the press itself cannot be waited for.
  await inside.press('Enter').catch(() => undefined);
  await expect.poll(() => tandem.electron.windows().length).toBe(1);
});

test('a wipe is confirmed by typing, all by keys', async () => {
  const { device } = desk;
  await keys.tabTo(/^(Restart|Remote control|Wipe|Sync)/);
  await keys.arrowTo(/^Wipe/);
  await keys.press('Enter');
  await expect(device.dialog).toBeVisible();
  await keys.tabTo(({ role }) => role === 'input');
  await keys.press('Enter');
  await expect(device.dialog).toContainText('Nothing happens until the text matches.');
  for (let guard = 0; guard < 8 && (await keys.focus()).name !== 'Type the following to confirm:'; guard += 1) {
    await keys.tabTo(({ role }) => role === 'input');
  }
  await keys.type(chosen.name);
  await expect(device.dialog).toContainText('The text matches.');
  await keys.press('Enter');
  await expect(device.dialog).toHaveCount(0);
  await expect(device.waiting.getByRole('article', { name: 'Wipe, Pending' })).toBeVisible();
  await keys.expectFocus();
});
