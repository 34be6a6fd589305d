import { settingById } from '../../shared/settings.ts';

/** The page on which each section of settings stands, as the real consoles divide them. */
const pages: Readonly<Record<string, string>> = {
  'Microsoft Entra Connect': '/directory/sync',
  'Microsoft Entra ID': '/directory/mobility',
  'Microsoft Intune': '/cloud/enrollment',
  Site: '/site/status',
  'Azure services and gateway': '/site/gateway',
  'Default client settings': '/site/client-settings',
};
const elsewhere: Readonly<Record<string, string>> = { useIntuneRbac: '/cloud/connector' };

/** Where a setting is changed; the lab’s own page for those that are the lab’s. A device stands as a target by its id. */
export function settingAddress({ id, target }: { id: string; target: string | null }): string {
  const setting = settingById.get(id);
  if (setting?.target === 'device' && target !== null) return `/devices/${target}`;
  return elsewhere[id] ?? pages[setting?.section ?? ''] ?? '/lab';
}
