import { expect, test, type Page } from '@playwright/test';
import { screenIds, screens } from '../../shared/screens.ts';
import { chooseDevice, isWilling } from './support/people.ts';
import { covered, sideways } from './support/room.ts';
import { Frame, Machine, RemoteHelpWindow } from './support/screens.ts';
import { inMainProcess } from './support/tandem.ts';
import { useTandem } from './support/desk.ts';

const seed = 1;
const desk = useTandem({ scenario: 'contoso', devices: 400 });

/** A window of 1280 × 1024 at 400 %: 320 × 256 CSS pixels, as the success criterion on reflow has it. */
async function zoom(factor: number, page: Page = desk.page): Promise<void> {
  const browserWindow = await inMainProcess(() => desk.tandem.electron.browserWindow(page));
  await inMainProcess(() =>
    browserWindow.evaluate((target, by) => {
      target.setContentSize(1280, 1024);
      target.webContents.setZoomFactor(by);
    }, factor),
  );
  await page.waitForFunction((width) => Math.abs(window.innerWidth - width) <= 1, 1280 / factor);
}

test.describe('at 400 %', () => {
  test.beforeEach(() => zoom(4));
  test.afterAll(() => zoom(1));

  for (const screen of screenIds.filter((page) => screens[page].shown !== 'window')) {
    test(`screen ${screen} is read in one direction`, async () => {
      const { page, frame, tandem } = desk;
      const { id } = await chooseDevice(tandem, () => true);
      await frame.goTo(screen, { deviceId: id, collectionId: 1, actionId: 1, app: 'web' });
      await frame.quiet();
      expect(await sideways(page)).toEqual([]);
      // What the screen is for has room beside the fixed bars, or scrolls into view.
      const main = page.getByRole('main');
      expect((await main.boundingBox())!.height).toBeGreaterThan(90);
      const grid = page.getByRole('grid');
      if ((await grid.count()) > 0) {
        await grid.scrollIntoViewIfNeeded();
        const box = (await grid.boundingBox())!;
        expect(box.height, 'a grid shows its header and some rows').toBeGreaterThan(100);
      }
    });
  }

  test('the navigation is a drawer, and dialogs fit', async () => {
    const { page, frame, list } = desk;
    await frame.goTo('cloudDevices');
    await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Navigation' }).click();
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    expect(await sideways(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await frame.palette.getByRole('combobox').fill('CON');
    await expect(page.getByRole('option').first()).toBeVisible();
    expect(await sideways(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await list.count();
    await frame.goTo('lab');
    await desk.lab
      .command(/New lab|More commands/)
      .first()
      .click();
    await expect(desk.lab.newLab).toBeVisible();
    await expect(desk.lab.newLab.getByRole('radio').first()).toBeVisible();
    expect(await sideways(page)).toEqual([]);
    await page.keyboard.press('Escape');
  });
});

test('windows beside the main one reflow as well', async () => {
  const { tandem } = desk;
  const { id } = await chooseDevice(tandem, () => true);
  const where = String(id);
  const { logs } = await tandem.ask('logs.list', { where });
  const names = logs.filter(({ entries }) => entries > 0).map(({ name }) => name);
  for (const [page, what] of [
    ['deviceWindow', { window: 'device', deviceId: id }],
    ['logWindow', { window: 'logs', where, logs: names.slice(0, 2) }],
  ] as const) {
    const opening = tandem.nextWindow();
    await tandem.ask('window:show', what);
    const own = await opening;
    await own.locator(`main[data-screen="${page}"]`).waitFor();
    await new Frame(own).quiet();
    expect(await covered(own), page).toEqual([]);
    await zoom(4, own);
    await new Frame(own).quiet();
    expect(await sideways(own), page).toEqual([]);
    expect(await covered(own), page).toEqual([]);
    if (page === 'deviceWindow') {
      const machine = new Machine(own);
      await machine.open('Settings');
      expect(await sideways(own), 'Settings').toEqual([]);
    }
    await own.close();
  }
});

test('with reduced motion nothing slides or fades', async () => {
  const { tandem, page, frame, lab } = desk;
  await zoom(1);
  const preferences = await tandem.ask('preferences:read', {});
  const longest = () =>
    page.evaluate(() =>
      Math.max(
        0,
        ...document
          .getAnimations()
          .map(({ effect }) => Number(effect?.getComputedTiming().activeDuration ?? 0))
          .filter((duration) => duration > 10),
      ),
    );
  await frame.goTo('lab');
  await tandem.ask('preferences:write', { ...preferences, motion: 'reduced' });
  await expect(page.locator('html')).toHaveAttribute('data-motion', 'reduced');
  await lab.command('New lab').click();
  expect(await longest()).toBe(0);
  await page.keyboard.press('Escape');
  await tandem.ask('preferences:write', preferences);
  // The system's own wish counts as much as the app's setting.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await lab.command('New lab').click();
  expect(await longest()).toBe(0);
  await page.keyboard.press('Escape');
  await page.emulateMedia({ reducedMotion: null });
});

test('the Remote Help window reflows as well', async () => {
  const { tandem } = desk;
  await tandem.newLab('contoso', { seed, devices: 400 });
  const { id } = await chooseDevice(tandem, (deviceId) => isWilling(seed, deviceId, 1), []);
  const [action] = await tandem.ask('actions.order', {
    kind: 'remoteAssistance',
    deviceIds: [id],
    options: {},
    confirm: null,
  });
  const opening = tandem.nextWindow();
  await tandem.ask('session:show', { actionId: action!.id });
  const help = new RemoteHelpWindow(await opening);
  await zoom(4, help.page);
  await expect(help.screen).toBeVisible();
  expect(await sideways(help.page)).toEqual([]);
  await tandem.ask('sessions.end', { actionId: action!.id });
  await expect(help.page.getByRole('heading', { name: 'You ended the session' })).toBeVisible();
  expect(await sideways(help.page)).toEqual([]);
  await help.page.close();
});
