import { expect, test } from '@playwright/test';
import { useTandem } from '../support/desk.ts';

// A site joins the tenant and leaves it again, step by step as in the console; each step stands on the one before.
test.describe.configure({ mode: 'serial' });
const desk = useTandem({ scenario: 'contoso-onprem', devices: 400 });
let attached: string;

test('the strip names what is missing, and the wizard attaches the site without enrolling anybody', async () => {
  const { frame, cloudAttach, page, pages } = desk;
  await frame.goTo('cloudAttach');
  await expect(page.getByRole('heading', { name: 'Cloud Attach is not configured' })).toBeVisible();
  await cloudAttach.button('Configure Cloud Attach').last().click();
  await expect(frame.strip).toContainText('You can go on; what is missing shows as errors later.');
  await expect(cloudAttach.wizard.getByRole('button', { name: 'Next' })).toBeDisabled();
  await cloudAttach.signIn(true);
  await expect(cloudAttach.step('Configure Upload')).toBeVisible();
  await cloudAttach.next();
  await cloudAttach.wizard.getByRole('radio', { name: 'None', exact: true }).check();
  await cloudAttach.next();
  await expect(cloudAttach.step('Summary')).toBeVisible();
  await cloudAttach.next();
  await expect(cloudAttach.wizard).toContainText('Tenant attach: done');
  await cloudAttach.next('Close');
  await frame.goTo('tenantStatus', { tab: 'connectors' });
  await expect(pages.row(/Configuration Manager/)).toContainText('Healthy');
});

test('the next upload is the lab’s knowledge, and what it brought shows in the cloud as ConfigMgr', async () => {
  const { frame, cloudAttach, list, clock, pages, tandem } = desk;
  await frame.goTo('waits');
  await expect(cloudAttach.fact('Upload', 'Next upload')).toContainText(/in \d+ min|now/);
  const before = await tandem.ask('attach.read', {});
  expect(before.devicesInTenant).toBe(0);
  await clock.pass(/^1 hour/);
  const { devicesInTenant } = await tandem.ask('attach.read', {});
  expect(devicesInTenant).toBeGreaterThan(100);
  await frame.goTo('connectorSite', { tab: 'properties' });
  await expect(pages.fact('Properties', 'Devices')).toHaveText(String(devicesInTenant));

  await frame.goTo('cloudDevices');
  await frame.goTo('cloudDevices', {}, 'managedBy=configMgr');
  await expect.poll(() => list.count()).toBe(devicesInTenant);
  await expect(list.grid.getByRole('row').nth(1)).toContainText('ConfigMgr');
  const { rows } = await tandem.ask('devices.list', {
    list: 'fleet',
    filters: [
      { field: 'platform', value: 'windows' },
      { field: 'online', value: 'true' },
    ],
    search: '-L',
    sort: null,
    offset: 0,
    limit: 1,
  });
  attached = rows[0]!.name;
});

test('an attached device refuses what only Intune can do, and takes what the site can', async () => {
  const { frame, device, clock, page } = desk;
  await desk.openDevice(attached);
  await expect(device.command('Restart')).toBeDisabled();
  await expect(device.command('Restart')).toHaveAccessibleDescription(
    /tenant attached only: it takes Sync Machine Policy/,
  );
  await device.command('Client actions').click();
  await page.getByRole('menuitem', { name: 'Sync Machine Policy' }).click();
  await clock.pass(/^15 minutes/);
  await frame.goTo('actions');
  await page.getByRole('link', { name: 'Past', exact: true }).click();
  await page.getByRole('grid').getByRole('button', { name: 'Sync Machine Policy' }).click();
  const trace = page.getByRole('dialog').getByRole('region', { name: 'Joined trace' });
  // The order itself, and behind it the three hops: service connection point, notification server, client.
  await expect(trace.getByRole('listitem')).toHaveCount(4);
  for (const hop of await trace.getByRole('listitem').all()) await expect(hop).toContainText('Done');
  for (const log of ['CMGatewayNotificationWorker.log', 'BgbServer.log', 'CcmNotificationAgent.log'])
    await expect(trace).toContainText(log);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
});

test('the site leaves from its own console, and its devices leave the tenant', async () => {
  const { frame, cloudAttach, list, clock, page, tandem } = desk;
  await frame.goTo('cloudAttach');
  await cloudAttach.openProperties('Configure upload');
  await cloudAttach.layer
    .getByRole('checkbox', { name: 'Upload to Microsoft Endpoint Manager admin center' })
    .uncheck();
  await cloudAttach.layer.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Leave tenant attach' }).click();
  await cloudAttach.closeProperties();
  await clock.pass(/^1 day/, 2);
  // Co-management was never enabled, so nothing is left.
  await expect(page.getByRole('heading', { name: 'Cloud Attach is not configured' })).toBeVisible();
  expect((await tandem.ask('attach.read', {})).devicesInTenant).toBe(0);
  await frame.goTo('cloudDevices');
  await frame.goTo('cloudDevices', {}, 'managedBy=configMgr');
  await expect.poll(() => list.count()).toBe(0);
  await expect(page.getByRole('grid')).not.toContainText(attached);
});
