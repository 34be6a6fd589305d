import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../..');

// The oldest runtime the app is developed and tested on is Electron 33 (Node 20.18, Chromium 130); the product ships
// with the current one. Compiling for the older keeps one build good for both.
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

// A native addon cannot be bundled. Everything else is, so that the packaged app carries one package only.
const external = ['electron', 'better-sqlite3'];

// electron-vite forces the base `./`, which breaks deep paths such as app://tandem/devices/12: the assets would be
// looked for below /devices. The app always serves the renderer from the root of its own origin.
const baseIsTheOrigin: Plugin = {
  name: 'tandem:base-is-the-origin',
  enforce: 'post',
  config: () => ({ base: '/' }),
};

export default defineConfig({
  main: {
    build: {
      outDir: resolve(root, 'out/main'),
      target: nodeTarget,
      minify: true,
      externalizeDeps: false,
      rolldownOptions: {
        external,
        // Workers are started by file, so each is an entry of its own beside index.cjs.
        input: {
          index: resolve(root, 'main/index.ts'),
          writer: resolve(root, 'main/workers/writer.ts'),
          reader: resolve(root, 'main/workers/reader.ts'),
          files: resolve(root, 'main/workers/files.ts'),
        },
        // CommonJS, because an ES module main registers the app:// scheme too late when it is started unpacked.
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: resolve(root, 'out/preload'),
      target: nodeTarget,
      minify: true,
      externalizeDeps: false,
      rolldownOptions: {
        external,
        input: { index: resolve(root, 'main/preload/index.ts') },
        // A sandboxed preload script must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [svelte({ configFile: resolve(root, 'tools/config/svelte.config.mjs') }), baseIsTheOrigin],
    build: {
      outDir: resolve(root, 'out/renderer'),
      target: chromeTarget,
      minify: true,
      rolldownOptions: { input: { index: resolve(root, 'renderer/index.html') } },
    },
  },
});
