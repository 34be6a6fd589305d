import type { Locator } from '@playwright/test';
import { named, type Role, type WalkScreen } from './screen.ts';
import { isUnprinted, pageNow } from './data.ts';

const nodeRoles: readonly Role[] = ['link', 'tab', 'treeitem', 'button', 'rowheader', 'gridcell'];
const sameNodes = (ours: readonly string[], theirs: readonly string[]): boolean =>
  ours.length === theirs.length && ours.every((node, at) => named(node).test(theirs[at]!));
/** Consoles of the walks, and the place of the switcher in which each is played. */
const places: Readonly<Record<string, string>> = { azure: 'azure', device: 'devices' };
const serverNames: Readonly<Record<string, string>> = {
  'site-server': 'Site server',
  'entra-connect': 'Entra Connect',
  'domain-controller': 'Domain controller',
};

/** Where one is, and how one goes somewhere by clicking what leads there. */
export class Places {
  readonly #screen: WalkScreen;
  /** What the device of the section is called. */
  readonly #device: string | undefined;
  constructor(screen: WalkScreen, device: string | undefined) {
    this.#screen = screen;
    this.#device = device;
  }

  /**
   * Goes to the page at a path, unless it is there already; answers what does not lead on, or null. With `isNode` it is enough to come to
   * a page below: a node that only holds others opens the first of them, or unfolds. With `isWithin` a wizard that was opened there is
   * the place.
   */
  async goTo(
    console: string,
    nodes: readonly string[],
    { isNode = false, isWithin = false } = {},
  ): Promise<string | null> {
    const failure = await this.#enter(console);
    if (failure) return failure;
    if (console === 'device' || console.startsWith('server:')) return this.#openProgram(nodes);
    if (nodes.length === 0 || (await this.isAt(nodes)) || (isWithin && (await this.#isInWizardOf(nodes)))) return null;
    return this.#walk(console, nodes, isNode);
  }

  /** Whether the breadcrumb, and after it the open tab, menu entry, dialog or window, reads as the path. */
  async isAt(nodes: readonly string[]): Promise<boolean> {
    const { crumbs, within } = await this.#where();
    const wanted = nodes.filter((node) => node !== 'Overview' || within.some((name) => named(name).test(node)));
    const rest = wanted.slice(crumbs.length);
    return (
      sameNodes(wanted.slice(0, crumbs.length), crumbs) &&
      rest.every((node) => within.some((name) => named(node).test(name)))
    );
  }

  /** Whether a wizard that fills the page was opened from the page at the path. */
  async #isInWizardOf(nodes: readonly string[]): Promise<boolean> {
    if (!(await this.#screen.main.locator('form.wizard').first().isVisible())) return false;
    const { crumbs } = await this.#where();
    return crumbs.length > nodes.length && sameNodes(nodes, crumbs.slice(0, nodes.length));
  }

  /** Brings the page of a wizard, a dialog or a tab to the front; answers what is there instead, or null. */
  async openPage(name: string | undefined): Promise<string | null> {
    if (name === undefined || isUnprinted(name)) return null;
    for (const part of pageNow(name).split(' › ')) {
      if (part === 'Properties' && (await this.#opensProperties())) continue;
      const failure = await this.#openOnePage(part);
      if (failure) return failure;
    }
    return null;
  }
  async #openOnePage(name: string): Promise<string | null> {
    const screen = this.#screen;
    // Of wizards over each other, the one on top.
    const wizard = screen.page.locator('form.wizard:visible').last();
    for (let tries = 0; tries < 8; tries += 1) {
      const { within, headings } = await this.#where();
      if ([...within, ...headings].some((one) => named(name).test(one))) return null;
      const tab = await screen.find(name, ['tab'], { forMs: 300 });
      if (tab) {
        await tab.click(this.#screen.limit);
        continue;
      }
      const steps = await wizard.locator('ol.steps li').allTextContents();
      const at = steps.findIndex((one) => named(name).test(one.replace(/^(Done|\d+)\s*/, '').trim()));
      if (at === -1 && (await this.#opensMenu(name))) continue;
      if (at === -1) break;
      const past = wizard.locator('ol.steps').getByRole('button', { name: named(name) });
      const next = wizard.getByRole('button', { name: /^Next/ });
      const way = (await past.count()) > 0 ? past : next;
      if (!(await way.isEnabled({ timeout: this.#screen.patience(500) }).catch(() => false)))
        return 'the wizard holds before it';
      await way.click(this.#screen.limit);
      await screen.quiet();
    }
    return 'no page or tab of this name';
  }

  /** Whether a page of the wizard is still to come, or was there: the wizard marks what it has done. */
  async isAhead(name: string): Promise<boolean> {
    const page = this.#pageOfWizard(name);
    return (await page.count()) > 0 && (await page.getByLabel('Done').count()) === 0;
  }
  async isPassed(name: string): Promise<boolean> {
    return (await this.#pageOfWizard(name).getByLabel('Done').count()) > 0;
  }
  #pageOfWizard(name: string): Locator {
    const pages = this.#screen.page.locator('form.wizard:visible').last().locator('ol.steps li');
    return pages.filter({ has: this.#screen.page.getByText(named(name)) });
  }
  async isInWizard(): Promise<boolean> {
    return (await this.#screen.page.locator('form.wizard:visible').count()) > 0;
  }
  /** Leaves a wizard that has come to its end. */
  async closesWizard(page: string | undefined): Promise<boolean> {
    if (page !== undefined && (await this.#pageOfWizard(pageNow(page)).count()) > 0) return false;
    const wizard = this.#screen.page.locator('form.wizard:visible').last();
    const close = wizard.getByRole('button', { name: 'Close', exact: true }).last();
    const isOver = (await close.count()) > 0 && (await wizard.getByRole('button', { name: /^Cancel$/ }).count()) === 0;
    if (isOver) await close.click(this.#screen.limit);
    return isOver;
  }

  /** Goes on in a wizard to its end. */
  async completesWizard(): Promise<string | null> {
    const { page } = this.#screen;
    const wizard = page.locator('form.wizard, [role="dialog"] form');
    if (!(await wizard.first().isVisible())) return 'no wizard to complete';
    for (let tries = 0; tries < 10 && (await wizard.first().isVisible()); tries += 1) {
      const onward = wizard
        .getByRole('button', { name: /^(Next|Finish|Configure|Create|Rename|Save|Close|OK)$/ })
        .last();
      await onward.click(this.#screen.limit);
      await this.#screen.quiet();
      await page.waitForTimeout(200);
    }
    return (await wizard.first().isVisible()) ? 'the wizard does not come to its end' : null;
  }

  /** Whether the property sheet of what is marked is open, or opens. */
  async #opensProperties(): Promise<boolean> {
    if (await this.#screen.layer()) return true;
    const button = await this.#screen.find('Properties', ['button'], { forMs: 300 });
    if (!button || !(await button.isEnabled())) return false;
    await button.click(this.#screen.limit);
    await this.#screen.quiet();
    return (await this.#screen.layer()) !== null;
  }
  async #opensMenu(name: string): Promise<boolean> {
    const menu = this.#screen.page
      .locator('button[aria-haspopup="menu"]:visible')
      .filter({ hasText: named(name) })
      .first();
    if ((await this.#screen.layer()) || (await menu.count()) === 0 || !(await menu.isEnabled())) return false;
    await menu.click(this.#screen.limit);
    return true;
  }

  /** The breadcrumb without what every path of the desktop console begins with, and names of what is open on the page. */
  async #where(): Promise<{ crumbs: string[]; within: string[]; headings: string[] }> {
    return this.#screen.page.evaluate(() => {
      const read = (selector: string) =>
        [...document.querySelectorAll<HTMLElement>(selector)]
          .filter((one) => one.checkVisibility())
          .map((one) => (one.getAttribute('aria-label') ?? one.innerText).trim());
      const labeled = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"], [role="group"]')].map(
        (one) =>
          one.getAttribute('aria-label') ??
          (one.getAttribute('aria-labelledby') ?? '')
            .split(' ')
            .map((id) => document.getElementById(id)?.innerText ?? '')
            .join(' ')
            .trim(),
      );
      const crumbs = read('nav[aria-label="Breadcrumb"] li').filter((node) => node !== 'Overview');
      const open = [
        '[role="tab"][aria-selected="true"] .ui-tab-label, [role="tab"][aria-selected="true"]',
        'main nav [aria-current], main [role="treeitem"][aria-selected="true"]',
        'form.wizard [aria-current="step"] .name, form.wizard h2',
        'h1, [role="dialog"] h2, [role="alertdialog"] h2',
        '[aria-haspopup="menu"][aria-expanded="true"]',
      ].flatMap(read);
      // In a list of a desktop console, the row that is marked.
      for (const grid of document.querySelectorAll('main [role="grid"][aria-activedescendant]')) {
        const cell = document.getElementById(grid.getAttribute('aria-activedescendant')!);
        const name = cell?.closest('[role="row"]')?.querySelector<HTMLElement>('[role="rowheader"], [role="gridcell"]');
        if (name?.innerText) open.push(name.innerText.trim());
      }
      const top = document.querySelector('[role="dialog"], [role="alertdialog"]') ? '[role="dialog"] ' : 'main ';
      return {
        crumbs,
        within: [...open, ...labeled].filter((name) => name !== ''),
        headings: read(`${top}h2, ${top}h3, ${top}legend`),
      };
    });
  }

  /** The place of a console, and in it the machine. */
  async #enter(console: string): Promise<string | null> {
    const { page } = this.#screen;
    const tabs = page.getByRole('navigation', { name: 'Places', exact: true });
    const wanted = console.startsWith('server:') ? 'servers' : (places[console] ?? console);
    const own = tabs.locator(`[data-place="${wanted}"]`);
    const tab = (await own.count()) > 0 ? own : tabs.locator('[data-place="entra"]');
    if ((await tab.getAttribute('aria-current')) === null) {
      await this.closeLayers();
      await tab.click(this.#screen.limit);
      await this.#screen.quiet();
    }
    if (console === 'device') return this.#sitAtDevice();
    if (!console.startsWith('server:')) return null;
    const name = serverNames[console.slice('server:'.length)];
    const server = page
      .getByRole('navigation', { name: 'Servers', exact: true })
      .getByRole('link')
      .filter({ hasText: name ?? '' });
    await server
      .first()
      .waitFor(this.#screen.limit)
      .catch(() => undefined);
    if (name === undefined || (await server.count()) === 0) return `there is no ${console.slice('server:'.length)}`;
    if ((await server.first().getAttribute('aria-current')) === null) await server.first().click(this.#screen.limit);
    return null;
  }

  /** Goes node by node from where the path and the breadcrumb part. */
  async #walk(console: string, nodes: readonly string[], isNode: boolean): Promise<string | null> {
    await this.closeLayers();
    const screen = this.#screen;
    const { crumbs } = await this.#where();
    let from = 0;
    while (from < Math.min(crumbs.length, nodes.length) && named(nodes[from]!).test(crumbs[from]!)) from += 1;
    // A page that is open within a list has its own menu; its other pages are a click away only there.
    const isDeeper = crumbs.length > nodes.length;
    for (const [at, node] of nodes.entries()) {
      if (at < from && !isDeeper) continue;
      if (node === 'Overview' && at < nodes.length - 1) continue;
      const found = await this.#node(console, node, at === 0);
      if (!found) return `no ${node} to go on with`;
      // A folder of a tree that is open would be closed.
      if ((await found.getAttribute('aria-expanded')) === 'true') {
        if (isNode && at === nodes.length - 1) return null;
        continue;
      }
      await found.click(this.#screen.limit);
      await screen.quiet();
      await screen.page.waitForTimeout(150);
    }
    const end = Date.now() + screen.patience(2000);
    while (Date.now() < end) {
      if (await this.isAt(nodes)) return null;
      if (isNode && sameNodes(nodes, (await this.#where()).crumbs.slice(0, nodes.length))) return null;
      await screen.page.waitForTimeout(200);
    }
    const now = await this.#where();
    return `one comes to ${now.crumbs.join(' › ')}`;
  }

  async #node(console: string, name: string, isFirst: boolean): Promise<Locator | null> {
    const { page } = this.#screen;
    const areas = page
      .getByRole('navigation', { name: /^(Areas|Workspaces)$/ })
      .getByRole('link', { name: named(name) });
    if (isFirst && (console === 'intune' || console === 'configmgr')) {
      await areas
        .first()
        .waitFor(this.#screen.limit)
        .catch(() => undefined);
      return (await areas.count()) > 0 ? areas.first() : null;
    }
    const navigation = page.getByRole('navigation', { name: 'Main', exact: true });
    for (const role of ['link', 'button'] as const) {
      const entry = navigation.getByRole(role, { name: named(name) });
      if ((await entry.count()) > 0) return entry.first();
    }
    return (await this.#screen.find(name, nodeRoles, { text: true })) ?? this.#searched(name);
  }

  /** A long list shows what is searched for. */
  async #searched(name: string): Promise<Locator | null> {
    const scope = (await this.#screen.layer()) ?? this.#screen.main;
    const box = scope.getByRole('textbox', { name: /^(Search|Find|Filter)/ }).last();
    if (!(await box.isVisible().catch(() => false))) return null;
    await box.fill(name, this.#screen.limit);
    const found = await this.#screen.find(name, nodeRoles, { text: true, forMs: 3000 });
    // What was looked for in vain would empty the list, and stand in the box to be read.
    if (!found) await box.fill('', this.#screen.limit);
    return found;
  }
  find(name: string): Promise<Locator | null> {
    return this.#searched(name);
  }

  async #sitAtDevice(): Promise<string | null> {
    const { page } = this.#screen;
    const name = this.#device;
    if (name === undefined) return 'the section names no device';
    const desk = page.getByRole('region', { name: `Screen of ${name}`, exact: true });
    await page.locator('main[data-screen="atDevices"], main[data-screen="atDevice"]').waitFor(this.#screen.limit);
    await this.#screen.quiet();
    if (await desk.isVisible()) return null;
    const box = page.getByLabel(/^Find a device/);
    const another = page.getByRole('button', { name: /: switch device$/ });
    await box.or(another).first().waitFor(this.#screen.limit);
    if (await another.isVisible()) {
      await another.click(this.#screen.limit);
      await page.getByRole('menuitem', { name: /^Another device/ }).click(this.#screen.limit);
    }
    await box.first().fill(name, this.#screen.limit);
    await page
      .getByRole('list', { name: 'Devices found' })
      .getByRole('link')
      .filter({ hasText: name })
      .first()
      .click(this.#screen.limit);
    await desk.waitFor(this.#screen.limit);
    return null;
  }

  /** The window of a machine that the last node names: open, or to be opened by the Start menu. */
  async #openProgram(nodes: readonly string[]): Promise<string | null> {
    const { page } = this.#screen;
    for (const node of nodes) {
      if (isUnprinted(node)) continue;
      const window = page
        .getByRole('group', { name: named(node) })
        .or(page.getByRole('region', { name: named(node) }))
        .or(page.getByRole('dialog', { name: named(node) }));
      if (
        await window
          .first()
          .isVisible()
          .catch(() => false)
      ) {
        await this.#bringsToFront(node);
        continue;
      }
      const found = await this.#screen.find(node, ['button', 'link', 'tab', 'treeitem'], { text: true, forMs: 300 });
      if (found) {
        await found.click(this.#screen.limit).catch(() => undefined);
        continue;
      }
      if (node.endsWith('.log')) {
        const open = page.getByRole('button', { name: 'Open', exact: true }).last();
        if (!(await open.isVisible())) return `no viewer to open ${node} in`;
        await open.click(this.#screen.limit);
        const file = page.getByRole('menuitem', { name: named(node) });
        if ((await file.count()) > 0) {
          await file.first().click(this.#screen.limit);
          await this.#screen.quiet();
          continue;
        }
        await page.keyboard.press('Escape');
        return `no ${node} on this machine`;
      }
      const taskbar = page.getByRole('toolbar', { name: 'Taskbar' });
      const running = taskbar.getByRole('button', { name: named(node) });
      if ((await running.count()) > 0) {
        await running.first().click(this.#screen.limit);
        continue;
      }
      await taskbar.getByRole('button', { name: 'Start', exact: true }).click(this.#screen.limit);
      const entry = page.getByRole('menuitem', { name: named(node) });
      if ((await entry.count()) === 0) {
        await page.keyboard.press('Escape');
        return `no ${node} on this machine`;
      }
      await entry.first().click(this.#screen.limit);
    }
    return null;
  }

  /** A window that is open may lie behind another. */
  async #bringsToFront(name: string): Promise<void> {
    const taskbar = this.#screen.page.getByRole('toolbar', { name: 'Taskbar' });
    const behind = taskbar.locator('[aria-pressed="false"]').filter({ hasText: named(name) });
    if ((await behind.count()) > 0) await behind.first().click(this.#screen.limit);
  }

  /** Puts away what lies over the page, as a person does who goes elsewhere. */
  async closeLayers(): Promise<void> {
    for (let tries = 0; tries < 4 && (await this.#screen.layer()); tries += 1) {
      await this.#screen.page.keyboard.press('Escape');
      await this.#screen.page.waitForTimeout(250);
    }
  }
}
