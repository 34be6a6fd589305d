import { expect, type Page } from '@playwright/test';

export type Focus = { role: string; name: string; isLost: boolean; isMarked: boolean };

/** A person without a mouse. Every key is followed by a look at where the focus is: never nowhere, and always to be seen. */
export class Keyboard {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** What has the focus, and whether it is drawn so. */
  focus(): Promise<Focus> {
    return this.page.evaluate(() => {
      const element = document.activeElement ?? document.body;
      const isLost = element === document.body || !element.isConnected;
      const labels = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
      const named = labels.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
      const fieldLabel = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : '';
      const name = (element.getAttribute('aria-label') ?? (named || fieldLabel || element.textContent)).trim();
      const active = element.getAttribute('aria-activedescendant');
      const cell = active === null ? null : document.getElementById(active);
      const accent = getComputedStyle(document.documentElement).getPropertyValue('--focus').trim();
      const hasRing = (frame: Element, part?: string): boolean => {
        const { outlineStyle, outlineWidth, content } = getComputedStyle(frame, part);
        return (part === undefined || content !== 'none') && outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
      };
      // A ring may lie on the element, on its active cell, on what it fills, or on the frame around a field.
      const frames: Element[] = cell ? [element, cell] : [element];
      for (let up = element.parentElement; up && frames.length < 7; up = up.parentElement) frames.push(up);
      const { boxShadow, borderBottomColor } = getComputedStyle(element);
      const isMarked =
        frames.some((frame) => hasRing(frame) || hasRing(frame, '::after') || hasRing(frame, '::before')) ||
        boxShadow !== 'none' ||
        (accent !== '' && borderBottomColor === accent);
      return { role: element.getAttribute('role') ?? element.tagName.toLowerCase(), name, isLost, isMarked };
    });
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** The focus is somewhere that can be seen. Waits for a layer that is still opening or closing. */
  async expectFocus(): Promise<void> {
    await expect.poll(async () => (await this.focus()).isLost, 'the focus is somewhere').toBe(false);
    const { role, name, isMarked } = await this.focus();
    // A heading or region that was given the focus by the page is read, not operated; it needs no ring.
    if (!/^(h[1-6]|main|dialog|alertdialog|group|section|article|div)$/.test(role)) {
      expect(isMarked, `focus is drawn on ${role} “${name.slice(0, 60)}”`).toBe(true);
    }
  }

  /** Goes on with Tab until the wanted control has the focus. */
  async tabTo(wanted: RegExp | ((focus: Focus) => boolean), key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const fits = typeof wanted === 'function' ? wanted : ({ name }: Focus) => wanted.test(name);
    const seen: string[] = [];
    let rounds = 0;
    for (let steps = 0; steps < 160 && rounds < 2; steps += 1) {
      await this.press(key);
      const focus = await this.focus();
      // After the last control the focus leaves the page, and the next Tab begins at its top.
      if (focus.isLost) {
        rounds += 1;
        continue;
      }
      seen.push(`${focus.role} “${focus.name.slice(0, 40)}”`);
      await this.expectFocus();
      if (fits(focus)) return;
    }
    throw new Error(`Tab never came to ${String(wanted)}. It last passed ${seen.slice(-12).join(', ')}.`);
  }
  /** Goes on with an arrow key inside one control, like a toolbar or a menu. */
  async arrowTo(wanted: RegExp, key = 'ArrowRight'): Promise<void> {
    for (let steps = 0; steps < 30; steps += 1) {
      if (wanted.test((await this.focus()).name)) return;
      await this.press(key);
      await this.expectFocus();
    }
    throw new Error(`${key} never came to ${String(wanted)}.`);
  }
}
