import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { patience } from './patience.ts';

const root = resolve(import.meta.dirname, '../..');

const limits = { testTimeout: patience.testMs, hookTimeout: patience.testMs, teardownTimeout: patience.waitMs };

const inNode = (name: string, include: string) => ({
  root,
  test: { name, environment: 'node', include: [include], ...limits },
});

export default defineConfig({
  root,
  test: {
    projects: [
      inNode('unit', 'tests/{main,shared,cli,setup}/**/*.test.ts'),
      inNode('simulation', 'tests/simulation/**/*.test.ts'),
      inNode('golden', 'tests/golden/**/*.test.ts'),
      {
        root,
        plugins: [svelte({ configFile: resolve(root, 'tools/config/svelte.config.mjs') }), svelteTesting()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['tests/renderer/**/*.test.ts'],
          setupFiles: [resolve(root, 'tests/support/patience.ts')],
          ...limits,
        },
      },
    ],
  },
});
