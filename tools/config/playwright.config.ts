import { defineConfig } from '@playwright/test';
import { resolve } from 'node:path';
import { patience } from './patience.ts';

const root = resolve(import.meta.dirname, '../..');

export default defineConfig({
  // Journeys of the app's own, and the tutorials of the documentation; each empties its own folder at the start.
  projects: [
    { name: 'e2e', testDir: resolve(root, 'tests/e2e'), outputDir: resolve(root, 'test-results/windows') },
    { name: 'walks', testDir: resolve(root, 'tests/walks'), outputDir: resolve(root, 'test-results/walk-windows') },
  ],
  testMatch: '*.spec.ts',
  // One window at a time: two Electrons on two cores starve each other and turn honest waits into flakes.
  workers: 1,
  fullyParallel: false,
  // A retry would hide a race. A failure is looked into instead.
  retries: 0,
  timeout: patience.testMs,
  expect: { timeout: patience.waitMs },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: { trace: 'retain-on-failure', actionTimeout: patience.waitMs, navigationTimeout: patience.waitMs },
});
