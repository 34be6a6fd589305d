import { expect, test } from '@playwright/test';
import type { PlainScreenId } from '../../shared/screens.ts';
import { useTandem } from './support/desk.ts';

// Every number that leads somewhere, pressed on its digits: what opens has exactly so many rows.
const desk = useTandem({ scenario: 'contoso-attached', devices: 300 });

test.beforeAll(async () => {
  const { tandem } = desk;
  await tandem.ask('settings.configure', { setting: 'mdmUserScope', value: 'all', target: null });
  const pilot = (await tandem.ask('collections.list', {})).find(({ name }) => name === 'Pilot workstations')!;
  await tandem.ask('comanagement.enable', { enroll: 'pilot', collectionId: pilot.id });
  await tandem.ask('workloads.move', { workload: 'windowsUpdate', position: 'pilot', collectionId: pilot.id });
  await tandem.ask('workloads.move', { workload: 'compliancePolicies', position: 'intune', collectionId: null });
  await desk.clock.pass(/^1 day/, 4);
  // What was on the screen before gives way to what is now.
  await desk.frame.goTo('fleet');
});

type Spot = { value: number; href: string; x: number; y: number };

/**
 * Numbers in the page whose digits lie on a link, each with the middle of its digits; with an address, the first that leads there and
 * nothing else, where the page is scrolled to now.
 */
const numbersOnLinks = (only: string | null = null): Promise<Spot[]> =>
  desk.page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    const spots: Spot[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? '';
      const [, digits] = /^\s*(\d{1,3}(?:,\d{3})*)(?![\d.:/-]|\s*%)/.exec(text) ?? [];
      const element = node.parentElement;
      if (digits === undefined || !element || element.closest('.visually-hidden, select, time')) continue;
      element.scrollIntoView({ block: 'center' });
      const range = document.createRange();
      range.setStart(node, text.indexOf(digits));
      range.setEnd(node, text.indexOf(digits) + digits.length);
      const { left, top, width, height } = range.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const href = width === 0 ? null : document.elementFromPoint(x, y)?.closest('a[href]')?.getAttribute('href');
      if (!href || (wanted !== null && href !== wanted)) continue;
      spots.push({ value: Number(digits.replaceAll(',', '')), href, x, y });
      if (wanted !== null) break;
    }
    return spots;
  }, only);

/** Rows of what is shown: of its grid, or of its table. */
async function rowsShown(): Promise<number> {
  const { page } = desk;
  const grid = page.locator('main [role="grid"]:not([aria-busy="true"])');
  const table = page.locator('main table');
  await grid.or(table).first().waitFor();
  if ((await grid.count()) > 0) return Number(await grid.first().getAttribute('aria-rowcount')) - 1;
  return table.first().locator('tbody tr').count();
}

/** Pages whose numbers lead to lists, with how many there are at least. */
const pages = {
  home: 12,
  cloudAttachStatus: 12,
  deployments: 4,
  collections: 8,
  entraOverview: 4,
  entraGroups: 2,
  tenantStatus: 2,
  waits: 1,
} as const satisfies Partial<Record<PlainScreenId, number>>;

for (const [id, least] of Object.entries(pages) as [keyof typeof pages, number][]) {
  test(`each number on “${id}” opens its own rows where its digits are pressed`, async () => {
    const { frame, page } = desk;
    await frame.goTo(id);
    await frame.quiet();
    const leading = new Map((await numbersOnLinks()).map(({ href, value }) => [href, value]));
    expect(leading.size).toBeGreaterThanOrEqual(least);
    for (const [href, value] of leading) {
      await frame.goTo(id);
      await frame.quiet();
      let spot: Spot | undefined;
      const find = async () => ([spot] = await numbersOnLinks(href))[0] ?? {};
      await expect.poll(find, `${id}: ${href}`).toMatchObject({ value });
      await page.mouse.click(spot!.x, spot!.y);
      await frame.left(id);
      expect.soft(await rowsShown(), `${id}: ${value} → ${href}`).toBe(value);
    }
  });
}
