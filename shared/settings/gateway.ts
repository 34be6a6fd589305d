import { choice, entry, inSection, onOff } from './setting.ts';

/** Sources of what breaks: co-management notes §10, pages of the cloud management gateway. Statuses without a page are assumed. */
const console = 'Configuration Manager console > Administration > Cloud Services';
const roles = 'Configuration Manager console > Administration > Site Configuration > Servers and Site System Roles';
const apps = 'Microsoft Entra admin center > Entra ID > App registrations';
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
  azureServiceName: entry('Name of the Azure service', 'text', '', 'now', 'As the wizard was told to call it.', {
    readBy: 'consoles',
  }),
  serverAppName: entry(
    'Name of the server app',
    'text',
    '',
    'now',
    'Web app of the Azure service, in App registrations.',
    {
      readBy: 'consoles',
    },
  ),
  clientAppName: entry(
    'Name of the client app',
    'text',
    '',
    'now',
    'Native client app of the Azure service, in App registrations.',
    { readBy: 'consoles' },
  ),
  serverAppConsent: entry(
    'Admin consent of the server app',
    onOff,
    'on',
    'gateway',
    'App registrations > the web app > API permissions: without it the site may not read the users of the tenant.',
    {
      needed: { label: 'Admin consent of the server app', met: 'Its API permissions are granted.', ...part },
      breaks: {
        off: {
          title: 'Admin consent is not granted to the server app',
          unmet:
            'The site may not read the users of the tenant, so a registration with a token of theirs is refused. Registered clients use their device token.',
          // That discovery needs the consent is documented; how a client is refused then, is assumed.
          answer: { code: '0x87d00231', http: null, name: null },
          fix: `${apps} > the web app > API permissions > Grant admin consent, then run a full user discovery.`,
        },
      },
    },
  ),
  clientAppConsent: entry(
    'Admin consent of the client app',
    onOff,
    'on',
    'gateway',
    'App registrations > the native client app > API permissions: without it users would be asked, and setup asks nobody.',
    {
      needed: { label: 'Admin consent of the client app', met: 'Its API permissions are granted.', ...part },
      breaks: {
        off: {
          title: 'Admin consent is not granted to the client app',
          unmet: 'A new client gets no token for its user: the sign-in would have to ask for consent (AADSTS65001).',
          answer: { code: '0xcaa2000c', http: null, name: 'AADSTS65001' },
          fix: `${apps} > the native client app > API permissions > Grant admin consent.`,
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
  gatewayName: entry(
    'Service name of the gateway',
    'text',
    '',
    'gateway',
    'Common name of its server certificate; empty is a name of the company that its DNS knows already.',
  ),
  gatewayCname: entry(
    'CNAME record of the gateway',
    'text',
    '',
    'gateway',
    'In the public DNS zone: the service name, which leads to the scale set in Azure.',
    {
      breaks: {
        // Only while the gateway has a service name of its own, and the record another one.
        '': {
          title: 'No CNAME record leads to the gateway',
          unmet:
            'The service name of the gateway is not known to the public DNS, so clients on the internet do not find it.',
          good: null,
          code: '0x80072ee7',
          answer: { code: '0x80072ee7', http: null, name: null },
          fix: 'Public DNS of the domain: a CNAME record with the service name of the gateway, which leads to its deployment in Azure.',
        },
      },
    },
  ),
  gatewayContent: entry(
    'Allow CMG to function as a cloud distribution point and serve content from Azure storage',
    onOff,
    'on',
    'gateway',
    'Settings of the gateway: new clients on the internet fetch their setup files from it.',
    {
      needed: {
        label: 'The gateway serves content',
        met: 'Clients on the internet find content at the gateway.',
        ...part,
      },
      breaks: {
        off: {
          title: 'The gateway serves no content',
          unmet: 'A new computer on the internet finds no distribution point with the setup files of the client.',
          // Documented is that setup looks for a distribution point; which code ends it is assumed.
          answer: { code: '0x87d00280', http: 200, name: null },
          fix: `${console} > Cloud Management Gateway > Properties > Settings: Allow CMG to function as a cloud distribution point and serve content from Azure storage.`,
        },
      },
    },
  ),
  gatewayVerifyCrl: entry(
    'Verify Client Certificate Revocation',
    onOff,
    'on',
    'gateway',
    'Settings of the gateway. Cleared, a list that cannot be read stops nobody.',
  ),
  gatewayDetails: entry(
    'Deployment of the gateway in Azure',
    'text',
    '',
    'now',
    'Region, resource group, size and number of virtual machines, description.',
    { readBy: 'consoles' },
  ),
  certificateFiles: entry(
    'Certificate files on the site server',
    'text',
    '',
    'now',
    'What was exported to C:\\Certs: file, common name, issuer.',
    { readBy: 'consoles' },
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

/** What of a gateway's deployment is chosen and shows only in its properties: fields with the values that the wizard begins with. */
export const gatewayFields = {
  region: { label: 'Region', normal: 'West US' },
  resourceGroup: { label: 'Resource Group', normal: 'ConfigMgrCloudServices' },
  size: { label: 'VM Size', normal: 'Standard (A2_V2)' },
  instances: { label: 'VM Instance', normal: '1' },
  description: { label: 'Description', normal: '' },
  enforceTls: { label: 'Enforce TLS 1.2', normal: 'Yes' },
  threshold: { label: 'Traffic threshold for 14 days (GB)', normal: '' },
} as const;
type GatewayField = keyof typeof gatewayFields;
export type GatewayDetails = Record<GatewayField, string>;
const fieldIds = Object.keys(gatewayFields) as GatewayField[];

/** `Region: West US | VM Instance: 2`: only what is not as the wizard begins. */
export const gatewayDetailsText = (details: GatewayDetails): string =>
  fieldIds
    .filter((id) => details[id] !== gatewayFields[id].normal)
    .map((id) => `${gatewayFields[id].label}: ${details[id].replaceAll('|', ' ').trim()}`)
    .join(' | ');
export function readGatewayDetails(text: string): GatewayDetails {
  const given = new Map(
    text.split(' | ').map((part): [string, string] => {
      const at = part.indexOf(': ');
      return [part.slice(0, at), part.slice(at + 2)];
    }),
  );
  return Object.fromEntries(
    fieldIds.map((id) => [id, given.get(gatewayFields[id].label) ?? gatewayFields[id].normal]),
  ) as GatewayDetails;
}

/** A server certificate with its private key, as a file at the site server, and whether it was imported to the computer's store. */
export type CertificateFile = {
  path: string;
  commonName: string;
  issuer: 'public' | 'private';
  isInstalled?: boolean;
};
/** `C:\Certs\CMG.pfx = mycmg.contoso.com (public, installed)`, joined by a bar. */
export const certificateFilesText = (files: readonly CertificateFile[]): string =>
  files
    .map(({ path, commonName, issuer, isInstalled }) => {
      const about = isInstalled === true ? `${issuer}, installed` : issuer;
      return `${path} = ${commonName} (${about})`;
    })
    .join(' | ');
export const readCertificateFiles = (text: string): CertificateFile[] =>
  text.split(' | ').flatMap((part) => {
    const [, path, commonName, issuer, installed] =
      /^(.+) = (\S+) \((public|private)(, installed)?\)$/.exec(part) ?? [];
    if (path === undefined) return [];
    const file = { path, commonName: commonName!, issuer: issuer as CertificateFile['issuer'] };
    return [installed === undefined ? file : { ...file, isInstalled: true }];
  });

/** Folder of the site server in which certificates lie that can be given to a gateway. */
export const certificateFolder = 'C:\\Certs';
/** The files there: one of the company's usual name, with a public issuer, and what was exported. */
export function certificateFiles(usualName: string, text: string): CertificateFile[] {
  const own: CertificateFile = { path: `${certificateFolder}\\CMG.pfx`, commonName: usualName, issuer: 'public' };
  const kept = readCertificateFiles(text);
  return kept.some(({ path }) => path === own.path) ? kept : [own, ...kept];
}

/** Without these the site cannot create or manage a gateway; `code` of the failure where none is documented. */
export const gatewayManagementNeeds: readonly { setting: string; code?: string }[] = [
  { setting: 'azureServices', code: 'noAzureService' },
  { setting: 'serviceConnectionPoint', code: 'offline' },
  { setting: 'serviceEndpoints' },
  { setting: 'serverAppSecret' },
  { setting: 'conditionalAccessBlocksServerApp' },
];
