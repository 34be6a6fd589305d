import { expect, test } from '@playwright/test';
import { useTandem } from '../support/desk.ts';

// The way out of co-management, and what stays of it at each step; each step stands on the one before.
test.describe.configure({ mode: 'serial' });
const desk = useTandem({ scenario: 'contoso-attached', devices: 300 });
const funnel = async () => (await desk.tandem.ask('comanagement.read', {})).funnel;
/** Devices that Intune has as enrolled Windows computers with a client of the site. */
async function enrolledInCloud(): Promise<number> {
  const { frame, list } = desk;
  await frame.goTo('fleet', {}, 'clientInstalled=true&mdmEnrolled=true&platform=windows');
  return list.count();
}
let enrolled = 0;

test.beforeAll(async () => {
  const { tandem } = desk;
  await tandem.ask('settings.configure', { setting: 'mdmUserScope', value: 'all', target: null });
  const pilot = (await tandem.ask('collections.list', {})).find(({ name }) => name === 'Pilot workstations')!;
  await tandem.ask('comanagement.enable', { enroll: 'pilot', collectionId: pilot.id });
  await tandem.ask('workloads.move', { workload: 'windowsUpdate', position: 'intune', collectionId: null });
  await tandem.ask('clock:jump', { by: 'duration', seconds: 7 * 86_400 });
});

test('workloads come back first', async () => {
  const { frame, cloudAttach, clock, page } = desk;
  await frame.goTo('cloudAttachStatus');
  expect(await cloudAttach.count('Enrolled')).toBeGreaterThan(10);
  await frame.goTo('cloudAttach');
  await cloudAttach.openProperties('Enablement');
  await cloudAttach.layer.getByRole('button', { name: 'Remove co-management' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Intune still has Windows Update policies.');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await cloudAttach.layer.getByRole('tab', { name: 'Workloads', exact: true }).click();
  const row = cloudAttach.layer.getByRole('region', { name: 'Windows Update policies', exact: true });
  await row.locator('button', { hasText: 'Configuration Manager' }).click();
  await row.getByRole('button', { name: 'Move workload' }).click();
  await expect(row.getByRole('slider')).toHaveAttribute('aria-valuetext', 'Configuration Manager');
  await cloudAttach.closeProperties();
  await clock.pass(/^7 days/);
  await frame.goTo('cloudAttachStatus');
  const updates = cloudAttach
    .tile('Workload transition')
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: 'Windows Update policies' }) });
  await expect(updates.getByRole('cell')).toHaveText('0');
});

test('a smaller pilot, and then None, enroll nobody new and let nobody go', async () => {
  const { frame, cloudAttach, clock } = desk;
  enrolled = await enrolledInCloud();
  const before = (await funnel()).coManaged;
  await frame.goTo('cloudAttach');
  await cloudAttach.openProperties('Enablement');
  await cloudAttach.layer.getByRole('button', { name: 'Browse' }).click();
  await cloudAttach.chooseCollection(/Test computers/);
  await cloudAttach.layer.getByRole('button', { name: 'Apply' }).click();
  await expect(cloudAttach.layer.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await cloudAttach.closeProperties();
  await clock.pass(/^7 days/);
  await cloudAttach.openProperties('Enablement');
  await cloudAttach.layer.getByRole('radio', { name: 'None', exact: true }).check();
  await cloudAttach.layer.getByRole('button', { name: 'Apply' }).click();
  await expect(cloudAttach.layer.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await cloudAttach.closeProperties();
  await clock.pass(/^7 days/);
  expect((await funnel()).coManaged).toBeGreaterThanOrEqual(before);
  expect(await enrolledInCloud()).toBeGreaterThanOrEqual(enrolled);
});

test('without co-management the enrolled devices are enrolled, and no longer co-managed', async () => {
  const { frame, cloudAttach, clock, page } = desk;
  enrolled = await enrolledInCloud();
  await frame.goTo('cloudAttach');
  await cloudAttach.openProperties('Enablement');
  await cloudAttach.layer.getByRole('button', { name: 'Remove co-management' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove co-management' }).click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await cloudAttach.closeProperties();
  await clock.pass(/^7 days/);
  await expect.poll(async () => (await funnel()).coManaged).toBe(0);
  expect(await enrolledInCloud()).toBe(enrolled);
  await frame.goTo('cloudAttachStatus');
  await expect(page.getByRole('link', { name: '0 co-managed' })).toBeVisible();
});
