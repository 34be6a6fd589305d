import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import App from '../../renderer/App.svelte';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { navigate, route, startRouter } from '../../renderer/router.ts';
import ClientSettings from '../../renderer/settings/ClientSettings.svelte';
import Collection from '../../renderer/collections/Collection.svelte';
import Collections from '../../renderer/collections/Collections.svelte';
import Connector from '../../renderer/attach/Connector.svelte';
import Faults from '../../renderer/faults/Faults.svelte';
import Gateway from '../../renderer/site/gateway/Gateway.svelte';
import { screenComponents } from '../../renderer/screens.ts';
import Groups from '../../renderer/identity/entra/Groups.svelte';
import MobilityIntune from '../../renderer/identity/entra/MobilityIntune.svelte';
import ConnectSync from '../../renderer/identity/entra/ConnectSync.svelte';
import EntraOverview from '../../renderer/identity/entra/Overview.svelte';
import Users from '../../renderer/identity/entra/Users.svelte';
import SiteSystems from '../../renderer/site/SiteSystems.svelte';
import SiteRoles from '../../renderer/site/roles/SiteRoles.svelte';
import { strip } from '../../renderer/parts/strip.svelte.ts';
import Prerequisites from '../../renderer/prerequisites/Prerequisites.svelte';
import SiteStatus from '../../renderer/site/SiteStatus.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { addressOf } from '../../shared/screens.ts';
import { collectionViews, connectorView, prerequisitesView } from '../support/cloud-attach-views.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import {
  collectionDetail,
  componentViews,
  directoryView,
  faultViews,
  gatewayView,
  settingViews,
} from '../support/site-screens-views.ts';
import { labView, now } from '../support/views.ts';

const refusal: Failure = { ok: false, code: 'internal', message: 'The reader stopped.', next: 'Try again.' };
const noLab: Failure = { ok: false, code: 'labNotOpen', message: 'No lab is open.', next: 'Open one.' };
const base: Answers = {
  'attach.read': connectorView(),
  'prerequisites.read': prerequisitesView(),
  'site.components': componentViews(),
  'site.gateway': gatewayView(),
  'collections.list': collectionViews(),
  'collections.read': collectionDetail(),
  'settings.clientSettings': [
    {
      id: 2,
      name: 'Pilot',
      description: '',
      priority: 1,
      isDefault: false,
      deployments: [{ collectionId: 7, collection: 'Pilot', since: now }],
      settings: { softwareUpdates: 'off' },
    },
    {
      id: 0,
      name: 'Default Client Settings',
      description: '',
      priority: 10_000,
      isDefault: true,
      deployments: [],
      settings: { softwareUpdates: 'on', autoRegister: 'on', endpointAnalytics: 'on' },
    },
  ],
  'settings.read': ({ setting, target }) => ({
    ...settingViews()[0]!,
    id: setting,
    target,
    values: [
      { value: 'on', label: 'Yes' },
      { value: 'off', label: 'No' },
    ],
    value: 'off',
  }),
  'identity.read': directoryView(),
  'identity.users': {
    total: 1,
    rows: [
      {
        id: 1,
        name: 'Rahul Desai',
        upn: 'rahul@contoso.example',
        department: 'Finance',
        jobTitle: 'Clerk',
        isEnabled: true,
        hasIntuneLicense: true,
        hasRemoteHelpLicense: false,
        role: null,
      },
    ],
    now,
    revision: 1,
  },
  'faults.list': faultViews(),
  'settings.list': settingViews(),
  'settings.individual': [],
};

function show(page: Component, answers: Answers = {}): FakeTransport {
  const transport = new FakeTransport({ ...base, ...answers });
  connect(transport);
  render(page);
  return transport;
}
const tile = (name: string) => screen.findByRole('region', { name });
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

// A list is drawn for the height it has; without a layout engine it would have none.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
});
beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});

describe('every page of site, tenant and directory', () => {
  const pages: [name: string, page: Component, asks: keyof Answers][] = [
    ['Groups', Groups, 'identity.read'],
    ['Microsoft Entra Connect', ConnectSync, 'identity.read'],
    ['Microsoft Endpoint Configuration Manager', Connector, 'attach.read'],
    ['Prerequisites', Prerequisites, 'prerequisites.read'],
    ['Device Collections', Collections, 'collections.list'],
    ['Client Settings', ClientSettings, 'settings.clientSettings'],
    ['Cloud Management Gateway', Gateway, 'site.gateway'],
    ['Component Status', SiteStatus, 'site.components'],
    ['Site Status', SiteSystems, 'site.components'],
    ['Servers and Site System Roles', SiteRoles, 'site.components'],
    ['Faults', Faults, 'faults.list'],
  ];
  it.each(pages)('%s says what could not be read, and reads again', async (name, page, asks) => {
    const transport = show(page, { [asks]: refusal });
    expect(await screen.findByText('The reader stopped.')).toBeTruthy();
    expect(screen.getByRole('heading', { level: 1, name: new RegExp(name) })).toBeTruthy();
    const before = transport.asked(asks).length;
    await press(/again/i);
    await waitFor(() => expect(transport.asked(asks).length).toBeGreaterThan(before));
  });
  it.each(pages)('%s leads to a lab where none is open', async (_, page, asks) => {
    show(page, { [asks]: noLab });
    const addresses = () => screen.queryAllByRole('link').map((link) => link.getAttribute('href'));
    await waitFor(() => expect(addresses()).toContain(addressOf('lab')));
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.queryByRole('grid')).toBeNull();
  });
});

describe('Entra ID › Overview', () => {
  it('has what the product has, and leaves to the strip whom enrollment will refuse', async () => {
    show(EntraOverview);
    const facts = await tile('Basic information');
    expect(facts.textContent).toContain('With an Intune license');
    await waitFor(() =>
      expect(strip.said?.text).toBe('6 users with an unverified UPN suffix, 0 users outside of the MDM user scope.'),
    );
    expect(document.body.textContent).not.toMatch(/unverified|outside of/i);
  });
});

describe('Connect Sync status', () => {
  it.each([
    ['has never run', null, 'Not enabled', 'Sync has never run'],
    ['ran 20 minutes ago', 1200, 'Enabled', 'Less than 1 hour ago'],
    ['ran over five hours ago', 5 * 3600 + 1200, 'Enabled', '5 h ago'],
  ])('says by what Entra ID heard of the server, that the sync %s', async (_, ago, status, last) => {
    show(ConnectSync, {
      'identity.read': {
        ...directoryView(),
        sync: { ...directoryView().sync, lastCycle: ago === null ? null : now - ago },
      },
    });
    const facts = await tile('Microsoft Entra Connect sync');
    const valueOf = (term: string) => within(facts).getByText(term).nextElementSibling?.textContent.trim();
    expect(['Sync status', 'Last sync'].map(valueOf)).toEqual([status, last]);
    expect(valueOf('On-premises domain')).toBe(directoryView().domain);
  });
});

describe('the groups of the tenant', () => {
  it.each(['intuneGroups', 'entraGroups'] as const)('are listed at %s, under its own nodes', async (page) => {
    connect(new FakeTransport({ ...base, 'lab:state': labView() }));
    await navigate(addressOf(page));
    render(App);
    const row = await screen.findByRole('row', { name: /^Pilot/ });
    expect(row.textContent).toContain('First to change');
    const way = within(screen.getByRole('main')).getByRole('navigation', { name: 'Breadcrumb' });
    expect(way.textContent).toContain('Groups');
    const areas = screen.queryByRole('navigation', { name: 'Areas' });
    expect(areas?.querySelector('[aria-current]')?.textContent.trim()).toBe(
      page === 'intuneGroups' ? 'Groups' : undefined,
    );
  });
});

describe('Users and mobility', () => {
  it('has the MDM user scope under Microsoft Intune, and what is set for one user elsewhere', async () => {
    show(MobilityIntune);
    expect(await screen.findByRole('group', { name: 'MDM user scope' })).toBeTruthy();
    expect(document.body.textContent).not.toContain('license');
  });

  const openLicenses = async (answers: Answers) => {
    const transport = show(Users, answers);
    await screen.findByRole('gridcell', { name: 'Rahul Desai' });
    await press('Licenses and settings');
    return { transport, form: await screen.findByRole('region', { name: 'Set for one user' }) };
  };

  it('lists users with their licenses', async () => {
    show(Users);
    const row = (await screen.findByRole('gridcell', { name: 'Rahul Desai' })).closest('[role=row]')!;
    expect(row.textContent).toContain('Microsoft Intune');
    expect(screen.getByText('1 user found')).toBeTruthy();
  });

  it('says how each license and setting of the marked person stands, and not only sets it', async () => {
    const { transport } = await openLicenses({});
    const panel = screen.getByRole('dialog');
    const values = () => [...panel.querySelectorAll('dl dd')].map(({ textContent }) => textContent.trim());
    await waitFor(() => expect(values().length).toBeGreaterThan(2));
    await waitFor(() => expect(new Set(values())).toEqual(new Set(['No'])));
    for (const { target } of transport.asked('settings.read')) expect(target).toBe('rahul@contoso.example');
  });

  it('sets a setting for the marked person, and repeats what was set', async () => {
    const license = settingViews().find(({ section }) => section === 'Microsoft Entra ID')!;
    const { transport, form } = await openLicenses({
      'settings.configure': { ...license, target: 'u1', targetLabel: 'Rahul Desai' },
    });
    const field = within(form).getByRole<HTMLInputElement>('textbox', { name: /User/ });
    expect(field.value).toBe('rahul@contoso.example');
    const set = within(form).getByRole('button', { name: 'Set' });
    await fireEvent.input(field, { target: { value: '' } });
    await waitFor(() => expect(set.getAttribute('aria-disabled')).toBe('true'));
    await fireEvent.input(field, { target: { value: ' rahul ' } });
    await fireEvent.click(set);
    await waitFor(() => expect(transport.asked('settings.configure')[0]).toMatchObject({ target: 'rahul' }));
    await waitFor(() => expect(form.textContent).toContain('of Rahul Desai'));
  });

  it('keeps what was typed when nobody is called so', async () => {
    const { form } = await openLicenses({
      'settings.configure': {
        ok: false,
        code: 'badRequest',
        message: 'Nobody is called rahul.',
        next: 'Look it up.',
      },
    });
    const field = within(form).getByRole('textbox', { name: /User/ });
    await fireEvent.input(field, { target: { value: 'rahul' } });
    await fireEvent.click(within(form).getByRole('button', { name: 'Set' }));
    await within(form).findByText('Nobody is called rahul.');
    expect(field).toHaveProperty('value', 'rahul');
  });
});

describe('Prerequisites', () => {
  const isOpen = prerequisitesView().items.filter(({ ok }) => !ok);
  it('puts what is not met first in each place, with the way to its setting', async () => {
    show(Prerequisites);
    for (const list of await screen.findAllByRole('list', { name: /^Prerequisites of/ })) {
      const states = within(list)
        .getAllByRole('listitem')
        .map((item) => !item.textContent.includes('Not met'));
      expect(states).toEqual(states.toSorted((a, b) => Number(a) - Number(b)));
    }
    for (const { label, setting } of isOpen)
      if (setting) expect(screen.getByRole('link', { name: `Go to setting: ${label}` })).toBeTruthy();
  });

  it('puts one right at once when asked', async () => {
    const item = isOpen.find(({ setting }) => setting)!;
    const transport = show(Prerequisites, { 'settings.configure': settingViews()[0]! });
    await press(`Put right: ${item.label}`);
    const { id: setting, value, target } = item.setting!;
    await waitFor(() => expect(transport.asked('settings.configure')).toEqual([{ setting, value, target }]));
  });
});

describe('collections', () => {
  const at = async () => {
    await navigate(addressOf('collection', { collectionId: 7 }));
    await waitFor(() => expect(route.params['collectionId']).toBe('7'));
  };
  it('lists them, marks one, and shows its details under the list', async () => {
    show(Collections);
    const grid = await screen.findByRole('grid', { name: 'Device Collections' });
    const name = await within(grid).findByRole('link', { name: 'Pilot Windows Update' });
    expect(name.getAttribute('href')).toBe(addressOf('collection', { collectionId: 8 }));
    await screen.findByRole('region', { name: 'Details of All Systems' });
    await fireEvent.click(within(grid).getByRole('gridcell', { name: 'CON00008' }));
    const details = await screen.findByRole('region', { name: 'Details of Pilot Windows Update' });
    expect(within(details).getByRole('link', { name: '80' }).getAttribute('href')).toBe(
      addressOf('collection', { collectionId: 8 }),
    );
    expect(name.closest('[role=row]')!.getAttribute('aria-selected')).toBe('true');
  });

  it('evaluates the marked one, and not a built-in one', async () => {
    const transport = show(Collections, { 'collections.refresh': null });
    await screen.findByRole('region', { name: 'Details of All Systems' });
    await press('Update Membership');
    expect(transport.asked('collections.refresh')).toEqual([]);
    await fireEvent.click(await screen.findByRole('gridcell', { name: 'CON00008' }));
    await press('Update Membership');
    await waitFor(() => expect(transport.asked('collections.refresh')).toEqual([{ collectionId: 8 }]));
  });

  it('narrows the list by the search of the node', async () => {
    show(Collections);
    await screen.findByRole('link', { name: 'Pilot Windows Update' });
    await fireEvent.input(screen.getByRole('textbox', { name: 'Search Device Collections' }), {
      target: { value: 'windows' },
    });
    await waitFor(() => expect(screen.queryByRole('link', { name: 'All Systems' })).toBeNull());
    expect(screen.getByRole('link', { name: 'Pilot Windows Update' })).toBeTruthy();
  });

  it('lists the members; what the next evaluation would change the lab says beside', async () => {
    await at();
    show(Collection, { 'devices.record': refusal });
    const grid = await screen.findByRole('grid', { name: 'Pilot' });
    expect((await within(grid).findByRole('link', { name: 'LAP-ONE' })).getAttribute('href')).toBe(
      addressOf('siteDevice', { deviceId: 12 }),
    );
    expect(strip.said).toMatchObject({
      knows: 'preview',
      text: expect.stringContaining('3 would join, 0 would leave'),
    });
    expect(screen.getByText('The first 1 of 640.')).toBeTruthy();
  });

  it('tells its rules in the properties, and saves what was changed there', async () => {
    await at();
    const transport = show(Collection, {
      'devices.record': refusal,
      'collections.configure': null,
    });
    await press('Properties');
    const dialog = await screen.findByRole('dialog', { name: 'Pilot Properties' });
    await fireEvent.click(within(dialog).getByRole('tab', { name: 'Membership Rules' }));
    await fireEvent.click(await within(dialog).findByRole('radio', { name: 'LAP-ONE' }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Remove' }));
    await fireEvent.click(within(dialog).getByRole('checkbox', { name: 'Schedule a full update on this collection' }));
    expect(dialog.textContent).not.toContain('642');
    await fireEvent.click(within(dialog).getByRole('button', { name: 'OK' }));
    await waitFor(() =>
      expect(transport.asked('collections.configure')[0]).toMatchObject({
        fullPeriod: null,
        removeRules: [72],
        addRules: [],
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('refuses to change a built-in one, and says so', async () => {
    await at();
    const transport = show(Collection, {
      'devices.record': refusal,
      'collections.read': collectionDetail({ isBuiltin: true, ruleList: [] }),
    });
    await press('Update Membership');
    expect(transport.asked('collections.refresh')).toEqual([]);
    await press('Properties');
    const dialog = await screen.findByRole('dialog');
    await fireEvent.click(within(dialog).getByRole('tab', { name: 'Membership Rules' }));
    expect(dialog.textContent).toContain('the site’s own');
  });

  it('evaluates now, and synchronizes to a group by name', async () => {
    await at();
    const transport = show(Collection, {
      'devices.record': refusal,
      'collections.refresh': null,
      'collections.sync': null,
    });
    await press('Update Membership');
    await waitFor(() => expect(transport.asked('collections.refresh')).toEqual([{ collectionId: 7 }]));
    await press('Properties');
    await fireEvent.click(await screen.findByRole('tab', { name: 'Cloud Sync' }));
    await fireEvent.input(screen.getByRole('textbox', { name: 'Entra group' }), { target: { value: 'Pilot ' } });
    await press('Synchronize');
    await waitFor(() =>
      expect(transport.asked('collections.sync')).toEqual([{ collectionId: 7, group: 'Pilot', isFull: true }]),
    );
  });

  it('tells a member something, and asks before a restart', async () => {
    await at();
    const transport = show(Collection, { 'devices.record': refusal, 'desktop.trigger': null });
    await fireEvent.click(await screen.findByRole('gridcell', { name: 'Yes' }));
    await press('Client Notification');
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Restart' }));
    const dialog = await screen.findByRole('dialog', { name: 'Restart' });
    expect(transport.asked('desktop.trigger')).toEqual([]);
    await fireEvent.click(within(dialog).getByRole('button', { name: 'OK' }));
    await waitFor(() =>
      expect(transport.asked('desktop.trigger')).toEqual([{ deviceId: 12, trigger: 'restartClient' }]),
    );
  });

  it.each([
    ['Client Diagnostics', 'Collect Client Logs', 'collectClientLogs'],
    ['Endpoint Protection', 'Quick Scan', 'quickScan'],
  ])('has %s beside Client Notification: %s', async (menu, label, trigger) => {
    await at();
    const transport = show(Collection, { 'devices.record': refusal, 'desktop.trigger': null });
    await fireEvent.click(await screen.findByRole('gridcell', { name: 'Yes' }));
    await press(menu);
    await fireEvent.click(await screen.findByRole('menuitem', { name: label }));
    await waitFor(() => expect(transport.asked('desktop.trigger')).toEqual([{ deviceId: 12, trigger }]));
  });

  it('starts CMPivot for a collection', async () => {
    const answer = { columns: ['Device'], rows: [], total: 0, problem: null, clients: 2, asked: 2, offline: 1 };
    const transport = show(Collections, { 'attach.sitePivot': answer });
    await fireEvent.click(await screen.findByRole('gridcell', { name: 'CON00008' }));
    await press('Start CMPivot');
    const dialog = await screen.findByRole('dialog', { name: /^CMPivot – / });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'OS' }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Run' }));
    await within(dialog).findByText(/1 of 2 clients/);
    expect(transport.asked('attach.sitePivot')).toEqual([{ deviceId: null, collectionId: 8, query: 'OS' }]);
  });

  it('has the commands of the ribbon in the menu of a row too', async () => {
    const transport = show(Collections, { 'desktop.notifyCollection': null });
    await fireEvent.contextMenu(await screen.findByRole('gridcell', { name: 'CON00008' }));
    const menu = await screen.findByRole('menu');
    await fireEvent.click(within(menu).getByRole('menuitem', { name: 'Download Computer Policy' }));
    await waitFor(() =>
      expect(transport.asked('desktop.notifyCollection')).toEqual([
        { collectionId: 8, trigger: 'downloadComputerPolicy' },
      ]),
    );
  });
});

describe('Client settings', () => {
  it('lists the default and custom ones, with the collection they are deployed to', async () => {
    show(ClientSettings);
    const grid = await screen.findByRole('grid', { name: 'Client Settings' });
    await fireEvent.click(await within(grid).findByRole('gridcell', { name: 'Pilot' }));
    const details = await screen.findByRole('region', { name: 'Details of Pilot' });
    expect(details.textContent).toContain('Enable software updates on clients: No');
    await fireEvent.click(within(details).getByRole('tab', { name: 'Deployments' }));
    expect((await within(details).findByRole('link', { name: 'Pilot' })).getAttribute('href')).toBe(
      addressOf('collection', { collectionId: 7 }),
    );
  });

  it('opens the default settings by their address, on the documented pages', async () => {
    await navigate(addressOf('clientSettings', { properties: 'default' }));
    const transport = show(ClientSettings, { 'settings.configure': settingViews()[0]!, 'settings.effects': [] });
    const dialog = await screen.findByRole('dialog', { name: 'Default Settings' });
    expect(
      within(dialog)
        .getAllByRole('tab')
        .map(({ textContent }) => textContent.trim()),
    ).toEqual(['Client Policy', 'Cloud Services', 'Computer Agent', 'Endpoint Protection', 'Software Updates']);
    const register = await within(dialog).findByRole('switch', { name: /^Automatically register/ });
    await fireEvent.click(register);
    await waitFor(() => expect(transport.asked('settings.configure')[0]).toMatchObject({ setting: 'autoRegister' }));
    await fireEvent.click(within(dialog).getByRole('tab', { name: 'Software Updates' }));
    await within(dialog).findByRole('switch', { name: 'Enable software updates on clients' });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'OK' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(location.search).toBe('');
  });

  it('creates custom ones: a group that is chosen has all of its settings', async () => {
    const transport = show(ClientSettings, { 'settings.createClientSettings': 3 });
    await screen.findByRole('gridcell', { name: 'Pilot' });
    await press('Create Custom Client Settings');
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Create Custom Client Device Settings' }));
    const dialog = await screen.findByRole('dialog', { name: 'Create Custom Client Device Settings' });
    const ok = within(dialog).getByRole('button', { name: 'OK' });
    await fireEvent.input(within(dialog).getByRole('textbox', { name: /Name/ }), {
      target: { value: ' Pilot settings ' },
    });
    expect(ok.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.click(within(dialog).getByRole('checkbox', { name: 'Computer Agent' }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Computer Agent' }));
    await fireEvent.change(
      within(dialog).getByRole('combobox', { name: 'Enable Endpoint analytics data collection' }),
      { target: { value: 'off' } },
    );
    await fireEvent.click(ok);
    await waitFor(() =>
      expect(transport.asked('settings.createClientSettings')).toEqual([
        { name: 'Pilot settings', description: '', settings: { endpointAnalytics: 'off' } },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('deploys the marked ones to a collection, and moves none that is the only one', async () => {
    const transport = show(ClientSettings, { 'settings.deployClientSettings': null });
    await fireEvent.click(await screen.findByRole('gridcell', { name: 'Pilot' }));
    await press('Deploy');
    const dialog = await screen.findByRole('dialog', { name: 'Select Collection' });
    await fireEvent.click(await within(dialog).findByRole('radio', { name: 'Pilot Windows Update' }));
    await fireEvent.click(within(dialog).getByRole('button', { name: 'OK' }));
    await waitFor(() =>
      expect(transport.asked('settings.deployClientSettings')).toEqual([{ settingsId: 2, collectionId: 8 }]),
    );
    const isDisabled = (name: string) => screen.getByRole('button', { name }).getAttribute('aria-disabled');
    expect([isDisabled('Move Item Up'), isDisabled('Move Item Down')]).toEqual(['true', 'true']);
  });
});

describe('the gateway and the status of the site', () => {
  it('lists the gateway with its state; when a new one will be ready the lab says beside', async () => {
    const parts = [{ id: 'gateway' as const, name: 'Cloud management gateway', state: 'Provisioning', ok: false }];
    show(Gateway, {
      'site.gateway': gatewayView({ parts, readyAt: now + 1800 }),
      'settings.list': settingViews({ gateway: 'ready' }),
    });
    expect((await screen.findByRole('row', { name: /contosocmg/ })).textContent).toContain('Provisioning');
    expect(document.body.textContent).not.toContain('lab’s knowledge');
    await waitFor(() =>
      expect(strip.said).toMatchObject({ knows: 'expected', text: expect.stringContaining('10:00') }),
    );
  });

  it('shows the messages of the marked component with number and time', async () => {
    show(SiteStatus);
    const row = await screen.findByRole('row', { name: /SMS_REST_PROVIDER/ });
    expect(row.textContent).toContain('Critical');
    await screen.findByRole('region', { name: 'Details of SMS_SERVICE_CONNECTOR' });
    expect(screen.getByText('No messages.')).toBeTruthy();
    await fireEvent.click(within(row).getByText('SMS_REST_PROVIDER'));
    const details = await screen.findByRole('region', { name: 'Details of SMS_REST_PROVIDER' });
    const message = within(details).getByRole('row', { name: /11488/ });
    for (const words of ['Error', 'does not answer']) expect(message.textContent).toContain(words);
  });

  it('lets a role stand as its worst component does', async () => {
    const [first] = componentViews();
    const worse = { ...first!, component: 'SMS_CLOUD_SERVICES_MANAGER', status: 'warning' as const };
    show(SiteSystems, { 'site.components': [...componentViews(), worse] });
    const row = await screen.findByRole('row', { name: /Service connection point/ });
    expect(row.textContent).toContain('Warning');
    expect(screen.getAllByRole('row', { name: /Service connection point/ })).toHaveLength(1);
  });

  it('lists servers with their roles, and sets what can be set of them in the properties', async () => {
    await navigate(addressOf('siteRoles', { properties: 'roles' }));
    show(SiteRoles);
    const details = await screen.findByRole('region', { name: 'Details of srv1', hidden: true });
    expect(details.textContent).toContain('SMS Provider');
    const dialog = await screen.findByRole('dialog', { name: 'Site System Properties' });
    await within(dialog).findByRole('region', { name: 'Roles and communication' });
  });
});

describe('Faults', () => {
  it('names no cause before somebody asks', async () => {
    show(Faults);
    await screen.findByText('This page names causes and cures');
    expect(screen.queryByText(/service connection point/)).toBeNull();
    await press('Show the faults');
    expect(screen.getByText(/service connection point\.$/)).toBeTruthy();
  });

  it('lists planted ones first, leads to the device, and cures one place', async () => {
    const transport = show(Faults, { 'faults.cure': null });
    await press('Show the faults');
    expect(screen.getAllByRole('heading', { level: 2 })[0]?.textContent).toBe('A Group Policy blocks MDM enrollment');
    expect(screen.getByText('2 of 2 faults · planted in 1 place')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'LAP-ONE' }).getAttribute('href')).toBe(
      addressOf('device', { deviceId: 12, tab: 'management' }),
    );
    await press('Cure A Group Policy blocks MDM enrollment LAP-ONE');
    await waitFor(() => expect(transport.asked('faults.cure')).toEqual([{ fault: 'mdmBlocked', target: '12' }]));
  });

  it('plants at a target, and not without one where it needs one', async () => {
    const transport = show(Faults, { 'faults.plant': null });
    await press('Show the faults');
    expect(
      screen.getByRole('button', { name: 'Plant A Group Policy blocks MDM enrollment' }).getAttribute('aria-disabled'),
    ).toBe('true');
    await fireEvent.input(screen.getByRole('textbox', { name: 'Device (name or id)' }), { target: { value: 'LAP-2' } });
    await press('Plant A Group Policy blocks MDM enrollment');
    await press('Plant The forest has no service connection point');
    await waitFor(() =>
      expect(transport.asked('faults.plant')).toEqual([
        { fault: 'mdmBlocked', target: 'LAP-2' },
        { fault: 'scpMissing', target: '' },
      ]),
    );
  });
});
