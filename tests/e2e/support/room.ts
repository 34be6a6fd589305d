import type { Page } from '@playwright/test';

/** What has no room on a page, by machine. Each answers what is wrong, at most eight things. */

/** What sticks out at the side or has to be scrolled sideways. Grids and tables of data need two dimensions and may. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const mayScroll = '[role="grid"], table, pre, .xterm, [aria-label="Taskbar"]';
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${element.textContent.trim().slice(0, 30)}”`;
    const isShown = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth + 1) found.push('the window scrolls sideways');
    for (const element of document.body.querySelectorAll('*')) {
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
export function covered(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${element.textContent.trim().slice(0, 30)}”`;
    const found: string[] = [];
    for (const control of document.body.querySelectorAll('button, a[href], input, select, [role="tab"]')) {
      if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      if (control.closest('[aria-hidden="true"], [inert], .visually-hidden')) continue;
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      // What is scrolled out of sight comes into sight when it is wanted.
      if (width <= 1 || height <= 1 || x < 0 || y < 0 || x >= window.innerWidth || y >= window.innerHeight) continue;
      const above = document.elementFromPoint(x, y);
      if (above === null || control.contains(above) || above.contains(control)) continue;
      const layer = above.closest('[role="group"], label');
      if (layer !== null && (!layer.contains(control) || layer.tagName === 'LABEL')) continue;
      found.push(`${name(control)} under ${name(above)}`);
    }
    return found.slice(0, 8);
  });
}
