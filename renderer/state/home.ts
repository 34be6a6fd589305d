import { createStore } from 'zustand/vanilla';
import type { Failure } from '../../shared/result.ts';
import type { HomeView } from '../../shared/views.ts';
import { ask } from '../api/client.ts';
import { followLab } from './live.ts';

export type HomeState = { view: HomeView | null; failure: Failure | null };
const nothingYet: HomeState = { view: null, failure: null };

/** What Home shows: the lab's numbers, none of them computed here. */
export const home = createStore<HomeState>(() => nothingYet);

/** Keeps `home` up to date while a screen shows it; returns the function that ends it. */
export function watchHome(): { stop: () => void; readNow: () => void } {
  return followLab({
    shows: () => home.getState().view,
    onreplaced: () => home.setState(nothingYet),
    read: async () => {
      const answer = await ask('home:read', {});
      // A refusal leaves the numbers last read on screen, marked as such, unless the lab they belong to is gone.
      if (answer.ok) home.setState({ view: answer.value, failure: null });
      else home.setState((state) => ({ failure: answer, view: answer.code === 'labNotOpen' ? null : state.view }));
    },
  });
}
