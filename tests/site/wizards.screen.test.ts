import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import NotFound from '../../renderer/frame/NotFound.svelte';
import AppRegistration from '../../renderer/identity/azure/AppRegistration.svelte';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import { strip } from '../../renderer/parts/strip.svelte.ts';
import { navigate, startRouter } from '../../renderer/router.ts';
import { screenComponents } from '../../renderer/screens.ts';
import { refusalOfUri } from '../../renderer/site/azure/azure.ts';
import AzureServices from '../../renderer/site/azure/AzureServices.svelte';
import { azureName, refusalOfName, subscriptionId } from '../../renderer/site/gateway/gateway.ts';
import Gateway from '../../renderer/site/gateway/Gateway.svelte';
import Sites from '../../renderer/site/roles/Sites.svelte';
import SiteRoles from '../../renderer/site/roles/SiteRoles.svelte';
import { addressOf } from '../../shared/screens.ts';
import { conditionAt } from '../../shared/settings/conditions.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { componentViews, directoryView, gatewayView, settingViews } from '../support/site-screens-views.ts';
import { labView, now } from '../support/views.ts';

const verifiedDomains = ['contoso.example', 'contoso.onmicrosoft.com'];
let values: Record<string, string>;

beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
});
beforeEach(() => {
  startRouter(screenComponents, NotFound);
  showLab(labView());
});

/** A page, with a lab that keeps what is set. */
function show(page: Component, set: Record<string, string> = {}, answers: Answers = {}): FakeTransport {
  values = { ...set };
  const { tenant } = directoryView();
  const transport = new FakeTransport({
    'identity.read': directoryView({ tenant: { ...tenant, verifiedDomains } }),
    'identity.users': { total: 0, rows: [], now, revision: 1 },
    'identity.runNow': null,
    'site.gateway': gatewayView(),
    'site.components': componentViews(),
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
const dialog = (name: string) => screen.findByRole('dialog', { name });
const press = async (name: string | RegExp, root?: HTMLElement) =>
  fireEvent.click(await (root ? within(root) : screen).findByRole('button', { name }));
const at = (page: string) => screen.findByRole('heading', { level: 2, name: page });
const type = async (root: HTMLElement, label: RegExp, value: string) =>
  fireEvent.input(await within(root).findByLabelText(label), { target: { value } });
async function signIn(root: HTMLElement) {
  await press('Sign in', root);
  const prompt = await dialog('Sign in to your account');
  await type(prompt, /^Password/, 'x');
  await press('Sign in', prompt);
  await within(root).findByText(/^Signed in successfully as admin@contoso\.onmicrosoft\.com/);
}

describe('Azure Services Wizard', () => {
  async function createApp(wizard: HTMLElement, which: 'Web app' | 'Native Client app', name: string) {
    await press('Browse', within(wizard).getByRole('group', { name: which }));
    const list = await dialog(which === 'Web app' ? 'Server App' : 'Client App');
    await press('Create', list);
    const create = await dialog(which === 'Web app' ? 'Create Server Application' : 'Create Client Application');
    await type(create, /^Application Name/, name);
    return create;
  }

  it('makes the service with two apps, which nobody has granted anything yet', async () => {
    const transport = show(AzureServices);
    await press('Configure Azure Services');
    const wizard = await dialog('Azure Services Wizard');
    await at('Azure Services');
    await press('Next', wizard);
    // A service without a name is none.
    await at('Azure Services');
    await type(wizard, /^Name/, 'My cloud management service');
    await press('Next', wizard);
    await at('App Properties');
    const server = await createApp(wizard, 'Web app', 'Cloud Management web app');
    expect(within(server).getByLabelText('HomePage URL')).toHaveProperty('value', 'https://ConfigMgrService');
    await signIn(server);
    await press('OK', server);
    expect(server.textContent).toContain('api://{tenantId}/{string}');
    await type(server, /^App ID URI/, 'api://aaaabbbb-0000-cccc-1111-dddd2222eeee/ConfigMgrService');
    await press('OK', server);
    const client = await createApp(wizard, 'Native Client app', 'Cloud Management native client app');
    await signIn(client);
    await press('OK', client);
    await press('Next', wizard);
    await at('Configure Discovery Settings');
    await fireEvent.click(within(wizard).getByRole('checkbox', { name: 'Enable Microsoft Entra user Discovery' }));
    await press('Next', wizard);
    await at('Summary');
    expect(set(transport)).toEqual([]);
    await press('Next', wizard);
    await at('Completion');
    expect(set(transport)).toEqual([
      'azureServiceName My cloud management service',
      'serverAppName Cloud Management web app',
      'serverAppConsent off',
      'clientAppName Cloud Management native client app',
      'clientAppConsent off',
      'azureServices created',
      'entraUserDiscovery on',
    ]);
    // The head of the window has one too.
    await fireEvent.click(within(wizard).getAllByRole('button', { name: 'Close' }).at(-1)!);
    expect(await screen.findByRole('row', { name: /My cloud management service/ })).toBeTruthy();
  });

  it('begins with what is set up, and takes nothing of it away', async () => {
    const transport = show(AzureServices, { azureServices: 'created', entraUserDiscovery: 'on', serverAppName: 'Web' });
    await press('Configure Azure Services');
    const wizard = await dialog('Azure Services Wizard');
    for (const page of ['App Properties', 'Configure Discovery Settings', 'Summary', 'Completion']) {
      await press('Next', wizard);
      await at(page);
    }
    expect(set(transport)).toEqual([
      'azureServiceName Cloud Management',
      'serverAppName Web',
      'clientAppName ConfigMgr client app',
      'entraUserDiscovery on',
    ]);
  });

  it('is gone where the lab becomes another one', async () => {
    const transport = show(AzureServices);
    await press('Configure Azure Services');
    const wizard = await dialog('Azure Services Wizard');
    await type(wizard, /^Name/, 'Of the former lab');
    transport.emit('lab-replaced', { lab: labView() });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await press('Configure Azure Services');
    const again = await dialog('Azure Services Wizard');
    expect(within(again).getByLabelText(/^Name/)).toHaveProperty('value', '');
  });

  it('leads to a full discovery, from the method in the details', async () => {
    const transport = show(AzureServices, { azureServices: 'created', entraUserDiscovery: 'on' });
    await screen.findByRole('table', { name: 'Discovery methods' });
    await press('Microsoft Entra user Discovery');
    await press('Run Full Discovery Now');
    await press('Yes', await screen.findByRole('alertdialog', { name: 'Run Full Discovery Now' }));
    await waitFor(() => expect(transport.asked('identity.runNow')).toEqual([{ what: 'entraUserDiscovery' }]));
  });
});

describe('an app registration', () => {
  it('is granted admin consent once somebody has said Yes', async () => {
    await navigate(addressOf('appRegistration', { app: 'web', page: 'permissions' }));
    const transport = show(AppRegistration, {
      azureServices: 'created',
      serverAppName: 'Cloud Management web app',
      serverAppConsent: 'off',
    });
    const tenant = labView().tenant.name;
    expect(await screen.findByText(`Not granted for ${tenant}`)).toBeTruthy();
    await press(`Grant admin consent for ${tenant}`);
    await press('Yes', await screen.findByRole('alertdialog'));
    expect(await screen.findByText(`Granted for ${tenant}`)).toBeTruthy();
    expect(set(transport)).toEqual(['serverAppConsent on']);
  });
});

describe('Create Cloud Management Gateway Wizard', () => {
  async function toSettings(): Promise<HTMLElement> {
    await press('Create Cloud Management Gateway');
    const wizard = await dialog('Create Cloud Management Gateway Wizard');
    await at('General');
    await fireEvent.change(within(wizard).getByRole('combobox', { name: 'Microsoft Entra tenant name' }), {
      target: { value: 'Contoso' },
    });
    expect(within(wizard).getByLabelText('Microsoft Entra app name')).toHaveProperty('value', 'ConfigMgr server app');
    await signIn(wizard);
    await press('Next', wizard);
    return wizard;
  }
  async function choose(wizard: HTMLElement, file: string) {
    await press('Browse', wizard);
    const picker = await dialog('Open');
    await fireEvent.click(within(picker).getByRole('radio', { name: file }));
    await press('Open', picker);
  }

  it('is followed page by page, with the documented defaults', async () => {
    const transport = show(Gateway, { azureServices: 'created' });
    const wizard = await toSettings();
    await at('Settings');
    await choose(wizard, 'CMG.pfx');
    const box = within(wizard);
    expect(box.getByLabelText('Service name')).toHaveProperty('value', 'contosocmg.contoso.example');
    expect(box.getByLabelText('Deployment name')).toHaveProperty('value', 'contosocmg');
    expect(box.getByLabelText('VM Size')).toHaveProperty('value', 'Standard (A2_V2)');
    expect(box.getByLabelText('VM Instance')).toHaveProperty('value', '1');
    for (const name of ['Verify Client Certificate Revocation', 'Enforce TLS 1.2', /^Allow CMG to function/])
      expect(box.getByRole('checkbox', { name })).toHaveProperty('checked', true);
    await type(wizard, /^VM Instance/, '17');
    await press('Next', wizard);
    await at('Settings');
    await type(wizard, /^VM Instance/, '2');
    await type(wizard, /^Resource group name/, 'rg-cmg-lab');
    for (const page of ['Alerts', 'Summary', 'Completion']) {
      await press('Next', wizard);
      await at(page);
    }
    expect(set(transport)).toEqual([
      'gatewayDetails Resource Group: rg-cmg-lab | VM Instance: 2',
      'gatewayVerifyCrl on',
      'gatewayContent on',
      'gatewayCertificate valid',
      'gatewayName',
      'gateway ready',
    ]);
  });

  it('gives the gateway the name of the certificate that was exported', async () => {
    const transport = show(Gateway, {
      azureServices: 'created',
      certificateFiles: 'C:\\Certs\\ConfigMgrCloudMGServer.pfx = MyCSG.contoso.example (private)',
    });
    const wizard = await toSettings();
    await choose(wizard, 'ConfigMgrCloudMGServer.pfx');
    await type(wizard, /^Service name/, 'other.contoso.example');
    expect(wizard.textContent).toContain('The certificate is for MyCSG.contoso.example.');
    await type(wizard, /^Service name/, 'MyCSG.contoso.example');
    for (const page of ['Alerts', 'Summary', 'Completion']) {
      await press('Next', wizard);
      await at(page);
    }
    expect(set(transport)).toEqual(
      expect.arrayContaining(['gatewayCertificate private', 'gatewayName MyCSG.contoso.example']),
    );
  });

  it('stays on General where the site does not reach Azure', async () => {
    show(Gateway, { azureServices: 'created', serviceEndpoints: 'blocked' });
    await toSettings();
    expect(await screen.findByText('The site could not connect to Azure.')).toBeTruthy();
    await at('General');
    // Why, the lab says beside it.
    const why = conditionAt('serviceEndpoints', 'blocked')!.unmet;
    expect(strip.said).toMatchObject({ text: why, knows: 'prerequisites' });
    expect(document.body.textContent).not.toContain(why);
  });

  it('knows no tenant without the service Cloud Management', async () => {
    show(Gateway, { azureServices: 'none' });
    await press('Create Cloud Management Gateway');
    const wizard = await dialog('Create Cloud Management Gateway Wizard');
    const tenants = within(wizard).getByRole('combobox', { name: 'Microsoft Entra tenant name' });
    expect(within(tenants).getAllByRole('option')).toHaveLength(1);
    expect(within(wizard).getByLabelText('Microsoft Entra app name')).toHaveProperty('value', '');
    await press('Next', wizard);
    await at('General');
  });

  it('tests the way of a client up to where it ends, and says what it was answered and not why', async () => {
    show(Gateway, { gateway: 'ready' });
    await screen.findByRole('row', { name: /contosocmg/ });
    await press('Connection analyzer');
    const analyzer = await dialog('Cloud management gateway connection analyzer');
    await signIn(analyzer);
    await press('Start', analyzer);
    const rows = await within(analyzer).findAllByRole('row');
    expect(
      rows.slice(1).map((row) =>
        within(row)
          .getAllByRole('cell')
          .map((cell) => cell.textContent.trim()),
      ),
    ).toEqual([
      ['Passed', ''],
      ['Failed', '0x80072ee7.'],
      ['Not tested', ''],
    ]);
  });
});

describe('Servers and Site System Roles', () => {
  const withManagementPoint = [
    ...componentViews(),
    { component: 'SMS_MP', server: 'srv1', role: 'Management point', status: 'ok' as const, messages: [] },
  ];

  it('adds the connection point of the gateway', async () => {
    const transport = show(SiteRoles, { gateway: 'ready' }, { 'site.components': withManagementPoint });
    await screen.findByRole('region', { name: 'Details of srv1', hidden: true });
    await press('Add Site System Roles');
    const wizard = await dialog('Add Site System Roles Wizard');
    for (const page of ['Proxy', 'System Role Selection']) {
      await press('Next', wizard);
      await at(page);
    }
    await fireEvent.click(within(wizard).getByRole('checkbox', { name: /^Cloud management gateway connection point/ }));
    await press('Next', wizard);
    await at('Cloud management gateway connection point');
    expect(within(wizard).getByLabelText('Cloud management gateway name')).toHaveProperty('value', 'contosocmg');
    expect(within(wizard).getByLabelText('Region')).toHaveProperty('value', 'West US');
    for (const page of ['Summary', 'Completion']) {
      await press('Next', wizard);
      await at(page);
    }
    expect(set(transport)).toEqual(['gatewayConnectionPoint connected']);
  });

  it('does not pretend to add it to a server where the lab would not run it', async () => {
    show(SiteRoles, { gateway: 'ready' });
    await screen.findByRole('region', { name: 'Details of srv1', hidden: true });
    await press('Add Site System Roles');
    const wizard = await dialog('Add Site System Roles Wizard');
    for (const page of ['Proxy', 'System Role Selection']) {
      await press('Next', wizard);
      await at(page);
    }
    await fireEvent.click(within(wizard).getByRole('checkbox', { name: /^Cloud management gateway connection point/ }));
    const next = within(wizard).getByRole('button', { name: /^Next/ });
    expect(next.getAttribute('aria-disabled')).toBe('true');
    expect(wizard.textContent).toContain('the server of the management point');
  });

  it('lets the management point take traffic of the gateway once OK was pressed', async () => {
    const transport = show(SiteRoles, {}, { 'site.components': withManagementPoint });
    await press('Management point');
    await press('Properties');
    const properties = await dialog('Management point Properties');
    await fireEvent.click(within(properties).getByRole('checkbox', { name: /^Allow Configuration Manager cloud/ }));
    expect(set(transport)).toEqual([]);
    await press('OK', properties);
    await waitFor(() => expect(set(transport)).toEqual(['managementPointGateway on', 'enhancedHttp enhanced']));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('Sites', () => {
  it('sets how site systems are spoken to under Communication Security', async () => {
    const transport = show(Sites, { enhancedHttp: 'http' });
    await screen.findByRole('grid', { name: 'Sites' });
    await press('Properties');
    await fireEvent.click(await screen.findByRole('tab', { name: 'Communication Security' }));
    await fireEvent.click(
      screen.getByRole('checkbox', {
        name: 'Use Configuration Manager-generated certificates for HTTP site systems',
      }),
    );
    await press('OK');
    await waitFor(() => expect(set(transport)).toEqual(['enhancedHttp enhanced']));
  });
});

describe('names', () => {
  it.each([
    ['https://ConfigMgrService', false],
    ['https://contoso.example/ConfigMgrService', true],
    ['https://fabrikam.example/ConfigMgrService', false],
    ['api://6f1c2d3e-0000-4000-8000-000000000001/x', true],
    ['api://x/ConfigMgrService', false],
  ])('App ID URI %s: %s', (uri, isAllowed) => {
    expect(refusalOfUri(uri, verifiedDomains) === null).toBe(isAllowed);
  });

  it('of a gateway follow from its certificate and its region', () => {
    const wildcard = { path: '', commonName: '*.contoso.com', issuer: 'public' as const };
    expect(refusalOfName('granitefalls.contoso.com', wildcard)).toBeNull();
    expect(refusalOfName('granitefalls.fabrikam.com', wildcard)).toContain('.contoso.com');
    expect(refusalOfName('*.contoso.com', wildcard)).not.toBeNull();
    expect(azureName('MyCSG.contoso.com', 'West US')).toBe('MyCSG.westus.cloudapp.azure.com');
    expect(subscriptionId('6f1c2d3e-0000-4000-8000-000000000001')).toMatch(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
  });
});
