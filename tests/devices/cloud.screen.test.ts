import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import CloudDevice from '../../renderer/devices/console/CloudDevice.svelte';
import NotFound from '../../renderer/frame/NotFound.svelte';
import LabStrip from '../../renderer/frame/places/LabStrip.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { navigate, route, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { announced } from '../../renderer/ui/feedback/announce.svelte.ts';
import type { AttachedDeviceView } from '../../shared/attach/views.ts';
import { knowledgeKinds } from '../../shared/contract/knowledge.ts';
import type { DeviceView } from '../../shared/devices/views.ts';
import type { IntuneManagement } from '../../shared/comanagement/views.ts';
import { addressOf, screens } from '../../shared/screens.ts';
import { workloadIds } from '../../shared/workloads/words.ts';
import { deviceView } from '../support/device-view.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { attachedView } from '../support/site-screens-views.ts';
import { actionView, labView, now } from '../support/views.ts';

type Page = keyof typeof screens.cloudDevice.tabs.titles;
const management = (set: Partial<IntuneManagement> = {}): IntuneManagement => ({
  asOf: now - 3600,
  agentState: 'healthy',
  agentCheckIn: now - 7200,
  isWithSite: false,
  workloads: workloadIds.map((workload) => ({
    workload,
    managedBy: workload === 'compliancePolicies' ? 'intune' : 'configMgr',
  })),
  ...set,
});
const attachedDevice = (): DeviceView => {
  const view = deviceView();
  const { fields, ...record } = view.records.intune!;
  return {
    ...view,
    records: { ...view.records, intune: { ...record, fields: { ...fields, attachedAt: now - 86_400 } } },
  };
};

async function show(
  page: Page = 'overview',
  view = deviceView(),
  answers: Answers = {},
  query = '',
): Promise<FakeTransport> {
  const transport = new FakeTransport({
    'devices.read': view,
    'comanagement.intune': { deviceId: 12, now, management: management() },
    'attach.device': attachedView(),
    ...answers,
  });
  connect(transport);
  await navigate(addressOf('cloudDevice', page === 'overview' ? { deviceId: 12 } : { deviceId: 12, page }, query));
  await waitFor(() => expect(route.params['deviceId']).toBe('12'));
  render(CloudDevice);
  render(LabStrip, { console: 'intune' });
  return transport;
}
const cells = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .map((row) => [...row.children].map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim()));
const strip = () => screen.getByRole('complementary', { name: 'Lab only' });
const menu = () => screen.findByRole('navigation', { name: 'Pages of the device' });

beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});

describe('the overview of a device in Intune', () => {
  it('lists orders by action, state, time and error, in the manner of the product', async () => {
    const failed = actionView({ id: 32, kind: 'sync', state: 'failed', console: 'Failed', resultCode: '0x80072ee2' });
    const ended = actionView({
      id: 33,
      kind: 'wipe',
      state: 'failed',
      console: 'Failed',
      resultCode: 'certificateExpired',
    });
    await show('overview', deviceView({ actions: [actionView(), failed, ended] }));
    const rows = cells(await screen.findByRole('table', { name: 'Device actions status' }));
    expect(rows[0]).toEqual(['Action', 'Status', 'Date/Time', 'Error']);
    expect(rows[1]).toEqual(['Restart', 'Pending', expect.stringMatching(/^9\/1\d\/2026, \d+:\d\d:\d\d [AP]M$/), '–']);
    expect(rows[2]![3]).toBe('0x80072ee2');
    // What the lab calls an ending is no code of the product.
    expect(rows[3]![3]).toBe('–');
  });

  it('wipes by the button of its question, which shows who is meant', async () => {
    const meant = {
      ...{
        deviceId: 12,
        name: 'CON-LT-00012',
        user: 'ana.lopez@contoso.com',
        serialNumber: 'SN-12',
        model: 'Latitude',
      },
      ...{ lastCheckIn: now - 3600, alike: [{ deviceId: 99, name: 'CON-LT-00099', because: 'same user and model' }] },
    };
    const transport = await show('overview', deviceView({ actions: [] }), {
      'actions.preview': { refusals: [], confirm: 'CON-LT-00012', meant: [meant] },
      'actions.order': [actionView({ kind: 'wipe' })],
    });
    await fireEvent.click(await screen.findByRole('button', { name: 'Wipe' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Wipe' });
    const told = await within(dialog).findByRole('list', { name: 'Devices that are meant' });
    expect(told.textContent).toMatch(/ana.lopez@contoso.com.*SN-12.*Latitude.*CON-LT-00099 \(same user and model\)/s);
    expect(within(dialog).queryByRole('textbox')).toBeNull();
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Wipe' }));
    await waitFor(() =>
      expect(transport.asked('actions.order')).toEqual([
        {
          ...{ kind: 'wipe', deviceIds: [12], recordIds: [112], confirm: 'CON-LT-00012' },
          options: { keepEnrollmentData: false, useProtectedWipe: false },
        },
      ]),
    );
  });
  it('retires on Yes, and not on No', async () => {
    const transport = await show('overview', deviceView({ actions: [] }), {
      'actions.preview': { refusals: [], confirm: 'CON-LT-00012', meant: [] },
      'actions.order': [actionView({ kind: 'retire' })],
    });
    const answer = async (name: string) => {
      await fireEvent.click(await screen.findByRole('button', { name: 'Retire' }));
      const dialog = await screen.findByRole('alertdialog');
      const button = within(dialog).getByRole('button', { name });
      await waitFor(() => expect(button.getAttribute('aria-disabled')).not.toBe('true'));
      await fireEvent.click(button);
      await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    };
    await answer('No');
    expect(transport.asked('actions.order')).toEqual([]);
    await answer('Yes');
    expect(transport.asked('actions.order')[0]).toMatchObject({ kind: 'retire', confirm: 'CON-LT-00012' });
  });

  it('has nothing that only the lab knows: that stands in the strip', async () => {
    await show();
    await screen.findByRole('table', { name: 'Device actions status' });
    const reason = actionView().reasonText!;
    expect(strip().textContent).toContain(reason);
    expect(strip().textContent).toContain('Restart waits; documented bound: by');
    const outside = document.body.textContent.replace(strip().textContent, '');
    expect(outside).not.toContain(reason);
    expect(outside).not.toMatch(/bound/i);
  });

  it('keeps the documented bound where the lab’s reason is withheld', async () => {
    showLab(labView({ withheld: [...knowledgeKinds] }));
    const order = { ...actionView(), reason: null, reasonText: null, since: null, expectedBy: null };
    await show('overview', deviceView({ actions: [order], differences: null }));
    await screen.findByRole('table', { name: 'Device actions status' });
    expect(strip().textContent).toContain('documented bound: by');
    expect(strip().textContent).toContain('What is to come: withheld in this lab.');
    expect(strip().textContent).not.toContain('No reason to wait');
  });

  it('has its strip closed by a kind of its own: the bound and the ways elsewhere stay', async () => {
    showLab(labView({ withheld: ['strip'] }));
    await show();
    await screen.findByRole('table', { name: 'Device actions status' });
    expect(strip().textContent).toContain('Lab strip: withheld in this lab.');
    expect(strip().textContent).toContain('documented bound: by');
    expect(strip().textContent).not.toContain(actionView().reasonText!);
    expect(within(strip()).getByRole('link', { name: 'Reality and records' })).toBeTruthy();
  });

  it('shows the other agent, its check-in and seven workloads of a co-managed device', async () => {
    await show();
    const section = await screen.findByRole('region', { name: /^Co-management/ });
    expect(section.textContent).toMatch(/Configuration Manager agent state\s*Healthy/);
    expect(section.textContent).toMatch(/Last Configuration Manager agent check in time\s*9\/16\/2026/);
    const rows = cells(within(section).getByRole('table'));
    expect(rows).toHaveLength(8);
    expect(rows[1]).toEqual(['Compliance policies', 'Intune']);
    expect(rows[3]).toEqual(['Device configuration', 'Configuration Manager']);
  });

  it('prints 2/1/1900 while compliance is with the site, and advice where the agent is not healthy', async () => {
    await show('overview', deviceView(), {
      'comanagement.intune': {
        deviceId: 12,
        now,
        management: management({ agentState: 'communicationError', agentCheckIn: null, isWithSite: true }),
      },
    });
    const section = await screen.findByRole('region', { name: /^Co-management/ });
    expect(section.textContent).toContain('2/1/1900');
    expect(section.textContent).toContain('Communication error');
    expect(section.textContent).toContain('Check the way from the device to its management point');
  });

  it('asks nothing about the other agent of a device that is not co-managed', async () => {
    const view = deviceView();
    view.records.intune!.fields['managedBy'] = 'intune';
    const transport = await show('overview', view);
    await screen.findByRole('table', { name: 'Device actions status' });
    expect(transport.asked('comanagement.intune')).toEqual([]);
    expect(screen.queryByText('Co-management')).toBeNull();
  });

  it('orders under the documented names, those of the device’s own way alone', async () => {
    const commands = (['sync', 'restart', 'remoteAssistance', 'wipe', 'syncMachinePolicy'] as const).map((kind) => ({
      kind,
      refusal: null,
    }));
    await show('overview', deviceView({ commands, actions: [] }));
    const bar = await screen.findByRole('toolbar', { name: 'Device actions' });
    const names = within(bar)
      .getAllByRole('button')
      .map((button) => button.textContent.trim());
    expect(names).toEqual(['Wipe', 'Restart', 'New remote assistance session', 'Sync']);
  });
});

describe('a device of which Intune has no record', () => {
  it('is said to have none, and only the strip leads on', async () => {
    await show('overview', deviceView({ records: { ...deviceView().records, intune: null } }));
    await screen.findByText('No record here');
    const links = screen.getAllByRole('link', { name: 'Reality and records' });
    expect(links.filter((link) => !strip().contains(link))).toEqual([]);
    expect(links).toHaveLength(1);
  });
});

describe('the menu of a device in Intune', () => {
  it('has the pages that the device has, each with an address', async () => {
    await show('overview', attachedDevice());
    const nav = await menu();
    const links = within(nav)
      .getAllByRole('link')
      .map((link) => [link.textContent.trim(), link.getAttribute('href')]);
    expect(links.map(([title]) => title)).toEqual(Object.values(screens.cloudDevice.tabs.titles));
    expect(links[1]).toEqual(['Client details', addressOf('cloudDevice', { deviceId: 12, page: 'clientDetails' })]);
    expect(within(nav).getByRole('link', { name: 'Overview' }).getAttribute('aria-current')).toBe('page');
  });

  it('has no page of tenant attach for a device that is not attached, whatever the address says', async () => {
    await show('clientDetails');
    const nav = await menu();
    expect(within(nav).queryByRole('link', { name: 'Client details' })).toBeNull();
    expect(within(nav).getByRole('link', { name: 'Overview' }).getAttribute('aria-current')).toBe('page');
  });

  it('is searched', async () => {
    await show();
    const nav = await menu();
    await fireEvent.input(screen.getByRole('textbox', { name: 'Search in Pages of the device' }), {
      target: { value: 'hard' },
    });
    await waitFor(() => expect(within(nav).getAllByRole('link')).toHaveLength(1));
  });

  it('shows record, hardware and compliance by the names that the product prints', async () => {
    await show('hardware');
    await screen.findByRole('heading', { name: 'System enclosure' });
    expect(screen.getByText('Free storage space')).toBeTruthy();
    expect(screen.getByText('10.0.22631.4317')).toBeTruthy();
  });

  it('names the settings that are not compliant', async () => {
    const view = deviceView();
    Object.assign(view.records.intune!.fields, { compliance: 'noncompliant', complianceReasons: 'encryption' });
    await show('compliance', view);
    expect(await screen.findByText('Require encryption of data storage on device')).toBeTruthy();
  });
});

describe('the pages of an attached device', () => {
  const attached = (page: Page, set: Partial<AttachedDeviceView> = {}, answers: Answers = {}) =>
    show(page, attachedDevice(), { 'attach.device': attachedView(set), ...answers });

  it('are fetched from the site when one is opened, and not with the overview', async () => {
    const transport = await show('overview', attachedDevice());
    await menu();
    expect(transport.asked('attach.device')).toEqual([]);
  });

  it('are refused one by one', async () => {
    await attached('collections', { pageRefusals: { collections: { code: 'noRight', message: 'You lack Read.' } } });
    expect(await screen.findByText('You lack Read.')).toBeTruthy();
    expect(screen.queryByText('Pilot')).toBeNull();
  });

  it('leave to the strip what is wrong at the site, or that this is withheld', async () => {
    const refusal = { code: 'siteRefused', message: 'Results timed out.' };
    await attached('clientDetails', { refusal, because: 'The connector is down.' });
    expect((await screen.findByText('Results timed out.')).textContent).not.toContain('connector');
    expect(strip().textContent).toContain('The connector is down.');
  });

  it('close what stands behind a refusal while it is withheld', async () => {
    showLab(labView({ withheld: [...knowledgeKinds] }));
    const refusal = { code: 'siteRefused', message: 'Results timed out.' };
    await attached('clientDetails', { refusal, because: null, withheld: ['prerequisites'] });
    await screen.findByText('Results timed out.');
    expect(strip().textContent).toContain('Prerequisites: withheld in this lab.');
  });

  it('show of the timeline the time range that was chosen', async () => {
    const transport = await attached('timeline', {}, { 'attach.fetchTimeline': null });
    await screen.findByRole('table', { name: 'Timeline' });
    expect(screen.queryByText('Windows started.')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Filter' }));
    await fireEvent.change(screen.getByRole('combobox', { name: 'Time range' }), { target: { value: '7' } });
    expect(await screen.findByText('Windows started.')).toBeTruthy();
    await fireEvent.change(screen.getByRole('combobox', { name: 'Event levels' }), { target: { value: 'Error' } });
    await waitFor(() => expect(screen.queryByText('Windows started.')).toBeNull());
    await fireEvent.click(screen.getByRole('button', { name: 'Sync' }));
    await waitFor(() => expect(transport.asked('attach.fetchTimeline')).toEqual([{ deviceId: 12 }]));
  });

  it('show the class of the inventory that was chosen', async () => {
    await attached('resourceExplorer');
    await fireEvent.click(await screen.findByRole('button', { name: 'Logical Disk' }));
    expect(cells(screen.getByRole('table', { name: 'Logical Disk' }))[1]).toEqual(['Device ID', 'C:']);
  });

  it('ask the device what is written in the script pane, and keep a query', async () => {
    const transport = await attached(
      'cmpivot',
      {},
      {
        'attach.pivotFavorites': [{ name: 'Low disk', tags: '', query: 'LogicalDisk | where FreeSpace < 10240' }],
        'attach.pivot': ({ query }) =>
          query === 'OS | fly'
            ? { columns: [], rows: [], total: 0, problem: '“fly” is no table operator.' }
            : { columns: ['Device', 'Caption'], rows: [['LAP-ONE', 'Windows 11']], total: 1, problem: null },
        'attach.keepPivot': null,
      },
    );
    const pane = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Script pane' });
    await fireEvent.click(screen.getByRole('button', { name: 'OperatingSystem' }));
    expect(pane.value).toBe('OperatingSystem');
    await fireEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(await screen.findByRole('cell', { name: 'Windows 11' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Low disk' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Favorites' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Low disk' }));
    await waitFor(() => expect(pane.value).toContain('FreeSpace'));
    await fireEvent.input(pane, { target: { value: 'OS | fly' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Run' }));
    expect(await screen.findByText('“fly” is no table operator.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const dialog = await screen.findByRole('dialog', { name: 'Save query' });
    await fireEvent.input(within(dialog).getByRole('textbox', { name: /Name/ }), { target: { value: 'Mine' } });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(transport.asked('attach.keepPivot')).toEqual([{ name: 'Mine', tags: '', query: 'OS | fly' }]),
    );
  });

  it('leave to the strip how many rows of an answer the lab shows', async () => {
    const answer = { columns: ['Device'], rows: [['LAP-ONE'], ['LAP-ONE']], total: 1234, problem: null };
    await attached('cmpivot', {}, { 'attach.pivotFavorites': [], 'attach.pivot': answer });
    await fireEvent.click(await screen.findByRole('button', { name: 'OperatingSystem' }));
    const bound = 'This lab shows the first 2 of 1,234 rows.';
    expect(strip().textContent).not.toContain(bound);
    await fireEvent.click(screen.getByRole('button', { name: 'Run' }));
    await waitFor(() => expect(strip().textContent).toContain(bound));
    expect(screen.getAllByText(bound)).toHaveLength(1);
    expect(announced.message).toBe(`1234 rows. ${bound}`);
    await fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(strip().textContent).not.toContain(bound));
  });

  it('show what a script answered, and run one that the administrator may run', async () => {
    const transport = await attached('scripts', {}, { 'attach.runScript': null });
    const table = await screen.findByRole('table', { name: 'Scripts' });
    expect(cells(table)[1]!.slice(0, 2)).toEqual(['Get-LastBoot', 'In progress']);
    expect(within(table).queryByRole('button', { name: 'Get-LastBoot' })).toBeNull();
    await fireEvent.click(within(table).getByRole('button', { name: 'Get-FreeDisk' }));
    const output = await screen.findByRole('dialog', { name: 'Output' });
    expect(output.textContent).toContain('C: 61000 MB free');
    await fireEvent.click(within(output).getByRole('button', { name: 'Re-run script' }));
    await waitFor(() =>
      expect(transport.asked('attach.runScript')).toEqual([{ deviceId: 12, script: 'Get-FreeDisk' }]),
    );
    await fireEvent.click(await screen.findByRole('button', { name: 'Run script' }));
    const panel = await screen.findByRole('dialog', { name: 'Run script' });
    await fireEvent.click(within(panel).getByRole('radio', { name: /^Get-LastBoot/ }));
    await fireEvent.click(within(panel).getByRole('button', { name: 'Run' }));
    await waitFor(() =>
      expect(transport.asked('attach.runScript')[1]).toEqual({ deviceId: 12, script: 'Get-LastBoot' }),
    );
  });

  it('name the actions of an application in words', async () => {
    const transport = await attached('applications', {}, { 'apps.order': null });
    await fireEvent.click(await screen.findByRole('button', { name: 'Reinstall VPN Client' }));
    await waitFor(() =>
      expect(transport.asked('apps.order')).toEqual([{ deviceId: 12, applicationId: 4, action: 'reinstall' }]),
    );
  });

  it('show a recovery key only after a question, and say that it rotates', async () => {
    const transport = await attached('recoveryKeys', {}, { 'attach.showRecoveryKey': { key: '111111-222222' } });
    await fireEvent.click(await screen.findByRole('button', { name: 'Show recovery key' }));
    expect(transport.asked('attach.showRecoveryKey')).toEqual([]);
    const question = await screen.findByRole('alertdialog');
    expect(question.textContent).toContain('Once the key was shown the device rotates it.');
    await fireEvent.click(within(question).getByRole('button', { name: 'Yes' }));
    expect(await screen.findByText('111111-222222')).toBeTruthy();
    expect(transport.asked('attach.showRecoveryKey')).toEqual([{ deviceId: 12, keyId: 'a933dfcb' }]);
  });
});

describe('a record that an earlier enrollment left behind', () => {
  const staleView = (): DeviceView => {
    const view = deviceView({ name: 'LAP-NOW' });
    const record = { ...view.records.intune!, recordId: 99 };
    return {
      ...view,
      records: { ...view.records, intune: record },
      staleRecords: [{ service: 'intune', ...record }],
      commands: [{ kind: 'delete', refusal: null }],
    };
  };

  it('is read and ordered for itself, under the name that it has', async () => {
    const transport = await show(
      'overview',
      staleView(),
      { 'actions.preview': { refusals: [], confirm: 'CON-LT-00012', meant: [] } },
      'record=99',
    );
    await fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    expect(transport.asked('devices.read')[0]).toEqual({
      deviceId: 12,
      record: { service: 'intune', recordId: 99 },
    });
    expect(await screen.findByRole('alertdialog', { name: 'Delete CON-LT-00012?' })).toBeTruthy();
    expect(transport.asked('actions.preview')).toEqual([
      { kind: 'delete', deviceIds: [12], options: {}, recordIds: [99] },
    ]);
  });

  it('stays the one that is read on all its pages, and has nothing of the present enrollment', async () => {
    const transport = await show('overview', staleView(), {}, 'record=99');
    const pages = await screen.findByRole('navigation', { name: 'Pages of the device' });
    for (const link of within(pages).getAllByRole('link'))
      expect(new URL(link.getAttribute('href')!, location.origin).searchParams.get('record')).toBe('99');
    expect(transport.asked('comanagement.intune')).toEqual([]);
  });
});
