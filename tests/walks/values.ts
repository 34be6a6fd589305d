import type { Locator } from '@playwright/test';
import { named, plain, type WalkScreen } from './screen.ts';

const on = /^(checked|yes|on|enabled?|ticked|true|selected)$/i;
const off = /^(unchecked|no|off|disabled?|cleared|false)$/i;

type Kind =
  'column' | 'option' | 'select' | 'check' | 'radio' | 'slider' | 'text' | 'list' | 'group' | 'part' | 'other';
const kindOf = (control: Locator): Promise<Kind> =>
  control.evaluate((element) => {
    const role = element.getAttribute('role') ?? '';
    const type = element instanceof HTMLInputElement ? element.type : '';
    if (element instanceof HTMLSelectElement) return 'select';
    if (element instanceof HTMLOptionElement) return 'option';
    if (type === 'radio' || role === 'radio') return 'radio';
    if (type === 'checkbox' || role === 'checkbox' || role === 'switch') return 'check';
    if (role === 'columnheader' || (element.tagName === 'TH' && element.getAttribute('scope') !== 'row'))
      return 'column';
    if (type === 'range' || role === 'slider') return 'slider';
    if (element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && role !== 'combobox'))
      return 'text';
    if (role === 'combobox') return 'list';
    if (['radiogroup', 'group'].includes(role) || element.tagName === 'FIELDSET') return 'group';
    return /^(SECTION|H[1-6]|TABLE|CAPTION|UL|DL|P)$/.test(element.tagName) ? 'part' : 'other';
  });

/** A drawn field lies under its label, which is what a person presses. */
async function press(screen: WalkScreen, control: Locator): Promise<void> {
  const label = control.locator('xpath=ancestor::label');
  if ((await label.count()) > 0) await label.first().click(screen.limit);
  else await control.click(screen.limit);
}

/** Gives a control its value as a person does; answers what it did not take, or null where it reads back. */
export async function putValue(
  screen: WalkScreen,
  control: Locator,
  value: string | undefined,
): Promise<string | null> {
  const kind = await kindOf(control);
  if (kind === 'check') return turn(screen, control, value === undefined || !off.test(value));
  if (kind === 'option') {
    const list = control.locator('xpath=ancestor::select');
    return choose(screen, list, (await control.textContent()) ?? '');
  }
  if (kind === 'radio') {
    await press(screen, control);
    return (await control.isChecked()) ? null : 'it is not chosen afterwards';
  }
  if (value === undefined) {
    if (kind === 'text' || kind === 'select' || kind === 'slider') return null;
    return pressed(screen, control);
  }
  if (kind === 'select') return choose(screen, control, value);
  if (kind === 'slider') return slide(screen, control, value);
  if (kind === 'text') return write(screen, control, value);
  if (kind === 'part') {
    const roles = ['checkbox', 'radio', 'link', 'button', 'row', 'rowheader', 'option'] as const;
    const inside = await screen.find(value, roles, { text: true });
    return inside ? putValue(screen, inside, undefined) : 'has nothing of this name';
  }
  // What stands under a heading of a table is chosen in its row.
  if (kind === 'column')
    return within(screen, control.locator('xpath=ancestor::table | ancestor::*[@role="grid"]').last(), value);
  if (kind === 'group') return within(screen, control, value);
  return pick(screen, control, value);
}

async function turn(screen: WalkScreen, control: Locator, isOn: boolean): Promise<string | null> {
  // What is ticked may bring more of the same name before it.
  const box = await control.elementHandle(screen.limit);
  if ((await box.isChecked()) !== isOn) await press(screen, control);
  return (await box.isChecked()) === isOn ? null : `it is not ${isOn ? 'on' : 'off'} afterwards`;
}

async function choose(screen: WalkScreen, control: Locator, value: string): Promise<string | null> {
  const options = await control.locator('option').allTextContents();
  const wanted = options.find((label) => named(value).test(label));
  if (wanted === undefined) return `offers ${options.map((one) => one.trim()).join(', ')}`;
  if (await control.isDisabled(screen.limit)) return 'is dimmed';
  // What is chosen may give a part of the page another name, and the control another place among what was found.
  const list = await control.elementHandle(screen.limit);
  await list.selectOption({ label: wanted.trim() }, screen.limit);
  const shown = await list.evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.text ?? '');
  return named(value).test(shown) ? null : `shows ${shown.trim()} afterwards`;
}

async function slide(screen: WalkScreen, control: Locator, value: string): Promise<string | null> {
  const shown = async () => (await control.getAttribute('aria-valuetext')) ?? '';
  await control.press('Home', screen.limit);
  for (let at = 0; at < 6 && !named(value).test(await shown()); at += 1)
    await control.press('ArrowRight', screen.limit);
  return named(value).test(await shown()) ? null : `stands at ${await shown()} afterwards`;
}

async function write(screen: WalkScreen, control: Locator, value: string): Promise<string | null> {
  await control.fill(value, screen.limit);
  const shown = await control.inputValue();
  return shown === value ? null : `reads ${shown} afterwards`;
}

async function within(screen: WalkScreen, group: Locator, value: string): Promise<string | null> {
  for (const role of ['radio', 'checkbox', 'switch', 'option', 'button'] as const) {
    const one = group.getByRole(role, { name: named(value) }).first();
    if ((await one.count()) > 0) return putValue(screen, one, undefined);
  }
  // What a choice such as “another one” asks for stands in the field behind it.
  const field = group.locator('xpath=following::*[self::input or self::select or self::textarea][1]');
  const isChoice = (await field.count()) > 0 && ['radio', 'check'].includes(await kindOf(field));
  if (isChoice) return 'has no choice of this name';
  return (await field.count()) > 0 && (await field.isEditable())
    ? putValue(screen, field, value)
    : 'has no choice of this name';
}

/** Opens what a button, a link or a list opens, takes the value there, and confirms where something has to be confirmed. */
async function pick(screen: WalkScreen, control: Locator, value: string): Promise<string | null> {
  const failure = await pressed(screen, control);
  if (failure) return failure;
  await screen.quiet();
  if (on.test(value) || off.test(value)) return null;
  const choices = ['option', 'radio', 'checkbox', 'menuitem', 'menuitemradio', 'row', 'button', 'link', 'tab'] as const;
  const choice = await screen.find(value, choices, { text: true });
  if (!choice) return plain(await screen.text()).includes(plain(value)) ? null : 'nothing of this name is offered';
  // An entry of a menu does something of its own.
  if ((await choice.getAttribute('role')) === 'menuitem') return pressed(screen, choice);
  return take(screen, choice, value);
}

/** Takes what a dialog offers, and confirms it there. */
export async function take(screen: WalkScreen, choice: Locator, value: string): Promise<string | null> {
  await press(screen, choice);
  const layer = await screen.layer();
  const confirm = layer?.getByRole('button', { name: /^(OK|Select|Add|Choose|Open)$/ }).last();
  if (confirm && (await confirm.isVisible().catch(() => false))) await confirm.click(screen.limit);
  return (await screen.lacks([value])) === null ? null : 'it is not to be read afterwards';
}

/** Presses something; answers null where that had an effect, or had it before. */
export async function pressed(screen: WalkScreen, control: Locator): Promise<string | null> {
  if (await control.isDisabled(screen.limit).catch(() => false)) return 'is dimmed';
  const isThere = await control.evaluate((element) => {
    const marks = ['aria-current', 'aria-selected', 'aria-pressed', 'aria-checked'];
    // A button in a row that is selected is no less a button.
    const own = element.closest('button');
    return marks.some((mark) => ((own ?? element.closest(`[${mark}]`))?.getAttribute(mark) ?? 'false') !== 'false');
  });
  const before = await screen.signature();
  const wasBusy = await screen.watchBusy(control);
  await press(screen, control);
  // What is read again may be as it was; that it is read shows on the button.
  return (await wasBusy()) || (await screen.changed(before)) || isThere ? null : 'nothing happens';
}
