import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { pagesOf, pageTitles, stepsOf, taskIds, type Draft } from '../../renderer/servers/connect/tasks.ts';
import EntraConnect from '../../renderer/servers/EntraConnect.svelte';
import { findSetting } from '../../shared/settings/catalogue.ts';
import { serverViews } from '../support/desk-view.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { directoryView, settingViews } from '../support/site-screens-views.ts';
import { labView, now } from '../support/views.ts';

const verifiedDomains = ['contoso.example', 'contoso.onmicrosoft.com'];
let labs = 0;
let values: Record<string, string>;

beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView({ file: `/labs/connect-${(labs += 1)}.tandem` }));
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
  values = {};
});

/** The server, with a lab that keeps what is set. */
function show(set: Record<string, string> = {}): FakeTransport {
  values = { ...set };
  const { tenant } = directoryView();
  const transport = new FakeTransport({
    'servers.list': serverViews(),
    'identity.read': directoryView({
      tenant: { ...tenant, verifiedDomains },
      units: [
        { name: 'Berlin/Computers', computers: 1198, inScope: true },
        { name: 'Berlin/Pilot', computers: 2, inScope: false },
      ],
    }),
    'settings.list': () => settingViews(values),
    'settings.configure': ({ setting, value }) => {
      values = { ...values, [setting]: value };
      return settingViews(values)[0]!;
    },
    'identity.users': { total: 0, rows: [], now, revision: 1 },
  });
  connect(transport);
  render(EntraConnect);
  return transport;
}
const set = (transport: FakeTransport) =>
  transport
    .asked('settings.configure')
    .map(({ setting, value, target }) => [setting, value, ...(target === null ? [] : [target])].join(' '));
const wizard = () => screen.findByRole('group', { name: 'Microsoft Entra Connect' });
const press = async (name: string) => fireEvent.click(await within(await wizard()).findByRole('button', { name }));
const at = (page: string) => screen.findByRole('heading', { level: 2, name: page });
const open = async () => {
  const desk = await screen.findByRole('list', { name: 'Desktop' });
  await fireEvent.click(within(desk).getByRole('button', { name: 'Microsoft Entra Connect' }));
  await at('Welcome to Microsoft Entra Connect');
};
const type = async (label: string, value: string) =>
  fireEvent.input(await screen.findByLabelText(new RegExp(`^${label}`)), { target: { value } });

describe('the wizard of Microsoft Entra Connect', () => {
  it('is followed as the tutorial writes it, and sets hybrid join and the service connection point', async () => {
    const transport = show();
    await open();
    await press('Configure');
    await at('Additional tasks');
    await fireEvent.click(screen.getByRole('radio', { name: 'Configure device options' }));
    await press('Next');
    await at('Overview');
    await press('Next');
    await at('Connect to Microsoft Entra ID');
    await type('Username', 'hybridadmin@contoso.onmicrosoft.com');
    await type('Password', 'x');
    await press('Next');
    await at('Device options');
    await fireEvent.click(screen.getByRole('radio', { name: 'Configure Microsoft Entra hybrid join' }));
    await press('Next');
    await at('Device operating systems');
    await press('Next');
    // Without a system there is nothing to configure.
    await at('Device operating systems');
    await fireEvent.click(screen.getByRole('checkbox', { name: /^Windows 10 or later/ }));
    await press('Next');
    await at('SCP configuration');
    await fireEvent.click(screen.getByRole('checkbox', { name: 'corp.contoso.example' }));
    await fireEvent.change(screen.getByRole('combobox', { name: 'Authentication Service' }), {
      target: { value: 'entra' },
    });
    await press('Next');
    await at('SCP configuration');
    await press('Add');
    const prompt = await screen.findByRole('dialog', { name: 'Enterprise Admin Credentials' });
    const user = within(prompt).getByLabelText(/^Username/);
    await fireEvent.input(user, { target: { value: 'FABRIKAM\\ea-admin' } });
    await fireEvent.input(within(prompt).getByLabelText(/^Password/), { target: { value: 'x' } });
    await fireEvent.click(within(prompt).getByRole('button', { name: 'OK' }));
    expect(prompt.textContent).toContain('of no domain of the forest corp.contoso.example');
    await fireEvent.input(user, { target: { value: 'CORP\\ea-admin' } });
    await fireEvent.click(within(prompt).getByRole('button', { name: 'OK' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await press('Next');
    await at('Ready to configure');
    expect(set(transport)).toEqual(['entraConnectWizard on']);
    await press('Configure');
    await at('Configuration complete');
    await press('Exit');
    await waitFor(() =>
      expect(set(transport)).toEqual([
        'entraConnectWizard on',
        'entraConnectHybridJoin on',
        'scp ownTenant',
        'entraConnectWizard off',
      ]),
    );
    expect(screen.queryByRole('group', { name: 'Microsoft Entra Connect' })).toBeNull();
  });

  it('was left open where the scheduler is suspended, and closing it lets it go on', async () => {
    const transport = show({ entraConnectWizard: 'on' });
    await at('Welcome to Microsoft Entra Connect');
    await fireEvent.click(screen.getByRole('button', { name: 'Close Microsoft Entra Connect' }));
    await waitFor(() => expect(set(transport)).toEqual(['entraConnectWizard off']));
    expect(screen.queryByRole('group', { name: 'Microsoft Entra Connect' })).toBeNull();
  });

  it('closes without a word where the lab was put back to before it was opened', async () => {
    const transport = show();
    await open();
    await waitFor(() => expect(set(transport)).toEqual(['entraConnectWizard on']));
    await waitFor(() => expect(transport.asked('settings.list').length).toBeGreaterThan(1));
    values = {};
    transport.emit('lab-changed', { revision: 9, now });
    await waitFor(() => expect(screen.queryByRole('group', { name: 'Microsoft Entra Connect' })).toBeNull());
    expect(set(transport)).toEqual(['entraConnectWizard on']);
  });

  it('refuses an account of another organization, and a person without the role', async () => {
    const transport = show();
    await open();
    await press('Configure');
    await at('Additional tasks');
    await press('Next');
    await press('Next');
    await at('Connect to Microsoft Entra ID');
    await type('Password', 'x');
    await type('Username', 'admin@fabrikam.example');
    await press('Next');
    expect(await screen.findByText(/account of this organization with the domain fabrikam\.example/)).toBeTruthy();
    const person = {
      id: 1,
      name: 'Alex Becker',
      upn: 'alex@contoso.example',
      department: '',
      jobTitle: '',
      isEnabled: true,
      hasIntuneLicense: true,
      hasRemoteHelpLicense: false,
      role: 'intuneAdministrator' as const,
    };
    transport.answer({ 'identity.users': { total: 1, rows: [person], now, revision: 1 } });
    await type('Username', 'Alex@contoso.example');
    await press('Next');
    expect(await screen.findByText('Alex Becker is no Global Administrator of this organization.')).toBeTruthy();
    await at('Connect to Microsoft Entra ID');
  });

  it('begins with the organizational units that are in the scope, and sets what was changed', async () => {
    const transport = show();
    await open();
    await press('Configure');
    await at('Additional tasks');
    await fireEvent.click(screen.getByRole('radio', { name: 'Customize synchronization options' }));
    await press('Next');
    await type('Password', 'x');
    await press('Next');
    await at('Domain and OU filtering');
    expect(screen.getByRole('checkbox', { name: 'Berlin/Computers' })).toHaveProperty('checked', true);
    const pilot = screen.getByRole('checkbox', { name: 'Berlin/Pilot' });
    expect(pilot).toHaveProperty('checked', false);
    await fireEvent.click(pilot);
    await press('Next');
    await at('Microsoft Entra attributes');
    await press('Next');
    await at('Ready to configure');
    await press('Configure');
    await at('Configuration complete');
    expect(set(transport)).toEqual(['entraConnectWizard on', 'ouInSync on Berlin/Pilot', 'entraConnectAttributes on']);
  });
});

describe('the pages of the wizard', () => {
  const before: Draft = {
    systems: { current: false, downlevel: true },
    service: 'entra',
    isAuthorized: true,
    units: {},
    limitsAttributes: false,
    isStaging: false,
    signIn: 'phs',
  };

  it('come in the order of the kind of domain', () => {
    const titles = (isFederated: boolean) => pagesOf('device', isFederated).map((id) => pageTitles[id]);
    expect(titles(false).slice(5, 7)).toEqual(['Device operating systems', 'SCP configuration']);
    expect(titles(true).slice(5, 7)).toEqual(['SCP configuration', 'Device operating systems']);
    expect(titles(true)).toHaveLength(titles(false).length);
  });

  it.each(taskIds)('%s sets only what the catalogue lists, to values that it knows', (task) => {
    for (const { wanted } of stepsOf(task, before, before, 'corp.contoso.example')) {
      const setting = findSetting(wanted.setting)!;
      expect(setting.values === 'text' || setting.values.some(({ value }) => value === wanted.value)).toBe(true);
      expect(setting.target === null).toBe(wanted.target === undefined);
    }
  });

  it('leave hybrid join off where only former systems are chosen', () => {
    const set = stepsOf('device', before, before, 'corp.contoso.example').map(({ wanted }) => wanted);
    expect(set).toContainEqual({ setting: 'entraConnectHybridJoin', value: 'off' });
  });
});
