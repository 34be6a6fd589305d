import { expect, test } from '@playwright/test';
import { useTandem } from '../support/desk.ts';
import {
  command,
  configureAzureServices,
  createGateway,
  dialogOf,
  grantConsent,
  signIn,
  WizardWindow,
} from '../support/wizards.ts';

// Wizards of servers and portals that the two paths do not need, each followed to what comes of it. Each step stands on the one before.
test.describe.configure({ mode: 'serial' });
const desk = useTandem({ scenario: 'fabrikam-cloud', devices: 200, size: [1280, 648] });
const service = 'MyCSG.fabrikam.com';
const group = 'Autopilot devices';
/** A page of a portal that its wizard fills. */
const portal = () => new WizardWindow(desk.page.getByRole('main'));

/** Chooses the group of new devices in the pane that a button opens. */
async function pickGroup(button: string): Promise<void> {
  await portal().press(button);
  const panel = dialogOf(desk.page, button);
  await panel.root.getByRole('radio', { name: group }).check();
  await panel.press('Select');
}

test('a certificate is asked for, imported and exported with its key', async () => {
  const { frame, machine, page } = desk;
  await frame.goTo('siteServer');
  const window = await machine.open('Certificates');
  await window.getByLabel('Common Name').fill(service);
  await window.getByLabel('Subject Alternative Name').fill(service);
  await window.getByRole('button', { name: 'Submit the request' }).click();
  const store = window.getByRole('region', { name: 'Personal, Certificates' });
  await expect(store).toContainText('There are no certificates.');
  await window.getByRole('button', { name: 'MyCSG.pfx' }).click();
  await window.getByRole('button', { name: 'Install PFX' }).click();
  const imports = dialogOf(page, 'Certificate Import Wizard');
  for (const to of ['File to Import', 'Password', 'Certificate Store', 'Completing the Certificate Import Wizard'])
    await imports.on(to);
  await imports.press('Finish');
  await store.getByRole('button', { name: service }).click();
  await store.getByRole('button', { name: /Export$/ }).click();
  const exports = dialogOf(page, 'Certificate Export Wizard');
  for (const to of ['Export Private Key', 'Export File Format', 'Security']) await exports.on(to);
  await exports.field('Password').fill('Passw0rd');
  await exports.on('File to Export');
  await exports.field('File name').fill('ConfigMgrCloudMGServer');
  await exports.on('Completing the Certificate Export Wizard');
  await exports.press('Finish');
  await expect(window.getByRole('row', { name: 'ConfigMgrCloudMGServer.pfx' })).toBeVisible();
});

test('a gateway has the name of its certificate, and is found once the public DNS knows it', async () => {
  const { frame, machine, clock, page, tandem } = desk;
  await frame.goTo('azureServices');
  await configureAzureServices(page);
  for (const app of ['web', 'native']) {
    await frame.goTo('appRegistration', { app, page: 'permissions' });
    await grantConsent(page);
  }
  await frame.goTo('gateway');
  await createGateway(page, (await tandem.ask('lab:state', {}))!.tenant.name, 'ConfigMgrCloudMGServer.pfx');
  await expect(page.getByRole('row', { name: /^MyCSG .*Provisioning/ })).toBeVisible();
  await clock.pass(/^1 hour/);
  const test = async (outcome: string) => {
    await frame.goTo('gateway');
    await command(page, 'Connection analyzer');
    const analyzer = dialogOf(page, 'Cloud management gateway connection analyzer');
    await signIn(page, analyzer.root);
    await analyzer.press('Start');
    await expect(analyzer.root.getByRole('row', { name: /^Cloud management gateway service/ })).toContainText(outcome);
    await analyzer.press('Close');
  };
  await test('Failed');
  await frame.goTo('domainController');
  const window = await machine.open('DNS Manager');
  await window.getByLabel('Alias name').fill('MyCSG');
  await window.getByLabel(/^Fully qualified domain name/).fill('MyCSG.westus.cloudapp.azure.com');
  await window.getByRole('button', { name: 'OK', exact: true }).click();
  await expect(window.getByRole('row', { name: new RegExp(service, 'i') })).toBeVisible();
  await test('Passed');
});

test('a group of devices is made, and its digits lead to them', async () => {
  const { frame, list, page } = desk;
  await frame.goTo('entraGroups');
  await command(page, 'New group');
  const panel = dialogOf(page, 'New Group');
  await panel.field(/^Group name/).fill(group);
  await panel.root.getByRole('checkbox').first().check();
  await panel.root.getByRole('checkbox').nth(1).check();
  await panel.press('Create');
  await page.getByRole('link', { name: `2 devices of ${group}` }).click();
  await expect.poll(() => list.count()).toBe(2);
});

test('a Co-management settings policy is made for the group', async () => {
  const { frame, page } = desk;
  await frame.goTo('coManagementSettings');
  await command(page, 'Create');
  const wizard = portal();
  await wizard.field(/^Name/).fill('Co-management Autopilot');
  await wizard.on('Settings');
  const installs = wizard.root.getByRole('group', { name: 'Automatically install the Configuration Manager client' });
  await installs.getByRole('radio', { name: 'Yes' }).check();
  await wizard.on('Assignments');
  await pickGroup('Add groups');
  await wizard.on('Review + create');
  await wizard.press('Create');
  await expect(page.getByRole('row', { name: 'Co-management Autopilot' })).toContainText(group);
});

test('so are a deployment profile and a status page with a limit of its own', async () => {
  const { frame, page, tandem } = desk;
  await frame.goTo('deploymentProfiles');
  await command(page, 'Create Profile');
  await page.getByRole('menuitem', { name: 'Windows PC' }).click();
  const wizard = portal();
  await wizard.field(/^Name/).fill('Autopilot user-driven');
  await wizard.on('Out-of-box experience (OOBE)');
  await wizard.on('Assignments');
  await pickGroup('Select groups to include');
  await wizard.on('Review + Create');
  await wizard.press('Create');
  await expect(page.getByRole('row', { name: 'Autopilot user-driven' })).toContainText(group);

  await frame.goTo('statusPageProfiles');
  await command(page, 'Create');
  await wizard.field(/^Name/).fill('ESP Co-management');
  await wizard.on('Settings');
  const shows = wizard.root.getByRole('group', { name: 'Show app and profile configuration progress' });
  await shows.getByRole('radio', { name: 'Yes' }).check();
  await wizard.field(/^Show an error when installation takes longer/).fill('90');
  await wizard.on('Assignments');
  await pickGroup('Add groups');
  await wizard.on('Scope tags');
  await wizard.on('Review + create');
  await wizard.press('Create');
  await expect(page.getByRole('row', { name: 'ESP Co-management' })).toContainText(group);
  expect(await tandem.ask('settings.read', { setting: 'statusPageMinutes', target: null })).toMatchObject({
    value: '90',
  });
});
