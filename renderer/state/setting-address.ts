import { settingById } from '../../shared/settings/catalogue.ts';

/** The page on which each section of the settings stands. */
const pages: Readonly<Record<string, string>> = {
  'Microsoft Entra Connect': '/directory/sync',
  'Microsoft Entra ID': '/directory/mobility',
  'Microsoft Intune': '/cloud/enrollment',
  Site: '/site/status',
  'Azure services and gateway': '/site/gateway',
  'Default client settings': '/site/client-settings',
};

/** Where a setting is changed: at its device, named by its id, or on the page of its section. */
export function settingAddress({ id, target }: { id: string; target: string | null }): string {
  const setting = settingById.get(id);
  if (setting?.target === 'device' && target !== null) return `/devices/${target}?tab=management`;
  return pages[setting?.section ?? ''] ?? '/lab';
}
