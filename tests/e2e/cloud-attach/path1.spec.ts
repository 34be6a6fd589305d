import { expect, test, type Locator } from '@playwright/test';
import { useTandem } from '../support/desk.ts';
import { findSignedIn } from '../support/people.ts';
import { configureHybridJoin } from '../support/wizards.ts';

// Existing clients on the way to co-management: identity, pilot, all. Each step stands on the one before.
test.describe.configure({ mode: 'serial' });
const desk = useTandem({ scenario: 'contoso-onprem', devices: 400 });
const pilot = 'Pilot of co-management';
let members = 0;

test('the directory gets a hybrid join, and clients are told to register', async () => {
  const { frame, pages, clock, list } = desk;
  await frame.goTo('entraConnect');
  await configureHybridJoin(desk.page);
  await frame.goTo('clientSettings', { properties: 'default' });
  await pages.turn(/^Automatically register new Windows 10/, true);
  await frame.goTo('directoryDevices', {}, 'joinType=hybrid');
  await clock.pass(/^1 day/);
  await expect.poll(() => list.count()).toBeGreaterThan(20);
  // The site itself hears of an Entra id with the weekly heartbeat.
  await clock.pass(/^7 days/);
});

test('a query gathers the pilot', async () => {
  const { frame, pages, page, clock } = desk;
  await frame.goTo('collections');
  await pages.press('Create Device Collection');
  const wizard = page.getByRole('dialog', { name: 'Create Device Collection Wizard' });
  const press = (within: Locator, name: string) => within.getByRole('button', { name, exact: true }).last().click();
  await wizard.getByRole('textbox', { name: 'Name' }).fill(pilot);
  await press(wizard, 'Browse');
  await desk.cloudAttach.chooseCollection('All Desktop and Server Clients');
  await press(wizard, 'Next');
  await press(wizard, 'Add Rule');
  await page.getByRole('menuitem', { name: 'Query Rule' }).click();
  const rule = page.getByRole('dialog', { name: 'Query Rule Properties' });
  await rule.getByRole('textbox', { name: 'Name' }).fill('Laptops in London');
  await press(rule, 'Edit Query Statement');
  const statement = page.getByRole('dialog', { name: 'Query Statement Properties' });
  await statement
    .getByRole('textbox', { name: 'Query statement' })
    .fill(`select * from SMS_R_System where SMS_R_System.Name like 'CON-LON-L%'`);
  await press(statement, 'Query Results Preview');
  const preview = page.getByRole('dialog', { name: 'Query Results Preview' });
  await expect(preview.getByRole('row').nth(3)).toBeVisible();
  await press(preview, 'Close');
  await press(statement, 'OK');
  await press(rule, 'OK');
  await press(wizard, 'Next');
  await press(wizard, 'Next');
  await expect(wizard).toContainText('The Create Device Collection Wizard completed successfully');
  await press(wizard, 'Close');
  await clock.pass(/^15 minutes/);
  await page.getByRole('link', { name: pilot, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: pilot })).toBeVisible();
  const grid = page.getByRole('grid', { name: pilot });
  const count = async () => Number(await grid.getAttribute('aria-rowcount')) - 1;
  await expect.poll(count).toBeGreaterThan(3);
  members = await count();
});

test('automatic enrollment takes the pilot, as the preview said', async () => {
  const { frame, cloudAttach, list, clock, tandem } = desk;
  await frame.goTo('cloudAttach');
  await cloudAttach.button('Configure Cloud Attach').last().click();
  await cloudAttach.signIn(true);
  await cloudAttach.next();
  await cloudAttach.wizard.getByRole('radio', { name: 'Pilot', exact: true }).check();
  await expect(cloudAttach.wizard.getByRole('button', { name: 'Next' })).toBeDisabled();
  await cloudAttach.wizard.getByRole('button', { name: 'Browse' }).click();
  await cloudAttach.chooseCollection(pilot);
  const beside = frame.strip.getByText(/will be enrolled/);
  await expect(beside).toBeVisible();
  const eligible = Number(
    /([\d,]+) devices? will be enrolled/.exec((await beside.textContent()) ?? '')![1]!.replace(',', ''),
  );
  expect(eligible).toBeGreaterThan(0);
  expect(eligible).toBeLessThanOrEqual(members);
  await cloudAttach.next();
  await cloudAttach.next();
  await expect(cloudAttach.wizard).toContainText('Co-management: done');
  await cloudAttach.next('Close');

  await clock.pass(/^1 day/, 2);
  await frame.goTo('cloudAttachStatus');
  const coManaged = (await tandem.ask('comanagement.read', {})).funnel.coManaged;
  expect(coManaged).toBeGreaterThan(0);
  expect(coManaged).toBeLessThanOrEqual(members);
  await expect(cloudAttach.stage('Enrolled')).toContainText(String(coManaged));
  await cloudAttach
    .tile('Co-management enrollment status')
    .getByRole('link', { name: /co-managed$/ })
    .click();
  await expect.poll(() => list.count()).toBe(coManaged);
  const names = await list.grid.getByRole('link').allTextContents();
  expect(names.filter((name) => !name.startsWith('CON-LON-L'))).toEqual([]);
});

test('then everybody follows, and applied is not co-managed', async () => {
  const { frame, cloudAttach, clock, tandem } = desk;
  await frame.goTo('cloudAttachStatus');
  const before = await cloudAttach.count('Enrolled');
  await frame.goTo('cloudAttach');
  await cloudAttach.openProperties('Enablement');
  await cloudAttach.layer.getByRole('radio', { name: 'All', exact: true }).check();
  await expect(cloudAttach.layer.getByRole('region', { name: 'Preview' })).toContainText('Will be enrolled');
  await cloudAttach.layer.getByRole('button', { name: 'Apply' }).click();
  await expect(cloudAttach.layer.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await cloudAttach.closeProperties();
  await clock.pass(/^1 day/);
  await frame.goTo('deployments');
  await expect(cloudAttach.page.getByRole('complementary', { name: 'Lab only' })).toContainText(
    'Applied is not co-managed',
  );
  await frame.goTo('cloudAttachStatus');
  await expect.poll(() => cloudAttach.count('Enrolled')).toBeGreaterThan(before);
  const { funnel, deployments: told } = await tandem.ask('comanagement.read', {});
  expect(told.some(({ applied, coManaged }) => applied > coManaged)).toBe(true);
  // Each bar holds those behind it, so the first and those that are not eligible are all of them.
  const bars = ['Eligible devices', 'Scheduled', 'Enrollment initiated', 'Enrolled'];
  const counts = await Promise.all(bars.map((bar) => cloudAttach.count(bar)));
  expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  expect(counts[0]! + (await cloudAttach.count('Not eligible'))).toBe(funnel.total);
});

test('one of them shows at every place that it is co-managed', async () => {
  const { frame, device, pages, page, tandem } = desk;
  await frame.goTo('cloudAttachStatus');
  await desk.cloudAttach
    .tile('Co-management enrollment status')
    .getByRole('link', { name: /co-managed$/ })
    .click();
  const { name } = await findSignedIn(tandem, [{ field: 'managedBy', value: 'coManaged' }]);
  await desk.openDevice(name);
  await device.tab('Cloud attach').click();
  const way = pages.tile('The way to co-management');
  await expect(way).toContainText('Path 1');
  await expect(way.getByText('Co-managed', { exact: true }).first()).toBeVisible();
  const steps = way.getByRole('listitem');
  expect(await steps.count()).toBeGreaterThan(4);
  for (const step of await steps.all()) await expect(step).toContainText(/Done|Not needed/);

  await desk.sitAt(name);
  await desk.machine.open('Configuration Manager');
  await expect(pages.fact('General', 'Co-management')).toHaveText('Enabled');
  // No workload is with Intune but Resource access, which is retired there: 8193 and 4.
  await expect(pages.fact('General', 'Co-management capabilities')).toHaveText('8197');
  const answer = await desk.machine.type('Command Prompt', 'dsregcmd /status | findstr Joined');
  await expect(answer).toContainText('AzureAdJoined : YES');
  await expect(answer).toContainText('DomainJoined : YES');
  await desk.openDevice(name);
  await device.tab('Logs').click();
  await page
    .getByRole('navigation', { name: 'Logs' })
    .getByRole('button', { name: /CoManagementHandler\.log/ })
    .click();
  const lines = page.getByRole('region', { name: 'Lines of CoManagementHandler.log' });
  await expect(lines.getByRole('row').nth(1)).toBeVisible();
  await expect(lines).toContainText(/enroll/i);
});
