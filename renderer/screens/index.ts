import type { Screen } from '../screen.ts';

/** Every page, in the order of the navigation. */
export const screens: readonly Screen[] = [];
