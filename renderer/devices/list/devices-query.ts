import { findField, type DeviceListId } from '../../../shared/devices/lists.ts';
import { addressOf, type PlainScreenId } from '../../../shared/screens.ts';
import type { ListQuery } from '../../../shared/devices/views.ts';

type Sort = NonNullable<ListQuery['sort']>;

/** Where each list is. Both directories share a page; which of them is shown is part of the address. */
export const listScreens = {
  fleet: { page: 'fleet' },
  intune: { page: 'cloudDevices' },
  configmgr: { page: 'siteDevices' },
  entra: { page: 'directoryDevices' },
  ad: { page: 'directoryDevices', directory: 'ad' },
} as const satisfies Record<DeviceListId, { page: PlainScreenId; directory?: 'ad' }>;
const reserved = { search: 'search', sort: 'sort', directory: 'directory' } as const;
/** What the lab accepts: `listQuery` of shared/devices/offers.ts. An address can be typed by hand, so it is cut to that here. */
const longestSearch = 200;
const mostFilters = 40;

export const emptyQuery = (list: DeviceListId): ListQuery => ({ list, filters: [], search: '', sort: null });

/** The address of a list with its filters: what a tile, a back button and a reload have in common. */
export function listAddress(query: Partial<ListQuery> & { list: DeviceListId }): string {
  return addressOf(listScreens[query.list].page, {}, formatQuery({ ...emptyQuery(query.list), ...query }));
}

export function formatQuery({ list, filters, search, sort }: ListQuery): string {
  const params = new URLSearchParams();
  const place = listScreens[list];
  if ('directory' in place) params.append(reserved.directory, place.directory);
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
    else if (name !== reserved.directory && findField(list, name)) query.filters.push({ field: name, value });
  }
  query.filters = query.filters.slice(0, mostFilters);
  return query;
}

function parseSort(list: DeviceListId, text: string): Sort | null {
  const descending = text.startsWith('-');
  const field = descending ? text.slice(1) : text;
  return findField(list, field) ? { field, descending } : null;
}

export const directoryOf = (params: URLSearchParams): 'entra' | 'ad' =>
  params.get(reserved.directory) === 'ad' ? 'ad' : 'entra';
