import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import Roles from '../../renderer/identity/Roles.svelte';
import Troubleshoot from '../../renderer/identity/Troubleshoot.svelte';
import Users from '../../renderer/identity/Users.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { navigate, route, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import type { UserDevicesView } from '../../shared/comanagement/views.ts';
import type { UserView } from '../../shared/identity/views.ts';
import { rightLabels, roleCatalogue } from '../../shared/rights/words.ts';
import { addressOf } from '../../shared/screens.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { labView, now } from '../support/views.ts';

const user = (set: Partial<UserView> = {}): UserView => ({
  id: 3,
  name: 'Maya Fischer',
  upn: 'maya.fischer@contoso.example',
  department: 'Finance',
  jobTitle: 'Controller',
  isEnabled: true,
  hasIntuneLicense: true,
  hasRemoteHelpLicense: false,
  role: null,
  ...set,
});
const pageOf = (...rows: UserView[]) => ({ total: rows.length, rows, now, revision: 1 });
const device = (set: Partial<UserDevicesView['devices'][number]> = {}): UserDevicesView['devices'][number] => ({
  id: 12,
  name: 'LAP-ONE',
  managedBy: 'coManaged',
  os: 'Windows 11 24H2',
  osVersion: '10.0.26100.4652',
  compliance: 'compliant',
  lastCheckIn: now - 3600,
  management: { asOf: now - 3600, agentState: 'healthy', agentCheckIn: now - 7200, isWithSite: false, workloads: [] },
  ...set,
});

async function show(page: Component, address: string, answers: Answers): Promise<FakeTransport> {
  const transport = new FakeTransport(answers);
  connect(transport);
  await navigate(address);
  await waitFor(() => expect(`${route.path}${route.search.size > 0 ? `?${route.search}` : ''}`).toBe(address));
  render(page);
  return transport;
}

beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});

describe('All users', () => {
  it('asks for those with a license where a number led here', async () => {
    const transport = await show(Users, addressOf('users', {}, 'licensed=true'), { 'identity.users': pageOf(user()) });
    await waitFor(() => expect(transport.asked('identity.users')[0]).toMatchObject({ of: 'licensed', offset: 0 }));
    expect(await screen.findByText('1 user')).toBeTruthy();
  });
});

describe('Roles', () => {
  it('lists Intune’s own roles, with whom each is assigned to and what it may', async () => {
    const helper = user({ role: 'helpDeskOperator' });
    const admin = user({ id: 4, name: 'Alex Becker', role: 'intuneAdministrator' });
    await show(Roles, addressOf('intuneRoles'), { 'identity.users': pageOf(helper, admin) });
    const button = await screen.findByRole('button', { name: 'Help Desk Operator' });
    expect(button.closest('tr')!.textContent).toContain('Maya Fischer');
    // A role of Entra ID is none of Intune's.
    expect(screen.queryByRole('button', { name: roleCatalogue.intuneAdministrator.label })).toBeNull();
    await fireEvent.click(button);
    const panel = await screen.findByRole('dialog');
    expect(within(panel).getByText(rightLabels.rebootNow)).toBeTruthy();
    expect(within(panel).queryByText(rightLabels.deleteOrganization)).toBeNull();
  });
});

describe('Troubleshoot', () => {
  it('begins with a user, who is searched for', async () => {
    const transport = await show(Troubleshoot, addressOf('troubleshoot'), {
      'identity.users': pageOf(user()),
      'comanagement.userDevices': { now, devices: [] },
    });
    expect(await screen.findByText('Select a user to see their account and their devices.')).toBeTruthy();
    await fireEvent.click(await screen.findByRole('button', { name: 'Change user' }));
    await fireEvent.click(await screen.findByRole('button', { name: /Maya Fischer/ }));
    await waitFor(() => expect(route.search.get('user')).toBe('maya.fischer@contoso.example'));
    await waitFor(() =>
      expect(transport.asked('comanagement.userDevices')).toEqual([{ upn: 'maya.fischer@contoso.example' }]),
    );
    expect(screen.getByRole('button', { name: 'Change user' })).toBeTruthy();
  });

  it('shows the other agent of co-managed devices, and of no others', async () => {
    const alone = device({ id: 13, name: 'LAP-TWO', managedBy: 'intune', management: null });
    await show(Troubleshoot, addressOf('troubleshoot', {}, `user=${encodeURIComponent(user().upn)}`), {
      'identity.users': pageOf(user()),
      'comanagement.userDevices': { now, devices: [device(), alone] },
    });
    const row = async (name: string) => (await screen.findByRole('link', { name })).closest('tr')!;
    const [one, two] = [await row('LAP-ONE'), await row('LAP-TWO')];
    expect(one.textContent).toContain('Healthy');
    expect(two.textContent).not.toContain('Healthy');
    expect(within(one).getByRole('link').getAttribute('href')).toBe(addressOf('cloudDevice', { deviceId: 12 }));
  });

  it('says that the tenant has no such user', async () => {
    await show(Troubleshoot, addressOf('troubleshoot', {}, 'user=nobody'), {
      'identity.users': pageOf(),
      'comanagement.userDevices': { now, devices: [] },
    });
    expect(await screen.findByText('The tenant has no user nobody.')).toBeTruthy();
  });
});
