import { expect, test } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { useTandem } from '../support/desk.ts';
import { findSignedIn } from '../support/people.ts';
import {
  addClientApp,
  addConnectionPoint,
  allowGatewayTraffic,
  configureAzureServices,
  createGateway,
  grantConsent,
} from '../support/wizards.ts';

// New computers from the internet: gateway, client by Intune, co-managed. Each step stands on the one before.
test.describe.configure({ mode: 'serial' });
const desk = useTandem({ scenario: 'fabrikam-cloud', devices: 200 });
let added: string[] = [];

test('the prerequisites name what internet-based devices lack', async () => {
  const { frame, pages } = desk;
  await frame.goTo('prerequisites');
  await expect(pages.page.getByText(/\d+ of \d+ not met/)).toBeVisible();
  const open = pages.page.getByRole('listitem').filter({ hasText: 'Not met' });
  await expect(open.filter({ hasText: /Cloud management gateway/i }).first()).toBeVisible();
});

test('a gateway is set up by its wizards, and is ready after a while', async () => {
  const { frame, pages, clock, page, tandem } = desk;
  await frame.goTo('siteRoles', { properties: 'roles' });
  await pages.choose('Communication Security', 'Enhanced HTTP');
  await frame.goTo('azureServices');
  await configureAzureServices(page);
  await expect(page.getByRole('row', { name: /My cloud management service/ })).toBeVisible();
  await expectAccessible(tandem, 'Azure Services');
  for (const app of ['web', 'native']) {
    await frame.goTo('appRegistration', { app, page: 'permissions' });
    await grantConsent(page);
  }
  await frame.goTo('gateway');
  const { tenant } = (await tandem.ask('lab:state', {}))!;
  await createGateway(page, tenant.name);
  await expect(page.getByRole('row', { name: /Provisioning/ })).toBeVisible();
  await frame.goTo('siteRoles');
  await addConnectionPoint(page);
  await allowGatewayTraffic(page);
  await frame.goTo('clientSettings', { properties: 'default' });
  await pages.turn('Enable clients to use a cloud management gateway', true);
  await frame.goTo('gateway');
  await expect(page.getByText('The gateway is being created')).toBeVisible();
  await clock.pass(/^1 hour/);
  await expect(page.getByRole('row', { name: /Ready/ })).toBeVisible();
  await expect(page.getByText('The gateway is being created')).toHaveCount(0);
  expect(await tandem.ask('site.gateway', {})).toMatchObject({ isReady: true });
});

test('co-management gives a command line, and Intune delivers the client with it', async () => {
  const { frame, cloudAttach, pages, page } = desk;
  await frame.goTo('cloudAttach');
  await cloudAttach.button('Configure Cloud Attach').last().click();
  await cloudAttach.signIn();
  await cloudAttach.next();
  await expect(cloudAttach.wizard).toContainText('Co-management: done');
  await cloudAttach.next('Close');
  await cloudAttach.openProperties('Enablement');
  const line = cloudAttach.layer.getByRole('region', { name: 'Command line' });
  await expect(line).toContainText('of at most 1,024 characters');
  await line.getByRole('button', { name: 'Copy' }).click();
  await expect(line.getByRole('button', { name: 'Copied' })).toBeVisible();
  await cloudAttach.closeProperties();

  await frame.goTo('allApps');
  await addClientApp(page);
  await frame.goTo('prerequisites');
  await pages.page.getByRole('button', { name: /^Needed for/ }).click();
  await page.getByRole('checkbox', { name: 'Internet-based devices' }).locator('xpath=ancestor::label').click();
  await page.getByRole('button', { name: 'Done' }).click();
  await pages.button('Put right: Client setting: allow access to cloud distribution point').click();
  await pages.button('Put right: Client setting: enable user policy requests from internet clients').click();
  await expect(page.getByText(/^All \d+ met$/)).toBeVisible();
});

test('five new computers are added, and arrive co-managed as days pass', async () => {
  const { frame, cloudAttach, list, pages, device, clock, tandem } = desk;
  await frame.goTo('addDevices');
  await cloudAttach.wizard.getByRole('radio', { name: 'Computers of one model' }).check();
  await cloudAttach.wizard.getByRole('textbox', { name: 'Devices' }).fill('5');
  await cloudAttach.next();
  await expect(cloudAttach.wizard.getByRole('region', { name: 'Accepted devices' }).getByRole('row')).toHaveCount(6);
  await cloudAttach.next('Add 5 devices');
  await expect(cloudAttach.wizard).toContainText('5 devices added.');
  added = await cloudAttach.wizard
    .getByRole('region', { name: 'Where to see them' })
    .getByRole('link')
    .allTextContents();
  await cloudAttach.next('Close');
  await expect.poll(() => list.count()).toBeGreaterThan(5);
  await clock.pass(/^7 days/);
  await frame.goTo('cloudAttachStatus');
  await expect.poll(() => cloudAttach.count('Enrolled')).toBeGreaterThan(0);
  await cloudAttach
    .tile('Co-management enrollment status')
    .getByRole('link', { name: /co-managed$/ })
    .click();
  await expect.poll(() => list.count()).toBeGreaterThan(0);
  await clock.pass('Next working morning');
  const { name } = await findSignedIn(tandem, [{ field: 'managedBy', value: 'coManaged' }]);
  await desk.openDevice(name);
  await device.tab('Cloud attach').click();
  const way = pages.tile('The way to co-management');
  await expect(way).toContainText('Path 2: a new device from the internet.');
  const steps = way.getByRole('listitem');
  expect(await steps.count()).toBeGreaterThan(3);
  for (const step of await steps.all()) await expect(step).toContainText(/Done|Not needed/);
  await desk.sitAt(name);
  await desk.machine.open('Configuration Manager');
  await expect(pages.fact('General', 'Connection type')).toHaveText('Currently internet');
  const answer = await desk.machine.type('Command Prompt', 'dsregcmd /status | findstr Joined');
  await expect(answer).toContainText('AzureAdJoined : YES');
  await expect(answer).toContainText('DomainJoined : NO');
  expect(added.length).toBeGreaterThan(0);
});
