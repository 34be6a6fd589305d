import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { patience } from './patience.ts';

const root = resolve(import.meta.dirname, '../..');

const limits = { testTimeout: patience.testMs, hookTimeout: patience.testMs, teardownTimeout: patience.waitMs };

// What other projects and tools run: whole lives take minutes, screens need a document.
const elsewhere = ['tests/{lives,soak,golden,e2e}/**', 'tests/**/*.screen.test.ts'];

const inNode = (name: string, include: string, exclude: string[] = []) => ({
  root,
  test: { name, environment: 'node', include: [include], exclude, ...limits },
});

export default defineConfig({
  root,
  test: {
    projects: [
      inNode('unit', 'tests/**/*.test.ts', elsewhere),
      inNode('lives', 'tests/{lives,soak}/**/*.test.ts'),
      inNode('golden', 'tests/golden/**/*.test.ts'),
      {
        root,
        plugins: [svelte({ configFile: resolve(root, 'tools/config/svelte.config.mjs') }), svelteTesting()],
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['tests/**/*.screen.test.ts'],
          setupFiles: [resolve(root, 'tests/support/patience.ts')],
          ...limits,
        },
      },
    ],
  },
});
