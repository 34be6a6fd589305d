import { siteRoleCatalogue, siteRoles } from './site-roles.ts';

/**
 * Everything an administrator can set in directory, tenant and site, and what can be wrong at a device: one catalogue that
 * screens, command line, rules and faults share. A value that nobody set stands at `normal`. What a value leads to is in the
 * rules that read it.
 */
export type SettingArea = 'directory' | 'tenant' | 'site' | 'device' | 'lab';
export type SettingTarget = 'user' | 'device' | 'ou';
/** Where a change shows first; `takesEffect` of `configure` names the moment. */
export type SettingReach = 'now' | 'entraCycle' | 'policyPoll' | 'nextAttempt' | 'restrictions' | 'gateway' | 'upload';
export type Setting = {
  id: string;
  area: SettingArea;
  /** The heading under which screens show it. */
  section: string;
  label: string;
  target: SettingTarget | null;
  values: readonly { value: string; label: string }[] | 'text';
  normal: string;
  reach: SettingReach;
  help: string;
};

const onOff = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const;
const okOr = (...bad: [value: string, label: string][]) => [
  { value: 'ok', label: 'In order' },
  ...bad.map(([value, label]) => ({ value, label })),
];
const choice = (...pairs: [value: string, label: string][]) => pairs.map(([value, label]) => ({ value, label }));

type Entry = Omit<Setting, 'id' | 'area' | 'section'>;
const inSection = (area: SettingArea, section: string, entries: Record<string, Entry>): Setting[] =>
  Object.entries(entries).map(([id, entry]) => ({ id, area, section, ...entry }));
const entry = (
  label: string,
  values: Setting['values'],
  normal: string,
  reach: SettingReach,
  help: string,
  target: SettingTarget | null = null,
): Entry => ({ label, values, normal, reach, help, target });

const entraConnect = inSection('directory', 'Microsoft Entra Connect', {
  entraConnectHybridJoin: entry(
    'Configure hybrid join',
    onOff,
    'off',
    'entraCycle',
    'Configure device options > Configure hybrid Microsoft Entra join. Without it no computer object is exported.',
  ),
  scp: entry(
    'Service connection point of the forest',
    choice(['none', 'Not written'], ['ownTenant', 'This tenant'], ['wrongTenant', 'Another tenant']),
    'none',
    'nextAttempt',
    'Written per forest by Configure hybrid join: tells computers with which tenant they register.',
  ),
  entraConnectSync: entry('Sync cycle enabled', onOff, 'on', 'entraCycle', 'Get-ADSyncScheduler: SyncCycleEnabled.'),
  entraConnectStaging: entry(
    'Staging mode',
    onOff,
    'off',
    'entraCycle',
    'A server in staging mode imports and syncs, and exports nothing.',
  ),
  entraConnectWizard: entry(
    'Configuration wizard left open',
    onOff,
    'off',
    'entraCycle',
    'An open wizard suspends the scheduler: SchedulerSuspended.',
  ),
  entraConnectCycle: entry(
    'Sync cycle',
    choice(['30', 'Every 30 minutes'], ['60', 'Every hour'], ['180', 'Every 3 hours'], ['1440', 'Every day']),
    '30',
    'entraCycle',
    'CustomizedSyncCycleInterval; 30 minutes is the shortest allowed.',
  ),
  entraConnectAttributes: entry(
    'Send the default device attributes',
    onOff,
    'on',
    'entraCycle',
    'Without userCertificate a device object cannot be registered.',
  ),
  ouInSync: entry(
    'Organizational unit in the scope of Entra Connect',
    onOff,
    'on',
    'entraCycle',
    'Domain and OU filtering.',
    'ou',
  ),
  signInMethod: entry(
    'User sign-in',
    choice(
      ['phs', 'Password hash sync with seamless SSO'],
      ['pta', 'Pass-through authentication with seamless SSO'],
      ['federation', 'Federation with AD FS'],
    ),
    'phs',
    'nextAttempt',
    'With federation a device registers without waiting for the sync.',
  ),
});
const entraId = inSection('directory', 'Microsoft Entra ID', {
  entraLicence: entry(
    'Entra ID license of the tenant',
    choice(['none', 'Free'], ['p1', 'P1'], ['p2', 'P2']),
    'p1',
    'now',
    'The MDM user scope is a feature of P1 and P2.',
  ),
  mdmUserScope: entry(
    'MDM user scope',
    choice(['none', 'None'], ['some', 'Some'], ['all', 'All']),
    'all',
    'nextAttempt',
    'Mobility (MDM and WIP) > Microsoft Intune. Who may enroll automatically.',
  ),
  mdmUserScopeGroup: entry('Group of the MDM user scope', 'text', '', 'nextAttempt', 'The group that Some stands for.'),
  mdmUrls: entry(
    'MDM discovery URL',
    choice(['default', 'Default'], ['changed', 'Changed']),
    'default',
    'nextAttempt',
    'Restore default MDM URLs puts it right.',
  ),
  verifiedUpnSuffix: entry(
    'UPN suffix is a verified domain',
    onOff,
    'on',
    'entraCycle',
    'A suffix such as .local cannot be verified.',
    'user',
  ),
  intuneLicence: entry('Intune license', onOff, 'on', 'nextAttempt', 'Assigned per user.', 'user'),
  remoteHelpLicence: entry(
    'Remote Help license',
    onOff,
    'on',
    'now',
    'Needed by everybody who uses Remote Help, helpers and sharers.',
    'user',
  ),
  mfaEnforced: entry(
    'Per-user MFA enforced',
    onOff,
    'off',
    'nextAttempt',
    'Enforced MFA breaks the user token of an automatic enrollment; Enabled does not.',
    'user',
  ),
  conditionalAccessBlocksServerApp: entry(
    'Conditional Access for all cloud apps includes the server app',
    onOff,
    'off',
    'now',
    'Token requests of the site are refused then.',
  ),
  entraDeviceLimit: entry(
    'Maximum number of devices per user',
    choice(['20', '20'], ['50', '50'], ['100', '100'], ['unlimited', 'Unlimited']),
    '50',
    'now',
    'Counts Entra joined and registered devices, not hybrid joined ones.',
  ),
});
const intune = inSection('tenant', 'Microsoft Intune', {
  remoteHelp: entry(
    'Enable Remote Help',
    onOff,
    'off',
    'now',
    'Tenant administration > Remote Help. Off by default in a real tenant.',
  ),
  mdmAuthority: entry(
    'MDM authority',
    choice(['intune', 'Microsoft Intune'], ['unset', 'Not set']),
    'intune',
    'now',
    'Enrollment is blocked until it is set.',
  ),
  windowsEnrollment: entry(
    'Default enrollment restriction: Windows (MDM)',
    choice(['allow', 'Allow'], ['block', 'Block']),
    'allow',
    'restrictions',
    'Only the default restriction counts for co-management. Changes take about 15 minutes.',
  ),
  windowsMinimumVersion: entry(
    'Default enrollment restriction: minimum Windows version',
    choice(['none', 'None'], ['10.0.19045', '10.0.19045'], ['10.0.22631', '10.0.22631'], ['10.0.26100', '10.0.26100']),
    'none',
    'restrictions',
    'Older devices are refused with 0x80180014.',
  ),
  enrollmentDeviceLimit: entry(
    'Device limit per user',
    choice(['1', '1'], ['5', '5'], ['15', '15']),
    '15',
    'restrictions',
    'Not for co-management, Entra join or Windows Autopilot.',
  ),
  useIntuneRbac: entry(
    'Use Intune RBAC for attached devices',
    onOff,
    'off',
    'now',
    'Tenant administration > Connectors and tokens > Microsoft Endpoint Configuration Manager.',
  ),
  clientDelivery: entry(
    'Delivery of the Configuration Manager client',
    choice(
      ['none', 'Nothing assigned'],
      ['app', 'Line-of-business app ccmsetup.msi, required'],
      ['policy', 'Co-management settings policy'],
    ),
    'none',
    'nextAttempt',
    'How new internet-based devices get the client.',
  ),
  clientCommandLine: entry(
    'Command line of the client setup',
    'text',
    '',
    'nextAttempt',
    'Copied from the Enablement tab; at most 1,024 characters.',
  ),
  overrideToIntune: entry(
    'Override co-management policy and use Intune for all workloads',
    onOff,
    'off',
    'nextAttempt',
    'Advanced option of the Co-management settings policy. Do not change it after provisioning.',
  ),
  autopilotProfile: entry(
    'Windows Autopilot deployment profile',
    choice(['assigned', 'User-driven, assigned'], ['none', 'None assigned']),
    'assigned',
    'now',
    'Entra joined, user-driven.',
  ),
});
const site = inSection('site', 'Site', {
  enhancedHttp: entry(
    'Communication Security',
    choice(['enhanced', 'Enhanced HTTP'], ['https', 'HTTPS only'], ['http', 'HTTP']),
    'enhanced',
    'now',
    'A gateway and Entra tokens need enhanced HTTP or HTTPS.',
  ),
  serviceConnectionPoint: entry(
    'Service connection point',
    choice(['online', 'Online'], ['offline', 'Offline mode']),
    'online',
    'upload',
    'The one road from the site to the cloud.',
  ),
  serviceEndpoints: entry(
    'Internet endpoints of the service connection point',
    choice(['open', 'Reachable'], ['blocked', 'Blocked']),
    'open',
    'upload',
    'aka.ms/configmgrgateway, *.manage.microsoft.com; status message 11488 when blocked.',
  ),
  administrationService: entry(
    'Administration service',
    choice(['healthy', 'Healthy'], ['failing', 'Failing']),
    'healthy',
    'now',
    'The REST interface of the SMS Provider, which every page of an attached device asks.',
  ),
  providerAuthentication: entry(
    'Authentication level of the SMS Provider',
    choice(['windows', 'Windows authentication'], ['mfa', 'Certificate or Windows Hello']),
    'windows',
    'now',
    'Anything but Windows authentication answers 403 to the cloud.',
  ),
  siteRole: entry(
    'Security role in the site',
    siteRoles.map((role) => ({ value: role, label: siteRoleCatalogue[role].label })),
    'fullAdministrator',
    'now',
    'Administration > Security > Administrative Users. The cloud asks for rights of the site beside an Intune role.',
    'user',
  ),
  adUserDiscovery: entry(
    'Active Directory user discovery',
    onOff,
    'on',
    'now',
    'Either user discovery suffices from 2103.',
  ),
  entraUserDiscovery: entry(
    'Microsoft Entra user discovery',
    onOff,
    'off',
    'now',
    'Needed for authentication at a gateway: 0x87D00231 without it.',
  ),
  managementPointInternet: entry(
    'Management point reaches Microsoft Entra ID',
    choice(['open', 'Reachable'], ['blocked', 'Blocked']),
    'open',
    'gateway',
    'From site version 2603 in the system context: login.microsoftonline.com, sts.windows.net.',
  ),
});
const azure = inSection('site', 'Azure services and gateway', {
  azureServices: entry(
    'Azure service: Cloud Management',
    choice(['none', 'Not configured'], ['created', 'Apps created by the wizard'], ['imported', 'Apps imported']),
    'none',
    'now',
    'Server app and client app in Entra ID.',
  ),
  serverAppSecret: entry(
    'Secret of the server app',
    choice(['valid', 'Valid'], ['expired', 'Expired']),
    'valid',
    'gateway',
    'Renew Secret Key on the Entra tenant.',
  ),
  gateway: entry(
    'Cloud management gateway',
    choice(['none', 'Not created'], ['ready', 'Created']),
    'none',
    'gateway',
    'A VM scale set; its creation takes a while.',
  ),
  gatewayConnectionPoint: entry(
    'Gateway connection point',
    choice(['none', 'Not installed'], ['connected', 'Connected'], ['disconnected', 'Disconnected']),
    'none',
    'gateway',
    'Forwards what clients send to the gateway.',
  ),
  gatewayCertificate: entry(
    'Server certificate of the gateway',
    choice(['valid', 'Valid, public CA'], ['private', 'From a private CA'], ['expired', 'Expired']),
    'valid',
    'gateway',
    'A certificate from a private CA needs its root on every client.',
  ),
  managementPointGateway: entry(
    'Management point allows gateway traffic',
    onOff,
    'off',
    'gateway',
    'Properties of the management point.',
  ),
  gatewayCrl: entry(
    'Check of the certificate revocation list',
    choice(['reachable', 'List reachable'], ['unreachable', 'List not reachable']),
    'reachable',
    'gateway',
    'A list that cannot be read: 403, CMGConnector_Clientcertificaterequired.',
  ),
});
/** Client settings stand in the default client settings and in custom ones; see `client_settings`. */
export const clientSettings = inSection('site', 'Default client settings', {
  autoRegister: entry(
    'Automatically register new Windows 10 domain joined devices with Microsoft Entra ID',
    onOff,
    'off',
    'policyPoll',
    'Cloud Services. Without it nothing happens at the device, and no error shows.',
  ),
  useGateway: entry('Enable clients to use a cloud management gateway', onOff, 'on', 'policyPoll', 'Cloud Services.'),
  cloudDistribution: entry(
    'Allow access to cloud distribution point',
    onOff,
    'off',
    'policyPoll',
    'Cloud Services. A prerequisite on paper: nothing else in this lab depends on it.',
  ),
  internetUserPolicy: entry(
    'Enable user policy requests from internet clients',
    onOff,
    'off',
    'policyPoll',
    'Client Policy. A prerequisite on paper: nothing else in this lab depends on it.',
  ),
  softwareUpdates: entry(
    'Enable software updates on clients',
    onOff,
    'on',
    'policyPoll',
    'Stays as it is when Windows Update moves to Intune: switch it off by hand, or both manage updates.',
  ),
  endpointAnalytics: entry(
    'Enable Endpoint analytics data collection',
    onOff,
    'off',
    'policyPoll',
    'Computer Agent. Attaching with analytics switches the default on.',
  ),
});
const device = inSection('device', 'At the device', {
  deviceMdmBlock: entry(
    'MDM enrollment',
    okOr(['policy', 'Blocked by Group Policy'], ['legacyAgent', 'Old Intune PC agent installed']),
    'ok',
    'nextAttempt',
    '0x80180026.',
    'device',
  ),
  deviceScp: entry(
    'Targeted service connection point in the registry',
    choice(['none', 'None'], ['ownTenant', 'This tenant'], ['wrongTenant', 'Another tenant']),
    'none',
    'nextAttempt',
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD wins over Active Directory.',
    'device',
  ),
  deviceJoinTask: entry('Task Automatic-Device-Join', onOff, 'on', 'nextAttempt', 'Task Scheduler.', 'device'),
  deviceNetwork: entry(
    'Way to the registration service',
    okOr(['proxy', 'Proxy needs a user'], ['dns', 'Name not resolved'], ['timeout', 'Times out']),
    'ok',
    'nextAttempt',
    'In the system context.',
    'device',
  ),
  deviceTpm: entry(
    'TPM',
    okOr(['keysetMissing', 'Keyset missing'], ['fips', 'In FIPS mode'], ['outOfMemory', 'Out of memory']),
    'ok',
    'nextAttempt',
    '0x80090016, 0x80280036.',
    'device',
  ),
  deviceStaleEnrolment: entry(
    'Rest of a former enrollment',
    okOr(['certificate', 'Old account certificate'], ['otherUser', 'Enrolled by another user']),
    'ok',
    'nextAttempt',
    '0x8007064C, 0x8018000A.',
    'device',
  ),
  deviceProvisioning: entry(
    'Service dmwappushservice',
    okOr(['missing', 'Missing']),
    'ok',
    'nextAttempt',
    '0x80180023 with 0x800706D9.',
    'device',
  ),
  deviceToken: entry(
    'Device token',
    okOr(['missing', 'Not issued'], ['grantFailed', 'Grant fails']),
    'ok',
    'nextAttempt',
    'Without a device token the enrollment waits for a user.',
    'device',
  ),
  deviceWorkplaceJoin: entry(
    'Work account added before the join',
    choice(['none', 'No'], ['registered', 'Registered as well']),
    'none',
    'nextAttempt',
    'Two Entra objects for one device.',
    'device',
  ),
  deviceGatewayTrust: entry(
    'Trust in the certificate of the gateway',
    okOr(['missing', 'Root not trusted']),
    'ok',
    'nextAttempt',
    'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA.',
    'device',
  ),
  deviceEntraObject: entry(
    'Object in Entra ID',
    okOr(['disabled', 'Disabled'], ['deleted', 'Deleted and made anew']),
    'ok',
    'nextAttempt',
    'DeviceAuthStatus FAILED, or Pending for good.',
    'device',
  ),
});

export const settingsCatalogue: readonly Setting[] = [
  ...entraConnect,
  ...entraId,
  ...intune,
  ...site,
  ...azure,
  ...clientSettings,
  ...device,
];
export const settingById: ReadonlyMap<string, Setting> = new Map(settingsCatalogue.map((known) => [known.id, known]));
