// Takes pictures of screens over made-up answers and lets axe judge them: `node tests/preview/look.ts [name …]`, after
// `vite build -c tests/preview/vite.config.ts`. Pictures go to .cache/preview-pictures for a person to look at.
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { addressOf } from '../../shared/screens.ts';
import { servePreview } from './serve.ts';

type View = { name: string; path: string; act?: (page: Page) => Promise<unknown> };
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();
const views: View[] = [
  { name: 'actions', path: addressOf('actions') },
  {
    name: 'actions-panel',
    path: addressOf('actions'),
    act: (page) =>
      page.keyboard.press('Tab').then(() => page.getByRole('gridcell', { name: 'Restart' }).first().dblclick()),
  },
  { name: 'activities', path: addressOf('activities') },
  { name: 'lab', path: addressOf('lab') },
  { name: 'lab-none', path: addressOf('lab', {}, 'lab=none') },
  {
    name: 'lab-proof',
    path: addressOf('lab'),
    act: async (page) => {
      await button(page, 'Reset to baseline').click();
      await button(page, /^Reset$/).click();
      await button(page, 'Check integrity').click();
    },
  },
  {
    name: 'lab-new',
    path: addressOf('lab'),
    act: async (page) => {
      await button(page, 'New lab').click();
      await button(page, 'Choose a scenario file').click();
    },
  },
  { name: 'cloud-attach', path: addressOf('cloudAttach') },
  {
    name: 'cloud-attach-below',
    path: addressOf('cloudAttach'),
    act: (page) => page.getByRole('heading', { name: 'What waits for what' }).scrollIntoViewIfNeeded(),
  },
  { name: 'cloud-attach-new', path: addressOf('cloudAttach', {}, 'site=new') },
  { name: 'cloud-attach-wizard', path: addressOf('cloudAttachWizard') },
  {
    name: 'cloud-attach-summary',
    path: addressOf('cloudAttachWizard'),
    act: async (page) => {
      await button(page, 'Sign in').click();
      for (let step = 0; step < 2; step += 1) await button(page, 'Next').click();
    },
  },
  {
    name: 'cloud-attach-enrollment',
    path: addressOf('cloudAttachWizard'),
    act: async (page) => {
      await button(page, 'Sign in').click();
      await button(page, 'Next').click();
      await page.getByRole('radio', { name: 'Customize settings' }).click();
      for (let step = 0; step < 2; step += 1) await button(page, 'Next').click();
    },
  },
  { name: 'cloud-attach-upload', path: addressOf('cloudAttach', { properties: 'upload' }) },
  { name: 'cloud-attach-enablement', path: addressOf('cloudAttach', { properties: 'enablement' }) },
  {
    name: 'cloud-attach-workloads',
    path: addressOf('cloudAttach', { properties: 'workloads' }),
    act: async (page) => {
      await page.getByRole('slider', { name: 'Device configuration' }).focus();
      await page.keyboard.press('End');
    },
  },
  { name: 'cloud-attach-staging', path: addressOf('cloudAttach', { properties: 'staging' }) },
  {
    name: 'cloud-attach-preview',
    path: addressOf('cloudAttach'),
    act: (page) => page.getByRole('button', { name: 'Preview', exact: true }).first().click(),
  },
  {
    name: 'cloud-attach-leave',
    path: addressOf('cloudAttach'),
    act: (page) => button(page, 'Leave tenant attach').click(),
  },
  { name: 'authority', path: addressOf('authority') },
  { name: 'authority-workload', path: addressOf('authority', {}, 'workload=windowsUpdate') },
  { name: 'add-devices', path: addressOf('addDevices') },
  {
    name: 'add-devices-check',
    path: addressOf('addDevices'),
    act: async (page) => {
      await button(page, 'Choose a file').click();
      await button(page, 'Next').click();
    },
  },
  {
    name: 'add-devices-done',
    path: addressOf('addDevices'),
    act: async (page) => {
      await button(page, 'Choose a file').click();
      await button(page, 'Next').click();
      await button(page, /^Add 12/).click();
    },
  },
  { name: 'settings', path: addressOf('settings') },
  { name: 'help', path: addressOf('help') },
  { name: 'help-card', path: addressOf('help', {}, 'card=wipe') },
  { name: 'help-search', path: addressOf('help', {}, 'search=azure') },
  {
    name: 'ledger',
    path: addressOf('actions'),
    act: async (page) => {
      await button(page, 'Next event').click();
    },
  },
  {
    name: 'jump',
    path: addressOf('actions'),
    act: async (page) => {
      await button(page, 'Jump').click();
    },
  },
  {
    name: 'palette',
    path: addressOf('actions'),
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('wipe');
    },
  },
  {
    name: 'shortcuts',
    path: addressOf('actions'),
    act: async (page) => {
      await page.keyboard.press('?');
    },
  },
  { name: 'session-wait', path: addressOf('remoteHelp', { actionId: 1 }) },
  {
    name: 'session-view',
    path: addressOf('remoteHelp', { actionId: 2 }),
    act: async (page) => {
      await button(page, 'Device health').click();
    },
  },
  {
    name: 'session-control',
    path: addressOf('remoteHelp', { actionId: 3 }),
    act: async (page) => {
      await button(page, 'Replay').click();
      await button(page, 'Command Prompt').click();
      await page.waitForTimeout(700);
      await page.keyboard.type('dsregcmd /status\r');
    },
  },
  {
    name: 'session-windows',
    path: addressOf('remoteHelp', { actionId: 3 }),
    act: async (page) => {
      await button(page, 'About this PC').click();
      await button(page, 'Access work or school').click();
    },
  },
  ...['declined', 'noAnswer', 'wentOffline', 'endedByUser', 'endedByHelper'].map((ending, index) => ({
    name: `session-${ending}`,
    path: addressOf('remoteHelp', { actionId: index + 4 }),
  })),
];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

const [themesText = 'light', ...wanted] = process.argv.slice(2);
const pictures = resolve(import.meta.dirname, '../../.cache/preview-pictures');
mkdirSync(pictures, { recursive: true });
const { url, server } = await servePreview();
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
let faults = 0;
for (const theme of themesText.split(',')) {
  for (const { name, path, act } of views.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    for (const size of theme === 'light' ? sizes : sizes.slice(0, 1)) {
      const page = await browser.newPage({ viewport: size });
      const label = `${name}-${theme}-${size.width}`;
      page.on('console', (message) => message.type() === 'error' && console.log(`${label}: ${message.text()}`));
      page.on('pageerror', (error) => console.log(`${label}: ${error.message}`));
      await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
      await page.waitForTimeout(700);
      await act?.(page).catch((error: unknown) => console.log(`${label}: ${String(error).slice(0, 300)}`));
      await page.waitForTimeout(500);
      await page.screenshot({ path: resolve(pictures, `${label}.png`) });
      if (size.width === 1280) {
        const { violations } = await new AxeBuilder({ page })
          .setLegacyMode(true)
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        faults += violations.length;
        for (const violation of violations) {
          console.log(`${label}: ${violation.id} ${violation.help}`);
          for (const node of violation.nodes.slice(0, 3))
            console.log(`  ${node.target.join(' ')} – ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`);
        }
      }
      await page.close();
    }
  }
}
await browser.close();
server.close();
console.log(`${faults} violations`);
