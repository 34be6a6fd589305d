import type { PrerequisiteItem } from '../../shared/prerequisites/views.ts';

export const scopes: Record<PrerequisiteItem['scope'], string> = {
  site: 'Configuration Manager site',
  tenant: 'Intune tenant',
  directory: 'Active Directory and Microsoft Entra ID',
  device: 'Device',
};
