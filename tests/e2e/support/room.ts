import { expect, type Locator, type Page } from '@playwright/test';

/** What has no room on a page, or in a part of it, by machine. Each answers what is wrong, at most eight things. */
type Where = Page | Locator;
const partOf = (where: Where): Locator => ('goto' in where ? where.locator('body') : where);

/** Everything on a page, or in a window drawn on it, can be read and reached without scrolling sideways. */
export async function expectRoom(where: Where, what: string): Promise<void> {
  expect.soft(await sideways(where), `${what}: sideways`).toEqual([]);
  expect.soft(await covered(where), `${what}: covered`).toEqual([]);
  expect.soft(await crowded(where), `${what}: crowded`).toEqual([]);
}

/** What sticks out at the side or has to be scrolled sideways. Grids and tables of data need two dimensions and may. */
export function sideways(where: Where): Promise<string[]> {
  return partOf(where).evaluate((part) => {
    const mayScroll = '[role="grid"], table, pre, .xterm, [aria-label="Taskbar"]';
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${element.textContent.trim().slice(0, 30)}”`;
    const isShown = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth + 1) found.push('the window scrolls sideways');
    for (const element of part.querySelectorAll('*')) {
      if (element.closest(mayScroll) || !isShown(element)) continue;
      const { overflowX } = getComputedStyle(element);
      const scrolls = overflowX === 'auto' || overflowX === 'scroll';
      if (scrolls && element.scrollWidth > element.clientWidth + 1 && !element.querySelector(mayScroll)) {
        found.push(`scrolls: ${name(element)}`);
      }
      const { left, right, width, height } = element.getBoundingClientRect();
      if (width <= 1 || height <= 1 || element.closest('[aria-hidden="true"], [inert], .visually-hidden')) continue;
      if (right > window.innerWidth + 1 || left < -1) found.push(`sticks out: ${name(element)}`);
    }
    return found.slice(0, 8);
  });
}

/** Controls in sight that something lies over, so that they cannot be clicked. What is under a drawn window is meant to be there. */
export function covered(where: Where): Promise<string[]> {
  return partOf(where).evaluate((part) => {
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${element.textContent.trim().slice(0, 30)}”`;
    const found: string[] = [];
    /** Whether a point of it is inside of all that scrolls or hides around it. */
    const isInSight = (element: Element, x: number, y: number): boolean => {
      for (let one = element.parentElement; one && one !== document.body; one = one.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(one);
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        const { left, top, right, bottom } = one.getBoundingClientRect();
        if (x < left || x > right || y < top || y > bottom) return false;
      }
      return true;
    };
    for (const control of part.querySelectorAll('button, a[href], input, select, [role="tab"]')) {
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (control.closest('[aria-hidden="true"], [inert], .visually-hidden')) continue;
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      // What is scrolled out of sight comes into sight when it is wanted.
      if (width <= 1 || height <= 1 || x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight) continue;
      if (!isInSight(control, x, y)) continue;
      const above = document.elementFromPoint(x, y);
      if (above === null || control.contains(above) || above.contains(control)) continue;
      const layer = above.closest('[role="group"], label');
      if (layer !== null && (!layer.contains(control) || layer.tagName === 'LABEL')) continue;
      found.push(`${name(control)} under ${name(above)}`);
    }
    return found.slice(0, 8);
  });
}

/**
 * Texts that lie over each other, or are cut off without a sign of it. What may be scrolled is not cut; what is fixed, or sticks while the
 * rest scrolls, lies over other things on purpose.
 */
export function crowded(where: Where): Promise<string[]> {
  return partOf(where).evaluate((part) => {
    type Text = { words: string; element: Element; box: { left: number; top: number; right: number; bottom: number } };
    const layers =
      'dialog, [role="dialog"], [role="menu"], [role="tooltip"], [role="region"][aria-label="Notifications"]';
    const isLifted = (element: Element): boolean => {
      for (let one: Element | null = element; one && one !== part; one = one.parentElement)
        if (['sticky', 'fixed', 'absolute'].includes(getComputedStyle(one).position)) return true;
      return false;
    };
    /** What of a box can be seen, by everything around that scrolls or hides. */
    const seen = (element: Element, { left, top, right, bottom }: Text['box']): Text['box'] | null => {
      const box = { left: Math.max(left, 0), top: Math.max(top, 0), right, bottom };
      for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(one);
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        const around = one.getBoundingClientRect();
        box.left = Math.max(box.left, around.left);
        box.top = Math.max(box.top, around.top);
        box.right = Math.min(box.right, around.right);
        box.bottom = Math.min(box.bottom, around.bottom);
      }
      return box.right - box.left > 3 && box.bottom - box.top > 3 ? box : null;
    };
    const found: string[] = [];
    const texts: Text[] = [];
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const words = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (words === '' || !element?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (element.closest(`[aria-hidden="true"], [inert], .visually-hidden, option, .xterm, svg`)) continue;
      const layer = element.closest(layers);
      if (layer !== null && !layer.contains(part)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const lines = [...range.getClientRects()].flatMap((line) => seen(element, line) ?? []);
      if (!isLifted(element)) texts.push(...lines.map((box) => ({ words, element, box })));
      const { overflowX, textOverflow } = getComputedStyle(element);
      const isCut = (overflowX === 'hidden' || overflowX === 'clip') && element.scrollWidth > element.clientWidth + 2;
      if (isCut && textOverflow !== 'ellipsis') found.push(`cut off: “${words.slice(0, 40)}”`);
    }
    texts.sort((a, b) => a.box.top - b.box.top);
    for (const [at, one] of texts.entries())
      for (let next = at + 1; next < texts.length && texts[next]!.box.top < one.box.bottom - 3; next++) {
        const other = texts[next]!;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 3 && down > 4 && one.element !== other.element)
          found.push(`“${one.words.slice(0, 30)}” and “${other.words.slice(0, 30)}” lie over each other`);
      }
    return found.slice(0, 8);
  });
}
