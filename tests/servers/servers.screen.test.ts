import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import LabStrip from '../../renderer/frame/places/LabStrip.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { strip } from '../../renderer/parts/strip.svelte.ts';
import { startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import DomainController from '../../renderer/servers/DomainController.svelte';
import EntraConnect from '../../renderer/servers/EntraConnect.svelte';
import SiteServer from '../../renderer/servers/SiteServer.svelte';
import { treeOfUnits } from '../../renderer/servers/units.ts';
import { ouOf, pathOfUnit } from '../../shared/identity/units.ts';
import { addressOf } from '../../shared/screens.ts';
import { serverViews } from '../support/desk-view.ts';
import { deviceView } from '../support/device-view.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { directoryView, settingViews } from '../support/site-screens-views.ts';
import { labView, now } from '../support/views.ts';

let typed: ((line: string) => Promise<string>) | undefined;
vi.mock('../../renderer/desktop/terminal/terminal.ts', () => ({
  openCommandLine: (_element: unknown, { run }: { run: (line: string) => Promise<string> }) => {
    typed = run;
    return { setPrompt: vi.fn(), setReadOnly: vi.fn(), focus: vi.fn(), fit: vi.fn(), dispose: vi.fn() };
  },
}));

const computers = {
  total: 1,
  now,
  revision: 1,
  rows: [
    {
      id: 12,
      recordId: 40,
      name: 'LAP-ONE',
      enabled: true,
      os: 'Windows 11 Enterprise',
      osVersion: '10.0 (26100)',
      distinguishedName: 'CN=LAP-ONE,OU=Computers,OU=Berlin,DC=corp,DC=contoso,DC=example',
      created: now,
    },
  ],
};
const base: Answers = {
  'servers.list': serverViews(),
  'identity.read': directoryView({
    units: [
      { name: 'Berlin/Computers', computers: 1198, inScope: true },
      { name: 'Berlin/Pilot', computers: 2, inScope: true },
    ],
  }),
  'settings.list': settingViews(),
  'devices.list': computers,
  'devices.read': deviceView(),
  'logs.places': [
    { id: 'cm01.corp', label: 'cm01.corp (site server)', kind: 'siteServer' },
    { id: 'mp01.corp', label: 'mp01.corp (management point)', kind: 'siteServer' },
    { id: '12', label: 'LAP-ONE', kind: 'device' },
  ],
  'logs.list': ({ where }) => ({
    place: where,
    logs: [{ name: `${where.slice(0, 4)}.log`, entries: 1, lastAt: now, what: '' }],
  }),
  'logs.merge': { total: 0, lines: [], machines: [] },
};

/** Nothing is resized in this document. */
class StillObserver {
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
}
let labs = 0;
beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView({ file: `/labs/server-${(labs += 1)}.tandem` }));
  vi.stubGlobal('ResizeObserver', StillObserver);
});
function show(page: Component, answers: Answers = {}): FakeTransport {
  const transport = new FakeTransport({ ...base, ...answers });
  connect(transport);
  render(page);
  return transport;
}
const open = async (name: string) => {
  const desk = await screen.findByRole('list', { name: 'Desktop' });
  await fireEvent.click(within(desk).getByRole('button', { name }));
  return screen.findByRole('group', { name });
};
const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }));

describe('the place of the servers', () => {
  it('has the three hosts in its bar, and leads from one to another', async () => {
    show(EntraConnect);
    const hosts = await screen.findByRole('navigation', { name: 'Servers' });
    const links = within(hosts).getAllByRole('link');
    expect(links.map((link) => link.textContent.replaceAll(/\s+/g, ' ').trim())).toEqual([
      'CON-SRV-CM01 Site server',
      'CONTOSO-DC01 Domain controller',
      'CONTOSO-AAD01 Entra Connect',
    ]);
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      addressOf('siteServer'),
      addressOf('domainController'),
      addressOf('entraConnect'),
    ]);
    expect(links.at(-1)!.getAttribute('aria-current')).toBe('page');
    expect(screen.getByText('Signed in as CONTOSO\\alex.becker')).toBeTruthy();
  });

  it.each([
    [SiteServer, 'siteServer'],
    [DomainController, 'domainController'],
    [EntraConnect, 'entraConnect'],
  ] as const)('has a Windows PowerShell at each (%#)', async (page, server) => {
    const transport = show(page, { 'servers.run': { stdout: 'there', exitCode: 0 } });
    typed = undefined;
    await open('Windows PowerShell');
    await waitFor(() => expect(typed).toBeDefined());
    expect(await typed!('hostname')).toBe('there');
    expect(transport.asked('servers.run')).toEqual([{ server, command: 'hostname' }]);
  });
});

describe('the Entra Connect server', () => {
  it('shows what ran, by connector and profile, and leaves what waits to the strip', async () => {
    const transport = show(EntraConnect);
    const service = await open('Synchronization Service');
    const rows = within(service)
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.children].map(({ textContent }) => textContent));
    const [delta, initial] = ['9/16/2026 9:20:00 AM', '9/16/2026 8:50:00 AM'];
    expect(rows).toEqual([
      ['contoso.example - AAD', 'Export', 'success', delta],
      ['corp.contoso.example', 'Export', 'success', delta],
      ['contoso.example - AAD', 'Delta Synchronization', 'success', delta],
      ['corp.contoso.example', 'Delta Synchronization', 'success', delta],
      ['contoso.example - AAD', 'Delta Import', 'success', delta],
      ['corp.contoso.example', 'Delta Import', 'success', delta],
      // In staging mode nothing is exported.
      ['contoso.example - AAD', 'Full Synchronization', 'success', initial],
      ['corp.contoso.example', 'Full Synchronization', 'success', initial],
      ['contoso.example - AAD', 'Full Import', 'success', initial],
      ['corp.contoso.example', 'Full Import', 'success', initial],
    ]);
    expect(within(service).queryByRole('button', { name: /^(start|run|sync)/i })).toBeNull();
    expect(document.body.textContent).not.toContain('1 computer waits');
    expect(strip.said).toMatchObject({ knows: 'expected' });
    expect(strip.said!.text).toMatch(/^1 computer waits for a cycle\. The next begins at 9\/16\/2026 9:50:00 AM\.$/);
    const { sync } = directoryView();
    transport.answer({ 'identity.read': directoryView({ sync: { ...sync, runs: [] } }) });
    transport.emit('lab-changed', { revision: 2, now });
    expect(await screen.findByText('Nothing has run in the last seven days.')).toBeTruthy();
  });

  it('says what could not be read, and reads again', async () => {
    const transport = show(EntraConnect, {
      'identity.read': { ok: false, code: 'internal', message: 'The reader stopped.', next: 'Try again.' },
    });
    expect(await screen.findByText('The reader stopped.')).toBeTruthy();
    const before = transport.asked('identity.read').length;
    await press(/again/i);
    await waitFor(() => expect(transport.asked('identity.read').length).toBeGreaterThan(before));
  });
});

describe('the domain controller', () => {
  it('lists the computers of a unit, by where their distinguished names end', async () => {
    const transport = show(DomainController);
    await press('Pilot');
    await waitFor(() =>
      expect(transport.asked('devices.list').at(-1)).toMatchObject({ list: 'ad', search: ',OU=Pilot,OU=Berlin,DC=' }),
    );
    expect(await screen.findByText('1–1 of 1 computers')).toBeTruthy();
  });

  it('lets the lab speak of the computer opened last, and lead to it elsewhere', async () => {
    show(DomainController);
    expect(strip.said).toBeNull();
    await press('LAP-ONE');
    const properties = await screen.findByRole('dialog', { name: 'LAP-ONE Properties' });
    await fireEvent.click(within(properties).getAllByRole('button', { name: 'Close' }).at(-1)!);
    await waitFor(() => expect(strip.said?.device?.id).toBe(12));
    render(LabStrip, { console: 'servers' });
    const links = within(screen.getByRole('navigation', { name: /in other places$/ })).getAllByRole('link');
    expect(links.map((link) => link.textContent.trim())).toEqual([
      'Intune',
      'ConfigMgr',
      'Entra',
      'At the device',
      'Reality and records',
    ]);
    await press('Pilot');
    await waitFor(() => expect(strip.said).toBeNull());
  });

  it('moves a computer to another unit', async () => {
    const transport = show(DomainController, { 'servers.moveComputer': null });
    await press('LAP-ONE');
    const properties = await screen.findByRole('dialog', { name: 'LAP-ONE Properties' });
    expect(properties.textContent).toContain('corp.contoso.example/Berlin/Computers/LAP-ONE');
    await press('Move…');
    const container = await screen.findByRole('combobox', { name: 'Move object into container' });
    expect(within(container).queryByRole('option', { name: 'Berlin/Computers' })).toBeNull();
    await press('OK');
    await waitFor(() =>
      expect(transport.asked('servers.moveComputer')).toEqual([{ deviceId: 12, unit: 'Berlin/Pilot' }]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('disables an account and deletes a computer by the menu of its object', async () => {
    const transport = show(DomainController, { 'devices.enableObjects': 1, 'devices.removeRecords': 1 });
    await screen.findByRole('button', { name: 'LAP-ONE' });
    await fireEvent.contextMenu(screen.getByRole('row', { name: /LAP-ONE/ }));
    const menu = await screen.findByRole('menu');
    const entries = within(menu).getAllByRole('menuitem');
    expect(entries.map(({ textContent }) => textContent.trim())).toEqual([
      'Disable Account',
      'Move…',
      'Delete',
      'Properties',
    ]);
    await fireEvent.click(entries[0]!);
    await waitFor(() =>
      expect(transport.asked('devices.enableObjects')).toEqual([{ service: 'ad', recordIds: [40], isEnabled: false }]),
    );
    await fireEvent.contextMenu(screen.getByRole('row', { name: /LAP-ONE/ }));
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete LAP-ONE in Active Directory?' });
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Yes' }));
    await waitFor(() =>
      expect(transport.asked('devices.removeRecords')).toEqual([
        { service: 'ad', recordIds: [40], confirm: 'LAP-ONE' },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  });

  it('draws units as a tree, and knows them by distinguished names', () => {
    const tree = treeOfUnits(['Berlin/Computers', 'Berlin/Pilot', 'London/Computers']);
    expect(tree.map(({ name, units }) => [name, units.map(({ title }) => title)])).toEqual([
      ['Berlin', ['Computers', 'Pilot']],
      ['London', ['Computers']],
    ]);
    expect(ouOf(`CN=X,${pathOfUnit('Berlin/Computers')},DC=corp`)).toBe('Berlin/Computers');
  });
});

describe('the site server', () => {
  it('reads the logs of each server of the site, and forgets those of another', async () => {
    const transport = show(SiteServer);
    await press('Open');
    await fireEvent.click(await screen.findByRole('menuitem', { name: 'cm01.log' }));
    await waitFor(() =>
      expect(transport.asked('logs.merge').at(-1)!.of).toEqual([{ where: 'cm01.corp', log: 'cm01.log' }]),
    );
    await fireEvent.change(screen.getByRole('combobox', { name: 'Server' }), { target: { value: 'mp01.corp' } });
    expect(await screen.findByText('Open a log.')).toBeTruthy();
    expect(transport.asked('logs.list').at(-1)).toEqual({ where: 'mp01.corp' });
  });
});
