import { expect, test } from '@playwright/test';
import { runDemoCommands } from './support/demo-commands.ts';
import { useTandem } from './support/desk.ts';

// Each demonstration of docs/demos, step by step as an instructor plays it. The numbers are those of the page.
const desk = useTandem();

async function setUp(): Promise<void> {
  const { frame, lab, page } = desk;
  await frame.goTo('lab');
  await lab.create(/First day at the service desk/, { seed: '1' });
  await expect(page.getByRole('region', { name: 'Simulated time' })).toContainText('Paused at 10:10:00');
}
async function reset(): Promise<void> {
  const { frame, lab, page } = desk;
  await frame.goTo('lab');
  await lab.reset();
  await expect(page.getByText('Reset to baseline, and proven')).toBeVisible();
}

test('the laptop in the drawer', async () => {
  const { frame, list, device, clock, home, page } = desk;
  await setUp();

  await test.step('1: the list calls it compliant, and was told in August', async () => {
    await frame.goTo('cloudDevices');
    await list.searchBox.fill('LAP-MAYA');
    await expect.poll(() => list.count()).toBe(1);
    await expect(list.row('LAP-MAYA')).toContainText('Compliant');
    await expect(list.row('LAP-MAYA')).toContainText('8/24/2026');
  });
  await test.step('2: its page says how old the record is', async () => {
    await list.open('LAP-MAYA');
    await page.getByRole('link', { name: 'Reality and records' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'LAP-MAYA' })).toBeVisible();
    await expect(
      page
        .getByRole('main')
        .getByText(/told 23 d/)
        .first(),
    ).toBeVisible();
  });
  await test.step('3: a session is refused by trying it', async () => {
    await device.command('Remote control').click();
    await page.getByRole('menuitem', { name: /New remote assistance session/ }).click();
    await device.dialog.getByRole('button', { name: 'Continue' }).click();
    await expect(device.dialog).toContainText('LAP-MAYA is offline.');
    await device.dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(device.dialog).toHaveCount(0);
  });
  await test.step('4: two orders wait, without a bound', async () => {
    await device.command('Sync').click();
    await device.dialog.getByRole('button', { name: 'Yes', exact: true }).click();
    await expect(device.waiting.getByRole('article', { name: 'Sync, Pending' })).toBeVisible();
    await device.restart();
    const order = device.waiting.getByRole('article', { name: 'Restart, Pending' });
    await expect(device.line(order, 'Console shows')).toContainText('Pending');
    await expect(device.line(order, 'Documented bound')).toContainText('Unknown');
    await expect(device.line(order, 'Lab knows')).toContainText('The device will not come back by itself');
  });
  await test.step('5: a day changes nothing', async () => {
    await clock.jump(/^1 day/);
    await expect(clock.ledger).not.toContainText('LAP-MAYA');
    await clock.closeLedger();
    await expect(device.waiting.getByRole('article')).toHaveCount(2);
  });
  await test.step('6: thirty days of silence end its compliance', async () => {
    await clock.jumpQuietly(/^7 days/);
    const compliance = page
      .getByRole('main')
      .locator('dt', { hasText: /^Compliance$/ })
      .first();
    await expect(compliance.locator('xpath=following-sibling::dd[1]')).toContainText('Not compliant');
  });
  await test.step('7: home lists it twice', async () => {
    await frame.goTo('home');
    for (const title of ['Silent for too long', 'An action waits for a device that will not come back']) {
      const entry = home.attention.getByRole('listitem').filter({ has: page.getByRole('link', { name: title }) });
      await expect(entry.getByRole('link', { name: 'LAP-MAYA' })).toBeVisible();
    }
  });
  await test.step('8: the story tells the truth', async () => {
    await desk.openDevice('LAP-MAYA');
    await expect(page.getByRole('region', { name: 'About this device' })).toContainText('drawer');
  });
  await reset();
});

test('the wipe that never reports', async () => {
  const { frame, device, clock, home, page } = desk;
  await setUp();
  const actions = page.getByRole('grid');
  const panel = page.getByRole('dialog');

  await test.step('1 to 3: one wipe waits, and only the lab knows why', async () => {
    await frame.goTo('actions');
    await expect(actions).toHaveAttribute('aria-rowcount', '2');
    await expect(actions.getByRole('row').nth(1)).toContainText(/LAP-OMAR.*Wipe.*Pending.*Unknown/s);
    await actions.getByRole('row').nth(1).getByRole('gridcell').nth(1).dblclick();
    await expect(device.line(panel, 'Console shows')).toContainText('Pending');
    await expect(device.line(panel, 'Documented bound')).toContainText('Unknown');
    await expect(device.line(panel, 'Lab knows')).toContainText('The device reset before it could report.');
    await panel.getByRole('button', { name: 'Close' }).click();
  });
  await test.step('4 and 5: the device under its new name, and who still believes what', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('LAP-OMAR');
    await page.getByRole('option').filter({ hasText: 'recorded as LAP-OMAR' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'DESKTOP-KRPN503' })).toBeVisible();
    await device.tab(/^Reality and records/).click();
    const fact = (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
    await expect(fact('Name')).toContainText(/DESKTOP-KRPN503.*LAP-OMAR.*LAP-OMAR/s);
    await expect(fact('Join type')).toContainText('Workgroup');
    await expect(fact('Serial number')).toContainText('KRPN503');
  });
  await test.step('6: the name is typed, wrongly first', async () => {
    await frame.findDevice('LAP-O0I1');
    await expect(page.getByRole('heading', { level: 1, name: 'LAP-O0I1' })).toBeVisible();
    await device.command(/^Wipe \(factory reset\)/).click();
    await device.dialog.getByRole('textbox').fill('LAP-OO11');
    await expect(device.dialog).toContainText('The text differs');
    await device.dialog.getByRole('textbox').fill('LAP-O0I1');
    await device.dialog.getByRole('button', { name: 'Wipe', exact: true }).click();
    await expect(device.dialog).toHaveCount(0);
  });
  await test.step('7: this one reports, and leaves a record in Entra ID', async () => {
    await clock.jump(/^1 hour/);
    await clock.closeLedger();
    await device.tab(/^Actions/).click();
    await expect(device.order('Wipe')).toContainText('Complete');
    await device.tab(/^Reality and records/).click();
    await expect(page.getByRole('columnheader', { name: /^Intune/ })).toContainText('no record');
    await expect(page.getByRole('columnheader', { name: /^Entra ID/ })).toContainText('told');
  });
  await test.step('8: a week later the first one still waits', async () => {
    await clock.choose(/^7 days/);
    await expect(clock.lastJump).toContainText('7 d');
    if (await clock.ledger.isVisible()) await clock.closeLedger();
    await frame.goTo('actions');
    await expect(actions.getByRole('row').filter({ hasText: 'LAP-OMAR' })).toContainText('Pending');
    await frame.goTo('home');
    const entry = home.attention
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: 'Wiped, but the console still waits' }) });
    await expect(entry.getByRole('link', { name: 'DESKTOP-KRPN503' })).toBeVisible();
  });
  await test.step('9: in December the console calls it failed', async () => {
    await clock.choose('A date');
    const dialog = page.getByRole('dialog', { name: 'Jump to a date' });
    await dialog.getByLabel(/Date and time in/).fill('2026-12-01T09:00');
    await dialog.getByRole('button', { name: 'Jump' }).click();
    await expect(clock.bar).toContainText('Tue 1 Dec 2026');
    await expect(clock.lastJump).toBeVisible();
    if (await clock.ledger.isVisible()) await clock.closeLedger();
    await frame.goTo('actions');
    await page.getByRole('link', { name: 'Past', exact: true }).click();
    await expect(actions.getByRole('row').filter({ hasText: 'LAP-OMAR' })).toContainText('Failed');
  });
  await reset();
});

for (const name of ['laptop-in-the-drawer', 'wipe-that-never-reports']) {
  test(`the commands of ${name} do what the page says`, () => {
    const answers = runDemoCommands(name);
    expect(answers.at(-1)).toMatchObject({ matches: true });
    const told = JSON.stringify(answers.slice(-3, -1));
    if (name === 'laptop-in-the-drawer') expect(told).toMatch(/LAP-MAYA.*noncompliant.*neverContacts/);
    else expect(told).toMatch(/LAP-OMAR.*failed|failed.*LAP-OMAR/);
  });
}
