import { findField, type DeviceListId } from '../../../shared/devices/lists.ts';
import { addressOf, type PlainScreenId, type ScreenId } from '../../../shared/screens.ts';
import type { ListQuery } from '../../../shared/devices/views.ts';

type Sort = NonNullable<ListQuery['sort']>;

/** Where each list is, and the page that a row of it opens. */
export const listScreens = {
  fleet: { page: 'fleet', device: 'device' },
  intune: { page: 'cloudDevices', device: 'cloudDevice' },
  configmgr: { page: 'siteDevices', device: 'siteDevice' },
  entra: { page: 'directoryDevices', device: 'directoryDevice' },
  ad: { page: 'domainController', device: 'device' },
} as const satisfies Record<DeviceListId, { page: PlainScreenId; device: ScreenId }>;
const reserved = { search: 'search', sort: 'sort' } as const;
/** What the lab accepts: `listQuery` of shared/devices/offers.ts. An address can be typed by hand, so it is cut to that here. */
const longestSearch = 200;
const mostFilters = 40;

export const emptyQuery = (list: DeviceListId): ListQuery => ({ list, filters: [], search: '', sort: null });

/** The address of a list with its filters: what a tile, a back button and a reload have in common. */
export function listAddress(query: Partial<ListQuery> & { list: DeviceListId }): string {
  return addressOf(listScreens[query.list].page, {}, formatQuery({ ...emptyQuery(query.list), ...query }));
}

export function formatQuery({ filters, search, sort }: ListQuery): string {
  const params = new URLSearchParams();
  for (const { field, value } of filters) params.append(field, value);
  if (search !== '') params.append(reserved.search, search);
  if (sort) params.append(reserved.sort, sort.descending ? `-${sort.field}` : sort.field);
  return params.toString();
}

/** Reads an address. Fields that the list does not have are left out: an old link still opens, only wider. */
export function parseQuery(list: DeviceListId, params: URLSearchParams): ListQuery {
  const query = emptyQuery(list);
  for (const [name, value] of params) {
    if (name === reserved.search) query.search = value.slice(0, longestSearch);
    else if (name === reserved.sort) query.sort = parseSort(list, value);
    else if (findField(list, name)) query.filters.push({ field: name, value });
  }
  query.filters = query.filters.slice(0, mostFilters);
  return query;
}

function parseSort(list: DeviceListId, text: string): Sort | null {
  const descending = text.startsWith('-');
  const field = descending ? text.slice(1) : text;
  return findField(list, field) ? { field, descending } : null;
}
