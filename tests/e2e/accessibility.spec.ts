import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { addressOf, screenIds, screens } from '../../shared/screens.ts';
import { expectAccessible } from './support/axe.ts';
import { chooseDevice, isWilling } from './support/people.ts';
import { RemoteHelpWindow } from './support/screens.ts';
import { useTandem } from './support/desk.ts';

const desk = useTandem();
const seed = 1;
const withoutLab = 'pages without a lab';
test.beforeEach(async ({ browserName: _ }, { title }) => {
  // A layer that a failed test left open must not spoil the next one.
  await desk.page.keyboard.press('Escape');
  const isOpen = (await desk.tandem.ask('lab:state', {})) !== null;
  if (!isOpen && title !== withoutLab) await desk.tandem.newLab('contoso', { seed, devices: 400 });
});

test(withoutLab, async () => {
  await expectAccessible(desk.tandem, 'Home without a lab');
  await desk.frame.goTo('lab');
  await expectAccessible(desk.tandem, 'Lab without a lab');
  await desk.lab.command('New lab').click();
  await expect(desk.lab.newLab.getByRole('radio').first()).toBeVisible();
  await expectAccessible(desk.tandem, 'New lab');
  await desk.page.keyboard.press('Escape');
});

test('the check notices what it is there for', async () => {
  await desk.page.evaluate(() => {
    const { document } = globalThis;
    const bad = document.createElement('p');
    bad.id = 'bad';
    bad.textContent = 'Hardly to be read';
    bad.style.color = '#808080';
    bad.style.background = '#888888';
    bad.append(document.createElement('img'));
    document.querySelector('main')!.prepend(bad);
  });
  const { violations } = await new AxeBuilder({ page: desk.page }).setLegacyMode(true).include('#bad').analyze();
  expect(violations.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'image-alt']));
  await desk.page.evaluate(() => document.querySelector('#bad')!.remove());
});

for (const screen of screenIds.filter((page) => screens[page].shown !== 'window')) {
  test(`screen ${screen}`, async () => {
    const { tandem, frame } = desk;
    const device = await chooseDevice(tandem, () => true);
    await frame.goTo(screen, { deviceId: device.id, collectionId: 1, actionId: 1, app: 'web' });
    await frame.quiet();
    await expectAccessible(tandem, screen);
  });
}

test('other sides of the screens', async () => {
  const { tandem, frame, page } = desk;
  const { id } = await chooseDevice(tandem, () => true);
  await tandem.ask('actions.order', { kind: 'restart', deviceIds: [id], options: {}, confirm: null });
  for (const path of [
    addressOf('directoryDevices', {}, 'joinType=hybrid&search=CON'),
    addressOf('cloudDevices', {}, 'compliance=noncompliant&search=CON'),
    addressOf('fleet', {}, 'search=nothing-has-this-name'),
    addressOf('actions'),
    addressOf('device', { deviceId: id }),
    addressOf('device', { deviceId: id, tab: 'records' }),
    addressOf('device', { deviceId: id, tab: 'actions' }),
    addressOf('device', { deviceId: id, tab: 'activity' }),
    addressOf('help', {}, 'card=pendingTruth'),
    addressOf('device', { deviceId: 999999 }),
    '/no/such/page',
  ]) {
    await frame.follow(path);
    await frame.quiet();
    await expectAccessible(tandem, path);
  }
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible();
});

test('with forced colors what is current is told from the rest, in every navigation', async () => {
  const { frame, page } = desk;
  await page.emulateMedia({ forcedColors: 'active' });
  for (const screen of ['fleet', 'cloudDevices', 'siteDevices', 'directoryDevices'] as const) {
    await frame.goTo(screen);
    await frame.quiet();
    const alike = await page.evaluate(() => {
      // The weight of letters and their color alone are no sign that everybody sees.
      const looks = (element: Element) => {
        const { backgroundColor, outlineStyle, outlineWidth, ...style } = getComputedStyle(element);
        const edges = (['Top', 'Right', 'Bottom', 'Left'] as const).map(
          (edge) => `${style[`border${edge}Width`]} ${style[`border${edge}Color`]}`,
        );
        return [backgroundColor, outlineStyle, outlineStyle === 'none' ? '' : outlineWidth, ...edges].join(', ');
      };
      // The last of a trail is told by its place.
      const currents = document.querySelectorAll('nav:not([aria-label="Breadcrumb"]) [aria-current]');
      return [...currents].flatMap((current) => {
        const others = current.closest('nav')!.querySelectorAll(`${current.tagName}:not([aria-current])`);
        const isAlike = [...others].some((other) => looks(other) === looks(current));
        return isAlike ? [`${current.closest('nav')!.getAttribute('aria-label')}: ${current.textContent.trim()}`] : [];
      });
    });
    expect.soft(alike, screen).toEqual([]);
  }
  await page.emulateMedia({ forcedColors: null });
});

test('layers over the pages', async () => {
  const { tandem, frame, page, list, lab } = desk;
  await frame.goTo('cloudDevices');
  await page.getByRole('button', { name: /Search devices, pages and commands/ }).click();
  await frame.palette.getByRole('combobox').fill('CON-BER');
  await expect(page.getByRole('option').first()).toBeVisible();
  await expectAccessible(tandem, 'palette');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Help' }).click();
  await expectAccessible(tandem, 'menu');
  await page.getByRole('menuitem', { name: /Keyboard shortcuts/ }).click();
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await expectAccessible(tandem, 'shortcuts');
  await page.keyboard.press('Escape');

  await list.command('Columns').click();
  await expect(page.getByRole('dialog', { name: 'Columns' })).toBeVisible();
  await expectAccessible(tandem, 'column chooser');
  await page.keyboard.press('Escape');

  await list.pill('Compliance').click();
  await expect(page.getByRole('checkbox', { name: 'Compliant', exact: true })).toBeVisible();
  await expectAccessible(tandem, 'filter pill');
  await page.keyboard.press('Escape');

  await list.grid.getByRole('row').nth(1).getByRole('checkbox').click();
  await list.grid.getByRole('row').nth(2).getByRole('checkbox').click();
  await expectAccessible(tandem, 'selected rows');
  await list.command('Wipe').click();
  await expect(page.getByRole('alertdialog')).toContainText('Wipe 2 devices?');
  await expectAccessible(tandem, 'bulk wipe');
  await page.keyboard.press('Escape');

  await frame.goTo('lab');
  await lab.command('Save checkpoint').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expectAccessible(tandem, 'checkpoint with an error');
  await page.keyboard.press('Escape');
  await lab.command('Reset to baseline').click();
  await expectAccessible(tandem, 'reset');
  await page.keyboard.press('Escape');
  await page
    .getByRole('button', { name: /^About / })
    .first()
    .click();
  await expect(page.getByText('Why it matters.')).toBeVisible();
  await expectAccessible(tandem, 'help card');
  await page.keyboard.press('Escape');
});

test('orders and the clock', async () => {
  const { tandem, page, device, clock, frame } = desk;
  const chosen = await chooseDevice(tandem, (id) => id % 2 === 0);
  await desk.openDevice(chosen.name);
  await device.command('Restart').click();
  await expectAccessible(tandem, 'restart dialog');
  await page.keyboard.press('Escape');
  await device.command(/^Wipe/).click();
  await device.dialog.getByRole('textbox').fill('x'.repeat(chosen.name.length));
  await expect(device.dialog).toContainText('The text differs');
  await expectAccessible(tandem, 'wipe dialog with a slip');
  await page.keyboard.press('Escape');

  await device.restart();
  await expectAccessible(tandem, 'toast and pending truth');
  await clock.bar.getByRole('button', { name: 'Jump', exact: true }).click();
  await expectAccessible(tandem, 'jump menu');
  await page.keyboard.press('Escape');
  await clock.choose('A date…');
  await expect(page.getByRole('dialog', { name: 'Jump to a date' })).toBeVisible();
  await expectAccessible(tandem, 'jump to a date');
  await page.keyboard.press('Escape');
  await clock.jump(/^8 hours/);
  await expectAccessible(tandem, 'ledger');
  await clock.closeLedger();

  await frame.goTo('actions', { tab: 'past' });
  await page.getByRole('grid').getByRole('row').nth(1).dblclick();
  await expect(page.getByRole('dialog')).toContainText('Pending truth');
  await expectAccessible(tandem, 'order panel');
});

test('Remote Help in its states', async () => {
  const { tandem } = desk;
  await tandem.newLab('contoso', { seed, devices: 400 });
  const { id, name } = await chooseDevice(tandem, (deviceId) => isWilling(seed, deviceId, 1), []);
  await desk.openDevice(name);
  const opening = tandem.nextWindow();
  await desk.device.startSession();
  const help = new RemoteHelpWindow(await opening);
  await expect(help.screen).toBeVisible();
  await expectAccessible(tandem, 'view only', help.page);
  await help.bar.getByRole('button', { name: 'Request control' }).click();
  await expect(help.bar.getByText('Full control', { exact: true })).toBeVisible();
  for (const app of ['About this PC', 'Device health', 'Access work or school', 'Command Prompt']) {
    await help.app(app).click();
    await expect(help.page.getByRole('group', { name: app })).toBeVisible();
    await expectAccessible(tandem, app, help.page);
    await help.page.getByRole('button', { name: `Close ${app}` }).click();
  }
  await help.bar.getByRole('button', { name: 'End session' }).click();
  await expect(help.page.getByRole('heading', { name: 'You ended the session' })).toBeVisible();
  await expectAccessible(tandem, 'ended', help.page);
  await help.page.close();

  // A request that nobody has answered yet, and that is withdrawn.
  const [action] = await tandem.ask('actions.order', {
    kind: 'remoteAssistance',
    deviceIds: [id],
    options: {},
    confirm: null,
  });
  const again = tandem.nextWindow();
  await tandem.ask('session:show', { actionId: action!.id });
  const asking = new RemoteHelpWindow(await again);
  await expect(asking.page.getByRole('heading', { name: /^Waiting for/ })).toBeVisible();
  await expectAccessible(tandem, 'waiting for consent', asking.page);
  await asking.page.close();
});
