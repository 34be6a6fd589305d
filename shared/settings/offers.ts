import * as z from 'zod/mini';
import { id, input, line, name, nothing, record, ref, text, view, words } from '../contract/offers.ts';
import { findSetting } from './catalogue.ts';
import { isAtDevice } from './setting.ts';
import type { ClientSettingsView, SettingView } from './views.ts';

function isAt(id: string): boolean {
  const setting = findSetting(id);
  return setting !== undefined && isAtDevice(setting);
}

const clientSettings = () => ({
  name: name(80),
  description: line(200),
  settings: record(words(64), words(40), 100),
});

export const settingOffers = {
  views: {
    /** What consoles list: all that is for the whole, administrators' licenses and roles, organizational units. */
    list: view<SettingView[]>()(nothing, { '[].changedAt': 'faults' }),
    /** What else somebody has set for one user or one device: no console lists who is not as everybody, and a fault is. */
    individual: view<SettingView[]>()(nothing, { '*': 'faults' }),
    /** One setting as it stands, whether or not a list shows it at that target. */
    read: view<SettingView>()(
      () => z.strictObject({ setting: text(64), target: z.nullable(text(200)) }),
      { changedAt: 'faults' },
      ({ setting }) => (isAt(setting) ? ['truth'] : []),
    ),
    /** Where a setting that was just changed shows, and by when: null when nothing in the present state leads there. */
    effects: view<{ where: string; from: number; expectedBy: number | null }[]>()(
      () => z.strictObject({ setting: text(64), target: z.nullable(text(200)) }),
      { '*': 'expected' },
    ),
    clientSettings: view<ClientSettingsView[]>()(nothing),
    /** Resultant Client Settings: what of all client settings holds for a device, by their ids. */
    resultant: view<Record<string, string>>()(() => z.strictObject({ deviceId: ref('device') })),
  },
  inputs: {
    /** `target` is a device, a user or an organizational unit, by id or name; answers the setting as it stands then. */
    configure: input<SettingView>()(
      () => z.strictObject({ setting: text(64), value: text(2000), target: z.nullable(text(200)) }),
      { changedAt: 'faults' },
      ({ setting }) => (isAt(setting) ? ['repair'] : []),
    ),
    /** Custom client device settings, which hold for nobody before they are deployed; they come last in order. */
    createClientSettings: input<number>()(() => z.strictObject({ ...clientSettings() })),
    editClientSettings: input()(() => z.strictObject({ settingsId: id, ...clientSettings() })),
    deleteClientSettings: input()(() => z.strictObject({ settingsId: id })),
    deployClientSettings: input()(() => z.strictObject({ settingsId: id, collectionId: ref('collection') })),
    undeployClientSettings: input()(() => z.strictObject({ settingsId: id, collectionId: ref('collection') })),
    /** Move Item Up or Down: changes places with its neighbor in order. */
    moveClientSettings: input()(() => z.strictObject({ settingsId: id, direction: z.enum(['up', 'down']) })),
    /** The same in one go, as of a script: custom client settings with their order, deployed to one collection; no settings takes them away. */
    customize: input()(() =>
      z.strictObject({
        name: name(80),
        priority: z.int().check(z.gte(1), z.lte(9999)),
        collectionId: ref('collection'),
        settings: record(words(64), words(40), 100),
      }),
    ),
  },
};
