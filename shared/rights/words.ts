import type { ErrorCode } from '../contract/errors.ts';
import type { SiteRight, SiteRole } from './site-roles.ts';

/** Rights of Intune roles that actions, pages and inputs of this lab need. */
export const rights = [
  'syncDevices',
  'rebootNow',
  'wipe',
  'retire',
  'deleteManagedDevices',
  'offerRemoteAssistance',
  'remoteAssistanceConnectorRead',
  'remoteHelpViewScreen',
  'remoteHelpFullControl',
  'initiateSiteAction',
  'rotateBitLockerKeys',
  'viewClientDetails',
  'viewCollections',
  'viewResourceExplorer',
  'viewTimeline',
  'viewSoftwareUpdates',
  'viewApplications',
  'takeApplicationActions',
  'runCmpivot',
  'viewScripts',
  'runScript',
  'deleteOrganization',
] as const;
export type Right = (typeof rights)[number];
export const rightLabels: Record<Right, string> = {
  syncDevices: 'Remote tasks/Sync devices',
  rebootNow: 'Remote tasks/Reboot now',
  wipe: 'Remote tasks/Wipe',
  retire: 'Remote tasks/Retire',
  deleteManagedDevices: 'Managed devices/Delete',
  offerRemoteAssistance: 'Remote tasks/Offer remote assistance',
  remoteAssistanceConnectorRead: 'Remote assistance connectors/Read',
  remoteHelpViewScreen: 'Remote Help app/View screen',
  remoteHelpFullControl: 'Remote Help app/Take full control',
  initiateSiteAction: 'Remote tasks/Initiate Configuration Manager action',
  rotateBitLockerKeys: 'Remote tasks/Rotate BitLockerKeys',
  viewClientDetails: 'Cloud attached devices/View client details',
  viewCollections: 'Cloud attached devices/View collections',
  viewResourceExplorer: 'Cloud attached devices/View resource explorer',
  viewTimeline: 'Cloud attached devices/View timeline',
  viewSoftwareUpdates: 'Cloud attached devices/View software updates',
  viewApplications: 'Cloud attached devices/View applications',
  takeApplicationActions: 'Cloud attached devices/Take application actions',
  runCmpivot: 'Cloud attached devices/Run CMPivot query',
  viewScripts: 'Cloud attached devices/View scripts',
  runScript: 'Cloud attached devices/Run script',
  deleteOrganization: 'Organization/Delete',
};
/** What operators hold who help people: everything but what is the tenant's own, and taking records away. */
const ofHelpers = rights.filter((right) => right !== 'deleteOrganization' && right !== 'deleteManagedDevices');
const deviceViews = [
  'viewClientDetails',
  'viewCollections',
  'viewResourceExplorer',
  'viewTimeline',
  'viewSoftwareUpdates',
] as const satisfies readonly Right[];
/**
 * Roles that may do something here: two of Microsoft Entra ID, which hold everything, and built-in roles of Intune. Source: the
 * reference of built-in roles, February 2026, of which a test has the table.
 */
export const roles = [
  'globalAdministrator',
  'intuneAdministrator',
  'helpDeskOperator',
  'schoolAdministrator',
  'endpointSecurityManager',
  'applicationManager',
  'policyAndProfileManager',
  'readOnlyOperator',
] as const;
export type Role = (typeof roles)[number];
/** Roles of Microsoft Entra ID, which the list of Intune's own roles does not have. */
export const entraRoles: readonly Role[] = ['globalAdministrator', 'intuneAdministrator'];
export const roleCatalogue: Record<Role, { label: string; rights: readonly Right[] }> = {
  globalAdministrator: { label: 'Global Administrator', rights },
  intuneAdministrator: { label: 'Intune Administrator', rights },
  helpDeskOperator: { label: 'Help Desk Operator', rights: ofHelpers },
  schoolAdministrator: {
    label: 'School Administrator',
    rights: [...ofHelpers.filter((right) => right !== 'rotateBitLockerKeys'), 'deleteManagedDevices'],
  },
  endpointSecurityManager: {
    label: 'Endpoint Security Manager',
    rights: [
      'syncDevices',
      'rebootNow',
      'initiateSiteAction',
      'deleteManagedDevices',
      'rotateBitLockerKeys',
      'remoteAssistanceConnectorRead',
      'runCmpivot',
      'viewScripts',
      ...deviceViews,
    ],
  },
  applicationManager: {
    label: 'Application Manager',
    rights: ['takeApplicationActions', 'viewApplications', ...deviceViews],
  },
  policyAndProfileManager: {
    label: 'Policy and Profile Manager',
    rights: ['viewApplications', 'viewScripts', ...deviceViews],
  },
  readOnlyOperator: {
    label: 'Read Only Operator',
    rights: ['remoteAssistanceConnectorRead', 'viewApplications', 'viewScripts', ...deviceViews],
  },
};
export const rightsOfRole = (role: string | null): readonly Right[] =>
  roles.some((known) => known === role) ? roleCatalogue[role as Role].rights : [];

/** What an action, a page or an input asks of whoever gives it. Everything named is needed. */
export type Needs = {
  /** Rights of the role in Intune; of a list within the list, one is enough. */
  intune?: readonly (Right | readonly Right[])[];
  /** Rights in the site, which answers for somebody who comes through the cloud. */
  site?: readonly SiteRight[];
  /** Roles of the tenant of which one is enough, where the product asks for no single right; the first names the need. */
  tenantRoles?: readonly [Role, ...Role[]];
  /** A role of the site, in whose own console it is done. */
  siteRole?: SiteRole;
  /** Rights in the site, where it is done in the site's own console and no cloud asks. */
  siteRights?: readonly SiteRight[];
  /** How the refusal reads where it is not the usual one. */
  refusal?: { code: ErrorCode; says: (name: string) => string };
};
