import type { Locator, Page } from '@playwright/test';
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
    await this.root.getByRole('button', { name, exact: true }).click();
  }
  /** The main button of a page, and the page it leads to. */
  async on(to: string, name = 'Next'): Promise<void> {
    await this.press(name);
    await this.page(to).waitFor();
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
