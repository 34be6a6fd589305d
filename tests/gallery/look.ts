// Takes pictures of the gallery and lets axe judge it, in all themes: `node tests/gallery/look.ts [page …]`, after
// `vite build -c tests/gallery/vite.config.ts`. Pictures go to .cache/gallery-pictures for a person to look at.
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { serveGallery } from './serve.ts';

type View = { name: string; query: string; width: number; height: number };
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const pages = ['home', 'list', 'device', 'controls'];
const layers = [
  'list&open=confirm',
  'device&open=panel',
  'home&open=palette',
  'controls&open=dialog',
  'home&open=shortcuts',
  'list&open=jump',
];
const special: View[] = [
  { name: 'list-text150', query: 'page=list&text=150', width: 1280, height: 800 },
  { name: 'home-text150', query: 'page=home&text=150', width: 1280, height: 800 },
  { name: 'list-320', query: 'page=list', width: 320, height: 640 },
  { name: 'home-320', query: 'page=home', width: 320, height: 640 },
  { name: 'device-320', query: 'page=device', width: 320, height: 640 },
  { name: 'confirm-320', query: 'page=list&open=confirm', width: 320, height: 640 },
];
const views: View[] = [
  ...['light', 'dark', 'hc'].flatMap((theme) => [
    ...pages.flatMap((page) =>
      sizes.map((size) => ({ name: `${page}-${theme}-${size.width}`, query: `page=${page}&theme=${theme}`, ...size })),
    ),
    ...layers.map((layer) => ({
      name: `${layer.replace('&open=', '-')}-${theme}`,
      query: `page=${layer}&theme=${theme}`,
      ...sizes[0]!,
    })),
  ]),
  ...special,
];

const wanted = process.argv.slice(2);
const chosen = views.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const pictures = resolve(import.meta.dirname, '../../.cache/gallery-pictures');
mkdirSync(pictures, { recursive: true });

const { url, server } = await serveGallery();
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
let faults = 0;
for (const { name, query, width, height } of chosen) {
  const page = await browser.newPage({ viewport: { width, height } });
  page.on('console', (message) => message.type() === 'error' && console.log(`${name}: ${message.text()}`));
  page.on('pageerror', (error) => console.log(`${name}: ${error.message}`));
  await page.goto(`${url}/?${query}`);
  await page.waitForTimeout(500);
  await page.screenshot({ path: resolve(pictures, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  faults += violations.length;
  for (const violation of violations) {
    console.log(`${name}: ${violation.id} (${violation.impact ?? ''}) ${violation.help}`);
    for (const node of violation.nodes.slice(0, 3))
      console.log(`  ${node.target.join(' ')} – ${node.any[0]?.message ?? node.all[0]?.message ?? ''}`);
  }
  await page.close();
}
await browser.close();
server.close();
console.log(`${chosen.length} views, ${faults} violations`);
process.exitCode = faults > 0 ? 1 : 0;
