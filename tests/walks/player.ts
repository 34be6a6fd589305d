import type { Locator } from '@playwright/test';
import { ClockBar } from '../e2e/support/screens.ts';
import {
  definedOf,
  isDescribed,
  isUnprinted,
  nodesOf,
  pageNow,
  reasonFor,
  seenAfter,
  spoken,
  withAct,
  type Section,
  type Step,
  type Verb,
} from './data.ts';
import { Places } from './places.ts';
import { isCmdlet, Prompts } from './prompts.ts';
import { named, type Role, type WalkScreen } from './screen.ts';
import { pressed, putValue, take } from './values.ts';

/** How a step went: as written; otherwise, for a reason; or not. What belongs to another matter is left for later. */
export type Outcome = 'literal' | 'other' | 'not possible' | 'later';
export type Played = { id: number; outcome: Outcome; note: string };

const asking: readonly Role[] = ['textbox', 'searchbox', 'combobox', 'spinbutton'];
const deciding: readonly Role[] = ['combobox', 'switch', 'checkbox', 'radio', 'slider', 'radiogroup', 'group'];
const leading: readonly Role[] = ['button', 'menuitem', 'link', 'tab', 'menuitemcheckbox', 'menuitemradio', 'treeitem'];
const listed: readonly Role[] = ['option', 'rowheader', 'gridcell', 'row', 'listitem', 'cell'];
const said: readonly Role[] = [
  'heading',
  'region',
  'group',
  'columnheader',
  'term',
  'table',
  'grid',
  'list',
  'img',
  'log',
];
/** Which kinds of elements a person would look at, in this order. */
const rolesFor: Readonly<Record<Verb, readonly Role[]>> = {
  press: leading,
  open: [...leading, ...listed],
  select: [...leading, ...deciding, ...listed, ...asking],
  choose: [...deciding, ...leading, ...listed],
  set: [...deciding, ...asking, ...leading],
  type: asking,
  read: [...said, ...deciding, ...asking, ...leading, ...listed],
  run: [...asking, ...leading],
  wait: said,
};

/** Plays a section in the lab that is open: only what a person can read and press. */
export class Player {
  readonly #section: Section;
  readonly #screen: WalkScreen;
  readonly #places: Places;
  readonly #prompts: Prompts;
  readonly #names: ReadonlyMap<string, string>;
  /** What was pressed last. */
  #ordered: string | null = null;
  /** `names`: what the example values of the text are called in this lab. */
  constructor(section: Section, screen: WalkScreen, names: ReadonlyMap<string, string>) {
    this.#section = section;
    this.#screen = screen;
    this.#names = names;
    this.#prompts = new Prompts(screen);
    this.#places = new Places(screen, names.get('device') ?? names.get('CL-0042'));
  }

  /** Plays one step and says how it went. What cannot be played is left; the next step begins where it can. */
  async play(written: Step): Promise<Played> {
    const { id } = written;
    const step = withAct(this.#section.walk, written);
    const reason = reasonFor(this.#section, id);
    if (reason?.kind === 'later') return { id, outcome: 'later', note: reason.why };
    // What the page itself makes depend on something that is not so here is left alone: it could only lead elsewhere.
    if (reason?.kind === 'outside' && !reason.instead) return { id, outcome: 'other', note: `outside: ${reason.why}` };
    const missed = reason?.isUntried ? [] : await this.#attempt(step);
    if (missed.length === 0 && !reason?.isUntried) return { id, outcome: 'literal', note: '' };
    if (!reason) return { id, outcome: 'not possible', note: missed.join('; ') };
    if ((await this.#screen.page.locator('[role="menu"]:visible').count()) > 0)
      await this.#screen.page.keyboard.press('Escape');
    for (const instead of reason.instead ? [reason.instead].flat() : []) {
      const lacking = await this.#attempt({ ...step, ...definedOf(instead) });
      if (lacking.length > 0)
        return { id, outcome: 'not possible', note: `${reason.why}; and instead: ${lacking.join('; ')}` };
    }
    return { id, outcome: 'other', note: `${reason.kind}: ${reason.why}` };
  }

  async #attempt(step: Step): Promise<string[]> {
    await this.#answersQuestion(step);
    const missed = await this.#tries(step);
    if (missed.length === 0) return missed;
    // What was chosen in a dialog is confirmed by who goes on behind it; one that was only looked at is left.
    const isGoingOn =
      (await this.#confirmsChoice()) ||
      (await this.#leavesUpperDialog()) ||
      (await this.#places.closesWizard(step.page));
    return isGoingOn ? this.#tries(step) : missed;
  }
  async #tries(step: Step): Promise<string[]> {
    this.#ordered = step.do === 'press' && !isUnprinted(step.control) ? spoken(step.control!) : null;
    try {
      return await this.#do(step);
    } catch (error) {
      const [line = ''] = String(error instanceof Error ? error.message : error).split('\n');
      return [`${step.do}: ${line.slice(0, 160)}`];
    }
  }
  /** A question that repeats the order, and that the page does not mention, is answered by the button of the order. */
  async #answersQuestion({ control, page }: Step): Promise<void> {
    const question = this.#screen.page.locator('[role="alertdialog"]:visible').last();
    if (this.#ordered === null || page !== undefined || (await question.count()) === 0) return;
    const isMentioned =
      !isUnprinted(control) && (await question.getByRole('button', { name: named(spoken(control!)) }).count()) > 0;
    const order = question.getByRole('button', { name: named(this.#ordered) });
    if (isMentioned || (await order.count()) === 0) return;
    await order.click(this.#screen.limit);
    await question.waitFor({ state: 'hidden', ...this.#screen.limit });
    await this.#screen.quiet();
  }
  async #leavesUpperDialog(): Promise<boolean> {
    const { page } = this.#screen;
    const dialogs = page.locator('[role="dialog"]:visible');
    const count = await dialogs.count();
    // One alone is left where it only shows something.
    if (count === 0 || (count === 1 && (await dialogs.locator('input, select, textarea, form').count()) > 0))
      return false;
    await page.keyboard.press('Escape');
    return true;
  }
  async #confirmsChoice(): Promise<boolean> {
    const layer = await this.#screen.layer();
    const marks = 'input:checked, [aria-checked="true"], [aria-selected="true"], input:required:valid, select';
    const isChosen = layer && (await layer.locator(marks).count()) > 0;
    const isWizard = layer && (await layer.locator('form.wizard').count()) > 0;
    const confirm = layer?.getByRole('button', { name: /^(OK|Select|Add|Save)$/ }).last();
    if (!isChosen || isWizard || !confirm || (await confirm.count()) === 0) return false;
    if (!(await confirm.isEnabled(this.#screen.limit).catch(() => false))) return false;
    return (await pressed(this.#screen, confirm)) === null;
  }

  /** Place, page, what is done, and what is seen then; answers what of it was not as written. */
  async #do(step: Step): Promise<string[]> {
    const missed: string[] = [];
    const miss = (what: string, how: string | null) => how !== null && missed.push(`${what}: ${how}`);
    // A page that is printed in two ways is read by the one that the product prints.
    const written = step.control === step.page && step.control !== undefined ? pageNow(step.control) : step.control;
    const control = written === undefined ? undefined : spoken(this.#named(written));
    const value = step.value === undefined || isDescribed(step.value) ? undefined : this.#named(step.value);
    const nodes = nodesOf(step.console, this.#named(step.path)).filter((node) => !isUnprinted(node));
    // Logs of a machine are opened one by one in its viewer.
    if (control?.endsWith('.log') && nodes.at(-1) !== control) nodes.push(control);

    if (control?.startsWith('https://')) return this.#openAddress(step, control);
    // Where the product has moved a node, it is opened by its new name.
    const last = step.path.split(' › ').at(-1)!;
    const isNode =
      nodes.length > 0 &&
      control !== undefined &&
      (named(control).test(nodes.at(-1)!) || named(control).test(this.#named(last)));
    const isOpening = isNode && (step.do === 'open' || step.do === 'select') && isUnprinted(step.page);
    // What a wizard sets up is waited for once it was carried out.
    if (step.do === 'wait' && step.page === undefined && (await this.#places.isInWizard()))
      await this.#places.completesWizard();
    const layer = await this.#screen.layer();
    const where =
      layer && !isOpening && step.page !== undefined
        ? null
        : await this.#places.goTo(step.console, nodes, { isNode: isOpening, isWithin: step.page !== undefined });
    miss('place', where);
    // A portal by its name is where one is now.
    if (nodes.length === 0 && step.do === 'open' && !isUnprinted(control) && step.console !== 'device') {
      miss('expect', await this.#reads(control!));
      return missed;
    }
    if (isOpening) {
      if (where === null) miss('expect', await this.#sees(step));
      return missed;
    }
    const page = step.page === undefined ? undefined : this.#named(step.page);
    // A tab or menu entry that is itself what is opened need not be open before.
    const isPage =
      page !== undefined && control !== undefined && named(page).test(control) && ['open', 'select'].includes(step.do);
    // What is waited for may have led on to another page.
    const isAhead = step.do === 'wait' && page !== undefined && (await this.#places.isAhead(page));
    const opened = step.do !== 'wait' || isAhead ? await this.#places.openPage(page) : null;
    const onPage = step.do === 'wait' ? null : opened;
    miss(`page ${page}`, onPage);
    // Going on blindly, by a Next of another page, would lead away from the rest.
    if ((onPage !== null || where !== null) && step.do === 'press') return missed;
    if (!isPage) miss(control ?? step.do, await this.#act(step, control, value));
    if (missed.length === 0) miss('expect', await this.#sees(step));
    return missed;
  }

  async #act(step: Step, control: string | undefined, value: string | undefined): Promise<string | null> {
    await this.#screen.quiet();
    if (step.do === 'wait') return isUnprinted(control) ? this.#isTold(step) : this.#comes(control!);
    if (step.do === 'run') {
      const line = value ?? control!;
      return isUnprinted(line) && !isCmdlet(line)
        ? this.#places.completesWizard()
        : this.#prompts.run(line, step.path.includes('Windows PowerShell'));
    }
    if (isUnprinted(control)) return this.#actOnUnprinted(step, value);
    if (step.do === 'press' && value !== undefined) {
      const of = await this.#findOf(control!, value);
      if (of) return pressed(this.#screen, of);
    }
    if (step.do === 'read' && value === undefined && control!.includes(', '))
      return this.#readsAll(control!.split(', '));
    const found = await this.#find(step.do, control!);
    // What a shell or a log has written has no elements of its own.
    const isWritten = !found && step.do === 'read' && (await this.#prompts.isWritten(control!));
    if (isWritten) return value === undefined ? null : this.#reads(value);
    if (!found) return 'not there';
    if (value !== undefined && step.do !== 'read' && (await this.#prompts.isFileDialog())) {
      const failure = await this.#prompts.chooseFile(found, value);
      if (failure !== undefined) return failure;
    }
    if (step.do === 'read') return value === undefined ? null : this.#readsOf(found, value);
    const offered = value === undefined ? null : await this.#offeredAbove(found, value);
    if (offered) return take(this.#screen, offered, value!);
    if (step.do === 'open' && value === undefined && (await this.#isRow(found))) return this.#opensRow(found);
    if (step.do === 'press' && value === undefined) return pressed(this.#screen, found);
    return putValue(this.#screen, found, value);
  }

  /** What a dialog over the control offers for it. */
  async #offeredAbove(control: Locator, value: string): Promise<Locator | null> {
    const layer = await this.#screen.layer();
    const isBehind =
      layer &&
      !(await control.evaluate(
        (one) => [...document.querySelectorAll('[role="dialog"]')].at(-1)?.contains(one) ?? false,
      ));
    if (!isBehind) return null;
    for (const role of ['radio', 'checkbox', 'option'] as const) {
      const choice = layer.getByRole(role, { name: named(value) }).first();
      if ((await choice.count()) > 0) return choice;
    }
    return null;
  }

  /** A button that carries the value in its name, or stands in a part of the page that has it. */
  async #findOf(control: string, value: string): Promise<Locator | null> {
    const whole = await this.#screen.find(`${control} ${value}`, leading, { forMs: 300 });
    if (whole) return whole;
    const part = await this.#screen.find(value, ['group', 'region', 'row'], { forMs: 300 });
    const own = part?.getByRole('button', { name: named(control) }).first();
    return own && (await own.isVisible()) ? own : null;
  }

  /** A row of a list is marked by one click, and opened by two. */
  #isRow(found: Locator): Promise<boolean> {
    return found.evaluate((one) => one.closest('a, button') === null && one.closest('[role="grid"]') !== null);
  }
  async #opensRow(found: Locator): Promise<string | null> {
    const before = await this.#screen.signature();
    await found.dblclick(this.#screen.limit);
    return (await this.#screen.changed(before)) ? null : 'nothing happens';
  }

  async #readsAll(names: readonly string[]): Promise<string | null> {
    for (const name of names) if (!(await this.#find('read', name))) return `${name} is not there`;
    return null;
  }

  async #find(verb: Verb, name: string): Promise<Locator | null> {
    const text = verb === 'read' || verb === 'select' || verb === 'open';
    const found = await this.#screen.find(name, rolesFor[verb], { text });
    if (found) return found;
    const inMenu = verb === 'press' || verb === 'select' ? await this.#findInMenus(name) : null;
    if (inMenu) return inMenu;
    return verb === 'select' || verb === 'open' ? this.#places.find(name) : null;
  }

  /** What a command bar or a ribbon has no room for stands in its menus. */
  async #findInMenus(name: string): Promise<Locator | null> {
    const { page } = this.#screen;
    if (await this.#screen.layer()) return null;
    for (const menu of await page.locator('[role="toolbar"] button[aria-haspopup="menu"]:visible').all()) {
      if (!(await menu.isEnabled()) || (await menu.getAttribute('aria-disabled')) === 'true') continue;
      await menu.click(this.#screen.limit);
      const entry = await this.#screen.find(name, ['menuitem'], { forMs: 400 });
      if (entry) return entry;
      await page.keyboard.press('Escape');
    }
    return null;
  }

  /** What has no printed name is there if something fits what is done with it: by its value, or by its kind. */
  async #actOnUnprinted(step: Step, value: string | undefined): Promise<string | null> {
    const screen = this.#screen;
    const verb = step.do;
    if (verb === 'read') return value === undefined ? this.#isTold(step) : this.#reads(value);
    const scope = (await screen.layer()) ?? screen.main;
    if (verb === 'type') {
      if ((await scope.locator('input[type="password"]').count()) > 0) return this.#prompts.signIn(scope, value);
      for (const field of await scope.getByRole('textbox').all())
        if ((await field.isEditable()) && (await field.inputValue()) === '') {
          const failure = await putValue(screen, field, value);
          return failure;
        }
      return 'no field to type in';
    }
    if (value !== undefined) {
      const found = await this.#find('select', value);
      if (!found) return `${value} is not there`;
      // What is only listed, such as a file, is there by its name.
      const failure = await putValue(screen, found, undefined);
      return failure === 'nothing happens' && verb === 'select' ? null : failure;
    }
    return 'nothing says what it is here';
  }

  /** Without a name and a value, only what is seen afterwards can show that something was there. */
  #isTold({ id }: Step): string | null {
    return seenAfter(this.#section.walk, id).texts.length > 0 ? null : 'nothing says how it shows';
  }
  async #comes(name: string): Promise<string | null> {
    if (await this.#places.isPassed(name)) return null;
    return (await this.#find('wait', name)) || (await this.#prompts.isWritten(name)) ? null : 'not there';
  }

  /** A box shows its value by being ticked. */
  async #readsOf(found: Locator, value: string): Promise<string | null> {
    const state = /^(un)?checked$/.exec(value);
    const isBox =
      state &&
      (await found.evaluate((one) => one instanceof HTMLInputElement || one.getAttribute('role') === 'checkbox'));
    if (!isBox) return this.#reads(value);
    return (await found.isChecked()) === (state[1] === undefined) ? null : `it is not ${value}`;
  }
  async #reads(value: string): Promise<string | null> {
    if ((await this.#screen.lacks([value])) === null) return null;
    // A long list shows it when it is searched for.
    return (await this.#places.find(value)) ? null : `${value} is not to be read`;
  }

  /** Opens what an address of a portal leads to: typed where the lab searches for everything. */
  async #openAddress(step: Step, address: string): Promise<string[]> {
    const { page } = this.#screen;
    await this.#places.closeLayers();
    await page.keyboard.press('Control+k');
    const search = page.getByRole('combobox').last();
    await search.fill(address);
    const option = page
      .getByRole('option')
      .filter({ hasText: address.replace('https://', '') })
      .first();
    try {
      await option.click({ timeout: this.#screen.patience(2000) });
    } catch {
      await page.keyboard.press('Escape');
      return [`${address}: leads nowhere`];
    }
    await this.#screen.quiet();
    const lacking = await this.#sees(step);
    return lacking === null ? [] : [`expect: ${lacking}`];
  }

  /** What the walk says is seen now, as text on the screen; where it takes time, the clock goes on. */
  async #sees({ id }: Step): Promise<string | null> {
    const { texts, hours } = seenAfter(this.#section.walk, id);
    if (texts.length === 0) return null;
    const words = texts.map((text) => this.#named(text));
    let lacking = await this.#screen.lacks(words);
    if (lacking !== null && (await this.#screen.scrollsTo(words))) return null;
    // Time goes on at the edge of the screen, which nothing may cover.
    if (lacking !== null && hours > 0) await this.#places.closeLayers();
    const clock = new ClockBar(this.#screen.page);
    for (let passed = 0; lacking !== null && passed < hours;) {
      const jump = hours - passed >= 24 ? 24 : 1;
      await clock.pass(jump === 24 ? /^1 day/ : /^1 hour/);
      passed += jump;
      lacking = await this.#screen.lacks(words, 500);
    }
    return lacking === null ? null : `“${lacking}” is not to be read`;
  }

  /** A text with the lab’s own names in place of the examples. */
  #named(text: string): string {
    let result = text;
    for (const [example, ours] of this.#names) if (example !== 'device') result = result.replaceAll(example, ours);
    return result;
  }
}
