import type { RequestInput } from '../../shared/requests.ts';
import {
  actionKinds,
  actionReasons,
  actionStates,
  isFinished,
  type ActionKind,
  type ActionReason,
  type ActionState,
} from '../../shared/actions/words.ts';
import { addressOf, screens } from '../../shared/screens.ts';
import type { ActionView, ConsoleAction } from '../../shared/actions/views.ts';
import type { Page } from '../../shared/contract/answers.ts';
import { askOrThrow } from '../api/client.ts';

/** Waiting and past are two questions: what will happen, and what came of it. */
export type ActionsTab = keyof typeof screens.actions.tabs.titles;
export const actionTabs = Object.keys(screens.actions.tabs.titles) as ActionsTab[];
export type ActionsView = {
  tab: ActionsTab;
  kinds: ActionKind[];
  reasons: ActionReason[];
  states: ActionState[];
  search: string;
};
export type ActionsQuery = Omit<RequestInput<'actions.list'>, 'offset' | 'limit'>;

export const reasonIds = Object.keys(actionReasons) as ActionReason[];
export const emptyActionsView: ActionsView = { tab: 'waiting', kinds: [], reasons: [], states: [], search: '' };

/** The list with its filters as an address: what a number on Home, the back button and a reload have in common. */
export function actionsAddress(view: Partial<ActionsView>): string {
  const { tab, kinds, reasons, states, search } = { ...emptyActionsView, ...view };
  const params = new URLSearchParams();
  for (const kind of kinds) params.append('kind', kind);
  for (const reason of reasons) params.append('reason', reason);
  for (const state of states) params.append('state', state);
  if (search !== '') params.set('search', search);
  return addressOf('actions', tab === 'waiting' ? {} : { tab }, params.toString());
}

/** Words that an old link has and this version does not are left out: the list opens, only wider. */
export function parseActionsView(params: URLSearchParams): ActionsView {
  const known = <Word extends string>(name: string, words: readonly Word[]): Word[] =>
    words.filter((word) => params.getAll(name).includes(word));
  return {
    tab: known('tab', actionTabs)[0] ?? 'waiting',
    kinds: known('kind', actionKinds),
    reasons: known('reason', reasonIds),
    states: known('state', actionStates),
    search: (params.get('search') ?? '').slice(0, 200),
  };
}

export const statesOf = (tab: ActionsTab): readonly ActionState[] =>
  tab === 'all' ? actionStates : actionStates.filter((state) => isFinished(state) === (tab === 'past'));

export function actionsQuery({ tab, kinds, reasons, states, search }: ActionsView): ActionsQuery {
  const inTab = statesOf(tab);
  const chosen = states.filter((state) => inTab.includes(state));
  // Nothing chosen means every state; naming them all would say the same with more words.
  const asked = chosen.length > 0 ? chosen : tab === 'all' ? [] : [...inTab];
  return { states: asked, kinds, reasons, deviceId: null, search: search.trim() };
}

/** A page of the orders on the Actions screen. */
export const readActions = (query: ActionsQuery, offset: number, limit: number): Promise<Page<ActionView>> =>
  askOrThrow('actions.list', { ...query, offset, limit });

/** A page of the console's own list of device actions. */
export const readDeviceActions = (
  query: { search: string },
  offset: number,
  limit: number,
): Promise<Page<ConsoleAction>> => askOrThrow('actions.console', { ...query, offset, limit });
