import { sentenceFor, sentenceOf, type Answer, type Condition } from '../../../shared/settings/condition.ts';
import { conditionAt, conditionOf } from '../../../shared/settings/conditions.ts';
import { gatewayManagementNeeds } from '../../../shared/settings/gateway.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import type { GatewayPartId } from '../../../shared/site/views.ts';
import { minute } from '../../../shared/time.ts';
import type { Change, Estate, Facts, SiteFacts } from '../kernel/change.ts';
import { draw, drawBetween } from '../kernel/draw.ts';
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
export type GatewayPart = {
  id: GatewayPartId;
  label: string;
  state: string;
  ok: boolean;
  why: string;
  /** What does not work while it is not in order. */
  stops: readonly GatewayUse[];
  /** The setting that decides. */
  setting: string;
  /** The bad value at which it stands; what it shows as, and how it is put right. */
  condition: Condition | null;
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

const clients = ['policy', 'install'] as const;
const management = ['manage'] as const;

/** A part and the setting that decides about it; a switch is told in words of its own, what is chosen by the name of its value. */
type PartOf = Pick<GatewayPart, 'id' | 'setting' | 'stops'> & {
  label?: string;
  words?: { on: string; off: string };
  /** The site version from which it matters. */
  from?: number;
};
const granted = { on: 'Granted', off: 'Not granted' };
const parts: readonly PartOf[] = [
  { id: 'azureServices', setting: 'azureServices', stops: ['manage', ...clients] },
  { id: 'clientAppConsent', setting: 'clientAppConsent', stops: ['install'], words: granted },
  { id: 'serverAppSecret', setting: 'serverAppSecret', stops: management },
  {
    id: 'conditionalAccess',
    setting: 'conditionalAccessBlocksServerApp',
    stops: management,
    words: { on: 'Blocked', off: 'Not blocked' },
  },
  { id: 'gateway', setting: 'gateway', stops: clients },
  { id: 'gatewayCname', setting: 'gatewayCname', stops: clients },
  { id: 'gatewayCertificate', setting: 'gatewayCertificate', stops: clients },
  { id: 'gatewayConnectionPoint', setting: 'gatewayConnectionPoint', stops: clients },
  { id: 'gatewayCrl', setting: 'gatewayCrl', stops: clients },
  { id: 'communication', setting: 'enhancedHttp', stops: clients, label: 'Communication Security of the site' },
  {
    id: 'managementPointGateway',
    setting: 'managementPointGateway',
    stops: clients,
    words: { on: 'Allowed', off: 'Not allowed' },
  },
  // From 2603 on the management point itself asks Entra ID about the tokens of clients.
  { id: 'managementPointInternet', setting: 'managementPointInternet', stops: clients, from: 2603 },
  { id: 'gatewayContent', setting: 'gatewayContent', stops: ['install'], words: { on: 'Enabled', off: 'Not enabled' } },
  { id: 'serverAppConsent', setting: 'serverAppConsent', stops: ['install'], words: granted },
  {
    id: 'entraUserDiscovery',
    setting: 'entraUserDiscovery',
    stops: ['install'],
    words: { on: 'Enabled', off: 'Not enabled' },
  },
];

export function gatewayState(estate: Estate, now: number): GatewayState {
  const readyAt = estate.setting('gateway') === 'ready' ? estate.cloud.gateway_at : null;
  const exists = readyAt !== null && readyAt <= now;
  const found = parts.map((part) => partAt(estate, part, now));
  const isReady = found.every(({ ok, stops }) => ok || !(stops.includes('policy') || stops.includes('install')));
  return { exists, isReady, readyAt, parts: found };
}

function partAt(estate: Estate, part: PartOf, now: number): GatewayPart {
  if (part.id === 'gatewayCname') return nameInDns(estate, part);
  const own = partOf(estate, part);
  if (part.id === 'gateway') return { ...own, ...scaleSet(estate, now) };
  // A gateway that does not verify revocation needs no list.
  if (part.id === 'gatewayCrl' && own.condition && estate.setting('gatewayVerifyCrl') === 'off')
    return { ...own, ok: true, condition: null, why: 'Certificates are not checked against it.' };
  return own;
}

/** A name of its own has to be known to the public DNS; the company's usual one is. */
function nameInDns(estate: Estate, { id, setting, stops }: PartOf): GatewayPart {
  const ok = gatewayHasRecord(estate);
  const condition = ok ? null : conditionOf('gatewayCname', '');
  const why = condition?.unmet ?? 'The service name leads to the scale set in Azure.';
  return {
    id,
    setting,
    stops,
    label: settingById.get(setting)!.label,
    state: ok ? 'Known' : 'Not known',
    ok,
    condition,
    why,
  };
}
/** The public DNS leads from the service name of the gateway to Azure. */
function gatewayHasRecord(estate: Estate): boolean {
  const name = estate.setting('gatewayName').toLowerCase();
  return name === '' || name === estate.setting('gatewayCname').toLowerCase();
}

function partOf(estate: Estate, { id, setting, stops, label, words, from }: PartOf): GatewayPart {
  const { values, requirement } = settingById.get(setting)!;
  const { label: usual, met } = requirement!;
  const common = { id, setting, stops, label: label ?? usual };
  if (from !== undefined && estate.site.version < from)
    return { ...common, state: 'Not needed', ok: true, why: `Needed from site version ${from} on.`, condition: null };
  const value = estate.setting(setting);
  const condition = conditionAt(setting, value) ?? null;
  const chosen = values === 'text' ? undefined : values.find((known) => known.value === value)?.label;
  return {
    ...common,
    state: words?.[value === 'on' ? 'on' : 'off'] ?? chosen ?? value,
    ok: condition === null,
    why: condition?.unmet ?? sentenceFor(met, value),
    condition,
  };
}

/** Wanting a gateway does not make one: its creation takes a while, and may go wrong. */
function scaleSet(estate: Estate, now: number): Partial<GatewayPart> {
  if (estate.setting('gateway') !== 'ready') return {};
  const condition = conditionOf('gateway', 'none');
  const { gateway_at: readyAt } = estate.cloud;
  if (readyAt !== null && readyAt <= now) return { state: 'Ready' };
  if (readyAt !== null) return { state: 'Provisioning', ok: false, why: 'It is being created in Azure.', condition };
  const missing = managementBlock(estate);
  const state = missing ? 'Provisioning failed' : 'Not created';
  return { state, ok: false, why: missing?.why ?? condition.unmet, condition };
}

type ManagementBlock = { setting: string; code: string; why: string };

/** Why the site cannot create or manage a gateway; null when it can. */
function creationBlock(valueOf: (id: string) => string): ManagementBlock | null {
  for (const { setting, code } of gatewayManagementNeeds) {
    const condition = conditionAt(setting, valueOf(setting));
    if (condition)
      return { setting, code: code ?? condition.answer?.code ?? condition.code!, why: sentenceOf(condition) };
  }
  return null;
}
/** Whether the site can sign in to Entra ID and manage what is in Azure: discovery, monitoring, new gateways. */
export const managementBlock = (estate: Estate): ManagementBlock | null => creationBlock((id) => estate.setting(id));

type GatewayBlock = Answer & { part: string; why: string; condition: Condition };
const blockBy = (condition: Condition, part: string, why = condition.unmet): GatewayBlock => ({
  ...condition.answer!,
  part,
  why,
  condition,
});

/** What stops this device on its way through the gateway; null when it works. */
export function gatewayBlock(facts: Facts, now: number, use: 'policy' | 'install'): GatewayBlock | null {
  const trust =
    facts.setting('gatewayCertificate') === 'private'
      ? conditionAt('deviceGatewayTrust', facts.setting('deviceGatewayTrust', String(facts.device.id)))
      : undefined;
  for (const part of parts.filter(({ stops }) => stops.includes(use))) {
    if (part.id === 'gatewayCertificate' && trust) return blockBy(trust, part.id);
    const { condition, why } = partAt(facts, part, now);
    if (condition) return blockBy(condition, part.id, why);
  }
  // A client that may not use a gateway does not try; a new one does not know the client settings yet.
  const setting = use === 'policy' ? conditionAt('useGateway', facts.clientSetting('useGateway')) : undefined;
  return setting ? blockBy(setting, 'useGateway') : null;
}

/** Creating a virtual machine scale set with all that belongs to it takes half an hour to an hour. Assumed. */
const creationSeconds = { from: 30 * minute, to: 60 * minute };
/** The settings on which the creation of a gateway depends. */
const creationSettings: ReadonlySet<string> = new Set([
  'gateway',
  ...gatewayManagementNeeds.map(({ setting }) => setting),
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

type Named = Pick<Estate, 'tenant' | 'setting'>;
/** A name in the company's own domain, which a public CA can certify; a CNAME leads to the scale set in Azure. Assumed. */
export function usualGatewayName({ tenant }: Pick<Estate, 'tenant'>): string {
  const company = (tenant.domain.split('.')[0] ?? '').toLowerCase().replace(/[^a-z0-9]/g, '');
  return `${company.slice(0, 20) || 'site'}cmg.${tenant.domain}`;
}
/** The service name: of the certificate that was given, or the usual one. */
export const gatewayName = (estate: Named): string => estate.setting('gatewayName') || usualGatewayName(estate);
/** Host and path that clients are given: the path ends with an id of 17 digits. */
export function gatewayAddress(estate: Named & Pick<Estate, 'seed'>): string {
  const id = `7205759403${String(draw(estate.seed, 'id.gateway', 0, 0) % 10_000_000).padStart(7, '0')}`;
  return `${gatewayName(estate).toUpperCase()}/CCM_Proxy_MutualAuth/${id}`;
}
/** What the Enablement tab of the co-management properties offers to copy; null while no gateway stands. */
export function enablementCommandLine(estate: Estate, now: number): string | null {
  if (!gatewayState(estate, now).exists) return null;
  return `CCMSETUPCMD="CCMHOSTNAME=${gatewayAddress(estate)} SMSSITECODE=${estate.site.code}"`;
}
