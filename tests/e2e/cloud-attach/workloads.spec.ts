import { expect, test } from '@playwright/test';
import { workloads, type WorkloadId } from '../../../shared/workloads/words.ts';
import { Keyboard } from '../support/keyboard.ts';
import { useTandem } from '../support/desk.ts';
import { findSignedIn } from '../support/people.ts';

// Each workload goes to Intune and comes back, by its slider; what devices hold follows with their next policy poll.
test.describe.configure({ mode: 'serial' });
const desk = useTandem({ scenario: 'contoso-attached', devices: 300 });
/** A co-managed device, the value its applet shows, and those of the matrix. */
let device: { id: number; name: string };

test.beforeAll(async () => {
  const { tandem } = desk;
  await tandem.ask('settings.configure', { setting: 'mdmUserScope', value: 'all', target: null });
  await tandem.ask('comanagement.enable', { enroll: 'all', collectionId: null });
  await tandem.ask('clock:jump', { by: 'duration', seconds: 3 * 86_400 });
  device = await findSignedIn(tandem, [{ field: 'managedBy', value: 'coManaged' }]);
});

const label = (workload: WorkloadId) => workloads[workload].label;
const slider = (workload: WorkloadId) => desk.cloudAttach.layer.getByRole('slider', { name: label(workload) });
const row = (workload: WorkloadId) =>
  desk.cloudAttach.layer.getByRole('region', { name: label(workload), exact: true });

async function openSliders(): Promise<void> {
  await desk.frame.goTo('cloudAttach');
  await desk.cloudAttach.openProperties('Workloads');
}
async function move(workload: WorkloadId, to: 'Configuration Manager' | 'Pilot Intune' | 'Intune'): Promise<void> {
  await row(workload)
    .locator('button', { hasText: new RegExp(`^\\s*${to}\\s*$`) })
    .click();
  await expect(row(workload).getByRole('status').first()).toContainText(/on \d/);
  await row(workload).getByRole('button', { name: 'Move workload' }).click();
  await expect(row(workload).getByRole('button', { name: 'Move workload' })).toHaveCount(0);
  await expect(slider(workload)).toHaveAttribute('aria-valuetext', to);
  await desk.cloudAttach.dismissNotices();
}
/** What the matrix says about the device. */
async function cells(): Promise<string> {
  await desk.frame.goTo('authority', {}, `search=${device.name}`);
  const found = desk.page.getByRole('grid').getByRole('row').filter({ hasText: device.name });
  await expect(found).toHaveCount(1);
  return (await found.textContent())!;
}
async function capabilities(): Promise<string> {
  await desk.frame.goTo('atDevice', { deviceId: device.id });
  await desk.machine.open('Configuration Manager');
  return (await desk.pages.fact('General', 'Co-management capabilities').textContent())!.trim();
}

test('by keyboard: a slider moves with a preview, and can be put back', async () => {
  const { page } = desk;
  const keyboard = new Keyboard(page);
  await openSliders();
  await slider('windowsUpdate').focus();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(row('windowsUpdate').getByRole('status').first()).toContainText(/Configuration Manager.*Intune/s);
  await keyboard.tabTo(/^Put back$/);
  await keyboard.press('Enter');
  await expect(slider('windowsUpdate')).toHaveAttribute('aria-valuetext', 'Configuration Manager');
  await keyboard.tabTo(({ role, name }) => role === 'input' && name === label('windowsUpdate'), 'Shift+Tab');
  await keyboard.press('End');
  await expect(row('windowsUpdate').getByRole('status').first()).toContainText(/on \d+ devices/);
  await keyboard.tabTo(/^Move workload$/);
  await keyboard.press('Enter');
  await expect(slider('windowsUpdate')).toHaveAttribute('aria-valuetext', 'Intune');
  await desk.cloudAttach.closeProperties();
});

test('the change arrives with the next policy poll, at device and matrix', async () => {
  const { clock } = desk;
  expect(await capabilities()).toBe('8197');
  await clock.pass(/^8 hours/);
  await clock.pass('Next working morning');
  await expect.poll(capabilities).toBe('8213');
  await expect.poll(cells).toMatch(/Intune\s*slider/);
});

test('each workload that stands alone goes forth and back', async () => {
  const { clock } = desk;
  const alone: WorkloadId[] = ['compliancePolicies', 'endpointProtection', 'clientApps', 'officeClickToRun'];
  await openSliders();
  for (const workload of alone) await move(workload, 'Intune');
  await desk.cloudAttach.closeProperties();
  await clock.pass('Next working morning');
  await expect.poll(capabilities).toBe(String(8213 + 2 + 4128 + 64 + 128));
  await openSliders();
  for (const workload of [...alone, 'windowsUpdate' as const]) await move(workload, 'Configuration Manager');
  await desk.cloudAttach.closeProperties();
  await clock.pass('Next working morning');
  await expect.poll(capabilities).toBe('8197');
});

test('a pilot moves its members alone', async () => {
  const { clock, tandem } = desk;
  const workload = 'clientApps';
  await openSliders();
  await row(workload).locator('button', { hasText: 'Pilot Intune' }).click();
  await expect(row(workload).getByRole('button', { name: 'Move workload' })).toBeDisabled();
  const collection = row(workload).getByRole('combobox', { name: /Pilot collection/ });
  const options = await collection.locator('option').allTextContents();
  await collection.selectOption({ label: options.find((text) => text.includes('Berlin workstations'))!.trim() });
  await expect(row(workload).getByRole('status').first()).toContainText(/on \d+ devices/);
  await row(workload).getByRole('button', { name: 'Move workload' }).click();
  await expect(slider(workload)).toHaveAttribute('aria-valuetext', 'Pilot Intune');
  await desk.cloudAttach.closeProperties();
  await clock.pass('Next working morning');
  const matrix = await tandem.ask('workloads.authority', {
    deviceId: null,
    collectionId: null,
    workload,
    search: '',
    offset: 0,
    limit: 500,
  });
  const onIntune = matrix.rows.filter(({ authority }) => authority === 'intune');
  const pilots = onIntune.filter(({ why }) => why === 'pilotMember').map((found) => found.device);
  expect(pilots.length).toBeGreaterThan(0);
  expect(pilots.filter((name) => !name.includes('-BER-'))).toEqual([]);
  // Whoever was off in between still holds what came before.
  expect(onIntune.filter(({ why }) => !['pilotMember', 'policyNotReceived'].includes(why))).toEqual([]);
});

test('device configuration takes two along, and holds them', async () => {
  const { clock } = desk;
  await openSliders();
  await row('deviceConfiguration')
    .locator('button', { hasText: /^\s*Intune\s*$/ })
    .click();
  await expect(row('deviceConfiguration')).toContainText('Goes along: Endpoint Protection');
  await row('deviceConfiguration').getByRole('button', { name: 'Move workload' }).click();
  await expect(slider('endpointProtection')).toHaveAttribute('aria-valuetext', 'Intune');
  // Resource access is retired: fixed at Intune, and so along already.
  await expect(slider('resourceAccess')).toBeDisabled();
  await row('endpointProtection').locator('button', { hasText: 'Configuration Manager' }).click();
  await expect(row('endpointProtection')).toContainText('Move Device configuration back first.');
  await expect(slider('endpointProtection')).toHaveAttribute('aria-valuetext', 'Intune');
  await desk.cloudAttach.closeProperties();
  await clock.pass('Next working morning');
  const value = Number(await capabilities());
  expect(value & 4136).toBe(4136);
  await openSliders();
  await move('deviceConfiguration', 'Configuration Manager');
  await move('endpointProtection', 'Configuration Manager');
  await desk.cloudAttach.closeProperties();
});
