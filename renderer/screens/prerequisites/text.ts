import type { PrerequisiteItem } from '../../../shared/views-cloud.ts';

export const scopes: Record<PrerequisiteItem['scope'], string> = {
  site: 'Configuration Manager site',
  tenant: 'Intune tenant',
  directory: 'Active Directory and Microsoft Entra ID',
  device: 'Device',
};
export const purposes: Record<PrerequisiteItem['neededFor'][number], string> = {
  tenantAttach: 'Tenant attach',
  comanagement: 'Co-management',
  internetDevices: 'Internet-based devices',
};
