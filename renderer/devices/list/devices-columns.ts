import { deviceFields, findField, type DeviceListId } from '../../../shared/devices/lists.ts';
import { preferences, setPreferences } from '../../settings/preferences.svelte.ts';

/** What a list shows until a person chooses. */
export const defaultColumns = (list: DeviceListId): string[] =>
  deviceFields[list].filter((field) => field.isDefault).map((field) => field.id);

/** Columns to show: those chosen that the list still has, or else the defaults. The name is always there, it is the link. */
export function columnsOf(list: DeviceListId, chosen: Record<string, string[]>): string[] {
  const ids = chosen[list]?.filter((id) => findField(list, id)) ?? [];
  if (ids.length === 0) return defaultColumns(list);
  return ids.includes('name') ? ids : ['name', ...ids];
}

export const chooseColumns = (list: DeviceListId, ids: readonly string[]): Promise<void> =>
  setPreferences({ columns: { ...preferences.current.columns, [list]: [...ids] } });
