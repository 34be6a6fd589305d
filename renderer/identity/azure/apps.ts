/** The two apps of Configuration Manager in App registrations, by the last part of their address. Permissions: Azure services pages, 2022. */
export const registeredApps = {
  web: {
    name: 'serverAppName',
    consent: 'serverAppConsent',
    usual: 'ConfigMgr server app',
    permission: 'Directory.Read.All',
    type: 'Application',
    about: 'Read directory data',
  },
  native: {
    name: 'clientAppName',
    consent: 'clientAppConsent',
    usual: 'ConfigMgr client app',
    permission: 'User.Read',
    type: 'Delegated',
    about: 'Sign in and read user profile',
  },
} as const;
export type RegisteredApp = keyof typeof registeredApps;
export const registeredAppIds = Object.keys(registeredApps) as RegisteredApp[];
