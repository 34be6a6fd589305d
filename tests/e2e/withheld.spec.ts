import { expect, test, type Locator } from '@playwright/test';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knowledgeKinds } from '../../shared/contract/knowledge.ts';
import { addressOf, screenIds, screens, type ScreenId } from '../../shared/screens.ts';
import { workloads } from '../../shared/workloads/words.ts';
import { expectAccessible } from './support/axe.ts';
import { runCommand } from './support/demo-commands.ts';
import { useTandem } from './support/desk.ts';

// The same lab twice: with every kind of the lab's knowledge withheld, and with none.
const desk = useTandem();
/** Enrolled in Intune, and with an order that waits; and one on whose way to co-management something failed. */
const ordered = 'CON-BER-D0001';
const failing = 'CON-BER-D0002';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-withheld-'));
  const run = (...args: string[]) => runCommand(args, folder);
  run('create', '--scenario', 'contoso-broken', '--seed', '1', '--devices', '400', '--out', 'open.tandem', '--no-hash');
  run('action', 'open.tandem', 'restart', '--device', ordered);
  run('action', 'open.tandem', 'sync', '--device', ordered);
  copyFileSync(join(folder, 'open.tandem'), join(folder, 'closed.tandem'));
  expect(run('withhold', 'closed.tandem', 'all')).toEqual({ withheld: [...knowledgeKinds] });
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(name: string): Promise<void> {
  if ((await desk.tandem.ask('lab:state', {}))?.fileName === name) return;
  await desk.tandem.answerOpenDialog(join(folder, name));
  await desk.tandem.ask('lab:open-file', {});
  await expect.poll(async () => (await desk.tandem.ask('lab:state', {}))?.fileName).toBe(name);
}

/** Which pages have something that only the lab knows. A new page has to decide. */
const hasKnowledge: Record<ScreenId, boolean> = {
  home: true,
  fleet: true,
  actions: true,
  activities: true,
  logs: false,
  faults: true,
  uploads: true,
  lab: true,
  help: false,
  settings: false,
  device: true,
  remoteHelp: false,
  cloudDevices: false,
  // What the lab says of a console's page stands in its strip, outside of the page.
  cloudDevice: false,
  enrollment: false,
  bulkActions: false,
  deviceActions: false,
  deviceCleanup: false,
  compliancePolicies: false,
  configurationPolicies: false,
  updatePolicies: false,
  allApps: false,
  endpointSecurity: false,
  users: false,
  intuneGroups: false,
  tenantStatus: false,
  connector: false,
  connectorSite: false,
  intuneRoles: false,
  remoteHelpSettings: false,
  troubleshoot: false,
  siteDevices: false,
  collections: false,
  collection: false,
  clientOperations: false,
  deployments: false,
  cloudAttachStatus: false,
  cloudAttach: false,
  cloudAttachWizard: false,
  waits: true,
  authority: true,
  prerequisites: true,
  clientSettings: false,
  gateway: false,
  siteSystems: false,
  siteStatus: false,
  siteRoles: false,
  sites: false,
  statusPageProfiles: false,
  deploymentProfiles: false,
  coManagementSettings: false,
  clientApp: false,
  azureServices: false,
  entraTenants: false,
  appRegistrations: false,
  appRegistration: false,
  azurePortal: false,
  addDevices: false,
  directoryDevices: false,
  directoryDevice: false,
  // What waits for a cycle is said by the strip, and closed there.
  entraConnect: false,
  siteServer: false,
  domainController: false,
  atDevices: false,
  atDevice: false,
  deviceWindow: false,
  logWindow: false,
  siteDevice: false,
  entraOverview: false,
  entraUsers: false,
  entraGroups: false,
  connectSync: false,
  mobility: false,
  mobilityIntune: false,
};
const pages = screenIds.filter((id) => screens[id].shown !== 'window');
const main = (): Locator => desk.page.getByRole('main');
const closed = (): Locator => main().getByText(/withheld in this lab/i);

async function goTo(id: ScreenId): Promise<void> {
  await desk.frame.goTo(id, { deviceId: await desk.idOf(ordered), collectionId: 1, actionId: 1, app: 'web' });
  await isRead();
}
/** Nothing is on its way any more: not a line of gray in place of text. */
async function isRead(): Promise<void> {
  await desk.frame.quiet();
  await expect(main().locator('.skeleton')).toHaveCount(0);
}
/** Closed is no error: the page is there, and nothing on it says that something went wrong. */
async function expectWhole(name: string): Promise<void> {
  await expect(desk.frame.heading, name).toBeVisible();
  await expect(main().getByRole('alert'), name).toHaveCount(0);
  await expect(main().getByText('This could not be shown'), name).toHaveCount(0);
}

const nothingWithheld = 'with nothing withheld no page is closed anywhere';
test.beforeEach(({ browserName: _ }, { title }) => open(title === nothingWithheld ? 'open.tandem' : 'closed.tandem'));

test('a lab in which everything is withheld opens', async () => {
  expect((await desk.tandem.ask('lab:state', {}))!.withheld).toEqual([...knowledgeKinds]);
});

for (const id of pages) {
  test(`closed: ${id}`, async () => {
    await goTo(id);
    await expectWhole(id);
    if (!hasKnowledge[id]) {
      await expect(closed()).toHaveCount(0);
      return;
    }
    await expect(closed().first()).toBeAttached();
    await expectAccessible(desk.tandem, `${id}, withheld`);
  });
}

for (const tab of ['records', 'management', 'actions', 'activity'] as const) {
  test(`closed: device, ${tab}`, async () => {
    const deviceId = await desk.idOf(tab === 'actions' ? ordered : failing);
    await desk.frame.goTo('device', { deviceId, tab });
    await isRead();
    await expectWhole(tab);
    await expect(closed().first()).toBeAttached();
    await expectAccessible(desk.tandem, `device, ${tab}, withheld`);
  });
}

test('what needs a withheld kind cannot be used, and says why', async () => {
  const { page, frame, list } = desk;
  await goTo('home');
  const next = page.getByRole('button', { name: 'Next event' });
  await expect(next).toHaveAttribute('aria-disabled', 'true');
  await expect(next).toHaveAccessibleDescription('Not available: What is to come: withheld in this lab.');
  await goTo('lab');
  await expect(desk.lab.command('Compute hash')).toHaveAttribute('aria-disabled', 'true');
  await goTo('authority');
  await expect(page.getByRole('button', { name: 'Export CSV' })).toHaveAttribute('aria-disabled', 'true');

  await goTo('fleet');
  const reachable = page.getByRole('button', { name: /^Reachable now:/ });
  await expect(reachable).toHaveAttribute('aria-disabled', 'true');
  await expect(list.grid.getByRole('columnheader', { name: 'Reachable now' })).not.toHaveAttribute('aria-sort');
  await list.command('Columns').click();
  await expect(page.getByRole('checkbox', { name: /^Disk free/ })).toBeDisabled();
  await page.keyboard.press('Escape');
  // An address can still ask by it: the list says what is closed, and the filter can be taken away.
  await frame.follow(addressOf('fleet', {}, 'online=true'));
  await expect(page.getByRole('note', { name: /withheld in this lab/ })).toBeVisible();
  await page.getByRole('button', { name: 'Remove filter Reachable now' }).click();
  await expect(list.row(ordered)).toBeVisible();
});

test('moving time, ordering and setting go on as before', async () => {
  const { tandem, page, clock, frame } = desk;
  const before = (await tandem.ask('lab:state', {}))!.now;
  await clock.jumpQuietly(/^1 hour/);
  expect((await tandem.ask('lab:state', {}))!.now).toBe(before + 3600);
  // What an administrator starts is no knowledge of the lab.
  await frame.goTo('entraConnect');
  await expect(
    await desk.machine.type('Windows PowerShell', 'Start-ADSyncSyncCycle -PolicyType Initial'),
  ).toContainText('Success');
  const service = await desk.machine.open('Synchronization Service');
  await expect(service.getByRole('row', { name: /Full Import/ }).first()).toContainText('success');
  await frame.goTo('cloudAttach', { properties: 'workloads' });
  await expect(page.getByRole('dialog', { name: 'Cloud Attach properties' })).toBeVisible();
  const slider = page.getByRole('region', { name: workloads.windowsUpdate.label });
  await slider.getByRole('slider').press('End');
  await expect(slider.getByRole('note', { name: /^Previews: withheld/ })).toBeVisible();
  await slider.getByRole('button', { name: 'Move workload' }).click();
  await expect(slider).toContainText('on the way');
  await expect(slider.getByRole('slider')).toHaveAttribute('aria-valuetext', 'Intune');
  await expect(slider.getByRole('note')).toHaveCount(0);
});

test(nothingWithheld, async () => {
  test.slow();
  for (const id of pages) {
    await goTo(id);
    await expectWhole(id);
    await expect(closed(), id).toHaveCount(0);
  }
  await expect(desk.page.getByRole('button', { name: 'Next event' })).not.toHaveAttribute('aria-disabled');
});
