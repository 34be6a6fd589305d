import { createStore } from 'zustand/vanilla';
import type { RequestInput } from '../../shared/ipc.ts';
import type { ActivityView } from '../../shared/views.ts';
import { askOrThrow } from '../api/client.ts';

export type ActivitiesQuery = Omit<RequestInput<'activities:list'>, 'offset' | 'limit'>;

/** How the log was left. */
export const activitiesQuery = createStore<ActivitiesQuery>(() => ({ deviceId: null, kinds: [], search: '' }));
export const activitiesMoment = createStore<{ now: number; revision: number }>(() => ({ now: 0, revision: -1 }));

export async function fetchActivities(
  query: ActivitiesQuery,
  offset: number,
  limit: number,
): Promise<{ rows: readonly ActivityView[]; total: number }> {
  const page = await askOrThrow('activities:list', { ...query, offset, limit });
  activitiesMoment.setState({ now: page.now, revision: page.revision });
  return page;
}
