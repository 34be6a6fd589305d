import { clientSettings as catalogue } from '../../../shared/settings/client.ts';
import type { ClientSettingsView } from '../../../shared/settings/views.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow } from '../../db/tables.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { takesEffect } from './effects.ts';
import { individualSettings, settingOf, settingsOf } from './settings.ts';
import { readSetting } from '../engine/setting-values.ts';

/** Client settings in the order in which they win: custom ones by priority, then the default. */
export function clientSettingsViews(db: Db): ClientSettingsView[] {
  const custom = allRows(db, 'client_settings', 'priority, id').filter((row) => row.collection_id !== null);
  return [
    ...custom.map(({ id, name, priority, collection_id: collectionId, chosen }) => ({
      id,
      name,
      priority,
      collectionId,
      collection: findRow(db, 'collections', collectionId!)!.name,
      settings: JSON.parse(chosen) as Record<string, string>,
    })),
    {
      id: 0,
      name: 'Default Client Settings',
      priority: 10_000,
      collectionId: null,
      collection: null,
      settings: Object.fromEntries(catalogue.map(({ id }) => [id, readSetting(db, id)])),
    },
  ];
}

export const settingViews: ViewsOf<'settings'> = {
  list: settingsOf,
  individual: individualSettings,
  read: (db, { setting, target }) => settingOf(db, setting, target),
  /** A target is resolved as people name it, and refused like that of any question about the setting. */
  effects: (db, { setting, target }) =>
    takesEffect(db, setting, target === null ? null : settingOf(db, setting, target).target),
  clientSettings: clientSettingsViews,
};
