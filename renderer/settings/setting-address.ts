import { addressOf, type PlainScreenId } from '../../shared/screens.ts';
import { settingById } from '../../shared/settings/catalogue.ts';

/** The page on which each section of the settings stands. */
const pages: Readonly<Record<string, PlainScreenId>> = {
  'Microsoft Entra Connect': 'entraConnect',
  'Microsoft Entra ID': 'mobility',
  'Microsoft Intune': 'enrollment',
  Site: 'siteStatus',
  'Azure services and gateway': 'gateway',
  'Default client settings': 'clientSettings',
};

/** Settings that stand apart from their section. */
const ownPages: Readonly<Record<string, PlainScreenId>> = {
  remoteHelp: 'remoteHelpSettings',
  useIntuneRbac: 'connectorSite',
};

/** Where a setting is changed: at its device, named by its id, or on the page of its section. */
export function settingAddress({ id, target }: { id: string; target: string | null }): string {
  const setting = settingById.get(id);
  if (setting?.target === 'device' && target !== null)
    return addressOf('device', { deviceId: target, tab: 'management' });
  return addressOf(ownPages[id] ?? pages[setting?.section ?? ''] ?? 'lab');
}
