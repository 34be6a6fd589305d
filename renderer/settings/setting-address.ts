import { addressOf, type PlainScreenId } from '../../shared/screens.ts';
import { settingById } from '../../shared/settings/catalogue.ts';

/** The page on which each section of the settings stands. */
const pages: Readonly<Record<string, string>> = {
  'Microsoft Entra Connect': addressOf('entraConnect'),
  'Microsoft Entra ID': addressOf('entraOverview'),
  'Microsoft Intune': addressOf('enrollment'),
  Site: addressOf('siteRoles', { properties: 'roles' }),
  'Azure services and gateway': addressOf('gateway'),
  'Default client settings': addressOf('clientSettings', { properties: 'default' }),
};

/** Settings of the application *Microsoft Intune* under *Mobility (MDM and MAM)*. */
export const isOfMobility = (id: string): boolean =>
  id === 'mdmUserScope' || id === 'mdmUserScopeGroup' || id === 'mdmUrls';
/** Settings that stand apart from their section. */
const ownPages: Readonly<Record<string, PlainScreenId>> = {
  remoteHelp: 'remoteHelpSettings',
  deviceCleanup: 'deviceCleanup',
  useIntuneRbac: 'connectorSite',
  clientDelivery: 'coManagementSettings',
  clientDeliveryGroup: 'coManagementSettings',
  clientPolicyName: 'coManagementSettings',
  clientPolicyInstalls: 'coManagementSettings',
  clientCommandLine: 'coManagementSettings',
  overrideToIntune: 'coManagementSettings',
  clientAppAdded: 'allApps',
  autopilotProfile: 'deploymentProfiles',
  autopilotProfileName: 'deploymentProfiles',
  autopilotProfileGroup: 'deploymentProfiles',
  statusPageName: 'statusPageProfiles',
  statusPageGroup: 'statusPageProfiles',
  statusPageMinutes: 'statusPageProfiles',
  azureServices: 'azureServices',
  azureServiceName: 'azureServices',
  serverAppName: 'azureServices',
  clientAppName: 'azureServices',
  entraUserDiscovery: 'azureServices',
  serverAppSecret: 'entraTenants',
  serverAppConsent: 'appRegistrations',
  clientAppConsent: 'appRegistrations',
  gatewayCname: 'domainController',
  certificateFiles: 'siteServer',
  gatewayConnectionPoint: 'siteRoles',
  managementPointGateway: 'siteRoles',
  enhancedHttp: 'sites',
};

/** Where a setting is changed: at its device, named by its id, or on the page of its section. */
export function settingAddress({ id, target }: { id: string; target: string | null }): string {
  const setting = settingById.get(id);
  if (setting?.target === 'device' && target !== null)
    return addressOf('device', { deviceId: target, tab: 'management' });
  if (setting?.section === 'Microsoft Entra ID' && setting.target === 'user') return addressOf('entraUsers');
  if (isOfMobility(id)) return addressOf('mobilityIntune');
  const own = ownPages[id];
  return own ? addressOf(own) : (pages[setting?.section ?? ''] ?? addressOf('lab'));
}
