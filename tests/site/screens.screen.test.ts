import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { navigate, route, startRouter } from '../../renderer/router.ts';
import ClientSettings from '../../renderer/settings/ClientSettings.svelte';
import Collection from '../../renderer/collections/Collection.svelte';
import Collections from '../../renderer/collections/Collections.svelte';
import Connector from '../../renderer/attach/Connector.svelte';
import Enrollment from '../../renderer/enrollment/Enrollment.svelte';
import Faults from '../../renderer/faults/Faults.svelte';
import Gateway from '../../renderer/site/Gateway.svelte';
import { screenComponents } from '../../renderer/screens.ts';
import Mobility from '../../renderer/identity/Mobility.svelte';
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
    { id: 1, name: 'Default', priority: 10_000, collectionId: null, collection: null, settings: {} },
    { id: 2, name: 'Pilot', priority: 1, collectionId: 7, collection: 'Pilot', settings: { softwareUpdates: 'off' } },
  ],
  'identity.read': directoryView(),
  'faults.list': faultViews(),
  'settings.list': settingViews(),
  'settings.individual': [],
  'workloads.policies': [
    {
      id: 1,
      name: 'Windows baseline',
      workload: 'compliancePolicies',
      kind: 'Compliance policy',
      groupId: null,
      group: null,
      isAssigned: true,
      devices: 61,
    },
  ],
};

function show(page: Component, answers: Answers = {}): FakeTransport {
  const transport = new FakeTransport({ ...base, ...answers });
  connect(transport);
  render(page);
  return transport;
}
const tile = (name: string) => screen.findByRole('region', { name });
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});

describe('every page of site, tenant and directory', () => {
  const pages: [name: string, page: Component, asks: keyof Answers][] = [
    ['Users and mobility', Mobility, 'identity.read'],
    ['ConfigMgr connector', Connector, 'attach.read'],
    ['Enrollment and policies', Enrollment, 'workloads.policies'],
    ['Prerequisites', Prerequisites, 'prerequisites.read'],
    ['Device collections', Collections, 'collections.list'],
    ['Client settings', ClientSettings, 'settings.clientSettings'],
    ['Cloud management gateway', Gateway, 'site.gateway'],
    ['Site status', SiteStatus, 'site.components'],
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
  });
});

describe('Users and mobility', () => {
  it('sets a setting for one person by name, and repeats what was set', async () => {
    const license = settingViews().find(({ section }) => section === 'Microsoft Entra ID')!;
    const transport = show(Mobility, {
      'settings.configure': { ...license, target: 'u1', targetLabel: 'Rahul Desai' },
    });
    const form = await tile('Set for one user');
    const set = within(form).getByRole('button', { name: 'Set' });
    expect(set.getAttribute('aria-disabled')).toBe('true');
    await fireEvent.input(within(form).getByRole('textbox', { name: /User/ }), { target: { value: ' rahul ' } });
    await fireEvent.click(set);
    await waitFor(() => expect(transport.asked('settings.configure')[0]).toMatchObject({ target: 'rahul' }));
    await waitFor(() => expect(form.textContent).toContain('of Rahul Desai'));
  });

  it('keeps what was typed when nobody is called so', async () => {
    show(Mobility, {
      'settings.configure': {
        ok: false,
        code: 'badRequest',
        message: 'Nobody is called rahul.',
        next: 'Look it up.',
      },
    });
    const form = await tile('Set for one user');
    const field = within(form).getByRole('textbox', { name: /User/ });
    await fireEvent.input(field, { target: { value: 'rahul' } });
    await fireEvent.click(within(form).getByRole('button', { name: 'Set' }));
    await within(form).findByText('Nobody is called rahul.');
    expect(field).toHaveProperty('value', 'rahul');
  });
});

describe('the connector', () => {
  it('leads from the number of devices to exactly those records', async () => {
    show(Connector);
    const link = await screen.findByRole('link', { name: '1,203' });
    expect(link.getAttribute('href')).toBe(addressOf('cloudDevices', {}, 'attached=true'));
  });

  it('counts in words, and names what stops the upload', async () => {
    const { lab: knows } = connectorView();
    show(Connector, {
      'attach.read': connectorView({
        lab: { ...knows!, lastUploadCount: 1, backlog: 1, blockedBy: 'The endpoints are not reachable.' },
      }),
    });
    const upload = await tile('Upload');
    expect(upload.textContent).toMatch(/· 1 record\b(?!s)/);
    expect(upload.textContent).toContain('1 changed device');
    expect(upload.textContent).not.toContain('1 changed devices');
    expect(upload.textContent).toContain('The endpoints are not reachable.');
    expect(within(upload).getByText(/Truth/)).toBeTruthy();
  });

  it('is deleted only after a question', async () => {
    const transport = show(Connector, { 'attach.detach': null });
    await press('Delete');
    const dialog = await screen.findByRole('alertdialog');
    expect(transport.asked('attach.detach')).toEqual([]);
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(transport.asked('attach.detach')).toEqual([{ from: 'cloud' }]));
  });

  it('leads to the wizard while no site is attached', async () => {
    show(Connector, { 'attach.read': connectorView({ status: 'notEnabled' }) });
    expect((await screen.findByRole('link', { name: 'Cloud Attach' })).getAttribute('href')).toBe(
      addressOf('cloudAttach'),
    );
  });
});

describe('Enrollment and policies', () => {
  const save = async (transport: FakeTransport) => {
    await press('New policy');
    const panel = await screen.findByRole('dialog');
    await fireEvent.input(within(panel).getByRole('textbox', { name: /Name/ }), { target: { value: 'Ring 1' } });
    await fireEvent.click(within(panel).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(transport.asked('workloads.assignPolicy')).toHaveLength(1));
    return panel;
  };
  it('creates a policy that stands for its workload', async () => {
    const transport = show(Enrollment, { 'workloads.assignPolicy': null });
    await save(transport);
    expect(transport.asked('workloads.assignPolicy')[0]).toEqual({
      name: 'Ring 1',
      workload: 'deviceConfiguration',
      kind: 'Settings catalog',
      groupId: null,
      isAssigned: true,
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says a refusal in the panel, where the person looks, and keeps what was typed', async () => {
    const panel = await save(show(Enrollment, { 'workloads.assignPolicy': refusal }));
    await within(panel).findByText('The reader stopped.');
    expect(within(panel).getByRole('textbox', { name: /Name/ })).toHaveProperty('value', 'Ring 1');
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
  it('lists them with their members and what they are used for', async () => {
    show(Collections);
    const [first] = collectionViews();
    const row = (await screen.findByRole('link', { name: first!.name })).closest('tr')!;
    expect(row.textContent).toContain(first!.code);
  });

  it('tells rules in words, what they give, and what the next evaluation would change', async () => {
    await at();
    show(Collection);
    const rules = await tile('Rules');
    expect(rules.textContent).toContain('Name is like “BER%”');
    expect(rules.textContent).toContain('gives 642');
    expect(within(rules).getByRole('link', { name: 'LAP-ONE' }).getAttribute('href')).toBe(
      addressOf('device', { deviceId: 12 }),
    );
    expect(screen.getByText(/3 would join and 0 would leave/)).toBeTruthy();
  });

  it('says how many of its members are listed', async () => {
    await at();
    show(Collection);
    expect((await tile('Members')).textContent).toContain('The first 1 of 640.');
  });

  it('refuses to change a built-in one, and says so', async () => {
    await at();
    const transport = show(Collection, { 'collections.read': collectionDetail({ isBuiltin: true, ruleList: [] }) });
    await press('Update membership');
    expect(transport.asked('collections.refresh')).toEqual([]);
    expect((await tile('Rules')).textContent).toContain('the site’s own');
  });

  it('evaluates now, and synchronizes to a group by name', async () => {
    await at();
    const transport = show(Collection, { 'collections.refresh': null, 'collections.sync': null });
    await press('Update membership');
    await waitFor(() => expect(transport.asked('collections.refresh')).toEqual([{ collectionId: 7 }]));
    await fireEvent.input(screen.getByRole('textbox', { name: 'Entra group' }), { target: { value: 'Pilot ' } });
    await press('Synchronize');
    await waitFor(() =>
      expect(transport.asked('collections.sync')).toEqual([{ collectionId: 7, group: 'Pilot', isFull: true }]),
    );
  });
});

describe('Client settings', () => {
  it('tells custom settings in words, with the collection they are deployed to', async () => {
    show(ClientSettings);
    const row = (await screen.findByRole('rowheader', { name: 'Pilot' })).closest('tr')!;
    expect(row.textContent).toContain('Enable software updates on clients: Off');
    expect(within(row).getByRole('link', { name: 'Pilot' }).getAttribute('href')).toBe(
      addressOf('collection', { collectionId: 7 }),
    );
  });

  it('saves only what was configured', async () => {
    const transport = show(ClientSettings, { 'settings.customize': null });
    await press('Create custom client device settings');
    const panel = await screen.findByRole('dialog');
    await fireEvent.input(within(panel).getByRole('textbox', { name: /Name/ }), { target: { value: 'Late' } });
    const choose = (name: RegExp, value: string) =>
      fireEvent.change(within(panel).getByRole('combobox', { name }), { target: { value } });
    const save = within(panel).getByRole('button', { name: 'Save' });
    await waitFor(() => expect(within(panel).getAllByRole('option').length).toBeGreaterThan(10));
    await choose(/Deployed to/, String(collectionViews()[0]!.id));
    expect(save.getAttribute('aria-disabled')).toBe('true');
    await choose(/Automatically register/, 'off');
    await fireEvent.click(save);
    await waitFor(() =>
      expect(transport.asked('settings.customize')).toEqual([
        { name: 'Late', priority: 2, collectionId: collectionViews()[0]!.id, settings: { autoRegister: 'off' } },
      ]),
    );
  });
});

describe('the gateway and the status of the site', () => {
  it('names each part with its state, and says when a new gateway will be ready as the lab’s knowledge', async () => {
    show(Gateway, { 'site.gateway': gatewayView({ readyAt: now + 1800 }) });
    expect((await screen.findByRole('row', { name: /Cloud management gateway/ })).textContent).toContain('Not created');
    expect(screen.getByText(/the lab’s knowledge/).textContent).toContain('in 30 min');
    expect(within(await tile('Parts')).getByText('Not ready')).toBeTruthy();
  });

  it('shows the message of a component with number and time', async () => {
    show(SiteStatus);
    const row = await screen.findByRole('row', { name: /SMS_REST_PROVIDER/ });
    for (const words of ['Critical', '11488', 'does not answer', '1 d ago']) expect(row.textContent).toContain(words);
    expect(screen.getByRole('row', { name: /SMS_SERVICE_CONNECTOR/ }).textContent).toContain('No messages');
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
