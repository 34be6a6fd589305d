import { expect, test, type Page } from '@playwright/test';
import { consoleIds, navigationOf } from '../../shared/screens.ts';
import { chooseDevice } from './support/people.ts';
import { useTandem } from './support/desk.ts';

// What a frame says has to be read in full, at any size and in any colors.
const desk = useTandem({ scenario: 'contoso', devices: 400 });
const told = new Set<number>();

/** Names in the navigation, and captions and labels of the ribbon, of which something is cut off or lies over another. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isCut = (element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const words = range.getBoundingClientRect();
      // Whatever hides what sticks out of it: the element, or one around it.
      for (let box: Element | null = element; box?.matches(':not(nav, [role="toolbar"])'); box = box.parentElement) {
        const { left, right } = box.getBoundingClientRect();
        if (getComputedStyle(box).overflowX !== 'visible' && (words.right > right + 1 || words.left < left - 1))
          return true;
      }
      const column = element.closest('nav, .group')!.getBoundingClientRect();
      return words.right > column.right + 1 || words.left < column.left - 1;
    };
    const isSeen = (element: Element) => element.checkVisibility() && element.textContent.trim() !== '';
    const cut = [...document.querySelectorAll('.side nav :is(.text, .name), .ribbon .commands .caption')].filter(
      (element) => isSeen(element) && isCut(element),
    );
    // A label of three lines would lie over the caption below it.
    const tall = [...document.querySelectorAll('.ribbon .commands .command')].filter((element) => {
      const caption = element.closest('.group')?.querySelector('.caption');
      const label = document.createRange();
      label.selectNodeContents(element);
      const below = caption?.getBoundingClientRect();
      // Their lines may touch; a third one would reach into the letters.
      return isSeen(element) && below && label.getBoundingClientRect().bottom > below.top + below.height / 2;
    });
    return [...cut, ...tall].map((element) => element.textContent.trim());
  });
}

for (const place of consoleIds.filter((id) => id !== 'servers' && id !== 'devices'))
  test(`no name of a node and no caption is cut off: ${place}`, async () => {
    const { page, frame, tandem } = desk;
    for (const [width, height] of [
      [1280, 800],
      [1024, 768],
    ] as const) {
      await tandem.resize(width, height);
      for (const screen of navigationOf(place)) {
        await frame.goTo(screen);
        await frame.quiet();
        await expect(page.locator('.side nav :is(.text, .name)').first()).toBeVisible();
        expect(await cutOff(page), `${screen} at ${width}`).toEqual([]);
      }
    }
  });

test('the sentence of the strip is read whole where text has twice its size', async () => {
  const { page, frame, tandem } = desk;
  await tandem.resize(1280, 800);
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  try {
    const { id } = await chooseDevice(tandem, () => true);
    await frame.goTo('cloudDevice', { deviceId: id });
    await frame.quiet();
    const { strip } = frame;
    await expect(strip.locator('.text')).not.toHaveText(/^\s*$/);
    const { box, text } = await strip.evaluate((element) => ({
      box: element.clientHeight,
      text: element.querySelector('.text')!.getBoundingClientRect().height,
    }));
    expect(box).toBeGreaterThanOrEqual(text);
  } finally {
    await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  }
});

for (const isOpen of [true, false])
  test(`a notice covers neither the clock nor the strip that is ${isOpen ? 'open' : 'folded'}`, async () => {
    const { page, frame, tandem, pages } = desk;
    await tandem.resize(1280, 800);
    // Each time another device: one that was told to sync a moment ago is not told again.
    const { id } = await chooseDevice(tandem, (deviceId) => !told.has(deviceId));
    told.add(id);
    await frame.goTo('cloudDevice', { deviceId: id });
    const fold = frame.strip.getByRole('button', { name: 'What only the lab knows' });
    if (!isOpen) await fold.click();
    await expect(fold).toHaveAttribute('aria-expanded', String(isOpen));
    await pages.press('Sync');
    await pages.layer.getByRole('button', { name: /^(Yes|Sync)$/ }).click();
    await expect(page.locator('.ui-overlay')).toHaveCount(0);
    const notices = page.getByRole('region', { name: 'Notifications' });
    await expect(notices.locator('.toast').first()).toBeVisible();
    // All at once: a notice goes after some seconds.
    const free = await notices.evaluate((element) => {
      const { bottom } = [...element.querySelectorAll('.toast')].at(-1)!.getBoundingClientRect();
      const above = (name: string) =>
        document.querySelector(`[aria-label="${name}"]`)!.getBoundingClientRect().top - bottom;
      return { strip: above('Lab only'), clock: above('Simulated time') };
    });
    expect(free.strip).toBeGreaterThan(0);
    expect(free.clock).toBeGreaterThan(0);
    await pages.dismissNotices();
    if (!isOpen) await fold.click();
  });

test('where colors are forced, the place and the node one is at are still marked', async () => {
  const { page, frame, tandem } = desk;
  await tandem.resize(1280, 800);
  /** Of each, what borders and outlines it is drawn with. */
  const drawn = (selector: string) =>
    page.locator(selector).evaluateAll((elements) =>
      elements.map((element) => {
        const style = getComputedStyle(element);
        const ground = getComputedStyle(element.closest('header, .column')!).backgroundColor;
        const lines = (['Top', 'Left'] as const).filter(
          (side) =>
            style[`border${side}Style`] !== 'none' &&
            style[`border${side}Width`] !== '0px' &&
            style[`border${side}Color`] !== ground,
        );
        return {
          isCurrent: element.hasAttribute('aria-current'),
          isMarked: lines.length > 0 || (style.outlineStyle !== 'none' && style.outlineWidth !== '0px'),
        };
      }),
    );
  await page.emulateMedia({ forcedColors: 'active' });
  try {
    for (const screen of ['compliancePolicies', 'cloudAttach', 'home'] as const) {
      await frame.goTo(screen);
      await frame.quiet();
      const tabs = await drawn('header .tab');
      expect(tabs.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
      expect(tabs.filter(({ isCurrent, isMarked }) => isCurrent !== isMarked)).toEqual([]);
      const areas = await drawn('.side .area');
      if (screen !== 'home') expect(areas.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
      expect(areas.filter(({ isCurrent, isMarked }) => isCurrent && !isMarked)).toEqual([]);
    }
  } finally {
    await page.emulateMedia({ forcedColors: null });
  }
});
