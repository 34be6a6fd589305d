import { expect, test } from '@playwright/test';
import { addressOf } from '../../../shared/screens.ts';
import { useTandem } from '../support/desk.ts';
import { findSignedIn } from '../support/people.ts';

// Existing clients on the way to co-management: identity, pilot, all. Each step stands on the one before.
test.describe.configure({ mode: 'serial' });
const desk = useTandem({ scenario: 'contoso-onprem', devices: 400 });
const pilot = 'Pilot of co-management';
let members = 0;

test('the directory gets a hybrid join, and clients are told to register', async () => {
  const { frame, pages, clock, list } = desk;
  await frame.goTo('entraConnect');
  await pages.turn('Configure hybrid join', true);
  await pages.choose('Service connection point of the forest', 'This tenant');
  await frame.goTo('clientSettings', { properties: 'default' });
  await pages.turn(/^Automatically register new Windows 10/, true);
  await frame.follow(addressOf('directoryDevices', {}, 'joinType=hybrid&registration=registered'));
  await frame.arrived('directoryDevices');
  await clock.pass(/^1 day/);
  await expect.poll(() => list.count()).toBeGreaterThan(20);
  // The site itself hears of an Entra id with the weekly heartbeat.
  await clock.pass(/^7 days/);
});

test('a query gathers the pilot', async () => {
  const { frame, pages, page, clock } = desk;
  await frame.goTo('collections');
  await pages.press('Create Device Collection');
  await pages.layer.getByRole('textbox', { name: 'Name' }).fill(pilot);
  await pages.layer
    .getByRole('combobox', { name: 'Limiting collection' })
    .selectOption({ label: 'All Desktop and Server Clients' });
  await pages.layer.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: pilot })).toBeVisible();
  await pages.press('Add Rule');
  await pages.layer.getByRole('textbox', { name: 'Name of the rule' }).fill('Laptops in London');
  await pages.layer.getByRole('textbox', { name: 'Value' }).fill('CON-LON-L%');
  await pages.layer.getByRole('button', { name: 'Add rule' }).click();
  await expect(pages.tile('Rules')).toContainText('Name is like “CON-LON-L%”');
  await expect(pages.tile('Rules')).toContainText(/SMS_R_System\.Name like "CON-LON-L%"/);
  await clock.pass(/^15 minutes/);
  const count = async () => Number(await pages.fact('Collection', 'Members').textContent());
  await expect.poll(count).toBeGreaterThan(3);
  members = await count();
  await expect(pages.tile('Members').getByRole('row')).toHaveCount(members + 1);
});

test('automatic enrollment takes the pilot, as the preview said', async () => {
  const { frame, cloudAttach, list, clock, tandem } = desk;
  await frame.goTo('cloudAttach');
  await cloudAttach.button('Configure Cloud Attach').last().click();
  await cloudAttach.wizard.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  await cloudAttach.next();
  await cloudAttach.wizard.getByRole('radio', { name: 'Customize settings' }).check();
  await cloudAttach.next();
  await cloudAttach.next();
  await cloudAttach.wizard.getByRole('radio', { name: 'Pilot', exact: true }).check();
  await expect(cloudAttach.wizard.getByRole('button', { name: 'Next' })).toBeDisabled();
  const collection = cloudAttach.wizard.getByRole('combobox', { name: /Intune Auto Enrollment/ });
  await collection.selectOption({ label: `${pilot} (${members})` });
  const beside = frame.strip.getByText(/will be enrolled/);
  await expect(beside).toBeVisible();
  const eligible = Number(/(\d+) devices? will be enrolled/.exec((await beside.textContent())!)![1]);
  expect(eligible).toBeGreaterThan(0);
  expect(eligible).toBeLessThanOrEqual(members);
  await cloudAttach.next();
  await cloudAttach.next('Configure');
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
