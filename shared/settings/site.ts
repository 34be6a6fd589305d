import { siteRoleCatalogue, siteRoles } from '../rights/site-roles.ts';
import { enrolling } from './condition.ts';
import { choice, entry, inSection, onOff } from './setting.ts';

/** Sources of what breaks: tenant attach notes §2 and §8, co-management notes §2 and §10. */
const console = 'Configuration Manager console > Administration';
const uploads = { neededFor: ['tenantAttach', 'internetDevices'] } as const;
const attached = { neededFor: ['tenantAttach'] } as const;
/** From this version on the site itself asks for it. */
const secureSiteFrom = 2403;

export const site = inSection('site', 'Site', {
  enhancedHttp: entry(
    'Communication Security',
    choice(['enhanced', 'Enhanced HTTP'], ['https', 'HTTPS only'], ['http', 'HTTP']),
    'enhanced',
    'now',
    'A gateway and Entra tokens need enhanced HTTP or HTTPS.',
    {
      needed: {
        id: 'secureCommunication',
        label: 'HTTPS or enhanced HTTP',
        met: 'The management point takes Entra tokens.',
        neededFor: enrolling,
        from: secureSiteFrom,
      },
      breaks: {
        http: {
          title: 'The management point uses neither HTTPS nor enhanced HTTP',
          unmet: 'A management point takes Entra tokens only over HTTPS or enhanced HTTP.',
          answer: { code: '0x87d0027e', http: 403, name: null },
          fix: `${console} > Sites > Properties > Communication Security: HTTPS only, or Use Configuration Manager-generated certificates for HTTP site systems.`,
        },
      },
    },
  ),
  serviceConnectionPoint: entry(
    'Service connection point',
    choice(['online', 'Online'], ['offline', 'Offline mode']),
    'online',
    'upload',
    'The one road from the site to the cloud.',
    {
      readBy: 'consoles',
      needed: { label: 'Service connection point online', met: 'It is in online mode.', ...uploads },
      breaks: {
        offline: {
          title: 'The service connection point is in offline mode',
          unmet: 'It is in offline mode, so nothing leaves the site for the cloud.',
          fix: `${console} > Site Configuration > Servers and Site System Roles > Service connection point > Properties: Online, persistent connection.`,
        },
      },
    },
  ),
  serviceEndpoints: entry(
    'Internet endpoints of the service connection point',
    choice(['open', 'Reachable'], ['blocked', 'Blocked']),
    'open',
    'upload',
    'aka.ms/configmgrgateway, *.manage.microsoft.com; status message 11488 when blocked.',
    {
      readBy: 'consoles',
      needed: { met: 'aka.ms/configmgrgateway and *.manage.microsoft.com are reachable.', ...uploads },
      breaks: {
        blocked: {
          title: 'The service connection point does not reach its endpoints',
          unmet:
            'The endpoints aka.ms/configmgrgateway or *.manage.microsoft.com cannot be reached, so nothing leaves the site for the cloud (status message 11488).',
          code: '11488',
          fix: 'Proxy or firewall in front of the service connection point: allow aka.ms/configmgrgateway, *.manage.microsoft.com and the hosts of the revocation lists, with a time-out of at least 3 minutes.',
        },
      },
    },
  ),
  administrationService: entry(
    'Administration service',
    choice(['healthy', 'Healthy'], ['failing', 'Failing']),
    'healthy',
    'now',
    'The REST interface of the SMS Provider, which every page of an attached device asks.',
    {
      readBy: 'consoles',
      needed: { met: 'The REST interface of the SMS Provider answers.', ...attached },
      breaks: {
        failing: {
          title: 'The administration service does not answer',
          unmet:
            'The administration service does not answer, so pages of attached devices end with an unexpected error (component SMS_REST_PROVIDER).',
          fix: 'Server of the SMS Provider: check the certificate binding and repair IIS, then restart the component until SMS_REST_PROVIDER is healthy in Component Status.',
        },
      },
    },
  ),
  providerAuthentication: entry(
    'Authentication level of the SMS Provider',
    choice(['windows', 'Windows authentication'], ['mfa', 'Certificate or Windows Hello']),
    'windows',
    'now',
    'Anything but Windows authentication answers 403 to the cloud.',
    {
      readBy: 'consoles',
      needed: { met: 'Windows authentication.', ...attached },
      breaks: {
        mfa: {
          title: 'The SMS Provider asks for more than Windows authentication',
          unmet:
            'The SMS Provider asks for more than Windows authentication, so it answers the cloud with 403 Forbidden.',
          code: '403',
          fix: `${console} > Sites > Hierarchy Settings > Authentication: set the level to Windows authentication.`,
        },
      },
    },
  ),
  siteRole: entry(
    'Security role in the site',
    siteRoles.map((role) => ({ value: role, label: siteRoleCatalogue[role].label })),
    'fullAdministrator',
    'now',
    'Administration > Security > Administrative Users. The cloud asks for rights of the site beside an Intune role.',
    { target: 'user', readBy: 'consoles' },
  ),
  adUserDiscovery: entry(
    'Active Directory user discovery',
    onOff,
    'on',
    'now',
    'Either user discovery suffices from 2103.',
    {
      readBy: 'consoles',
      breaks: {
        // Only while Microsoft Entra user discovery is off as well, or before site version 2103.
        off: {
          title: 'The administrator is not discovered by the site',
          unmet: 'The site does not know the users who act from the cloud, so it refuses them.',
          fix: `${console} > Hierarchy Configuration > Discovery Methods > Active Directory User Discovery: enable it (or Microsoft Entra user discovery with the Cloud Management service), run a full discovery and check that the user has Entra tenant ID, Entra user ID and UPN.`,
        },
      },
    },
  ),
  entraUserDiscovery: entry(
    'Microsoft Entra user discovery',
    onOff,
    'off',
    'now',
    'Needed for authentication at a gateway: 0x87D00231 without it.',
    {
      right: 'on',
      needed: {
        met: 'The site knows the users whose tokens register clients.',
        neededFor: ['internetDevices'],
        isGatewayPart: true,
      },
      breaks: {
        off: {
          title: 'Microsoft Entra user discovery is off',
          unmet:
            'The site does not know the users, so a registration with a token of theirs is refused. Registered clients use their device token.',
          code: '0x87D00231',
          answer: { code: '0x87d00231', http: null, name: null },
          fix: `${console} > Cloud Services > Azure Services > Cloud Management > Properties > Discovery: enable Microsoft Entra user discovery, check the API permissions of the server app and run a full discovery.`,
        },
      },
    },
  ),
  managementPointInternet: entry(
    'Management point reaches Microsoft Entra ID',
    choice(['open', 'Reachable'], ['blocked', 'Blocked']),
    'open',
    'gateway',
    'From site version 2603 in the system context: login.microsoftonline.com, sts.windows.net.',
    {
      needed: {
        met: 'It checks the tokens of clients with login.microsoftonline.com and sts.windows.net.',
        neededFor: ['internetDevices'],
        isGatewayPart: true,
      },
      breaks: {
        blocked: {
          title: 'The management point cannot reach Entra ID',
          unmet:
            'In the system context login.microsoftonline.com and sts.windows.net are blocked, so tokens of clients are refused (CCM_STS_ManagedBase.log: MISE12034).',
          code: 'MISE12034',
          answer: { code: '0x87d0027e', http: 401, name: 'MISE12034' },
          fix: 'Server of the management point: allow login.microsoftonline.com and sts.windows.net for the system account; neither the proxy of the site system role nor netsh winhttp counts.',
        },
      },
    },
  ),
});
