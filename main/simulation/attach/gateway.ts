import { minute } from '../../../shared/time.ts';
import type { Change, Estate, Facts, SiteFacts } from '../change.ts';
import { draw, drawBetween } from '../draw.ts';
import { tellActivity, tellSite } from '../kernel/tell.ts';

/**
 * The cloud management gateway: one answer to whether it works, and for what, that rules, views and prerequisites share.
 * Facts: cloud management gateway planning and modification pages, co-management notes §10 (faults of secret, certificate and
 * site version 2603). Where a page names no code for what the client sees, the HTTP status is assumed.
 */
type GatewayUse =
  /** The site creates, changes and watches the gateway, and discovers users. */
  | 'manage'
  /** A client that is registered asks for policy. */
  | 'policy'
  /** A new computer installs the client and registers it. */
  | 'install';
type GatewayFault = {
  /** As the client logs it, `0x87d0027e`. */
  code: string;
  http: number | null;
  /** The flag or name that stands beside it in a log. */
  name: string | null;
};
export type GatewayPart = {
  id: string;
  label: string;
  state: string;
  ok: boolean;
  why: string;
  /** What does not work while it is not in order. */
  stops: readonly GatewayUse[];
  fault: GatewayFault;
  /** The setting that decides, and its value in order. */
  setting: { id: string; value: string };
};
type GatewayState = {
  /** The scale set stands in Azure, whether or not everything about it is in order. */
  exists: boolean;
  /** Everything that a new internet-based client needs is in order. */
  isReady: boolean;
  /** When it was or will be ready; null while none stands and none is being created. */
  readyAt: number | null;
  /** In the order in which what a client sends passes them. */
  parts: readonly GatewayPart[];
};

const fault = (code: string, http: number | null = null, name: string | null = null): GatewayFault => ({
  code,
  http,
  name,
});
const clients = ['policy', 'install'] as const;
const management = ['manage'] as const;
/** From this version on the management point itself asks Entra ID about the tokens of clients. */
const managementPointAsksFrom = 2603;

const communicationLabels: Record<string, string> = { enhanced: 'Enhanced HTTP', https: 'HTTPS only', http: 'HTTP' };
const connectionLabels: Record<string, string> = {
  none: 'Not installed',
  connected: 'Connected',
  disconnected: 'Disconnected',
};

export function gatewayState(estate: Estate, now: number): GatewayState {
  const is = (id: string, value: string): boolean => estate.setting(id) === value;
  const isWanted = is('gateway', 'ready');
  const readyAt = isWanted ? estate.cloud.gateway_at : null;
  const exists = readyAt !== null && readyAt <= now;
  const missing = isWanted ? creationBlock((id) => estate.setting(id)) : null;
  const certificate = estate.setting('gatewayCertificate');
  const communication = estate.setting('enhancedHttp');
  const connection = estate.setting('gatewayConnectionPoint');
  const asksEntra = estate.site.version >= managementPointAsksFrom;
  const parts: GatewayPart[] = [
    {
      id: 'azureServices',
      label: 'Azure service: Cloud Management',
      state: is('azureServices', 'none') ? 'Not configured' : 'Configured',
      ok: !is('azureServices', 'none'),
      why: is('azureServices', 'none')
        ? 'Site and clients have no app in Microsoft Entra ID to ask tokens for.'
        : 'Server app and client app are in Microsoft Entra ID.',
      stops: ['manage', 'policy', 'install'],
      fault: fault('0xcaa20003'),
      setting: { id: 'azureServices', value: 'created' },
    },
    {
      id: 'serverAppSecret',
      label: 'Secret of the server app',
      state: is('serverAppSecret', 'valid') ? 'Valid' : 'Expired',
      ok: is('serverAppSecret', 'valid'),
      why: is('serverAppSecret', 'valid')
        ? 'The site signs in to Microsoft Entra ID with it.'
        : 'The site cannot sign in to Microsoft Entra ID: the gateway is not managed and users are not discovered. Clients still get policy.',
      stops: management,
      fault: fault('AADSTS7000222', 401),
      setting: { id: 'serverAppSecret', value: 'valid' },
    },
    {
      id: 'conditionalAccess',
      label: 'Conditional Access leaves the server app out',
      state: is('conditionalAccessBlocksServerApp', 'on') ? 'Blocked' : 'Not blocked',
      ok: is('conditionalAccessBlocksServerApp', 'off'),
      why: is('conditionalAccessBlocksServerApp', 'on')
        ? 'A policy for all cloud apps includes the server app, so the site is refused tokens.'
        : 'No Conditional Access policy includes the server app.',
      stops: management,
      fault: fault('AADSTS53003', 401),
      setting: { id: 'conditionalAccessBlocksServerApp', value: 'off' },
    },
    {
      id: 'gateway',
      label: 'Cloud management gateway',
      state: exists ? 'Ready' : readyAt !== null ? 'Provisioning' : missing ? 'Provisioning failed' : 'Not created',
      ok: exists,
      why: exists
        ? 'The virtual machine scale set runs.'
        : readyAt !== null
          ? 'It is being created in Azure.'
          : (missing?.why ?? 'No gateway has been created.'),
      stops: clients,
      fault: fault('0x80072ee7'),
      setting: { id: 'gateway', value: 'ready' },
    },
    {
      id: 'gatewayCertificate',
      label: 'Server certificate',
      state: certificate === 'valid' ? 'Valid, public CA' : certificate === 'private' ? 'Valid, private CA' : 'Expired',
      ok: certificate !== 'expired',
      why:
        certificate === 'expired'
          ? 'It has expired: every client on the internet breaks off the connection. Clients on the network of the site do not use it.'
          : certificate === 'private'
            ? 'It comes from a private CA: a client without its root breaks off the connection.'
            : 'A public CA issued it.',
      stops: clients,
      fault: fault('0x80072f8f', null, 'WINHTTP_CALLBACK_STATUS_FLAG_CERT_DATE_INVALID'),
      setting: { id: 'gatewayCertificate', value: 'valid' },
    },
    {
      id: 'gatewayConnectionPoint',
      label: 'Cloud management gateway connection point',
      state: connectionLabels[connection] ?? connection,
      ok: connection === 'connected',
      why:
        connection === 'connected'
          ? 'It forwards what clients send to the gateway.'
          : connection === 'none'
            ? 'No site system has the role, so nothing leaves the gateway.'
            : 'It holds no connection to the gateway: the computer account of its server may lack rights to the inboxes of the site (mpfdm.log).',
      stops: clients,
      fault: fault('0x87d0027e', 503),
      setting: { id: 'gatewayConnectionPoint', value: 'connected' },
    },
    {
      id: 'gatewayCrl',
      label: 'Certificate revocation list',
      state: is('gatewayCrl', 'reachable') ? 'Reachable' : 'Not reachable',
      ok: is('gatewayCrl', 'reachable'),
      why: is('gatewayCrl', 'reachable')
        ? 'Certificates are checked against it.'
        : 'It cannot be read, so the gateway refuses clients.',
      stops: clients,
      fault: fault('0x87d0027e', 403, 'CMGConnector_Clientcertificaterequired'),
      setting: { id: 'gatewayCrl', value: 'reachable' },
    },
    {
      id: 'communication',
      label: 'Communication Security of the site',
      state: communicationLabels[communication] ?? communication,
      ok: communication !== 'http',
      why:
        communication === 'http'
          ? 'A management point takes Entra tokens only over HTTPS or enhanced HTTP.'
          : 'The management point takes Entra tokens.',
      stops: clients,
      fault: fault('0x87d0027e', 403),
      setting: { id: 'enhancedHttp', value: 'enhanced' },
    },
    {
      id: 'managementPointGateway',
      label: 'Management point allows gateway traffic',
      state: is('managementPointGateway', 'on') ? 'Allowed' : 'Not allowed',
      ok: is('managementPointGateway', 'on'),
      why: is('managementPointGateway', 'on')
        ? 'The management point takes traffic of the gateway.'
        : 'No management point takes traffic of the gateway.',
      stops: clients,
      fault: fault('0x87d0027e', 503),
      setting: { id: 'managementPointGateway', value: 'on' },
    },
    {
      id: 'managementPointInternet',
      label: 'Management point reaches Microsoft Entra ID',
      state: !asksEntra ? 'Not needed' : is('managementPointInternet', 'open') ? 'Reachable' : 'Blocked',
      ok: !asksEntra || is('managementPointInternet', 'open'),
      why: !asksEntra
        ? `Needed from site version ${managementPointAsksFrom} on.`
        : is('managementPointInternet', 'open')
          ? 'It checks the tokens of clients with login.microsoftonline.com and sts.windows.net.'
          : 'In the system context login.microsoftonline.com and sts.windows.net are blocked, so tokens of clients are refused (CCM_STS_ManagedBase.log: MISE12034).',
      stops: clients,
      fault: fault('0x87d0027e', 401, 'MISE12034'),
      setting: { id: 'managementPointInternet', value: 'open' },
    },
    {
      id: 'entraUserDiscovery',
      label: 'Microsoft Entra user discovery',
      state: is('entraUserDiscovery', 'on') ? 'Enabled' : 'Not enabled',
      ok: is('entraUserDiscovery', 'on'),
      why: is('entraUserDiscovery', 'on')
        ? 'The site knows the users whose tokens register clients.'
        : 'The site does not know the users, so a registration with a token of theirs is refused. Registered clients use their device token.',
      stops: ['install'],
      fault: fault('0x87d00231'),
      setting: { id: 'entraUserDiscovery', value: 'on' },
    },
  ];
  const isReady = parts.every(({ ok, stops }) => ok || !(stops.includes('policy') || stops.includes('install')));
  return { exists, isReady, readyAt, parts };
}

/** Why the site cannot create or manage a gateway; null when it can. */
function creationBlock(setting: (id: string) => string): { why: string; code: string } | null {
  if (setting('azureServices') === 'none')
    return { why: 'The Azure service Cloud Management is not configured.', code: 'noAzureService' };
  if (setting('serviceConnectionPoint') !== 'online')
    return { why: 'The service connection point is in offline mode.', code: 'offline' };
  if (setting('serviceEndpoints') !== 'open')
    return { why: 'The service connection point does not reach its endpoints.', code: '11488' };
  if (setting('serverAppSecret') !== 'valid')
    return { why: 'The secret of the server app has expired.', code: 'AADSTS7000222' };
  if (setting('conditionalAccessBlocksServerApp') === 'on')
    return { why: 'Conditional Access refuses the server app its token.', code: 'AADSTS53003' };
  return null;
}
/** Whether the site can sign in to Entra ID and manage what is in Azure: discovery, monitoring, new gateways. */
export const managementBlock = (estate: Estate) => creationBlock((id) => estate.setting(id));

type GatewayBlock = GatewayFault & { part: string; why: string };

/** What stops this device on its way through the gateway; null when it works. */
export function gatewayBlock(facts: Facts, now: number, use: 'policy' | 'install'): GatewayBlock | null {
  const block = ({ id, fault: met, why }: GatewayPart): GatewayBlock => ({ ...met, part: id, why });
  const lacksRoot =
    facts.setting('gatewayCertificate') === 'private' &&
    facts.setting('deviceGatewayTrust', String(facts.device.id)) === 'missing';
  for (const part of gatewayState(facts, now).parts) {
    if (part.id === 'gatewayCertificate' && lacksRoot)
      return {
        ...fault('0x80072f8f', null, 'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA'),
        part: part.id,
        why: 'The device does not trust the private CA of the gateway’s certificate.',
      };
    if (!part.ok && part.stops.includes(use)) return block(part);
  }
  // A client that may not use a gateway does not try; a new one does not know the client settings yet.
  if (use === 'policy' && facts.clientSetting('useGateway') === 'off')
    return {
      ...fault('0x87d00231'),
      part: 'useGateway',
      why: 'The client setting forbids the client to use a gateway.',
    };
  return null;
}

/** Creating a virtual machine scale set with all that belongs to it takes half an hour to an hour. Assumed. */
const creationSeconds = { from: 30 * minute, to: 60 * minute };
/** The settings on which the creation of a gateway depends. */
const creationSettings: ReadonlySet<string> = new Set([
  'gateway',
  'azureServices',
  'serviceConnectionPoint',
  'serviceEndpoints',
  'serverAppSecret',
  'conditionalAccessBlocksServerApp',
]);

/** What follows for the gateway when a setting is given a new value: its creation begins, goes wrong, or it is deleted. */
export function gatewayFollows(site: SiteFacts, id: string, value: string, now: number): Change[] {
  if (!creationSettings.has(id)) return [];
  const setting = (asked: string): string => (asked === id ? value : site.setting(asked));
  const set = (gateway_at: number | null): Change => ({
    do: 'update',
    table: 'cloud_attach',
    id: 1,
    set: { gateway_at },
  });
  const { gateway_at: at } = site.cloud;
  if (setting('gateway') !== 'ready') {
    if (id !== 'gateway') return [];
    return [{ do: 'unqueue', kind: 'gatewayDeploys', deviceId: 0 }, set(null), tellSite('gatewayDeleted', {})];
  }
  if (at !== null) return [];
  const block = creationBlock(setting);
  if (block) {
    if (id !== 'gateway') return [];
    return [tellSite('gatewayFailed', { code: block.code, why: block.why })];
  }
  const readyAt = now + drawBetween(site.seed, 'gatewayDeploys', 0, now, creationSeconds.from, creationSeconds.to);
  return [
    set(readyAt),
    { do: 'unqueue', kind: 'gatewayDeploys', deviceId: 0 },
    { do: 'queue', dueAt: readyAt, kind: 'gatewayDeploys', deviceId: 0, subjectId: 0 },
    tellSite('gatewayCreating', { address: gatewayAddress(site), readyAt }),
  ];
}

/** The scale set is there, unless the site lost its way to Azure meanwhile; then a later change begins anew. */
export function gatewayDeploys(site: SiteFacts, _subject: number, now: number): Change[] {
  if (site.setting('gateway') !== 'ready' || site.cloud.gateway_at !== now) return [];
  const block = managementBlock(site);
  if (block)
    return [
      { do: 'update', table: 'cloud_attach', id: 1, set: { gateway_at: null } },
      tellSite('gatewayFailed', { code: block.code, why: block.why }),
    ];
  const address = gatewayAddress(site);
  return [
    tellSite('gatewayReady', { address }),
    tellActivity('gateway_ready', { subject: gatewayName(site), actor: 'SMS_CLOUD_SERVICES_MANAGER' }, { address }),
    // Devices that waited for it are worked out anew.
    { do: 'unqueue', kind: 'replan', deviceId: 0, subjectId: 1 },
    { do: 'queue', dueAt: now + 1, kind: 'replan', deviceId: 0, subjectId: 1 },
  ];
}

/** A name in the company's own domain, which a public CA can certify; a CNAME leads to the scale set in Azure. Assumed. */
export function gatewayName({ tenant }: Pick<Estate, 'tenant'>): string {
  const company = (tenant.domain.split('.')[0] ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${company.slice(0, 20) || 'site'}cmg.${tenant.domain}`;
}
/** Host and path that clients are given: the path ends with an id of 17 digits. */
export function gatewayAddress(estate: Pick<Estate, 'tenant' | 'seed'>): string {
  const id = `7205759403${String(draw(estate.seed, 'id.gateway', 0, 0) % 10_000_000).padStart(7, '0')}`;
  return `${gatewayName(estate).toUpperCase()}/CCM_Proxy_MutualAuth/${id}`;
}
/** What the Enablement tab of the co-management properties offers to copy; null while no gateway stands. */
export function enablementCommandLine(estate: Estate, now: number): string | null {
  if (!gatewayState(estate, now).exists) return null;
  return `CCMSETUPCMD="CCMHOSTNAME=${gatewayAddress(estate)} SMSSITECODE=${estate.site.code}"`;
}
