import { createStore } from 'zustand/vanilla';
import type { RequestInput } from '../../shared/ipc.ts';
import { isFinished, type ActionKind, type ActionReason, type ActionState } from '../../shared/remote-actions.ts';
import { actionStates } from '../../shared/remote-actions.ts';
import type { ActionView } from '../../shared/views.ts';
import { askOrThrow } from '../api/client.ts';

export type ActionsQuery = Omit<RequestInput<'actions:list'>, 'offset' | 'limit'>;
/** Waiting and past are two questions: what will happen, and what came of it. */
export const actionTabs = ['waiting', 'past', 'all'] as const;
export type ActionsTab = (typeof actionTabs)[number];
export type ActionsView = {
  tab: ActionsTab;
  kinds: ActionKind[];
  reasons: ActionReason[];
  states: ActionState[];
  search: string;
};

/** How the list was left: going to a device and back must not lose the filters. */
export const actionsView = createStore<ActionsView>(() => ({
  tab: 'waiting',
  kinds: [],
  reasons: [],
  states: [],
  search: '',
}));

export const statesOf = (tab: ActionsTab): readonly ActionState[] =>
  tab === 'all' ? actionStates : actionStates.filter((state) => isFinished(state) === (tab === 'past'));

export function actionsQuery({ tab, kinds, reasons, states, search }: ActionsView): ActionsQuery {
  const inTab = statesOf(tab);
  const chosen = states.filter((state) => inTab.includes(state));
  return {
    states: chosen.length > 0 ? chosen : tab === 'all' ? [] : [...inTab],
    kinds,
    reasons,
    deviceId: null,
    search: search.trim().slice(0, 200),
  };
}

/** Where the moment of the answer is kept beside its rows: ages are told against it, not against the wall clock. */
export const actionsMoment = createStore<{ now: number; revision: number }>(() => ({ now: 0, revision: -1 }));

export async function fetchActions(
  query: ActionsQuery,
  offset: number,
  limit: number,
): Promise<{ rows: readonly ActionView[]; total: number }> {
  const page = await askOrThrow('actions:list', { ...query, offset, limit });
  actionsMoment.setState({ now: page.now, revision: page.revision });
  return page;
}
