import { clientSettings as catalogue } from '../../../shared/settings/client.ts';
import type { ClientSettingsView } from '../../../shared/settings/views.ts';
import type { Db } from '../../db/open.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import { allRows, prepared } from '../../db/tables.ts';
import { factsOfNamed } from '../engine/facts.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { takesEffect } from './effects.ts';
import { individualSettings, settingOf, settingsOf } from './settings.ts';
import { readSetting } from '../engine/setting-values.ts';

/** Client settings in the order in which they win: custom ones by priority, then the default. */
export function clientSettingsViews(db: Db): ClientSettingsView[] {
  const custom = allRows(db, 'client_settings', 'priority, id').map(
    ({ id, name, description, priority, chosen }): ClientSettingsView => ({
      id,
      name,
      description,
      priority,
      isDefault: false,
      deployments: deploymentsOf(db, id),
      settings: JSON.parse(chosen) as Record<string, string>,
    }),
  );
  const ofEverybody: ClientSettingsView = {
    id: 0,
    name: 'Default Client Settings',
    description: '',
    priority: 10_000,
    isDefault: true,
    deployments: [],
    settings: Object.fromEntries(catalogue.map(({ id }) => [id, readSetting(db, id)])),
  };
  return [...custom, ofEverybody];
}

const deploymentsOf = (db: Db, settingsId: number): ClientSettingsView['deployments'] =>
  prepared(
    db,
    `SELECT c.id AS collectionId, c.name AS collection, d.since FROM client_settings_deployments d
     JOIN collections c ON c.id = d.collection_id WHERE d.settings_id = ? ORDER BY d.since, c.id`,
  ).all(settingsId) as ClientSettingsView['deployments'];

function resultant(db: Db, { deviceId }: ViewParams<'settings.resultant'>): Record<string, string> {
  const facts = factsOfNamed(db, deviceId);
  return Object.fromEntries(catalogue.map(({ id }) => [id, facts.clientSetting(id)]));
}

export const settingViews: ViewsOf<'settings'> = {
  list: settingsOf,
  individual: individualSettings,
  read: (db, { setting, target }) => settingOf(db, setting, target),
  /** A target is resolved as people name it, and refused like that of any question about the setting. */
  effects: (db, { setting, target }) =>
    takesEffect(db, setting, target === null ? null : settingOf(db, setting, target).target),
  clientSettings: clientSettingsViews,
  resultant,
};
