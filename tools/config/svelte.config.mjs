import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  preprocess: vitePreprocess(),
  // Runes are used everywhere; saying so turns an accidental legacy component into a compile error. Packages decide for themselves.
  compilerOptions: { runes: true },
};
