import { svelte } from '@sveltejs/vite-plugin-svelte';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../..');

// The gallery shows every part with made-up data. It is for looking and for axe, and is never shipped.
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: resolve(root, '.cache/gallery-vite'),
  plugins: [svelte({ configFile: resolve(root, 'tools/config/svelte.config.mjs') })],
  build: { outDir: resolve(root, '.cache/gallery'), emptyOutDir: true, target: 'chrome130' },
});
