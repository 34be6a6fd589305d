import type { RequestInput } from '../../shared/requests.ts';
import { addressOf } from '../../shared/screens.ts';
import type { ActivityView } from '../../shared/activities/views.ts';
import type { Page } from '../../shared/contract/answers.ts';
import { askOrThrow } from '../api/client.ts';

export type ActivitiesQuery = Omit<RequestInput<'activities.list'>, 'offset' | 'limit'>;

export const readActivities = (query: ActivitiesQuery, offset: number, limit: number): Promise<Page<ActivityView>> =>
  askOrThrow('activities.list', { ...query, offset, limit });

export function parseActivitiesQuery(params: URLSearchParams): ActivitiesQuery {
  const deviceId = Number(params.get('device'));
  return {
    deviceId: Number.isInteger(deviceId) && deviceId > 0 ? deviceId : null,
    kinds: params.getAll('kind').map((kind) => kind.slice(0, 64)),
    search: (params.get('search') ?? '').slice(0, 200),
  };
}

export function activitiesAddress({ deviceId, kinds, search }: ActivitiesQuery): string {
  const params = new URLSearchParams();
  if (deviceId !== null) params.set('device', String(deviceId));
  for (const kind of kinds) params.append('kind', kind);
  if (search !== '') params.set('search', search);
  return addressOf('activities', {}, params.toString());
}
