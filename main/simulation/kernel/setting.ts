import { settingById } from '../../../shared/settings/catalogue.ts';
import type { Change } from './change.ts';

/** Puts a setting; the catalogue's normal value takes its row away. `target` is '' for the whole. Throws for an unknown id. */
export function putSetting(id: string, target: string, value: string, now: number): Change {
  const known = settingById.get(id);
  if (!known) throw new Error(`putSetting: no setting "${id}"`);
  const key = { id, target };
  return value === known.normal
    ? { do: 'remove', table: 'settings', key }
    : { do: 'put', table: 'settings', key, set: { value, changed_at: now } };
}

type SettingPut = { id: string; target: string; value: string };

/** What settings `changes` put, in order, read back from what `putSetting` made of them. */
export const settingsPut = (changes: readonly Change[]): SettingPut[] =>
  changes.flatMap((change): SettingPut[] => {
    if ((change.do !== 'put' && change.do !== 'remove') || change.table !== 'settings') return [];
    const { id, target } = change.key;
    if (id === undefined || target === undefined) return [];
    const value = change.do === 'put' ? change.set.value : settingById.get(id)?.normal;
    return value === undefined ? [] : [{ id, target, value }];
  });
