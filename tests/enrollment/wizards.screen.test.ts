import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import ClientApp from '../../renderer/enrollment/apps/ClientApp.svelte';
import Policies from '../../renderer/enrollment/Policies.svelte';
import CoManagementSettings from '../../renderer/enrollment/windows/CoManagementSettings.svelte';
import DeploymentProfiles from '../../renderer/enrollment/windows/DeploymentProfiles.svelte';
import StatusPageProfiles from '../../renderer/enrollment/windows/StatusPageProfiles.svelte';
import NotFound from '../../renderer/frame/NotFound.svelte';
import Groups from '../../renderer/identity/entra/Groups.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { navigate, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { addressOf } from '../../shared/screens.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { directoryView, settingViews } from '../support/site-screens-views.ts';
import { labView, now } from '../support/views.ts';

let values: Record<string, string>;
beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});
/** A page, with a lab that keeps what is set. Its only group is Pilot. */
function show(page: Component, set: Record<string, string> = {}, answers: Answers = {}): FakeTransport {
  values = { ...set };
  const transport = new FakeTransport({
    'identity.read': directoryView(),
    'workloads.policies': [],
    'autopilot.clientInstalls': { total: 0, rows: [], now, revision: 1 },
    'settings.list': () => settingViews(values),
    'settings.configure': ({ setting, value }) => {
      values = { ...values, [setting]: value };
      return settingViews(values)[0]!;
    },
    ...answers,
  });
  connect(transport);
  render(page);
  return transport;
}
const set = (transport: FakeTransport) =>
  transport.asked('settings.configure').map(({ setting, value }) => `${setting} ${value}`.trim());
const press = async (name: string | RegExp, root?: HTMLElement) =>
  fireEvent.click(await (root ? within(root) : screen).findByRole('button', { name }));
const at = (page: string) => screen.findByRole('heading', { level: 2, name: page });
const type = async (label: RegExp, value: string) =>
  fireEvent.input(await screen.findByLabelText(label), { target: { value } });
const choose = async (question: string, answer: string) =>
  fireEvent.click(within(await screen.findByRole('group', { name: question })).getByRole('radio', { name: answer }));
async function pick(button: string, group: string) {
  await press(button);
  const panel = await screen.findByRole('dialog', { name: button });
  await fireEvent.click(await within(panel).findByRole('radio', { name: new RegExp(`^${group}`) }));
  await press('Select', panel);
}

describe('Co-management settings', () => {
  it('makes the policy page by page, for a group of devices', async () => {
    const transport = show(CoManagementSettings);
    await press('Create');
    await at('Basics');
    await type(/^Name/, 'Co-management Autopilot');
    await press('Next');
    await at('Settings');
    await choose('Automatically install the Configuration Manager client', 'Yes');
    await type(/^Client installation command-line parameters/, 'CCMSETUPCMD="CCMHOSTNAME=x"');
    await press('Next');
    await at('Assignments');
    await press('Next');
    // A policy for nobody does nothing.
    await at('Assignments');
    await pick('Add groups', 'Pilot');
    await press('Next');
    await at('Review + create');
    expect(set(transport)).toEqual([]);
    await press('Create');
    await waitFor(() =>
      expect(set(transport)).toEqual([
        'clientPolicyName Co-management Autopilot',
        'clientPolicyInstalls on',
        'clientCommandLine CCMSETUPCMD="CCMHOSTNAME=x"',
        'overrideToIntune off',
        'clientDeliveryGroup Pilot',
        'clientDelivery policy',
      ]),
    );
    expect((await screen.findByRole('row', { name: /Co-management Autopilot/ })).textContent).toContain('Pilot');
  });

  it('forgets what was typed where the lab becomes another one', async () => {
    const transport = show(CoManagementSettings);
    await press('Create');
    await type(/^Name/, 'Of the former lab');
    transport.emit('lab-replaced', { lab: labView() });
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Basics' })).toBeNull());
    await press('Create');
    expect(await screen.findByLabelText(/^Name/)).toHaveProperty('value', '');
  });
});

describe('Windows Autopilot', () => {
  it('has a deployment profile that is assigned to a group', async () => {
    const transport = show(DeploymentProfiles, { autopilotProfile: 'none' });
    await press('Create Profile');
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Windows PC' }));
    await at('Basics');
    await type(/^Name/, 'Autopilot user-driven');
    await press('Next');
    await at('Out-of-box experience (OOBE)');
    expect(screen.getByRole('combobox', { name: 'Deployment mode' })).toHaveProperty('value', 'user');
    await press('Next');
    await at('Assignments');
    await pick('Select groups to include', 'Pilot');
    await press('Next');
    await at('Review + Create');
    await press('Create');
    await waitFor(() =>
      expect(set(transport)).toEqual([
        'autopilotProfileName Autopilot user-driven',
        'autopilotProfileGroup Pilot',
        'autopilotProfile assigned',
      ]),
    );
  });

  it('has a status page with a limit of its own, whose further settings show once it shows', async () => {
    const transport = show(StatusPageProfiles);
    await press('Create');
    await type(/^Name/, 'ESP Co-management');
    await press('Next');
    await at('Settings');
    expect(screen.queryByRole('group', { name: /^Block device use until all apps/ })).toBeNull();
    await choose('Show app and profile configuration progress', 'Yes');
    const minutes = await screen.findByLabelText(/^Show an error when installation takes longer/);
    expect(minutes).toHaveProperty('value', '60');
    await choose('Block device use until all apps and profiles are installed', 'No');
    expect(screen.queryByRole('group', { name: /^Allow users to reset device/ })).toBeNull();
    await fireEvent.input(minutes, { target: { value: '0' } });
    await press('Next');
    await at('Settings');
    await fireEvent.input(minutes, { target: { value: '90' } });
    await press('Next');
    await pick('Add groups', 'Pilot');
    for (const page of ['Scope tags', 'Review + create']) {
      await press('Next');
      await at(page);
    }
    await press('Create');
    await waitFor(() =>
      expect(set(transport)).toEqual([
        'statusPageName ESP Co-management',
        'statusPageMinutes 90',
        'statusPageGroup Pilot',
      ]),
    );
  });
});

describe('the client as a line-of-business app', () => {
  it('is added with its package, its arguments and nobody', async () => {
    await navigate(addressOf('allApps'));
    const transport = show(Policies);
    await press('Add');
    const pane = await screen.findByRole('dialog', { name: 'Select app type' });
    await press('Select', pane);
    await at('App information');
    await press('Select app package file');
    const files = await screen.findByRole('dialog', { name: 'App package file' });
    await fireEvent.input(within(files).getByLabelText('App package file'), {
      target: { value: 'C:\\Program Files\\Microsoft Configuration Manager\\bin\\i386\\ccmsetup.msi' },
    });
    await press('Open', files);
    await press('OK', files);
    await type(/^Description/, 'Configuration Manager Client');
    await type(/^Publisher/, 'Microsoft');
    await type(/^Command-line arguments/, 'CCMSETUPCMD="CCMHOSTNAME=x"');
    for (const page of ['Scope tags', 'Assignments', 'Review + create']) {
      await press('Next');
      await at(page);
    }
    await press('Create');
    await waitFor(() =>
      expect(set(transport)).toEqual(['clientAppAdded yes', 'clientCommandLine CCMSETUPCMD="CCMHOSTNAME=x"']),
    );
    const app = await screen.findByRole('link', { name: 'ConfigMgr Client Setup Bootstrap' });
    expect(app.getAttribute('href')).toBe(addressOf('clientApp'));
  });

  it('is required for a group by Edit, and saved after the review', async () => {
    await navigate(addressOf('clientApp', { page: 'properties' }));
    const transport = show(ClientApp, { clientAppAdded: 'yes' });
    await press('Edit');
    await at('Assignments');
    await pick('Add group', 'Pilot');
    await press('Review + save');
    await at('Review + save');
    expect(set(transport)).toEqual([]);
    await press('Save');
    await waitFor(() => expect(set(transport)).toEqual(['clientDeliveryGroup Pilot', 'clientDelivery app']));
  });

  it('is required for all devices by a choice of its own, which is no group', async () => {
    await navigate(addressOf('clientApp', { page: 'properties' }));
    const transport = show(ClientApp, { clientAppAdded: 'yes' });
    await press('Edit');
    await at('Assignments');
    await press('Add all devices');
    await screen.findByRole('cell', { name: 'All devices' });
    await press('Add group');
    // What is listed is not what is chosen: the panel begins without a group.
    const panel = await screen.findByRole('dialog', { name: 'Add group' });
    for (const radio of await within(panel).findAllByRole<HTMLInputElement>('radio')) expect(radio.checked).toBe(false);
    await press('Cancel', panel);
    await press('Review + save');
    await at('Review + save');
    await press('Save');
    await waitFor(() => expect(set(transport)).toContain('clientDelivery app'));
    expect(set(transport).some((line) => line.endsWith('All devices'))).toBe(false);
  });

  it('says where it is installed, with the code of a failure', async () => {
    await navigate(addressOf('clientApp', { page: 'devices' }));
    show(
      ClientApp,
      { clientDelivery: 'app' },
      {
        'autopilot.clientInstalls': {
          total: 2,
          rows: [
            { deviceId: 12, device: 'LAP-ONE', user: 'Maya Fischer', status: 'failed', code: '0x80070667' },
            { deviceId: 13, device: 'LAP-TWO', user: 'Alex Becker', status: 'installed', code: null },
          ],
          now,
          revision: 1,
        },
      },
    );
    const row = await screen.findByRole('row', { name: /LAP-ONE/ });
    for (const words of ['Maya Fischer', 'Failed', '0x80070667']) expect(row.textContent).toContain(words);
    expect((await screen.findByRole('row', { name: /LAP-TWO/ })).textContent).toContain('Installed');
  });
});

describe('groups', () => {
  it('are made with devices as their members', async () => {
    const transport = show(
      Groups,
      {},
      {
        'identity.createGroup': 9,
        'devices.list': {
          total: 1,
          rows: [{ id: 12, recordId: 40, name: 'LAP-ONE' }],
          now,
          revision: 1,
        },
      },
    );
    await press('New group');
    const panel = await screen.findByRole('dialog', { name: 'New Group' });
    await fireEvent.input(within(panel).getByLabelText(/^Group name/), { target: { value: 'SG-Autopilot-CoMgmt' } });
    await fireEvent.click(await within(panel).findByRole('checkbox', { name: 'LAP-ONE' }));
    await press('Create', panel);
    await waitFor(() =>
      expect(transport.asked('identity.createGroup')).toEqual([
        { name: 'SG-Autopilot-CoMgmt', description: '', deviceIds: [12] },
      ]),
    );
  });

  it.each([
    ['could not be read', { ok: false, code: 'internal', message: 'The disk is gone.' }, 'The disk is gone.'],
    ['are none', { total: 0, rows: [], now, revision: 1 }, 'No results'],
    [
      'are but the first of many',
      { total: 168, rows: [{ id: 12, recordId: 40, name: 'LAP-ONE' }], now, revision: 1 },
      'The first 1 of 168 devices.',
    ],
  ])('say of the devices to choose from that they %s', async (_, answer, words) => {
    show(Groups, {}, { 'devices.list': answer as never });
    await press('New group');
    const panel = await screen.findByRole('dialog', { name: 'New Group' });
    expect(await within(panel).findByText(words)).toBeTruthy();
  });
});
