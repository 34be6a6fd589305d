import type { Locator, Page } from '@playwright/test';
import { expectRoom } from './room.ts';
import { Machine } from './screens.ts';

/** A wizard in whatever frame: a window of a server, a dialog of a console, a page of a portal. */
export class WizardWindow {
  readonly root: Locator;
  constructor(root: Locator) {
    this.root = root;
  }
  page(name: string): Locator {
    return this.root.getByRole('heading', { level: 2, name, exact: true });
  }
  async press(name = 'Next'): Promise<void> {
    // The head of a window has a Close of its own, before that of the foot.
    await this.root.getByRole('button', { name, exact: true }).last().click();
  }
  /** The main button of a page, and the page it leads to, which has room for what it says. */
  async on(to: string, name = 'Next'): Promise<void> {
    await this.press(name);
    await this.page(to).waitFor();
    await expectRoom(this.root, to);
  }
  field(label: string | RegExp): Locator {
    return this.root.getByLabel(label);
  }
}

/** Opens Microsoft Entra Connect at its server, chooses a task and signs in; the page after that is shown then. */
export async function beginConnect(page: Page, task: string, after: string): Promise<WizardWindow> {
  const wizard = new WizardWindow(await new Machine(page).open('Microsoft Entra Connect'));
  await wizard.on('Additional tasks', 'Configure');
  await wizard.root.getByRole('radio', { name: task }).check();
  await wizard.press();
  if (task === 'Configure device options') {
    await wizard.page('Overview').waitFor();
    await wizard.press();
  }
  await wizard.page('Connect to Microsoft Entra ID').waitFor();
  await wizard.field(/^Password/).fill('Passw0rd');
  await wizard.on(after);
  return wizard;
}
export async function endConnect(wizard: WizardWindow): Promise<void> {
  await wizard.on('Configuration complete', 'Configure');
  await wizard.press('Exit');
  await wizard.root.waitFor({ state: 'detached' });
}

/** Configure device options › hybrid join, with the service connection point of the forest. */
export async function configureHybridJoin(page: Page): Promise<void> {
  const wizard = await beginConnect(page, 'Configure device options', 'Device options');
  await wizard.on('Device operating systems');
  await wizard.root.getByRole('checkbox', { name: /^Windows 10 or later/ }).check();
  await wizard.on('SCP configuration');
  await wizard.root.getByRole('row').nth(1).getByRole('checkbox').check();
  await wizard.root
    .getByRole('combobox', { name: 'Authentication Service' })
    .selectOption({ label: 'Microsoft Entra ID' });
  await wizard.press('Add');
  const prompt = page.getByRole('dialog', { name: 'Enterprise Admin Credentials' });
  await prompt.getByLabel(/^Username/).fill('CONTOSO\\ea-admin');
  await prompt.getByLabel(/^Password/).fill('Passw0rd');
  await prompt.getByRole('button', { name: 'OK' }).click();
  await wizard.on('Ready to configure');
  await endConnect(wizard);
}

/** The sign-in of a desktop console, as the account that it offers. */
export async function signIn(page: Page, root: Locator): Promise<void> {
  await root.getByRole('button', { name: 'Sign in', exact: true }).click();
  const prompt = page.getByRole('dialog', { name: 'Sign in to your account' });
  await prompt.getByLabel(/^Password/).fill('Passw0rd');
  await prompt.getByRole('button', { name: 'Sign in', exact: true }).click();
  await root.getByText(/^Signed in successfully/).waitFor();
}
export const command = async (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).first().click();
export const dialogOf = (page: Page, name: string): WizardWindow =>
  new WizardWindow(page.getByRole('dialog', { name }));
/** Summary, Progress and Completion, as every wizard of the site console ends. */
async function finish(wizard: WizardWindow): Promise<void> {
  await wizard.on('Summary');
  await wizard.on('Completion');
  await wizard.press('Close');
  await wizard.root.waitFor({ state: 'detached' });
}

/** Configure Azure Services, from its node: the service Cloud Management with two new apps and the discovery of users. */
export async function configureAzureServices(page: Page): Promise<void> {
  await command(page, 'Configure Azure Services');
  const wizard = dialogOf(page, 'Azure Services Wizard');
  await wizard.field(/^Name/).fill('My cloud management service');
  await wizard.on('App Properties');
  for (const [which, list, create, name] of [
    ['Web app', 'Server App', 'Create Server Application', 'Cloud Management web app'],
    ['Native Client app', 'Client App', 'Create Client Application', 'Cloud Management native client app'],
  ] as const) {
    await wizard.root.getByRole('group', { name: which }).getByRole('button', { name: 'Browse' }).click();
    await dialogOf(page, list).press('Create');
    const app = dialogOf(page, create);
    await app.field(/^Application Name/).fill(name);
    if (which === 'Web app')
      await app.field(/^App ID URI/).fill('api://aaaabbbb-0000-cccc-1111-dddd2222eeee/ConfigMgrService');
    await signIn(page, app.root);
    await app.press('OK');
    await app.root.waitFor({ state: 'detached' });
  }
  await wizard.on('Configure Discovery Settings');
  await wizard.root.getByRole('checkbox', { name: 'Enable Microsoft Entra user Discovery' }).check();
  await finish(wizard);
}

/** Grant admin consent, on the page of an app. */
export async function grantConsent(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Grant admin consent for/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Yes' }).click();
  await page.getByText(/^Granted for/).waitFor();
}

/** Create Cloud Management Gateway, from its node, with a certificate that lies at the site server. */
export async function createGateway(page: Page, tenant: string, file = 'CMG.pfx'): Promise<void> {
  await command(page, 'Create Cloud Management Gateway');
  const wizard = dialogOf(page, 'Create Cloud Management Gateway Wizard');
  await wizard.root.getByRole('combobox', { name: 'Microsoft Entra tenant name' }).selectOption({ label: tenant });
  await signIn(page, wizard.root);
  await wizard.on('Settings');
  await wizard.press('Browse');
  const files = dialogOf(page, 'Open');
  await files.root.getByRole('radio', { name: file, exact: true }).check();
  await files.press('Open');
  await wizard.on('Alerts');
  await finish(wizard);
}

/** Add Site System Roles, to the marked server: the connection point of the gateway. */
export async function addConnectionPoint(page: Page): Promise<void> {
  await command(page, 'Add Site System Roles');
  const wizard = dialogOf(page, 'Add Site System Roles Wizard');
  await wizard.on('Proxy');
  await wizard.on('System Role Selection');
  await wizard.root.getByRole('checkbox', { name: 'Cloud management gateway connection point' }).check();
  await wizard.on('Cloud management gateway connection point');
  await finish(wizard);
}

/** Properties of the management point, chosen among the roles of the marked server. */
export async function allowGatewayTraffic(page: Page): Promise<void> {
  await command(page, 'Servers with Role');
  await page.getByRole('menuitemcheckbox', { name: 'Management point' }).click();
  await command(page, 'Management point');
  await command(page, 'Properties');
  const properties = dialogOf(page, 'Management point Properties');
  await properties.root.getByRole('checkbox', { name: /^Allow Configuration Manager cloud management/ }).check();
  await properties.press('OK');
  await properties.root.waitFor({ state: 'detached' });
}

const isFilled = (field: unknown): boolean => (field as { value: string }).value.includes('CCMSETUPCMD');

/** Apps › All apps › Add: the client as a line-of-business app, required for all devices; its arguments are in the clipboard. */
export async function addClientApp(page: Page): Promise<void> {
  await command(page, 'Add');
  await dialogOf(page, 'Select app type').press('Select');
  const wizard = new WizardWindow(page.getByRole('main'));
  await wizard.press('Select app package file');
  const files = dialogOf(page, 'App package file');
  await files
    .field('App package file')
    .fill('C:\\Program Files\\Microsoft Configuration Manager\\bin\\i386\\ccmsetup.msi');
  await files.press('Open');
  await files.press('OK');
  await wizard.field(/^Description/).fill('Configuration Manager Client');
  await wizard.field(/^Publisher/).fill('Microsoft');
  const line = wizard.field(/^Command-line arguments/);
  await line.focus();
  await page.keyboard.press('Control+v');
  // On a slow machine the clipboard takes its time.
  await page.waitForFunction(isFilled, await line.elementHandle());
  await wizard.on('Scope tags');
  await wizard.on('Assignments');
  await wizard.press('Add all devices');
  await wizard.on('Review + create');
  await wizard.press('Create');
  await page.getByRole('link', { name: 'ConfigMgr Client Setup Bootstrap' }).waitFor();
}
