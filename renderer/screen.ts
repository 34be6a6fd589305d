import type { Component } from 'svelte';
import type { IconName } from './components/ui/icons.ts';

export const navigationGroups = [
  { id: 'lab', title: 'Lab' },
  { id: 'cloud', title: 'Cloud console' },
  { id: 'site', title: 'Site console' },
  { id: 'directory', title: 'Directory' },
] as const;

/** A page of the window. Only what exists is listed, so the navigation never leads nowhere. */
export type Screen = {
  id: string;
  title: string;
  icon: IconName;
  /** `/devices/:deviceId`; parameters are read from `route.params`. */
  path: string;
  /** Loaded when it is first shown. Written as `() => import('./…')`, or the router does not see that it is lazy. */
  component: () => Promise<{ default: Component }>;
  /** Where it stands in the navigation; a page that is only reached through another has none. */
  group?: (typeof navigationGroups)[number]['id'];
  /** Shown in a window of its own, without navigation and clock. */
  isOwnWindow?: boolean;
};
