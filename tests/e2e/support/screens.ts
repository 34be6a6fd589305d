import { expect, type Locator, type Page } from '@playwright/test';
import {
  addressOf,
  screens,
  type ConsoleId,
  type PlainScreenId,
  type ScreenId,
  type ToScreen,
} from '../../../shared/screens.ts';

/** A row of a tile as it stands there: what it is called and how many it counts. */
export type TileRow = { label: string; count: number };

const number = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', '') ?? Number.NaN);

/** Everything around the page: navigation, the search at the top, and what lies over the page. */
export class Frame {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  get heading(): Locator {
    return this.page.getByRole('main').getByRole('heading', { level: 1 });
  }
  get palette(): Locator {
    return this.page.getByRole('dialog').filter({ has: this.page.getByRole('combobox') });
  }
  get announcement(): Locator {
    return this.page.locator('[role="status"][aria-live="polite"][aria-atomic="true"]');
  }
  toast(text: string | RegExp): Locator {
    return this.page.locator('[role="status"], [role="alert"], [role="region"]').filter({ hasText: text }).first();
  }

  /** Waits until nothing slides, fades or changes its color. What turns for ever while one waits may go on. */
  async settle(): Promise<void> {
    await this.page.waitForFunction(() => {
      const { document } = globalThis as unknown as { document: { getAnimations: () => Motion[] } };
      type Motion = { playState: string; effect: { getComputedTiming: () => { iterations: number } } | null };
      return !document.getAnimations().some(({ playState, effect }) => {
        return playState === 'running' && effect?.getComputedTiming().iterations !== Infinity;
      });
    });
  }

  /** Waits until nothing moves and nothing is being read any more: the moment for a picture. */
  async quiet(): Promise<void> {
    await this.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
    await this.settle();
  }

  /** Goes to a page, and waits until it is there: `goTo('device', { deviceId: 12, tab: 'records' })`. */
  async goTo<Id extends ScreenId>(...to: ToScreen<Id>): Promise<void> {
    await this.follow(addressOf(...to));
    await this.arrived(to[0]);
  }
  /** Goes to a page as a person does: its place in the switcher, its area where the place has areas, its entry in the navigation. */
  async choose(page: PlainScreenId): Promise<void> {
    const { console, path } = screens[page];
    const tab = this.tab(console);
    if ((await tab.getAttribute('aria-current')) === null) await tab.click();
    await this.page.locator(`.shell[data-place="${console}"]`).waitFor();
    const area = this.page.getByRole('navigation', { name: /^(Areas|Workspaces)$/ });
    if (console === 'intune' || console === 'configmgr')
      await area.getByRole('link', { name: path[0], exact: true }).click();
    // An area may be a page itself.
    if (path.length > 1 || (console !== 'intune' && console !== 'configmgr')) await this.entry(page).click();
    await this.arrived(page);
  }
  /** The tab of a place in the switcher. */
  tab(console: ConsoleId): Locator {
    return this.page.getByRole('navigation', { name: 'Places', exact: true }).locator(`[data-place="${console}"]`);
  }
  /** The entry of a page in the navigation of its place. */
  entry(page: PlainScreenId): Locator {
    const navigation = this.page.getByRole('navigation', { name: 'Main' });
    return navigation.getByRole('link', { name: screens[page].path.at(-1)!, exact: true });
  }
  /** The sentence of the lab beside a console. */
  get strip(): Locator {
    return this.page.getByRole('complementary', { name: 'Lab only' });
  }
  /** The page is shown; what it reads may still be on its way. */
  async arrived(page: ScreenId): Promise<void> {
    await this.page.locator(`main[data-screen="${page}"]`).waitFor();
  }
  async left(page: ScreenId): Promise<void> {
    await this.page.locator(`main[data-screen="${page}"]`).waitFor({ state: 'detached' });
  }

  /** Opens an address of the app without a reload, as a link does. */
  async follow(address: string): Promise<void> {
    await this.page.evaluate((to) => {
      const { document } = globalThis as unknown as {
        document: { createElement: (name: 'a') => Anchor; body: Parent };
      };
      type Anchor = { href: string; click: () => void; remove: () => void };
      type Parent = { append: (child: Anchor) => void };
      const link = document.createElement('a');
      link.href = to;
      document.body.append(link);
      link.click();
      link.remove();
    }, address);
    await this.page.waitForFunction((to) => {
      const { location, URL } = globalThis as unknown as {
        location: { href: string };
        URL: new (...of: string[]) => Url;
      };
      type Url = { href: string };
      return location.href === new URL(to, location.href).href;
    }, address);
  }

  async findDevice(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /Search devices, pages and commands/ }).click();
    await this.palette.getByRole('combobox').fill(name);
    await this.page.getByRole('option').filter({ hasText: name }).first().click();
  }

  async chooseTheme(name: 'Light' | 'Dark' | 'High contrast'): Promise<void> {
    await this.page.getByRole('button', { name: 'Appearance' }).click();
    await this.page
      .getByRole('menuitemcheckbox', { name, exact: true })
      .or(this.page.getByRole('menuitemradio', { name, exact: true }))
      .or(this.page.getByRole('menuitem', { name, exact: true }))
      .click();
  }
}

export class HomeScreen {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  tile(title: string): Locator {
    return this.page.getByRole('region', { name: title, exact: true });
  }
  row(title: string, label: string): Locator {
    return this.tile(title)
      .getByRole('row')
      .filter({ has: this.page.getByRole('link', { name: label, exact: true }) });
  }
  /** The rows of a tile in their order. */
  async rows(title: string): Promise<TileRow[]> {
    const rows = this.tile(title)
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader') });
    const found = await rows.evaluateAll((elements) =>
      elements.map((element) => ({
        label: (element.querySelector('th')?.textContent ?? '').trim(),
        count: (element.querySelector('td')?.textContent ?? '').trim(),
      })),
    );
    return found.map(({ label, count }) => ({ label, count: number(count) }));
  }
  async openRow(title: string, label: string): Promise<void> {
    await this.row(title, label).getByRole('link', { name: label, exact: true }).click();
  }
  /** Reasons why devices need a person, with their counts. */
  get attention(): Locator {
    return this.tile('Needs a person');
  }
}

/** A list of devices in one of the consoles. */
export class ListScreen {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get grid(): Locator {
    return this.page.getByRole('grid');
  }
  get searchBox(): Locator {
    return this.page.getByRole('textbox', { name: 'Search devices', exact: true });
  }
  /** How many rows the list has, read aloud and drawn alike: the grid's own count, without its header. */
  async count(): Promise<number> {
    await this.page.locator('[role="grid"]:not([aria-busy="true"])').waitFor();
    return Number(await this.grid.getAttribute('aria-rowcount')) - 1;
  }
  row(name: string): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) });
  }
  cell(name: string, column: number): Locator {
    return this.row(name).getByRole('gridcell').nth(column);
  }
  async select(name: string): Promise<void> {
    await this.row(name).getByRole('checkbox').click();
  }
  async open(name: string): Promise<void> {
    await this.grid.getByRole('link', { name, exact: true }).first().click();
  }
  command(name: string | RegExp): Locator {
    return this.page.getByRole('toolbar').getByRole('button', { name });
  }
  pill(name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${name}:`) });
  }
}

export class DeviceScreen {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  command(name: string | RegExp): Locator {
    return this.page.getByRole('toolbar', { name: 'Device actions' }).getByRole('button', { name });
  }
  get dialog(): Locator {
    return this.page.getByRole('alertdialog');
  }
  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tab', { name });
  }
  get waiting(): Locator {
    return this.page.getByRole('region', { name: 'Waiting actions', exact: true });
  }
  /** One order with its three lines of pending truth; a finished one is a disclosure. */
  order(label: string | RegExp): Locator {
    return this.page
      .getByRole('list', { name: /^(Actions|Waiting actions)$/ })
      .getByRole('listitem')
      .filter({ hasText: label })
      .first();
  }
  line(order: Locator, name: 'Console shows' | 'Documented bound' | 'Lab knows'): Locator {
    return order.locator('dt', { hasText: name }).locator('xpath=following-sibling::dd[1]');
  }
  async restart(): Promise<void> {
    await this.command('Restart').click();
    await this.dialog.getByRole('button', { name: 'Yes', exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
  async startSession(): Promise<void> {
    await this.command('Remote control').click();
    await this.page.getByRole('menuitem', { name: /New remote assistance session/ }).click();
    await this.dialog.getByRole('button', { name: 'Continue' }).click();
  }
}

export class LabScreen {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  command(name: string | RegExp): Locator {
    return this.page.getByRole('toolbar', { name: 'Lab' }).getByRole('button', { name });
  }
  get newLab(): Locator {
    return this.page.getByRole('dialog', { name: 'New lab' });
  }
  /** Creates a lab as a person does. */
  async create(title: RegExp, { seed, devices }: { seed?: string; devices?: string } = {}): Promise<void> {
    await this.command('New lab').click();
    await this.newLab.getByRole('radio', { name: title }).check();
    if (devices !== undefined) await this.newLab.getByRole('textbox', { name: 'Devices' }).fill(devices);
    if (seed !== undefined) await this.newLab.getByRole('textbox', { name: 'Seed', exact: true }).fill(seed);
    await this.newLab.getByRole('button', { name: 'Create lab' }).click();
    await this.newLab.waitFor({ state: 'detached' });
  }
  async reset(): Promise<void> {
    await this.command('Reset to baseline').click();
    const dialog = this.page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Reset', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }
}

/** The simulated clock at the foot of every page. */
export class ClockBar {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get bar(): Locator {
    return this.page.getByRole('region', { name: 'Simulated time' });
  }
  get lastJump(): Locator {
    return this.bar.getByRole('button', { name: /^Last jump/ });
  }
  get ledger(): Locator {
    return this.page.getByRole('dialog', { name: 'Ledger of the last jump' });
  }
  speed(name: RegExp): Locator {
    return this.bar.getByRole('group', { name: 'Speed' }).getByRole('button', { name });
  }
  /** Jumps by an entry of the menu. Something ends in this time, so the ledger opens; it is left open to be read. */
  async jump(entry: string | RegExp): Promise<void> {
    await this.choose(entry);
    await this.ledger.waitFor();
  }
  /** Jumps over a time in which nothing ends that anybody waited for: the ledger stays closed. */
  async jumpQuietly(entry: string | RegExp): Promise<void> {
    const before = await this.#time();
    await this.choose(entry);
    await this.#arrived(before);
  }
  /** Goes to the next event, and puts the ledger away when that event ended somebody's wait. */
  async nextEvent(): Promise<void> {
    const before = await this.#time();
    await this.bar.getByRole('button', { name: 'Next event' }).click();
    await this.#arrived(before);
    if (await this.ledger.isVisible()) await this.closeLedger();
  }
  /** Chooses an entry of the Jump menu and waits for nothing. */
  async choose(entry: string | RegExp): Promise<void> {
    await this.bar.getByRole('button', { name: 'Jump', exact: true }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }
  /** Jumps, waits until it is over, and puts the ledger away should it have opened. */
  async pass(entry: string | RegExp, times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) {
      await this.jumpQuietly(entry);
      if (await this.ledger.isVisible()) await this.closeLedger();
    }
  }
  async closeLedger(): Promise<void> {
    await this.ledger.getByRole('button', { name: 'Close' }).click();
    await this.ledger.waitFor({ state: 'detached' });
  }

  async #time(): Promise<string> {
    return (await this.#clock.textContent()) ?? '';
  }
  get #clock(): Locator {
    return this.bar.locator('.time');
  }
  /** The time or its date is another one, and the jump is over. */
  async #arrived(before: string): Promise<void> {
    await this.#clock.evaluate(
      (element, former) =>
        new Promise<void>((resolve) => {
          const look = (): void => {
            if (element.textContent === former) setTimeout(look, 20);
            else resolve();
          };
          look();
        }),
      before,
    );
    await this.bar.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
    await this.lastJump.waitFor();
  }
}

/** The window of one Remote Help session. */
export class RemoteHelpWindow {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get bar(): Locator {
    return this.page.getByRole('region', { name: 'Session', exact: true });
  }
  get screen(): Locator {
    return this.page.getByRole('region', { name: /^Screen of / });
  }
  get ending(): Locator {
    return this.page.getByRole('heading', { level: 2 }).first();
  }
  get replay(): Locator {
    return this.page.getByRole('region', { name: 'Replay' });
  }
  app(title: string): Locator {
    return this.page.getByRole('toolbar', { name: 'Taskbar' }).getByRole('button', { name: title });
  }
  get terminal(): Locator {
    return this.page.getByRole('group', { name: 'Command Prompt' });
  }
  /** What stands in the terminal, in the rows that a screen reader is given. */
  get terminalText(): Locator {
    return this.terminal.locator('.xterm-rows');
  }
  async run(command: string): Promise<void> {
    await this.terminal.getByRole('textbox').focus();
    await this.page.keyboard.type(command);
    await this.page.keyboard.press('Enter');
  }
}

/** The pages on which directory, tenant and site are set up: fields in tiles, commands, tables and side panels. */
export class Pages {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  tile(title: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('region', { name: title, exact: true });
  }
  command(name: string): Locator {
    return this.page.getByRole('toolbar').getByRole('button', { name, exact: true });
  }
  /** Gives a command of the bar, or of the menu at its end where the bar is too narrow for it. */
  async press(name: string): Promise<void> {
    const more = this.command('More commands');
    await this.command(name).or(more).first().waitFor();
    if (await this.command(name).isVisible()) return this.command(name).click();
    await more.click();
    await this.page.getByRole('menuitem', { name, exact: true }).click();
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('button', { name, exact: true });
  }
  /** A layer over the page: a dialog, a side panel, or a question. */
  get layer(): Locator {
    return this.page.getByRole('dialog').or(this.page.getByRole('alertdialog'));
  }
  /** Where settings are fields: on the page, or in the properties over it. */
  get fields(): Locator {
    return this.page.locator('main, [role="dialog"]');
  }
  /** A row of a table by the name that heads it. */
  row(name: string | RegExp): Locator {
    return this.page
      .getByRole('main')
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name }) });
  }
  /** A value of a list of facts, by its name. */
  fact(list: string, name: string): Locator {
    return this.page
      .locator(`dl[aria-label="${list}"] dt`)
      .filter({ hasText: new RegExp(`^${name}$`) })
      .locator('xpath=following-sibling::dd[1]');
  }
  /** Changes a setting that offers a choice, and waits until the lab has it. */
  async choose(label: string | RegExp, option: string): Promise<void> {
    const field = this.fields.getByRole('combobox', { name: label });
    await field.selectOption({ label: option });
    await this.#settled(field);
    await expect(field.locator('option:checked')).toHaveText(option);
  }
  async turn(label: string | RegExp, isOn: boolean): Promise<void> {
    const field = this.fields.getByRole('switch', { name: label });
    // Its drawn track lies over the field, as its label does around it.
    if ((await field.isChecked()) !== isOn) await field.locator('xpath=ancestor::label').click();
    await this.#settled(field);
    await expect(field).toBeChecked({ checked: isOn });
  }
  async write(label: string | RegExp, text: string): Promise<void> {
    const field = this.fields.getByRole('textbox', { name: label });
    await field.fill(text);
    await this.fields.getByRole('button', { name: 'Apply', exact: true }).click();
    await this.#settled(field);
    await expect(field).toHaveValue(text);
  }
  /** Puts away the notices at the corner, which lie over what is beneath them for some seconds. A person’s press takes a moment. */
  async dismissNotices(): Promise<void> {
    const notices = this.page.getByRole('region', { name: 'Notifications' }).getByRole('button');
    for (const notice of await notices.all()) await notice.click({ timeout: 1000, delay: 100 }).catch(() => undefined);
  }
  /** While the lab takes a setting, no other can be changed. */
  async #settled(field: Locator): Promise<void> {
    await expect(field).toBeEnabled();
  }
}

/** The node of co-management and tenant attach, with its wizard and its properties. */
export class CloudAttachScreen extends Pages {
  get wizard(): Locator {
    return this.page.getByRole('main').locator('form.wizard');
  }
  async next(name: string | RegExp = 'Next'): Promise<void> {
    await this.wizard.getByRole('button', { name, exact: true }).click();
  }
  /** Signs in on the first page, and lets the wizard register its application. */
  async signIn(isCustom = false): Promise<void> {
    await this.wizard.getByRole('button', { name: 'Sign In', exact: true }).click();
    await this.layer.getByLabel(/^Password/).fill('Passw0rd');
    await this.layer.getByRole('button', { name: 'Sign in', exact: true }).click();
    if (isCustom) await this.wizard.getByRole('radio', { name: 'Customize settings' }).check();
    await this.next();
    await this.layer.getByRole('button', { name: 'Yes', exact: true }).click();
  }
  /** The window that Browse opens: one collection is chosen there. */
  async chooseCollection(collection: string | RegExp): Promise<void> {
    const window = this.page.getByRole('dialog', { name: 'Select Collection' });
    await window.getByRole('radio', { name: collection, exact: true }).check();
    await window.getByRole('button', { name: 'OK', exact: true }).click();
  }
  step(name: string): Locator {
    return this.wizard.getByRole('heading', { level: 2, name });
  }
  /** How many devices stand in a stage of the funnel, or beside it. */
  stage(label: string): Locator {
    return this.tile('Co-management status').getByRole('link', { name: label });
  }
  async count(label: string): Promise<number> {
    return number((await this.stage(label).locator('b').textContent()) ?? '');
  }
  async openProperties(tab: string): Promise<void> {
    await this.press('Properties');
    await this.layer.getByRole('tab', { name: tab, exact: true }).click();
  }
  async closeProperties(): Promise<void> {
    await this.dismissNotices();
    await this.layer.getByRole('button', { name: 'Close', exact: true }).last().click();
    await this.layer.waitFor({ state: 'detached' });
  }
}

/** The screen of a machine, a device or a server: its programs, and what is typed at it. */
export class Machine {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }
  get taskbar(): Locator {
    return this.page.getByRole('toolbar', { name: 'Taskbar' });
  }
  window(title: string): Locator {
    return this.page.getByRole('group', { name: title, exact: true });
  }
  /** Opens a program, or brings its window to the front: by the taskbar where a window lies over its sign. */
  async open(title: string): Promise<Locator> {
    const running = this.taskbar.getByRole('button', { name: title, exact: true });
    const window = this.window(title);
    if (await running.isVisible()) {
      if ((await running.getAttribute('aria-pressed')) !== 'true') await running.click();
    } else {
      await this.taskbar.getByRole('button', { name: 'Start' }).click();
      await this.page.getByRole('menuitem', { name: title, exact: true }).click();
    }
    await window.waitFor();
    return window;
  }
  /** Types one line in a shell and waits until it was answered: `text` is what stands there then. */
  async type(shell: 'Command Prompt' | 'Windows PowerShell', line: string): Promise<Locator> {
    const window = await this.open(shell);
    await window.getByRole('textbox').focus();
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
    return window.locator('.xterm-rows');
  }
  async tab(window: string, name: string): Promise<void> {
    await this.window(window).getByRole('tab', { name, exact: true }).click();
  }
}
