import { expect, test } from '@playwright/test';
import { screenIds, screens } from '../../shared/screens.ts';
import { useTandem } from './support/desk.ts';
import { chooseDevice } from './support/people.ts';
import { covered, crowded, expectRoom, sideways } from './support/room.ts';
import { inMainProcess } from './support/tandem.ts';

// Every page has room for what it shows, on the laptops of a class and on a large screen.
const desk = useTandem({ scenario: 'contoso-broken', devices: 400 });

/** A laptop at 150 %, two common ones, and a large screen. */
const sizes = [
  [1280, 648],
  [1280, 800],
  [1366, 768],
  [1920, 1080],
] as const;

async function resize(width: number, height: number): Promise<void> {
  const browserWindow = await inMainProcess(() => desk.tandem.electron.browserWindow(desk.page));
  await inMainProcess(() =>
    browserWindow.evaluate((target, [wide, high]) => target.setContentSize(wide, high), [width, height] as const),
  );
  await desk.page.waitForFunction(([wide, high]) => window.innerWidth === wide && window.innerHeight === high, [
    width,
    height,
  ] as const);
}

test('the check notices what it is there for', async () => {
  const { page } = desk;
  await page.evaluate(() => {
    const { document } = globalThis;
    const bad = document.createElement('div');
    bad.id = 'bad';
    const add = (name: string, text: string, style: Partial<CSSStyleDeclaration>) => {
      const element = document.createElement(name);
      element.textContent = text;
      Object.assign(element.style, style);
      bad.append(element);
    };
    add('p', 'First of two', { margin: '0' });
    add('p', 'Second of two', { margin: '-1em 0 0' });
    add('p', 'Without a sign of its end', { width: '4em', overflow: 'hidden', whiteSpace: 'nowrap' });
    add('div', 'wide', { width: '3000px' });
    add('button', 'Under', { display: 'block', width: '9em', height: '2em' });
    add('div', 'Over', { position: 'relative', width: '9em', height: '2em', marginTop: '-2em', background: 'red' });
    document.querySelector('main')!.prepend(bad);
  });
  const crowd = await crowded(page);
  expect(crowd.some((one) => one.includes('First of two') && one.includes('Second of two'))).toBe(true);
  expect(crowd.some((one) => one.includes('Without a sign'))).toBe(true);
  expect((await sideways(page)).length).toBeGreaterThan(0);
  expect((await covered(page)).some((one) => one.includes('Under'))).toBe(true);
  await page.evaluate(() => document.querySelector('#bad')!.remove());
});

for (const [width, height] of sizes)
  test.describe(`at ${width} × ${height}`, () => {
    test.beforeEach(() => resize(width, height));

    for (const screen of screenIds.filter((id) => screens[id].shown !== 'window'))
      test(`screen ${screen}`, async () => {
        const { page, frame, tandem } = desk;
        const { id } = await chooseDevice(tandem, () => true);
        await frame.goTo(screen, { deviceId: id, collectionId: 1, actionId: 1, app: 'web' });
        await frame.quiet();
        await expectRoom(page, screen);
      });
  });
