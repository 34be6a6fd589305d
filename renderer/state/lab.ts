import { createStore } from 'zustand/vanilla';
import type { ChosenScenario, RequestInput } from '../../shared/ipc.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { LabView } from '../../shared/views.ts';
import { ask, listen } from '../api/client.ts';
import { followLab } from './live.ts';

export type LabState = {
  lab: LabView | null;
  /** False until the first answer: “no lab” is not yet known. */
  isSettled: boolean;
  failure: Failure | null;
};

/** The lab that is open, as every part of the window sees it. */
export const lab = createStore<LabState>(() => ({ lab: null, isSettled: false, failure: null }));

export const showLab = (view: LabView | null): void => lab.setState({ lab: view, isSettled: true, failure: null });

/** Keeps `lab` up to date as long as a window is open; returns the function that ends it. */
export function watchLab(): () => void {
  const live = followLab({
    shows: () => lab.getState().lab,
    read: async () => {
      const answer = await ask('lab:state', {});
      if (answer.ok) showLab(answer.value);
      else lab.setState({ failure: answer, isSettled: true });
    },
  });
  const endings = [
    // The clock is told far more often than the lab is read: its hands move on their own.
    listen('clock-changed', (clock) =>
      lab.setState((state) => (state.lab ? { lab: { ...state.lab, ...clock } } : state)),
    ),
    listen('lab-replaced', ({ lab: view }) => showLab(view)),
    live.stop,
  ];
  return () => {
    for (const end of endings) end();
  };
}

const shown = <Answer extends Result<LabView | null>>(answer: Answer): Answer => {
  if (answer.ok && answer.value) showLab(answer.value);
  return answer;
};

export const createLab = async (wanted: RequestInput<'lab:create'>): Promise<Result<LabView>> =>
  shown(await ask('lab:create', wanted));
export const openRecentLab = async (id: string): Promise<Result<LabView>> => shown(await ask('lab:open', { id }));
export const recoverLab = async (id: string): Promise<Result<LabView>> => shown(await ask('lab:recover', { id }));
/** Null when the person closed the dialog without choosing. */
export const openLabFile = async (): Promise<Result<LabView | null>> => shown(await ask('lab:open-file', {}));
export const chooseScenarioFile = (): Promise<Result<ChosenScenario | null>> => ask('lab:choose-scenario', {});
export const revealLabFile = (): Promise<Result<null>> => ask('lab:reveal', {});
