import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { Frame } from './screens.ts';
import type { Tandem } from './tandem.ts';

const themes = ['light', 'dark', 'hc'] as const;
// Structure, names and roles are the same in every theme; colors are what a theme changes.
const colorRules = ['color-contrast', 'link-in-text-block'];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Looks at what a window shows, in each theme. A violation fails the test, and the others are still looked for. */
export async function expectAccessible(tandem: Tandem, name: string, page: Page = tandem.page): Promise<void> {
  // What is scrolled out of sight cannot be judged by its colors, so a page that scrolls is looked at in a tall window.
  const main = page.getByRole('main');
  const height = await main.evaluate(({ scrollHeight, clientHeight }) => Math.max(0, scrollHeight - clientHeight));
  if (height > 0) await tandem.resize(1280, 800 + height, page);
  const preferences = await tandem.ask('preferences:read', {});
  for (const theme of themes) {
    await tandem.ask('preferences:write', { ...preferences, theme });
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
    // In the middle of a change of colors every contrast is wrong.
    await new Frame(page).settle();
    const builder = new AxeBuilder({ page }).setLegacyMode(true);
    const { violations } = await (theme === 'light' ? builder.withTags(tags) : builder.withRules(colorRules)).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
    expect.soft(found, `${name}, ${theme}`).toEqual([]);
  }
  await tandem.ask('preferences:write', preferences);
  if (height > 0) await tandem.resize(1280, 800, page);
}
