import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import Connector from '../../renderer/attach/Connector.svelte';
import ConnectorSite from '../../renderer/attach/ConnectorSite.svelte';
import TenantStatus from '../../renderer/attach/TenantStatus.svelte';
import Uploads from '../../renderer/attach/Uploads.svelte';
import NotFound from '../../renderer/frame/NotFound.svelte';
import LabStrip from '../../renderer/frame/places/LabStrip.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { navigate, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { connectorHealth } from '../../shared/attach/words.ts';
import { knowledgeKinds } from '../../shared/contract/knowledge.ts';
import { addressOf } from '../../shared/screens.ts';
import { day } from '../../shared/time.ts';
import { connectorView } from '../support/cloud-attach-views.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { directoryView, settingViews } from '../support/site-screens-views.ts';
import { labView, now } from '../support/views.ts';

async function show(page: Component, address: string, answers: Answers = {}): Promise<FakeTransport> {
  const transport = new FakeTransport({
    'attach.read': connectorView(),
    'identity.read': directoryView(),
    'settings.list': settingViews(),
    'devices.ids': { total: 846, ids: [1] },
    ...answers,
  });
  connect(transport);
  await navigate(address);
  render(page);
  render(LabStrip, { console: 'intune' });
  return transport;
}
const strip = () => screen.getByRole('complementary', { name: 'Lab only' });
const site = labView().site;
const name = `${site.code} - ${site.name}`;

beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});

describe('the health of a connector', () => {
  it('is the age of its last sync, and nothing else', () => {
    const at = (age: number) => connectorHealth({ since: now - 9 * day, lastSync: now - age }, now);
    expect([at(0), at(day), at(day + 1), at(3 * day - 1), at(3 * day)]).toEqual([
      'healthy',
      'healthy',
      'warning',
      'warning',
      'unhealthy',
    ]);
    expect(connectorHealth({ since: now - 4 * day, lastSync: null }, now)).toBe('unhealthy');
    expect(connectorHealth({ since: null, lastSync: null }, now)).toBe('notEnabled');
  });
});

describe('Tenant status', () => {
  it('says what the tenant is, and how many devices and users, each number with exactly its rows', async () => {
    await show(TenantStatus, addressOf('tenantStatus'));
    expect((await screen.findByRole('link', { name: '846' })).getAttribute('href')).toBe(
      addressOf('cloudDevices', {}, 'managedBy=intune&managedBy=coManaged'),
    );
    const users = directoryView().users.intuneLicenses;
    const link = screen.getByRole('link', { name: users.toLocaleString('en') });
    expect(link.getAttribute('href')).toBe(addressOf('users', {}, 'licensed=true'));
    expect(screen.getByText('MDM authority').nextElementSibling?.textContent).toContain('Microsoft Intune');
  });

  it.each([
    [12 * 3600, 'Healthy'],
    [2 * day, 'Warning'],
    [4 * day, 'Unhealthy'],
  ])('prints the state of a connector whose last sync is %i seconds old: %s', async (age, label) => {
    await show(TenantStatus, addressOf('tenantStatus', { tab: 'connectors' }), {
      'attach.read': connectorView({ lastSync: now - age, status: 'offboarding' }),
    });
    const row = (await screen.findByRole('link', { name: 'Microsoft Endpoint Configuration Manager' })).closest('tr')!;
    expect(row.cells[0]!.textContent.trim()).toBe(label);
    expect(within(row).getByRole('link').getAttribute('href')).toBe(addressOf('connector'));
  });

  it('lists a connector that was never set up as Not Enabled', async () => {
    await show(TenantStatus, addressOf('tenantStatus', { tab: 'connectors' }), {
      'attach.read': connectorView({ status: 'notEnabled', since: null, lastSync: null }),
    });
    expect(await screen.findByText('Not Enabled')).toBeTruthy();
  });
});

describe('the connector', () => {
  it('lists the hierarchies with their last successful sync, and prints no state', async () => {
    await show(Connector, addressOf('connector'), { 'attach.read': connectorView({ lastSync: now - 4 * day }) });
    const link = await screen.findByRole('link', { name });
    expect(link.getAttribute('href')).toBe(addressOf('connectorSite'));
    const page = document.body.textContent.replace(strip().textContent, '');
    expect(page).toContain('9/12/2026');
    expect(page).not.toMatch(/healthy|warning/i);
  });

  it('says No results while nothing is attached', async () => {
    await show(Connector, addressOf('connector'), {
      'attach.read': connectorView({ status: 'notEnabled', since: null }),
    });
    expect(await screen.findByText('No results')).toBeTruthy();
    expect(screen.queryByRole('link', { name })).toBeNull();
  });

  it('leaves what stops the upload to the strip, where it can be withheld', async () => {
    const blocked = connectorView();
    await show(Connector, addressOf('connector'), {
      'attach.read': { ...blocked, lab: { ...blocked.lab!, blockedBy: 'The endpoints are not reachable.' } },
    });
    await screen.findByRole('link', { name });
    await waitFor(() => expect(strip().textContent).toContain('The endpoints are not reachable.'));
    expect(document.body.textContent.replace(strip().textContent, '')).not.toContain('endpoints are not');
    showLab(labView({ withheld: [...knowledgeKinds] }));
    await waitFor(() => expect(strip().textContent).toContain('What is to come: withheld in this lab.'));
    expect(strip().textContent).not.toContain('endpoints');
  });

  it('counts the devices of a hierarchy, and leads to exactly these', async () => {
    await show(ConnectorSite, addressOf('connectorSite'));
    expect((await screen.findByRole('link', { name: '1,203' })).getAttribute('href')).toBe(
      addressOf('cloudDevices', {}, 'attached=true'),
    );
  });

  it('recommends what is not switched on, and nothing else', async () => {
    const address = addressOf('connectorSite', { tab: 'recommendations' });
    await show(ConnectorSite, address, { 'attach.read': connectorView({ analytics: false }) });
    const table = await screen.findByRole('table', { name: 'Recommendations' });
    expect(within(table).getByText('Provide device insights')).toBeTruthy();
    expect(within(table).getByRole('button', { name: 'Learn more' })).toBeTruthy();
    expect(within(table).getAllByRole('row')).toHaveLength(2);
  });

  it('recommends nothing where all of it is switched on', async () => {
    await show(ConnectorSite, addressOf('connectorSite', { tab: 'recommendations' }));
    const table = await screen.findByRole('table', { name: 'Recommendations' });
    expect(
      within(table)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['No results']);
  });

  it('is deleted only after a question', async () => {
    const transport = await show(ConnectorSite, addressOf('connectorSite'), { 'attach.detach': null });
    await fireEvent.click(await screen.findByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('alertdialog');
    expect(transport.asked('attach.detach')).toEqual([]);
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(transport.asked('attach.detach')).toEqual([{ from: 'cloud' }]));
  });
});

describe('what is on its way to the tenant', () => {
  it('counts one as one, and leads to the devices of the next batch', async () => {
    const view = connectorView();
    await show(Uploads, addressOf('uploads'), {
      'attach.read': { ...view, lab: { ...view.lab!, lastUploadCount: 1, backlog: 1 } },
    });
    const uploads = await screen.findByRole('region', { name: 'Uploads' });
    expect(uploads.textContent).toMatch(/· 1 record\b(?!s)/);
    expect(uploads.textContent).not.toContain('1 changed devices');
    expect(screen.getByRole('link', { name: 'CON-LT-00012' })).toBeTruthy();
  });

  it('is closed while it is withheld', async () => {
    showLab(labView({ withheld: [...knowledgeKinds] }));
    await show(Uploads, addressOf('uploads'), { 'attach.read': connectorView({ lab: null }) });
    expect(await screen.findByRole('note', { name: /What is to come: withheld/ })).toBeTruthy();
  });
});
