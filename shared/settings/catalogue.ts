import { presentId } from '../contract/old-ids.ts';
import { clientSettings } from './client.ts';
import { device } from './device.ts';
import { entraConnect, entraId } from './directory.ts';
import { azure } from './gateway.ts';
import type { Setting } from './setting.ts';
import { site } from './site.ts';
import { intune } from './tenant.ts';

export const settingsCatalogue: readonly Setting[] = [
  ...entraConnect,
  ...entraId,
  ...intune,
  ...site,
  ...azure,
  ...clientSettings,
  ...device,
];
/** The setting of that id, in whatever spelling and case. */
export const findSetting = (id: string): Setting | undefined => {
  const wanted = presentId(id).toLowerCase();
  return settingsCatalogue.find((known) => known.id.toLowerCase() === wanted);
};
export const settingById: ReadonlyMap<string, Setting> = new Map(settingsCatalogue.map((known) => [known.id, known]));
