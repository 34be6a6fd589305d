import type { ActionView } from '../../shared/views.ts';
import { askOrThrow } from '../api/client.ts';
import type { ActionsQuery } from './actions-query.ts';
import { LabList } from './lab-list.svelte.ts';

/** The list of orders on the Actions screen. */
export const actionList = (query: ActionsQuery): LabList<ActionView, ActionsQuery> =>
  new LabList((asked, offset, limit) => askOrThrow('actions:list', { ...asked, offset, limit }), query);
