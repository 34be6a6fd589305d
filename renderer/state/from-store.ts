import { createSubscriber } from 'svelte/reactivity';
import type { StoreApi } from 'zustand/vanilla';

/**
 * Reads a zustand store from Svelte: `fromStore(store, (s) => s.items).state` is reactive inside components and effects, and
 * simply fresh elsewhere. Give `equal` when the selector builds an object, or every change of the store counts as one.
 */
export function fromStore<State, Selected>(
  store: StoreApi<State>,
  select: (state: State) => Selected,
  equal: (a: Selected, b: Selected) => boolean = Object.is,
): { readonly state: Selected } {
  let current = select(store.getState());
  const subscribe = createSubscriber((update) =>
    store.subscribe((state) => {
      const next = select(state);
      if (equal(current, next)) return;
      current = next;
      update();
    }),
  );
  return {
    get state() {
      subscribe();
      const next = select(store.getState());
      if (!equal(current, next)) current = next;
      return current;
    },
  };
}
