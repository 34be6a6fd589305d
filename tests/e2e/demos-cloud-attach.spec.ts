import { expect, test } from '@playwright/test';
import { runDemoCommands } from './support/demo-commands.ts';
import { useTandem } from './support/desk.ts';
import { findSignedIn } from './support/people.ts';

// The demonstrations of cloud attach in docs/demos, step by step as an instructor plays them. The numbers are those of the page.
const desk = useTandem();
async function setUp(title: RegExp): Promise<void> {
  const { frame, lab, page } = desk;
  await frame.goTo('lab');
  await lab.create(title, { seed: '1' });
  await expect(page.getByRole('region', { name: 'Simulated time' })).toContainText('Paused at 09:45:00');
}
async function reset(): Promise<void> {
  const { frame, lab, page } = desk;
  await frame.goTo('lab');
  await lab.reset();
  await expect(page.getByText('Reset to baseline, and proven')).toBeVisible();
}
/** The lab's links from a device to the same one in the other places. */
const elsewhere = (name: string) => desk.page.getByRole('navigation', { name: `${name} in other places` });
async function enableForAll(): Promise<void> {
  const { frame, cloudAttach } = desk;
  await frame.choose('cloudAttach');
  await cloudAttach.openProperties('Enablement');
  await cloudAttach.layer.getByRole('radio', { name: 'All', exact: true }).check();
  const preview = cloudAttach.layer.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('listitem').filter({ hasText: 'Will be enrolled' })).toContainText('2,349');
  await cloudAttach.layer.getByRole('button', { name: 'Enable co-management' }).click();
  await expect(cloudAttach.layer.getByRole('button', { name: 'Apply' })).toBeVisible();
  await cloudAttach.closeProperties();
}

test('applied versus enrolled', async () => {
  const { frame, cloudAttach, list, device, clock, pages, page } = desk;
  await setUp(/Contoso attached, before co-management/);
  /** Applied and Co-managed of the first deployment, which is the one that is marked. */
  const deployed = async (): Promise<[number, number]> => {
    await frame.choose('deployments');
    const value = async (name: string) =>
      Number((await pages.fact('Summary', name).textContent())!.replaceAll(/\D/g, ''));
    return [await value('Applied'), await value('Co-managed')];
  };

  await test.step('1: nobody is co-managed at once', async () => {
    await enableForAll();
    expect((await deployed())[1]).toBe(0);
  });
  await test.step('2: after an hour many have the policy, and few are enrolled', async () => {
    await clock.pass(/^1 hour/);
    await expect.poll(async () => (await deployed())[0]).toBeGreaterThan(1000);
    const [, coManaged] = await deployed();
    expect(coManaged).toBeGreaterThan(10);
    expect(coManaged).toBeLessThan(100);
    await expect(frame.strip).toContainText('Applied is not co-managed');
  });
  await test.step('3: the others are scheduled, and only the lab says for what', async () => {
    await frame.choose('cloudAttachStatus');
    expect(await cloudAttach.count('Scheduled')).toBeGreaterThan(1000);
    await frame.strip.getByRole('link', { name: 'What waits for what' }).click();
    await frame.arrived('waits');
    await expect(cloudAttach.tile('On the way')).toContainText(/spread|random/i);
  });
  await test.step('4: one of them has the policy and waits for its enrollment', async () => {
    // A bar holds those behind it too; the lab knows who waits for the timer.
    await cloudAttach
      .tile('On the way')
      .getByRole('link', { name: /spread/ })
      .first()
      .click();
    await desk.openDevice((await list.grid.getByRole('link').first().textContent())!.trim());
    await device.tab('Cloud attach').click();
    const steps = pages.tile('The way to co-management').getByRole('listitem');
    await expect(steps.filter({ hasText: 'Co-management policy' })).toContainText('Done');
    await expect(steps.filter({ hasText: 'Enrollment in Intune' })).toContainText(
      'The client spreads its enrollment over time',
    );
  });
  await test.step('5: the value in its applet comes with the policy', async () => {
    await elsewhere((await frame.heading.textContent())!.trim())
      .getByRole('link', { name: 'At the device' })
      .click();
    await frame.arrived('atDevice');
    await desk.machine.open('Configuration Manager');
    await expect(pages.fact('General', 'Co-management')).toHaveText('Disabled');
    await expect(pages.fact('General', 'Co-management capabilities')).toHaveText('8197');
  });
  await test.step('6: a week later the numbers are close, and an error tells the rest', async () => {
    await clock.pass(/^7 days/);
    await expect.poll(async () => (await deployed())[1]).toBeGreaterThan(2000);
    const [applied, coManaged] = await deployed();
    expect(applied).toBeGreaterThan(coManaged);
    await frame.choose('cloudAttachStatus');
    expect(await cloudAttach.count('Failed')).toBeGreaterThan(0);
    await expect(cloudAttach.tile('Enrollment errors').getByRole('row').nth(1)).toContainText(/0x[0-9A-F]{8}/);
  });
  await test.step('7: the list behind the number', async () => {
    const link = page.getByRole('link', { name: /co-managed$/ });
    const count = Number(/[\d,]+/.exec((await link.textContent())!)![0].replaceAll(',', ''));
    await link.click();
    await expect.poll(() => list.count()).toBe(count);
  });
  await reset();
});

test('the slider that drags two', async () => {
  const { frame, cloudAttach, clock, pages, page, tandem } = desk;
  await setUp(/Contoso attached, before co-management/);
  await enableForAll();
  await clock.pass(/^7 days/);
  const row = (name: string) => cloudAttach.layer.getByRole('region', { name, exact: true });
  const stop = (name: string, to: string) => row(name).locator('button', { hasText: new RegExp(`^\\s*${to}\\s*$`) });

  await test.step('1: one column is with Intune already', async () => {
    await frame.choose('authority');
    await expect(page.getByRole('grid').getByRole('row').filter({ hasText: 'retired' }).first()).toBeVisible();
  });
  await test.step('2 and 3: the preview names what goes along, and what is missing', async () => {
    await pages.press('Move workloads');
    await stop('Device configuration', 'Intune').click();
    await expect(row('Device configuration')).toContainText('Goes along: Endpoint Protection.');
    await expect(row('Device configuration')).toContainText('no assigned policy for Device configuration');
    await expect(row('Device configuration')).toContainText(
      'in no group that a policy for Endpoint Protection is assigned to',
    );
    await expect(row('Resource access policies').getByRole('slider')).toBeDisabled();
  });
  await test.step('4: it is on the way', async () => {
    await row('Device configuration').getByRole('button', { name: 'Move workload' }).click();
    for (const name of ['Device configuration', 'Endpoint Protection'])
      await expect(row(name)).toContainText('on the way');
    await cloudAttach.closeProperties();
  });
  await test.step('5: three workloads stand in one number', async () => {
    await clock.pass('Next working morning');
    const { id } = await findSignedIn(tandem, [{ field: 'coManaged', value: 'true' }], (name) =>
      name.includes('-BER-D'),
    );
    const { name } = await tandem.ask('devices.read', { deviceId: id });
    await frame.findDevice(name);
    await frame.arrived('device');
    await elsewhere(name).getByRole('link', { name: 'At the device' }).click();
    await frame.arrived('atDevice');
    await desk.machine.open('Configuration Manager');
    await expect(pages.fact('General', 'Co-management capabilities')).toHaveText('12333');
    expect(8193 + 4 + 8 + 4128).toBe(12333);
  });
  await test.step('6: Endpoint Protection alone may not go back', async () => {
    await frame.choose('authority');
    await pages.press('Move workloads');
    await stop('Endpoint Protection', 'Configuration Manager').click();
    await expect(row('Endpoint Protection')).toContainText('Move Device configuration back first.');
  });
  await test.step('7: nor does it come back with the other', async () => {
    await stop('Device configuration', 'Configuration Manager').click();
    await row('Device configuration').getByRole('button', { name: 'Move workload' }).click();
    await expect(row('Device configuration').getByRole('slider')).toHaveAttribute(
      'aria-valuetext',
      'Configuration Manager',
    );
    await expect(row('Endpoint Protection').getByRole('slider')).toHaveAttribute('aria-valuetext', 'Intune');
    await cloudAttach.closeProperties();
  });
  await reset();
});

test('attach, watch the next upload, follow the trace', async () => {
  const { frame, cloudAttach, list, device, clock, pages, page } = desk;
  await setUp(/Contoso on premises/);
  const inTenant = pages.fact('Properties', 'Devices');
  const openTrace = async () => {
    await page.getByRole('grid').getByRole('button', { name: 'Sync Machine Policy' }).click();
    return page.getByRole('dialog').getByRole('region', { name: 'Joined trace' });
  };

  await test.step('1 and 2: the wizard attaches one collection, and the tenant shows nothing yet', async () => {
    await frame.choose('cloudAttach');
    await cloudAttach.button('Configure Cloud Attach').last().click();
    await expect(frame.strip).toContainText(/requirements? of tenant attach or co-management/);
    await cloudAttach.signIn(true);
    await cloudAttach.wizard.getByRole('radio', { name: 'Specific Collection' }).check();
    await cloudAttach.wizard.getByRole('button', { name: 'Browse' }).click();
    await cloudAttach.chooseCollection('Windows 10 workstations');
    await cloudAttach.next();
    await cloudAttach.wizard.getByRole('radio', { name: 'None', exact: true }).check();
    await cloudAttach.next();
    await cloudAttach.next();
    await cloudAttach.next('Close');
    await frame.goTo('tenantStatus', { tab: 'connectors' });
    await expect(page.getByText('Healthy', { exact: true })).toBeVisible();
    await frame.goTo('uploads');
    await expect(pages.tile('Uploads')).toContainText('650 changed devices');
    await frame.goTo('connectorSite');
    await expect(inTenant).toHaveText('0');
  });
  await test.step('3: after the first upload', async () => {
    await clock.pass(/^15 minutes/);
    await expect(inTenant).toHaveText('650');
    await inTenant.getByRole('link').click();
    await expect(list.grid.getByRole('row').nth(1)).toContainText('ConfigMgr');
  });
  await test.step('4 and 5: everything follows with the next upload', async () => {
    await frame.choose('cloudAttach');
    await cloudAttach.openProperties('Configure upload');
    await cloudAttach.layer.getByRole('radio', { name: /^All my devices managed/ }).check();
    await cloudAttach.layer.getByRole('button', { name: 'Apply' }).click();
    await expect(cloudAttach.layer.getByRole('button', { name: 'Apply' })).toBeDisabled();
    await cloudAttach.closeProperties();
    await frame.goTo('uploads');
    await expect(pages.tile('Uploads')).toContainText('3,930 changed devices');
    await frame.goTo('connectorSite');
    await expect(inTenant).toHaveText('650');
    await clock.pass(/^15 minutes/, 2);
    await expect(inTenant).toHaveText('3,930');
  });
  await test.step('6: what an attached computer takes', async () => {
    await frame.findDevice('CON-BER-D0002');
    await expect(page.getByRole('heading', { level: 1, name: 'CON-BER-D0002' })).toBeVisible();
    await expect(device.command('Restart')).toHaveAccessibleDescription(/tenant attached only/);
    await device.command('Client actions').click();
    await page.getByRole('menuitem', { name: 'Sync Machine Policy' }).click();
  });
  await test.step('7: three hops', async () => {
    await frame.choose('actions');
    await expect((await openTrace()).getByRole('listitem').nth(1)).toContainText('Waiting');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await clock.pass(/^15 minutes/);
    await page.getByRole('link', { name: 'Past', exact: true }).click();
    const hops = (await openTrace()).getByRole('listitem');
    await expect(hops).toHaveCount(4);
    const logs = ['Audit logs', 'CMGatewayNotificationWorker.log', 'BgbServer.log', 'CcmNotificationAgent.log'];
    for (const [index, log] of logs.entries()) await expect(hops.nth(index)).toContainText(log);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  });
  await test.step('8: the line in the log of the site', async () => {
    await frame.choose('logs');
    await page
      .getByRole('navigation', { name: 'Logs' })
      .getByRole('button', { name: 'CMGatewayNotificationWorker.log' })
      .click();
    const lines = page.getByRole('region', { name: 'Lines of CMGatewayNotificationWorker.log' });
    await expect(lines).toContainText('Authorized to perform client action');
  });
  await reset();
});

test('the commands of these pages do what the pages say', () => {
  const applied = runDemoCommands('applied-versus-enrolled');
  const [early, late] = [applied[3], applied[5]] as { policyApplied: number; coManaged: number }[];
  expect(early!.policyApplied).toBeGreaterThan(10 * early!.coManaged);
  expect(late!.coManaged).toBeGreaterThan(10 * early!.coManaged);
  expect(late!.policyApplied).toBeGreaterThan(late!.coManaged);
  expect(applied.at(-1)).toMatchObject({ matches: true });

  const slider = runDemoCommands('the-slider-that-drags-two');
  expect(slider[3]).toMatchObject({ couples: ['endpointProtection'] });
  expect(slider[7]).toEqual({ value: 12333 });
  expect(slider.at(-1)).toMatchObject({ matches: true });

  const trace = runDemoCommands('attach-and-follow-the-trace');
  expect(trace[2]).toMatchObject({ backlog: 650, devicesInTenant: 0 });
  expect(trace[6]).toMatchObject({ backlog: 0, devicesInTenant: 3930 });
  const { hops } = trace[9] as { hops: { state: string }[] };
  expect(hops.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done']);
  expect(trace.at(-1)).toMatchObject({ matches: true });
});
