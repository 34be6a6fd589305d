/**
 * Rights of Configuration Manager that the cloud asks for beside an Intune role, and the built-in security roles that hold
 * them. Source: tenant attach pages per feature, April 2026; which built-in role holds what is known from the console's role
 * list and partly assumed.
 */
export const siteRights = [
  'read',
  'readResource',
  'notifyResource',
  'readApplication',
  'approveApplication',
  'readBitLockerKey',
  'runCmpivot',
  'readScript',
  'runScript',
] as const;
export type SiteRight = (typeof siteRights)[number];
export const siteRightLabels: Record<SiteRight, string> = {
  read: 'Collection/Read',
  readResource: 'Collection/Read Resource',
  notifyResource: 'Collection/Notify Resource',
  readApplication: 'Application/Read',
  approveApplication: 'Application/Approve',
  readBitLockerKey: 'Collection/Read BitLocker Recovery Key',
  runCmpivot: 'Collection/Run CMPivot',
  readScript: 'SMS Scripts/Read',
  runScript: 'Collection/Run Script',
};

export const siteRoles = [
  'fullAdministrator',
  'operationsAdministrator',
  'applicationAdministrator',
  'readOnlyAnalyst',
  'none',
] as const;
export type SiteRole = (typeof siteRoles)[number];
export const siteRoleCatalogue: Record<SiteRole, { label: string; rights: readonly SiteRight[] }> = {
  fullAdministrator: { label: 'Full Administrator', rights: siteRights },
  operationsAdministrator: {
    label: 'Operations Administrator',
    rights: [
      'read',
      'readResource',
      'notifyResource',
      'readApplication',
      'approveApplication',
      'runCmpivot',
      'readScript',
      'runScript',
    ],
  },
  applicationAdministrator: {
    label: 'Application Administrator',
    rights: ['read', 'readResource', 'readApplication', 'approveApplication'],
  },
  readOnlyAnalyst: { label: 'Read-only Analyst', rights: ['read', 'readResource', 'readApplication'] },
  none: { label: 'No administrative user of the site', rights: [] },
};
export const rightsOfSiteRole = (role: string): readonly SiteRight[] =>
  siteRoles.some((known) => known === role) ? siteRoleCatalogue[role as SiteRole].rights : [];
