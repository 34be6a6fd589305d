import { expect, test, type Page } from '@playwright/test';
import { useTandem } from './support/desk.ts';
import { chooseDevice } from './support/people.ts';
import { dialogOf } from './support/wizards.ts';

// What the live regions say, one thing after the other: everything once, and nothing that is past.
const desk = useTandem({ scenario: 'contoso-broken', devices: 400 });

/** Begins to listen to every live region; what was said since then, one text a moment and region, is answered by `said`. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const live = '[role="status"], [role="alert"], [role="log"], [aria-live="polite"], [aria-live="assertive"]';
    const said: string[] = [];
    const holder = globalThis as unknown as { said: string[]; listener?: MutationObserver };
    holder.listener?.disconnect();
    holder.said = said;
    holder.listener = new MutationObserver((changes) => {
      const regions = new Set<Element>();
      for (const { target, addedNodes } of changes) {
        const around = (target instanceof Element ? target : target.parentElement)?.closest(live);
        if (around) regions.add(around);
        for (const node of addedNodes)
          if (node instanceof Element)
            for (const own of [node, ...node.querySelectorAll('*')]) if (own.matches(live)) regions.add(own);
      }
      for (const region of regions) {
        const text = region.textContent.trim();
        if (text !== '' && region.isConnected) said.push(text);
      }
    });
    holder.listener.observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (globalThis as unknown as { said: string[] }).said);
}

test('a jump', async () => {
  const { page, clock, frame, tandem } = desk;
  const waiting = await chooseDevice(tandem, () => true);
  await tandem.ask('actions.order', { kind: 'restart', deviceIds: [waiting.id], options: {}, confirm: null });
  await frame.goTo('home');
  const said = await listen(page);
  await clock.jump(/^8 hours/);
  await clock.closeLedger();
  await frame.quiet();
  expect(await said()).toEqual([expect.stringMatching(/^8 h passed, [\d,]+ events; [\d,]+ waits? ended\./)]);
});

test('an order', async () => {
  const { page, frame, device, tandem } = desk;
  const { name } = await chooseDevice(tandem, (id) => id % 2 === 1);
  await desk.openDevice(name);
  await frame.quiet();
  const said = await listen(page);
  await device.restart();
  await frame.quiet();
  expect(await said()).toEqual([expect.stringMatching(/^Restart ordered/)]);
});

test('a wizard', async () => {
  const { page, frame, pages, cloudAttach } = desk;
  await frame.goTo('collections');
  await frame.quiet();
  const said = await listen(page);
  await pages.press('Create Device Collection');
  const wizard = dialogOf(page, 'Create Device Collection Wizard');
  await wizard.field(/^Name/).fill('Announced');
  await wizard.press('Browse');
  await cloudAttach.chooseCollection('All Desktop and Server Clients');
  await wizard.on('Membership Rules');
  await wizard.on('Summary');
  await wizard.on('Completion');
  await wizard.press('Close');
  await wizard.root.waitFor({ state: 'detached' });
  await frame.quiet();
  // Why a page holds, until it does no more; and how it ended.
  expect(await said()).toEqual([
    'Enter a name.',
    'Choose the limiting collection.',
    'Create Device Collection Wizard completed successfully.',
  ]);
});
