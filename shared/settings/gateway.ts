import { choice, entry, inSection, onOff } from './setting.ts';

/** Sources of what breaks: co-management notes §10, pages of the cloud management gateway. Statuses without a page are assumed. */
const console = 'Configuration Manager console > Administration > Cloud Services';
const roles = 'Configuration Manager console > Administration > Site Configuration > Servers and Site System Roles';
const part = { neededFor: ['internetDevices'], isGatewayPart: true } as const;
const notForwarded = { code: '0x87d0027e', http: 503, name: null } as const;

export const azure = inSection('site', 'Azure services and gateway', {
  azureServices: entry(
    'Azure service: Cloud Management',
    choice(['none', 'Not configured'], ['created', 'Apps created by the wizard'], ['imported', 'Apps imported']),
    'none',
    'now',
    'Server app and client app in Entra ID.',
    {
      right: 'created',
      needed: { met: 'Server app and client app are in Microsoft Entra ID.', ...part },
      breaks: {
        none: {
          title: 'The Azure service Cloud Management is not configured',
          unmet: 'Site and clients have no app in Microsoft Entra ID to ask tokens for.',
          answer: { code: '0xcaa20003', http: null, name: null },
          fix: `${console} > Azure Services > Configure Azure Services > Cloud Management: server app and client app, then grant admin consent.`,
        },
      },
    },
  ),
  serverAppSecret: entry(
    'Secret of the server app',
    choice(['valid', 'Valid'], ['expired', 'Expired']),
    'valid',
    'gateway',
    'Renew Secret Key on the Entra tenant.',
    {
      needed: { met: 'The site signs in to Microsoft Entra ID with it.', ...part },
      breaks: {
        expired: {
          title: 'The secret of the server app has expired',
          unmet:
            'The site cannot sign in to Microsoft Entra ID: the gateway is not managed and users are not discovered. Clients still get policy.',
          answer: { code: 'AADSTS7000222', http: 401, name: null },
          fix: `${console} > Microsoft Entra tenants > the tenant > application: Renew Secret Key. For an imported app make a new key in Microsoft Entra ID and enter it.`,
        },
      },
    },
  ),
  gateway: entry(
    'Cloud management gateway',
    choice(['none', 'Not created'], ['ready', 'Created']),
    'none',
    'gateway',
    'A VM scale set; its creation takes a while.',
    {
      right: 'ready',
      needed: { met: 'The virtual machine scale set runs.', ...part },
      breaks: {
        none: {
          title: 'No cloud management gateway has been created',
          unmet: 'No gateway has been created.',
          answer: { code: '0x80072ee7', http: null, name: null },
          fix: `${console} > Cloud Management Gateway > Create Cloud Management Gateway. It takes a while.`,
        },
      },
    },
  ),
  gatewayConnectionPoint: entry(
    'Gateway connection point',
    choice(['none', 'Not installed'], ['connected', 'Connected'], ['disconnected', 'Disconnected']),
    'none',
    'gateway',
    'Forwards what clients send to the gateway.',
    {
      right: 'connected',
      needed: {
        label: 'Cloud management gateway connection point',
        met: 'It forwards what clients send to the gateway.',
        ...part,
      },
      breaks: {
        none: {
          title: 'No gateway connection point is installed',
          unmet: 'No site system has the role, so nothing leaves the gateway.',
          answer: notForwarded,
          fix: `${roles} > Add Site System Roles: Cloud management gateway connection point.`,
        },
        disconnected: {
          title: 'The gateway connection point is disconnected',
          unmet:
            'It holds no connection to the gateway: the computer account of its server may lack rights to the inboxes of the site (mpfdm.log).',
          answer: notForwarded,
          fix: 'Server of the connection point: open its outgoing ports (TCP-TLS 10140 and up, or 443), give its computer account rights to the inboxes of the site, and restart SMS_CLOUD_PROXYCONNECTOR.',
        },
      },
    },
  ),
  gatewayCertificate: entry(
    'Server certificate of the gateway',
    choice(['valid', 'Valid, public CA'], ['private', 'From a private CA'], ['expired', 'Expired']),
    'valid',
    'gateway',
    'A certificate from a private CA needs its root on every client.',
    {
      needed: {
        label: 'Server certificate',
        met: {
          valid: 'A public CA issued it.',
          private: 'It comes from a private CA: a client without its root breaks off the connection.',
        },
        ...part,
      },
      breaks: {
        expired: {
          title: 'The certificate of the gateway has expired',
          unmet:
            'It has expired: every client on the internet breaks off the connection. Clients on the network of the site do not use it.',
          answer: { code: '0x80072f8f', http: null, name: 'WINHTTP_CALLBACK_STATUS_FLAG_CERT_DATE_INVALID' },
          fix: 'Cloud management gateway > Properties > Settings > Certificate file: choose the renewed certificate with the same common name in the same case.',
        },
      },
    },
  ),
  managementPointGateway: entry(
    'Management point allows gateway traffic',
    onOff,
    'off',
    'gateway',
    'Properties of the management point.',
    {
      right: 'on',
      needed: { met: 'The management point takes traffic of the gateway.', ...part },
      breaks: {
        off: {
          title: 'No management point allows gateway traffic',
          unmet: 'No management point takes traffic of the gateway.',
          answer: notForwarded,
          fix: `${roles} > Management point > Properties: Allow Configuration Manager cloud management gateway traffic.`,
        },
      },
    },
  ),
  gatewayCrl: entry(
    'Check of the certificate revocation list',
    choice(['reachable', 'List reachable'], ['unreachable', 'List not reachable']),
    'reachable',
    'gateway',
    'A list that cannot be read: 403, CMGConnector_Clientcertificaterequired.',
    {
      needed: { label: 'Certificate revocation list', met: 'Certificates are checked against it.', ...part },
      breaks: {
        unreachable: {
          title: 'The certificate revocation list cannot be read',
          unmet: 'It cannot be read, so the gateway refuses clients.',
          code: '403',
          answer: { code: '0x87d0027e', http: 403, name: 'CMGConnector_Clientcertificaterequired' },
          fix: 'Publish the list where gateway and connection point can read it, or clear Verify client certificate revocation in the Properties of the gateway > Settings.',
        },
      },
    },
  ),
});
