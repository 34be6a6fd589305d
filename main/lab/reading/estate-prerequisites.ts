import { resourceAccessRetiredFrom, workloads as workloadCatalogue } from '../../../shared/cloud-attach.ts';
import type { PrerequisiteItem } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import { enablementCommandLine, gatewayState } from '../../simulation/attach/gateway.ts';
import type { Estate } from '../../simulation/change.ts';
import { commandLineFault } from '../../simulation/comanagement/client-setup.ts';
import { cyclesStoppedBy, isStaging } from '../../simulation/identity/entra-connect.ts';
import { canSignInToCloud } from '../../simulation/identity/user-token.ts';
import { administratorOf } from '../inputs.ts';
import { organizationalUnits } from '../settings.ts';
import { estateOf } from '../site-facts.ts';
import { itemOf, put, type Requirement } from './requirement.ts';

/** Requirements of site, tenant and directory. Facts: co-management notes §2 and §3, tenant attach notes §2. */
const all = ['tenantAttach', 'comanagement', 'internetDevices'] as const;
const enrolling = ['comanagement', 'internetDevices'] as const;

export function estatePrerequisites(db: Db): PrerequisiteItem[] {
  const estate = estateOf(db);
  const { now } = labRow(db);
  return [
    ...administrator(db, estate),
    ...site(estate),
    ...tenant(estate),
    ...directory(db, estate),
    ...gateway(estate, now),
    ...delivery(estate, now),
  ].map(itemOf);
}

function administrator(db: Db, estate: Estate): Requirement[] {
  const { upn, display_name: name, role } = administratorOf(db);
  const isSiteAdministrator = estate.setting('siteRole', upn) === 'fullAdministrator';
  const hasLicence = estate.setting('intuneLicence', upn) === 'on';
  return [
    {
      id: 'administratorRole',
      scope: 'tenant',
      label: 'Role of the signed-in administrator in the tenant',
      ok: role === 'intuneAdministrator',
      met: `${name} may onboard the site.`,
      unmet: `${name} cannot finish the wizard: it asks for a Global Administrator, in this lab the Intune Administrator.`,
      fix: 'Sign in as an Intune Administrator (Lab settings > Signed in as).',
      neededFor: all,
    },
    {
      id: 'administratorSiteRole',
      scope: 'site',
      label: 'Role of the signed-in administrator in the site',
      ok: isSiteAdministrator,
      met: `${name} is Full Administrator with all scopes.`,
      unmet: `${name} is no Full Administrator of the site, which enabling co-management and importing apps ask for.`,
      fix: 'Configuration Manager console > Administration > Security > Administrative Users: add the role Full Administrator with all scopes.',
      setting: put('siteRole', 'fullAdministrator', upn),
      neededFor: enrolling,
    },
    {
      id: 'administratorLicence',
      scope: 'tenant',
      label: 'Intune license of the signed-in administrator',
      ok: hasLicence,
      met: `${name} has an Intune license.`,
      unmet: `${name} has no Intune license: the sign-in of the wizard ends with an unanticipated error, and the admin center does not open.`,
      fix: 'Microsoft 365 admin center > Users > Active users > Licenses and apps: assign Microsoft Intune.',
      setting: put('intuneLicence', 'on', upn),
      neededFor: all,
    },
    {
      id: 'administratorIdentity',
      scope: 'directory',
      label: 'Synchronized identity of the signed-in administrator',
      ok: canSignInToCloud(estate, { upn }),
      met: `${upn} is the same person on-premises and in the cloud.`,
      unmet: `The UPN suffix of ${upn} is no verified domain, so the site cannot match who acts from the cloud.`,
      fix: 'Active Directory Users and Computers: give the user a verified UPN suffix, then run a sync cycle of Entra Connect.',
      setting: put('verifiedUpnSuffix', 'on', upn),
      neededFor: ['tenantAttach'],
    },
  ];
}

/** From which site version each way exists. Source: what's new pages, collected in the co-management notes §9. */
const firstVersions = { tenantAttach: 2002, comanagement: 1710, internetDevices: 1806 } as const;
const policyDeliveryFrom = 2111;
const eitherDiscoveryFrom = 2103;
const secureSiteFrom = 2403;

function site(estate: Estate): Requirement[] {
  const is = (id: string, value: string): boolean => estate.setting(id) === value;
  const { version } = estate.site;
  const ad = is('adUserDiscovery', 'on');
  const entra = is('entraUserDiscovery', 'on');
  const either = version >= eitherDiscoveryFrom;
  const versions = Object.entries(firstVersions).map(([way, first]): Requirement => {
    const neededFor = way as keyof typeof firstVersions;
    return {
      id: `siteVersion.${way}`,
      scope: 'site',
      label: `Site version ${first} or later`,
      ok: version >= first,
      met: `The site is at version ${version}.`,
      unmet: `The site is at version ${version}.`,
      fix: 'Configuration Manager console > Administration > Updates and Servicing: install a supported version.',
      neededFor: [neededFor],
    };
  });
  return [
    ...versions,
    {
      id: 'serviceConnectionPoint',
      scope: 'site',
      label: 'Service connection point online',
      ok: is('serviceConnectionPoint', 'online'),
      met: 'It is in online mode.',
      unmet: 'It is in offline mode, so nothing leaves the site for the cloud.',
      fix: 'Configuration Manager console > Administration > Site Configuration > Servers and Site System Roles > Service connection point > Properties: Online, persistent connection.',
      setting: put('serviceConnectionPoint', 'online'),
      neededFor: ['tenantAttach', 'internetDevices'],
    },
    {
      id: 'serviceEndpoints',
      scope: 'site',
      label: 'Internet endpoints of the service connection point',
      ok: is('serviceEndpoints', 'open'),
      met: 'aka.ms/configmgrgateway and *.manage.microsoft.com are reachable.',
      unmet:
        'aka.ms/configmgrgateway or *.manage.microsoft.com is blocked; component SMS_SERVICE_CONNECTOR shows status message 11488.',
      fix: 'Proxy or firewall in front of the service connection point: allow the endpoints, with a time-out of at least 3 minutes.',
      setting: put('serviceEndpoints', 'open'),
      neededFor: ['tenantAttach', 'internetDevices'],
    },
    {
      id: 'administrationService',
      scope: 'site',
      label: 'Administration service',
      ok: is('administrationService', 'healthy'),
      met: 'The REST interface of the SMS Provider answers.',
      unmet:
        'It does not answer: pages of attached devices end with an unexpected error (component SMS_REST_PROVIDER).',
      fix: 'Server of the SMS Provider: put IIS and its certificate right until SMS_REST_PROVIDER is healthy.',
      setting: put('administrationService', 'healthy'),
      neededFor: ['tenantAttach'],
    },
    {
      id: 'providerAuthentication',
      scope: 'site',
      label: 'Authentication level of the SMS Provider',
      ok: is('providerAuthentication', 'windows'),
      met: 'Windows authentication.',
      unmet: 'Anything but Windows authentication answers most features of attached devices with 403.',
      fix: 'Configuration Manager console > Administration > Sites > Hierarchy Settings > Authentication: Windows authentication.',
      setting: put('providerAuthentication', 'windows'),
      neededFor: ['tenantAttach'],
    },
    {
      id: 'userDiscovery',
      scope: 'site',
      label: either
        ? 'Active Directory or Microsoft Entra user discovery'
        : 'Active Directory and Microsoft Entra user discovery',
      ok: either ? ad || entra : ad && entra,
      met: 'The site knows the users who act from the cloud.',
      unmet: 'The site does not know the users who act from the cloud, so it refuses them.',
      fix: 'Configuration Manager console > Administration > Hierarchy Configuration > Discovery Methods > Active Directory User Discovery: enable.',
      setting: ad ? put('entraUserDiscovery', 'on') : put('adUserDiscovery', 'on'),
      neededFor: ['tenantAttach'],
    },
    ...(version >= secureSiteFrom
      ? [
          {
            id: 'secureCommunication',
            scope: 'site',
            label: 'HTTPS or enhanced HTTP',
            ok: !is('enhancedHttp', 'http'),
            met: 'Clients talk to the site over HTTPS or enhanced HTTP.',
            unmet: `The site uses plain HTTP; version ${secureSiteFrom} and later ask for HTTPS or enhanced HTTP.`,
            fix: 'Configuration Manager console > Administration > Sites > Properties > Communication Security: Use Configuration Manager-generated certificates for HTTP site systems.',
            setting: put('enhancedHttp', 'enhanced'),
            neededFor: enrolling,
          } as const,
        ]
      : []),
    {
      id: 'comanagementEnabled',
      scope: 'site',
      label: 'Co-management enabled',
      ok: estate.cloud.comanagement_at !== null,
      met: 'CoMgmtSettingsProd is deployed.',
      unmet: 'Clients get no co-management policy, so nobody can be co-managed.',
      fix: 'Configuration Manager console > Administration > Cloud Services > Cloud Attach > Configure Cloud Attach.',
      neededFor: ['internetDevices'],
    },
  ];
}

function tenant(estate: Estate): Requirement[] {
  const is = (id: string, value: string): boolean => estate.setting(id) === value;
  return [
    {
      id: 'mdmAuthority',
      scope: 'tenant',
      label: 'MDM authority',
      ok: is('mdmAuthority', 'intune'),
      met: 'Microsoft Intune.',
      unmet: 'It is not set, so every enrollment is refused.',
      fix: 'Intune admin center > Devices > Enrollment: choose Microsoft Intune as the MDM authority.',
      setting: put('mdmAuthority', 'intune'),
      neededFor: enrolling,
    },
    {
      id: 'windowsEnrollment',
      scope: 'tenant',
      label: 'Default enrollment restriction: Windows (MDM)',
      ok: is('windowsEnrollment', 'allow'),
      met: 'Windows (MDM) may enroll.',
      unmet: 'It is blocked: enrollments end with 0x80180014.',
      fix: 'Intune admin center > Devices > Enrollment > Device platform restriction > Default: allow Windows (MDM). It takes about 15 minutes.',
      setting: put('windowsEnrollment', 'allow'),
      neededFor: enrolling,
    },
  ];
}

const mostNamed = 3;

function directory(db: Db, estate: Estate): Requirement[] {
  const is = (id: string, value: string): boolean => estate.setting(id) === value;
  const hasPremium = !is('entraLicence', 'none');
  const group = estate.setting('mdmUserScopeGroup');
  const scope = estate.setting('mdmUserScope');
  const stopped = cyclesStoppedBy(estate);
  const outside = organizationalUnits(db).filter((ou) => estate.setting('ouInSync', ou) === 'off');
  return [
    {
      id: 'entraLicence',
      scope: 'directory',
      label: 'Microsoft Entra ID P1 or P2',
      ok: hasPremium,
      met: `The tenant has Microsoft Entra ID ${estate.setting('entraLicence').toUpperCase()}.`,
      unmet: 'Without P1 or P2 there is no automatic enrollment: the MDM user scope cannot be set.',
      fix: 'Microsoft 365 admin center > Billing > Purchase services: Microsoft Entra ID P1 or P2.',
      setting: put('entraLicence', 'p1'),
      neededFor: enrolling,
    },
    {
      id: 'mdmUserScope',
      scope: 'directory',
      label: 'MDM user scope Some or All',
      ok: scope === 'all' || (scope === 'some' && group !== ''),
      met: scope === 'all' ? 'All users may enroll automatically.' : `Members of ${group} may enroll automatically.`,
      unmet: scope === 'none' ? 'Nobody may enroll automatically (0x8018002B).' : 'Some is chosen, but no group.',
      fix: 'Microsoft Entra admin center > Identity > Settings > Mobility > Microsoft Intune > MDM user scope: All, or Some with the group of the users.',
      setting: put('mdmUserScope', 'all'),
      neededFor: enrolling,
    },
    {
      id: 'mdmUrls',
      scope: 'directory',
      label: 'MDM discovery URL',
      ok: is('mdmUrls', 'default'),
      met: 'It is the default of Intune.',
      unmet: 'It was changed: enrollments end with 0x8000FFFF.',
      fix: 'Microsoft Entra admin center > Identity > Settings > Mobility > Microsoft Intune: Restore default MDM URLs.',
      setting: put('mdmUrls', 'default'),
      neededFor: enrolling,
    },
    {
      id: 'hybridJoin',
      scope: 'directory',
      label: 'Hybrid join configured in Entra Connect',
      ok: is('entraConnectHybridJoin', 'on'),
      met: 'Entra Connect exports computers that ask for it.',
      unmet: 'Entra Connect exports no computer, so domain-joined clients never register.',
      fix: 'Microsoft Entra Connect > Configure device options > Configure hybrid Microsoft Entra join.',
      setting: put('entraConnectHybridJoin', 'on'),
      neededFor: ['comanagement'],
    },
    {
      id: 'scp',
      scope: 'directory',
      label: 'Service connection point of the forest',
      ok: is('scp', 'ownTenant'),
      met: 'It names this tenant.',
      unmet: is('scp', 'none')
        ? 'It is not written: computers fail with 0x801c001d.'
        : 'It names another tenant: computers fail with 0x801c003a.',
      fix: 'Microsoft Entra Connect > Configure device options > Configure hybrid Microsoft Entra join > SCP: write it for each forest.',
      setting: put('scp', 'ownTenant'),
      neededFor: ['comanagement'],
    },
    {
      id: 'entraConnectRuns',
      scope: 'directory',
      label: 'Entra Connect exports',
      ok: stopped === null && !isStaging(estate),
      met: 'The scheduler runs, and the server is not in staging mode.',
      unmet:
        stopped === 'wizard'
          ? 'The configuration wizard is open, which suspends the scheduler (SchedulerSuspended).'
          : stopped === 'disabled'
            ? 'The sync cycle is disabled (SyncCycleEnabled False).'
            : 'The server is in staging mode: it imports and syncs, and exports nothing.',
      fix:
        stopped === 'wizard'
          ? 'Close Microsoft Entra Connect on its server.'
          : stopped === 'disabled'
            ? 'Set-ADSyncScheduler -SyncCycleEnabled $true'
            : 'Microsoft Entra Connect > Configure staging mode: off, on exactly one server.',
      setting:
        stopped === 'wizard'
          ? put('entraConnectWizard', 'off')
          : stopped === 'disabled'
            ? put('entraConnectSync', 'on')
            : put('entraConnectStaging', 'off'),
      neededFor: ['comanagement'],
    },
    {
      id: 'entraConnectAttributes',
      scope: 'directory',
      label: 'Default device attributes are synchronized',
      ok: is('entraConnectAttributes', 'on'),
      met: 'userCertificate is among them.',
      unmet: 'Without userCertificate a computer has nothing to prove itself with (0x801c03f2).',
      fix: 'Microsoft Entra Connect > Customize synchronization options > Microsoft Entra attributes: restore the default device attributes.',
      setting: put('entraConnectAttributes', 'on'),
      neededFor: ['comanagement'],
    },
    {
      id: 'ouScope',
      scope: 'directory',
      label: 'Organizational units in the scope of Entra Connect',
      ok: outside.length === 0,
      met: 'Every organizational unit with computers is in scope.',
      unmet: `Out of scope: ${outside.slice(0, mostNamed).join(', ')}${outside.length > mostNamed ? ` and ${outside.length - mostNamed} more` : ''}. Their computers never get an object in Microsoft Entra ID.`,
      fix: 'Microsoft Entra Connect > Customize synchronization options > Domain and OU filtering: select the unit.',
      ...(outside[0] === undefined ? {} : { setting: put('ouInSync', 'on', outside[0]) }),
      neededFor: ['comanagement'],
    },
    {
      id: 'autoRegister',
      scope: 'site',
      label: 'Client setting: automatically register domain-joined devices',
      ok: is('autoRegister', 'on'),
      met: 'The default client settings say Yes.',
      unmet: 'The default client settings say No: computers without a custom one never register, and show no error.',
      fix: 'Configuration Manager console > Administration > Client Settings > Cloud Services > Automatically register new Windows 10 domain joined devices with Microsoft Entra ID: Yes.',
      setting: put('autoRegister', 'on'),
      neededFor: ['comanagement'],
    },
  ];
}

/** Where each part of the gateway is put right. */
const gatewayFixes: Readonly<Record<string, string>> = {
  azureServices:
    'Configuration Manager console > Administration > Cloud Services > Azure Services > Configure Azure Services > Cloud Management: server app and client app, then grant admin consent.',
  serverAppSecret:
    'Configuration Manager console > Administration > Cloud Services > Microsoft Entra tenants > the tenant > Renew Secret Key. For imported apps make a new key in Microsoft Entra ID and enter it.',
  conditionalAccess: 'Microsoft Entra admin center > Protection > Conditional Access: exclude the server app.',
  gateway:
    'Configuration Manager console > Administration > Cloud Services > Cloud Management Gateway > Create Cloud Management Gateway. It takes a while.',
  gatewayCertificate:
    'Cloud management gateway > Properties > Settings > Certificate file: a valid one with the same name in the same case.',
  gatewayConnectionPoint:
    'Administration > Site Configuration > Servers and Site System Roles > Add Site System Roles: Cloud management gateway connection point; its computer account needs rights to the inboxes of the site.',
  gatewayCrl:
    'Publish the revocation list where the gateway can read it, or Properties of the gateway > Settings: Verify client certificate revocation off.',
  communication:
    'Administration > Sites > Properties > Communication Security: HTTPS or Use Configuration Manager-generated certificates for HTTP site systems.',
  managementPointGateway:
    'Servers and Site System Roles > Management point > Properties: Allow Configuration Manager cloud management gateway traffic.',
  managementPointInternet:
    'Server of the management point: allow login.microsoftonline.com and sts.windows.net for the system account (netsh winhttp does not count).',
  entraUserDiscovery:
    'Azure Services > Cloud Management > Properties > Discovery: Enable Microsoft Entra user discovery, then run a full discovery.',
};

function gateway(estate: Estate, now: number): Requirement[] {
  const { parts } = gatewayState(estate, now);
  const client = (id: string, label: string, unmet: string, fix: string): Requirement => ({
    id: `clientSetting.${id}`,
    scope: 'site',
    label,
    ok: estate.setting(id) === 'on',
    met: 'Yes in the default client settings.',
    unmet,
    fix: `Configuration Manager console > Administration > Client Settings > ${fix}: Yes.`,
    setting: put(id, 'on'),
    neededFor: ['internetDevices'],
  });
  return [
    ...parts.map(({ id, label, ok, why, state, setting }): Requirement => ({
      id: `gateway.${id}`,
      scope: id === 'conditionalAccess' ? 'directory' : 'site',
      label,
      ok,
      met: `${state}. ${why}`,
      unmet: `${state}. ${why}`,
      fix: gatewayFixes[id] ?? null,
      setting: put(setting.id, setting.value),
      neededFor: ['internetDevices'],
    })),
    client(
      'useGateway',
      'Client setting: enable clients to use a cloud management gateway',
      'Clients may not use the gateway: those on the internet lose their site.',
      'Cloud Services > Enable clients to use a cloud management gateway',
    ),
    client(
      'cloudDistribution',
      'Client setting: allow access to cloud distribution point',
      'Clients on the internet get policy, but no content.',
      'Cloud Services > Allow access to cloud distribution point',
    ),
    client(
      'internetUserPolicy',
      'Client setting: enable user policy requests from internet clients',
      'Clients on the internet get machine policy, but none for their users.',
      'Client Policy > Enable user policy requests from internet clients',
    ),
  ];
}

function delivery(estate: Estate, now: number): Requirement[] {
  const kind = estate.setting('clientDelivery');
  const commandLine = estate.setting('clientCommandLine');
  const wrong = commandLineFault(estate, commandLine);
  const offered = enablementCommandLine(estate, now);
  const pilots = estate.workloads.filter(
    ({ workload, position }) =>
      position === 'pilot' && !(workload === 'resourceAccess' && estate.site.version >= resourceAccessRetiredFrom),
  );
  const requirements: Requirement[] = [
    {
      id: 'clientDelivery',
      scope: 'tenant',
      label: 'Intune delivers the Configuration Manager client',
      ok: kind !== 'none',
      met: kind === 'app' ? 'ccmsetup.msi is a required app.' : 'A Co-management settings policy is assigned.',
      unmet: 'Nothing is assigned: new computers stay managed by Intune alone.',
      fix: 'Intune admin center > Devices > Enrollment > Windows > Co-management settings > Create; or Apps > Windows > Line-of-business app ccmsetup.msi, required.',
      setting: put('clientDelivery', 'policy'),
      neededFor: ['internetDevices'],
    },
    {
      id: 'clientCommandLine',
      scope: 'tenant',
      label: 'Command line of the client setup',
      ok: wrong === null,
      met: 'It names this gateway and this site.',
      unmet: wrong ?? '',
      fix:
        offered === null
          ? 'Create the gateway first: the tab Enablement shows the command line once it stands.'
          : `Configuration Manager console > Cloud Attach > CoMgmtSettingsProd > Properties > Enablement: copy ${offered}`,
      ...(offered === null ? {} : { setting: put('clientCommandLine', offered) }),
      neededFor: ['internetDevices'],
    },
    {
      id: 'autopilotProfile',
      scope: 'tenant',
      label: 'Windows Autopilot deployment profile',
      ok: estate.setting('autopilotProfile') === 'assigned',
      met: 'A user-driven profile is assigned: new computers join Microsoft Entra ID in the out-of-box experience.',
      unmet: 'No profile is assigned: users set up new computers by hand, and no status page waits for the client.',
      fix: 'Intune admin center > Devices > Enrollment > Windows > Deployment profiles > Create profile: user-driven, Microsoft Entra joined.',
      setting: put('autopilotProfile', 'assigned'),
      neededFor: ['internetDevices'],
    },
  ];
  if (kind !== 'policy') return requirements;
  return [
    ...requirements,
    {
      id: 'siteVersion.policyDelivery',
      scope: 'site',
      label: `Site version ${policyDeliveryFrom} or later for the Co-management settings policy`,
      ok: estate.site.version >= policyDeliveryFrom,
      met: `The site is at version ${estate.site.version}.`,
      unmet: `The site is at version ${estate.site.version}.`,
      fix: 'Configuration Manager console > Administration > Updates and Servicing: install a supported version.',
      neededFor: ['internetDevices'],
    },
    {
      id: 'noPilotWorkloads',
      scope: 'site',
      label: 'No workload on Pilot Intune',
      ok: pilots.length === 0,
      met: 'No slider stands on Pilot Intune.',
      unmet: `${pilots.map(({ workload }) => workloadCatalogue[workload].label).join(', ')}: Autopilot into co-management does not support Pilot Intune.`,
      fix: 'Configuration Manager console > Cloud Attach > CoMgmtSettingsProd > Properties > Workloads: Configuration Manager or Intune.',
      neededFor: ['internetDevices'],
    },
    {
      id: 'noPkiAuthentication',
      scope: 'site',
      label: 'No PKI client authentication',
      ok: estate.setting('enhancedHttp') !== 'https',
      met: 'Clients authenticate with Entra tokens.',
      unmet: 'The site asks for client certificates; Autopilot into co-management does not support that.',
      fix: 'Administration > Sites > Properties > Communication Security: HTTPS or HTTP with Configuration Manager-generated certificates.',
      setting: put('enhancedHttp', 'enhanced'),
      neededFor: ['internetDevices'],
    },
  ];
}
