import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../..');

// The whole window over made-up answers, for looking at screens and states that a real lab reaches seldom. Never shipped.
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  cacheDir: resolve(root, '.cache/preview-vite'),
  plugins: [svelte({ configFile: resolve(root, 'tools/config/svelte.config.mjs') })],
  build: { outDir: resolve(root, '.cache/preview'), emptyOutDir: true, target: 'chrome130' },
});
