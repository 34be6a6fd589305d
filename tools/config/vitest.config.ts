import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = resolve(import.meta.dirname, '../..');

/** Whole labs of thousands of devices are created in these tests, on machines with two slow cores. */
const inNode = (name: string, include: string, testTimeout = 60_000) => ({
  root,
  test: { name, environment: 'node', include: [include], testTimeout, hookTimeout: 60_000 },
});

export default defineConfig({
  root,
  test: {
    projects: [
      inNode('unit', 'tests/{main,shared,cli,setup}/**/*.test.ts'),
      inNode('simulation', 'tests/simulation/**/*.test.ts'),
      inNode('golden', 'tests/golden/**/*.test.ts', 300_000),
      {
        root,
        plugins: [svelte({ configFile: resolve(root, 'tools/config/svelte.config.mjs') }), svelteTesting()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['tests/renderer/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
