import type { PrerequisiteItem } from '../../shared/prerequisites/views.ts';

export const scopes: Record<PrerequisiteItem['scope'], string> = {
  site: 'Configuration Manager site',
  tenant: 'Intune tenant',
  directory: 'Active Directory and Microsoft Entra ID',
  device: 'Device',
};

/** The same in a word, beside each item. */
export const scopeLabels = { site: 'Site', tenant: 'Tenant', directory: 'Directory', device: 'Device' } as const;
export const neededForLabels = {
  tenantAttach: 'Tenant attach',
  comanagement: 'Co-management',
  internetDevices: 'Internet-based devices',
} as const;
