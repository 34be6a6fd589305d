import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import App from '../../renderer/App.svelte';
import SiteDevice from '../../renderer/devices/console/SiteDevice.svelte';
import DirectoryDevice from '../../renderer/devices/console/DirectoryDevice.svelte';
import DirectoryDevices from '../../renderer/devices/list/DirectoryDevices.svelte';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { strip } from '../../renderer/parts/strip.svelte.ts';
import { navigate, route, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { preferences } from '../../renderer/settings/preferences.svelte.ts';
import { announced } from '../../renderer/ui/feedback/announce.svelte.ts';
import type { DeviceListRow, RecordDetails } from '../../shared/devices/views.ts';
import { addressOf } from '../../shared/screens.ts';
import { deviceView } from '../support/device-view.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { labView, now } from '../support/views.ts';

const siteRow = (id: number, set: Partial<DeviceListRow> = {}): DeviceListRow => ({
  id,
  recordId: 200 + id,
  name: `CON-LT-000${id}`,
  client: true,
  primaryUser: 'CONTOSO\\ana.lopez',
  clientStatus: 'active',
  clientOnline: true,
  clientCheck: 'passed',
  pendingRestart: 'windowsUpdate',
  os: 'Microsoft Windows NT Workstation 10.0',
  lastPolicyRequest: now - 2400,
  coManaged: true,
  mdmEnrolled: true,
  policyPresent: true,
  capabilities: 8209,
  intuneWorkloads: 'windowsUpdate, compliancePolicies',
  entraId: '0f0e0d0c-0000-4000-8000-000000000012',
  ...set,
});
const rows = [siteRow(12), siteRow(13), siteRow(14, { client: false, clientStatus: 'none', coManaged: false })];
const details = (deviceId: number): RecordDetails => ({
  now,
  row: rows.find(({ id }) => id === deviceId) ?? null,
  more: [
    { label: 'Site Code', value: 'CON', type: 'text' },
    { label: 'Last Client Check', value: now - 86_400, type: 'time' },
  ],
  memberOf: [{ id: 7, code: 'CON00007', name: 'Pilot' }],
});
const entraRow = (set: Partial<DeviceListRow> = {}): DeviceListRow => ({
  id: 12,
  recordId: 312,
  name: 'CON-LT-00012',
  enabled: true,
  os: 'Windows',
  osVersion: '10.0.26200.9168',
  joinType: 'hybrid',
  owner: null,
  mdm: null,
  compliant: null,
  registered: null,
  activity: null,
  registration: 'pending',
  ...set,
});
const answers: Answers = {
  'lab:state': labView(),
  'devices.list': ({ list, offset, limit }) => {
    const all = list === 'entra' ? [entraRow()] : rows;
    return { total: all.length, rows: all.slice(offset, offset + limit), now, revision: 1 };
  },
  'devices.values': [],
  'devices.record': ({ list, deviceId }) =>
    list === 'entra'
      ? {
          now,
          row: entraRow(),
          more: [
            { label: 'Device ID', value: 'aaaa-bbbb', type: 'text' },
            { label: 'Object ID', value: 'cccc-dddd', type: 'text' },
          ],
          memberOf: [],
        }
      : details(Number(deviceId)),
  'devices.read': ({ deviceId }) => deviceView({ id: Number(deviceId), name: `CON-LT-000${deviceId}` }),
  'comanagement.deployments': {
    now,
    deployments: [{ name: 'CoMgmtSettingsProd', collection: 'All Systems', collectionId: 1, isApplied: true }],
  },
  'desktop.trigger': null,
  'preferences:write': (input) => input,
};

function use(more: Answers = {}): FakeTransport {
  const transport = new FakeTransport({ ...answers, ...more });
  connect(transport);
  return transport;
}
const pane = (name: string) => screen.findByRole('region', { name: `Details of ${name}` });

// A list is drawn for the height it has; without a layout engine it would have none.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
});
beforeEach(() => {
  localStorage.clear();
  startRouter(screenComponents, NotFound);
  showLab(labView());
  preferences.show({ columns: {} });
});

describe('Assets and Compliance › Devices', () => {
  const show = async (more: Answers = {}) => {
    const transport = use(more);
    await navigate(addressOf('siteDevices'));
    render(App);
    await screen.findByRole('link', { name: 'CON-LT-00012' });
    return transport;
  };

  it('says once what the node is and how many it lists, and again at the foot', async () => {
    await show();
    const heading = screen.getByRole('heading', { level: 1 });
    expect(heading.textContent.trim()).toBe('Devices');
    expect(heading.closest('header')!.textContent.replaceAll(/\s+/g, ' ')).toContain('Devices 3 items');
    const foot = screen.getByRole('group', { name: 'Status bar' });
    await waitFor(() => expect(foot.textContent).toBe('Ready 3 items, 1 selected'));
  });

  it('shows what the site knows of a pending restart', async () => {
    await show();
    expect(screen.getByRole('columnheader', { name: /Pending Restart/ })).toBeTruthy();
    expect(screen.getAllByRole('gridcell', { name: 'Windows Update' })).toHaveLength(3);
  });

  it('has its commands in a ribbon, in groups that are named', async () => {
    await show();
    const ribbon = screen.getByRole('toolbar', { name: 'Devices commands' });
    const groups = within(ribbon)
      .getAllByRole('group')
      .map((group) => [group.getAttribute('aria-label'), within(group).getAllByRole('button').length]);
    expect(groups).toEqual([
      ['Device', 7],
      ['List', 3],
      ['Properties', 1],
    ]);
    expect(screen.getAllByRole('toolbar')).toHaveLength(1);
  });

  it('starts CMPivot with the marked device chosen, and says who answered', async () => {
    const answer = { columns: ['Device'], rows: [['CON-LT-00012']], total: 1, problem: null };
    const transport = await show({ 'attach.sitePivot': { ...answer, clients: 1, asked: 1, offline: 0 } });
    await pane('CON-LT-00012');
    await fireEvent.click(screen.getByRole('button', { name: 'Start CMPivot' }));
    const dialog = await screen.findByRole('dialog', { name: 'CMPivot – CON-LT-00012' });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Device' }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Run' }));
    const sentence =
      /^Query completed on 1 of 1 clients \(0 clients offline and 0 failure\) · CON-LT-00012 · 1 object$/;
    const line = await within(dialog).findByText(sentence);
    expect(announced.message).toBe(line.textContent);
    expect(within(dialog).queryByRole('status')).toBeNull();
    expect(within(dialog).queryByText('Lab only')).toBeNull();
    expect(transport.asked('attach.sitePivot')).toEqual([{ deviceId: 12, collectionId: null, query: 'Device' }]);
  });

  it('says in CMPivot, as the lab, what the lab leaves out', async () => {
    const answer = { columns: ['Device'], rows: [['CON-LT-00012']], total: 2345, problem: null };
    await show({ 'attach.sitePivot': { ...answer, clients: 800, asked: 500, offline: 1 } });
    await pane('CON-LT-00012');
    await fireEvent.click(screen.getByRole('button', { name: 'Start CMPivot' }));
    const dialog = await screen.findByRole('dialog', { name: 'CMPivot – CON-LT-00012' });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Device' }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Run' }));
    await within(dialog).findByText(/499 of 500 clients .* · 2345 objects$/);
    const bound = 'This lab asks the first 500 of 800 clients. This lab shows the first 1 of 2,345 rows.';
    expect(within(dialog).getByText('Lab only').parentElement!.textContent).toBe(`Lab only ${bound}`);
    expect(announced.message).toContain(bound);
  });

  const runScript = async () => {
    await pane('CON-LT-00012');
    await fireEvent.click(screen.getByRole('button', { name: 'Run Script' }));
    const dialog = await screen.findByRole('dialog', { name: 'Run Script' });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Next' }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Next' }));
    return dialog;
  };
  const ran = (deviceId: number, output: string) =>
    ({ deviceId, device: 'CON-LT-00012', state: 'completed', output }) as const;

  it('shows the runs of clients of one name, how many the lab asks, and reads again when rows change alone', async () => {
    const runs = [ran(12, 'C: 1 MB free'), ran(13, 'C: 2 MB free')];
    const transport = await show({
      'attach.runSiteScript': null,
      'attach.siteScripts': { clients: 800, asked: 500, runs },
    });
    const dialog = await runScript();
    await within(dialog).findByText('C: 2 MB free');
    expect(within(dialog).getAllByRole('rowheader', { name: 'CON-LT-00012' })).toHaveLength(2);
    const said = within(dialog).getByText('Lab only').parentElement!;
    expect(said.textContent).toBe('Lab only This lab asks the first 500 of 800 clients.');
    const { revision } = labView();
    const asked = () => transport.asked('attach.siteScripts').length;
    const before = asked();
    // The list behind the wizard is read again at each tick; the runs are not.
    for (const tick of [60, 120]) {
      const lists = transport.asked('devices.list').length;
      transport.emit('lab-changed', { revision, now: now + tick });
      await waitFor(() => expect(transport.asked('devices.list').length).toBeGreaterThan(lists));
    }
    expect(asked()).toBe(before);
    transport.emit('lab-changed', { revision: revision + 1, now: now + 120 });
    await waitFor(() => expect(asked()).toBe(before + 1));
  });

  it('says so where what the clients answered cannot be read', async () => {
    const refusal = { ok: false, code: 'internal', message: 'The reader stopped.', next: 'Try again.' } as const;
    await show({ 'attach.runSiteScript': null, 'attach.siteScripts': refusal });
    const dialog = await runScript();
    await within(dialog).findByText('The reader stopped.');
    expect(within(dialog).queryByRole('table')).toBeNull();
  });

  it('runs a script at the marked device by its wizard, and shows its output', async () => {
    const transport = await show({
      'attach.runSiteScript': null,
      'attach.siteScripts': { clients: 1, asked: 1, runs: [ran(12, 'C: 1 MB free')] },
    });
    const dialog = await runScript();
    await within(dialog).findByText('C: 1 MB free');
    expect(within(dialog).queryByText('Lab only')).toBeNull();
    expect(transport.asked('attach.runSiteScript')).toEqual([
      { deviceId: 12, collectionId: null, script: 'Get-FreeDisk' },
    ]);
  });

  it('deletes the record of the marked row after a question', async () => {
    const transport = await show({ 'devices.removeRecords': 1 });
    await pane('CON-LT-00012');
    await fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete CON-LT-00012 in Configuration Manager?' });
    const user = (await within(dialog).findByText('Primary User(s)')).nextElementSibling;
    expect(user?.textContent).toContain('ana.lopez');
    expect(within(dialog).queryByRole('textbox')).toBeNull();
    expect(within(dialog).getByRole('button', { name: 'No' })).toBeTruthy();
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Yes' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(transport.asked('devices.removeRecords')).toEqual([
      { service: 'configmgr', recordIds: [212], confirm: 'CON-LT-00012' },
    ]);
  });

  it('marks a row with a click, shows its record under the list, and opens it with Enter', async () => {
    await show();
    await pane('CON-LT-00012');
    const [second] = screen
      .getAllByRole('gridcell', { name: 'Yes' })
      .filter((one) => one.closest('[aria-rowindex="3"]'));
    await fireEvent.click(second!);
    const below = await pane('CON-LT-00013');
    expect(route.path).toBe(addressOf('siteDevices'));
    expect(below.textContent).toContain('Compliance policies');
    await fireEvent.click(within(below).getByRole('tab', { name: 'Collections' }));
    expect((await within(below).findByRole('link', { name: 'Pilot' })).getAttribute('href')).toBe(
      addressOf('collection', { collectionId: 7 }),
    );
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
    await waitFor(() => expect(route.path).toBe(addressOf('siteDevice', { deviceId: 13 })));
  });

  it('keeps the chosen side and the height of the details, and folds them', async () => {
    await show();
    const below = await pane('CON-LT-00012');
    await fireEvent.click(within(below).getByRole('tab', { name: 'Cloud' }));
    const handle = screen.getByRole('separator', { name: 'Height of the details' });
    const height = Number(handle.getAttribute('aria-valuenow'));
    await fireEvent.keyDown(handle, { key: 'ArrowUp' });
    await waitFor(() => expect(handle.getAttribute('aria-valuenow')).toBe(String(height + 1)));
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown' });
    const next = await pane('CON-LT-00013');
    expect(within(next).getByRole('tab', { name: 'Cloud' }).getAttribute('aria-selected')).toBe('true');
    await fireEvent.click(within(next).getByRole('button', { name: 'Details' }));
    await waitFor(() => expect(within(next).queryByRole('tab')).toBeNull());
    expect(JSON.parse(localStorage.getItem('tandem.details')!)).toMatchObject({
      rem: height + 1,
      isOpen: false,
      tabs: { siteDevices: 'cloud' },
    });
  });

  it('follows the marked row to its new place when the list is read anew', async () => {
    const transport = await show();
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown' });
    await pane('CON-LT-00013');
    const others = [siteRow(10), ...rows];
    transport.answer({ 'devices.list': { total: others.length, rows: others, now, revision: 2 } });
    transport.emit('lab-changed', { revision: 2, now });
    await screen.findByRole('link', { name: 'CON-LT-00010' });
    await pane('CON-LT-00013');
    expect(
      screen.getByRole('link', { name: 'CON-LT-00013' }).closest('[role=row]')!.getAttribute('aria-selected'),
    ).toBe('true');
  });

  it('lets the lab speak of the marked row in the strip alone', async () => {
    await show();
    await waitFor(() => expect(strip.said?.device?.id).toBe(12));
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown' });
    await waitFor(() => expect(strip.said?.device?.id).toBe(13));
  });

  it('knows a record that another has replaced from the one that stands for its computer', async () => {
    const stale = siteRow(12, { recordId: 99, name: 'CON-LT-OLD', isStale: true });
    const transport = await show({ 'devices.list': { total: 2, rows: [rows[0]!, stale], now, revision: 1 } });
    const link = screen.getByRole('link', { name: 'CON-LT-OLD' });
    expect(link.getAttribute('href')).toBe(addressOf('siteDevice', { deviceId: 12 }, 'record=99'));
    await fireEvent.keyDown(screen.getByRole('grid'), { key: 'ArrowDown' });
    await pane('CON-LT-OLD');
    const record = { service: 'configmgr', recordId: 99 };
    await waitFor(() => expect(transport.asked('devices.read').at(-1)).toEqual({ deviceId: 12, record }));
    await waitFor(() =>
      expect(transport.asked('devices.record').at(-1)).toEqual({ list: 'configmgr', deviceId: 12, recordId: 99 }),
    );
    const notify = screen.getByRole('button', { name: 'Client Notification' });
    await waitFor(() => expect(notify.getAttribute('aria-disabled')).toBe('true'));
  });

  it('tells the client of the marked device, and says why it cannot', async () => {
    const transport = await show();
    await pane('CON-LT-00012');
    await fireEvent.click(screen.getByRole('button', { name: 'Client Notification' }));
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Download Computer Policy' }));
    await waitFor(() =>
      expect(transport.asked('desktop.trigger')).toEqual([{ deviceId: 12, trigger: 'downloadComputerPolicy' }]),
    );
    await fireEvent.click(screen.getAllByRole('gridcell', { name: 'No' })[0]!);
    await pane('CON-LT-00014');
    const button = screen.getByRole('button', { name: 'Client Notification' });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBe('true'));
    expect(document.getElementById(button.getAttribute('aria-describedby')!)?.textContent).toContain('no client');
  });
});

describe('the properties of a device in the site console', () => {
  it('are what its record holds, a side by its address', async () => {
    use();
    await navigate(addressOf('siteDevice', { deviceId: 12, tab: 'cloud' }));
    await waitFor(() => expect(route.params['deviceId']).toBe('12'));
    render(SiteDevice);
    const tabs = await screen.findAllByRole('tab');
    expect(tabs.map(({ textContent }) => textContent.trim())).toEqual([
      'General',
      'Client',
      'Client Check Detail',
      'Collections',
      'Deployments',
      'Cloud',
    ]);
    const cloud = await screen.findByRole('region', { name: 'Co-management' });
    expect(cloud.textContent.replaceAll(/\s+/g, ' ')).toContain('Co-management capabilities 8209');
    expect(cloud.textContent).toContain('Windows Update policies, Compliance policies');
    await fireEvent.click(tabs[4]!);
    const deployed = await screen.findByRole('row', { name: 'CoMgmtSettingsProd All Systems Compliant' });
    expect(within(deployed).getByRole('link').getAttribute('href')).toBe(addressOf('collection', { collectionId: 1 }));
    await fireEvent.click(tabs[1]!);
    const client = await screen.findByRole('region', { name: 'Client' });
    expect(client.textContent).toContain('Device Online Status');
    await fireEvent.click(tabs[2]!);
    expect((await screen.findByRole('region', { name: 'Client check' })).textContent).toContain('Last Client Check');
    await waitFor(() => expect(location.search).toBe('?tab=client'));
  });
});

describe('Entra ID › Devices › All devices', () => {
  it('prints Pending, N/A and None where the object has nothing, as the product does', async () => {
    use();
    await navigate(addressOf('directoryDevices'));
    render(DirectoryDevices);
    const row = (await screen.findByRole('link', { name: 'CON-LT-00012' })).closest('[role=row]')!;
    const headers = screen.getAllByRole('columnheader').map(({ textContent }) => textContent.trim());
    expect(headers.filter(Boolean)).toEqual([
      'Name',
      'Enabled',
      'OS',
      'Version',
      'Join type',
      'Owner',
      'MDM',
      'Compliant',
      'Registered',
      'Activity',
    ]);
    const cells = within(row as HTMLElement)
      .getAllByRole('gridcell')
      .map(({ textContent }) => textContent.trim());
    expect(cells.slice(-5)).toEqual(['None', 'None', 'N/A', 'Pending', '–']);
  });

  it('enables, disables and deletes the objects that are selected', async () => {
    const transport = use({ 'devices.enableObjects': 1, 'devices.removeRecords': 1 });
    render(DirectoryDevices);
    await screen.findByRole('link', { name: 'CON-LT-00012' });
    const command = (name: string) => screen.getByRole('button', { name });
    expect(command('Delete').getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Select CON-LT-00012' }));
    await fireEvent.click(command('Disable'));
    await waitFor(() =>
      expect(transport.asked('devices.enableObjects')).toEqual([
        { service: 'entra', recordIds: [312], isEnabled: false },
      ]),
    );
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Select all' }));
    await fireEvent.click(command('Delete'));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete CON-LT-00012 in Microsoft Entra ID?' });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Yes' }));
    await waitFor(() =>
      expect(transport.asked('devices.removeRecords')).toEqual([
        { service: 'entra', recordIds: [312], confirm: 'CON-LT-00012' },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('has a page of each object with its ids', async () => {
    use();
    await navigate(addressOf('directoryDevice', { deviceId: 12 }));
    await waitFor(() => expect(route.params['deviceId']).toBe('12'));
    render(DirectoryDevice);
    const term = async (name: string) => (await screen.findByText(name, { selector: 'dt' })).nextElementSibling;
    expect((await term('Object ID'))?.textContent).toContain('cccc-dddd');
    expect((await term('Registered'))?.textContent).toContain('Pending');
    expect(screen.getByRole('region', { name: 'Groups' }).textContent).toContain('In no group.');
  });
});
