import { createRouter, type NavigateOptions, type RouterApi, type Routes } from 'sv-router';
import type { Component } from 'svelte';
import { screenIds, screens, type ScreenId } from '../shared/screens.ts';

// The only module that knows which router is used: it is young, and another must be able to take its place.
export { Router } from 'sv-router';

/** Loaded when it is first shown. Written as `() => import('./…')`, or the router does not see that it is lazy. */
export type LoadScreen = () => Promise<{ default: Component }>;

let router: RouterApi<Routes> | undefined;

/** Called once before the app is mounted. The screens are handed in, since they themselves import this module. */
export function startRouter(components: Readonly<Partial<Record<ScreenId, LoadScreen>>>, notFound: Component): void {
  const lazy = screenIds.flatMap((id) => {
    const load = components[id];
    return load ? [[screens[id].address, load] as const] : [];
  });
  router = createRouter({ ...Object.fromEntries(lazy), '*': notFound });
}

const started = (): RouterApi<Routes> => {
  if (!router) throw new Error('The router was not started.');
  return router;
};

/** Reading the first makes a component follow it; the second is what it gets. */
const followed = <Value>(_signal: unknown, value: Value): Value => value;

/** Where the window is; reading it in a component makes the component follow. */
export const route = {
  get path(): string {
    return started().route.pathname;
  },
  get params(): Readonly<Record<string, string | undefined>> {
    return started().route.params;
  },
  /** Everything after the question mark; a name may come several times, and values are always text. */
  get search(): URLSearchParams {
    // The router's own copy keeps one value per name only, so the window's address is read; the copy tells when it changed.
    // A screen that is tested by itself has an address but no router.
    return followed(router?.route.search, new URLSearchParams(location.search));
  },
};

/** Goes to an address, which may carry a query: `navigate(addressOf('help'))`. A number goes through the history. */
export async function navigate(to: string | number, options: { replace?: boolean } = {}): Promise<void> {
  if (typeof to === 'number') {
    history.go(to);
    return;
  }
  const { pathname, search, hash } = new URL(to, location.origin);
  // Paths come from data as well as from code, so the router's own table of literal paths is not asked.
  const router = started() as unknown as { navigate(path: string, options: NavigateOptions): Promise<unknown> };
  try {
    await router.navigate(pathname, { ...options, search, hash });
  } catch (error) {
    // The router lets a navigation that a link overtakes wait for the latest one begun here: for itself. The link goes on.
    if (!(error instanceof TypeError && error.message.startsWith('Chaining cycle'))) throw error;
  }
}

/** Changes what stands after the question mark and leaves the rest; null takes a value away. The history gets no new entry. */
export async function setQuery(changes: Readonly<Record<string, string | null>>): Promise<void> {
  const next = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  const search = next.toString();
  await navigate(location.pathname + (search ? `?${search}` : ''), { replace: true });
}
