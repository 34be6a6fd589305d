/** The two apps of the service Cloud Management, and the names that the wizard suggests (assumed). */
export const azureApps = {
  server: {
    title: 'Web app',
    dialog: 'Server App',
    create: 'Create Server Application',
    name: 'serverAppName',
    consent: 'serverAppConsent',
    usual: 'ConfigMgr server app',
  },
  client: {
    title: 'Native Client app',
    dialog: 'Client App',
    create: 'Create Client Application',
    name: 'clientAppName',
    consent: 'clientAppConsent',
    usual: 'ConfigMgr client app',
  },
} as const;
export type AzureApp = keyof typeof azureApps;
export const azureAppIds = Object.keys(azureApps) as AzureApp[];

export const usualServiceName = 'Cloud Management';
export const homePage = 'https://ConfigMgrService';
export const replyUrl = 'https://ConfigMgrClient';

/**
 * Why an App ID URI is refused, or null. The forms that the documentation allows: `api://{tenantId}/{string}` and
 * `https://{verifiedCustomerDomain}/{string}`. Whose tenant id it is, is not looked at (assumed).
 */
export function refusalOfUri(uri: string, verifiedDomains: readonly string[]): string | null {
  if (/^api:\/\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/\S+$/i.test(uri)) return null;
  const domain = /^https:\/\/([^/\s]+)\/\S+$/.exec(uri)?.[1]?.toLowerCase();
  if (domain !== undefined && verifiedDomains.some((known) => known.toLowerCase() === domain)) return null;
  return 'Use api://{tenantId}/{string}, or https://{verifiedCustomerDomain}/{string}.';
}
