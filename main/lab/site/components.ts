import type { ComponentStatus } from '../../../shared/site/views.ts';
import type { Condition } from '../../../shared/settings/condition.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import { gatewayState, managementBlock, type GatewayPart } from '../../simulation/site/gateway.ts';
import type { Estate } from '../../simulation/kernel/change.ts';
import type { HistoryEvent, SiteEventKind } from '../../simulation/kernel/history.ts';
import { lastAtSite } from '../engine/history.ts';
import { estateOf } from '../engine/estate.ts';

/**
 * Monitoring > System Status > Component Status, as far as cloud attach goes: what each component says of itself follows from
 * settings and from what has happened at the site. Only message 11488 has a documented number here.
 */
type Message = ComponentStatus['messages'][number];
type Component = Omit<ComponentStatus, 'status' | 'messages'> & { messages: Message[] };

export function componentStatus(db: Db): ComponentStatus[] {
  const estate = estateOf(db);
  const { now } = labRow(db);
  const reading: Reading = {
    estate,
    is: (id, value) => estate.setting(id) === value,
    broken: (id) => conditionAt(id, estate.setting(id)),
    error: (text, setting, id = null) => ({ id, at: changedAt(db, setting), severity: 'error', text }),
    warning: (text, setting) => ({ id: null, at: changedAt(db, setting), severity: 'warning', text }),
    happened: (kind) => lastAtSite(db, kind),
    part: (id) => gatewayState(estate, now).parts.find((part) => part.id === id)!,
  };
  return [
    serviceConnector(reading),
    cloudServices(reading),
    proxyConnector(reading),
    entraDiscovery(reading),
    adDiscovery(reading),
    restProvider(reading),
    notificationServer(reading),
    managementPoint(reading),
  ].flatMap((component) => (component ? [withStatus(component)] : []));
}

type Reading = {
  estate: Estate;
  is: (id: string, value: string) => boolean;
  broken: (id: string) => Condition | undefined;
  error: (text: string, setting: string, id?: number | null) => Message;
  warning: (text: string, setting: string) => Message;
  happened: <K extends SiteEventKind>(kind: K) => HistoryEvent<K> | undefined;
  part: (id: string) => GatewayPart;
};

const changedAt = (db: Db, setting: string): number | null =>
  (prepared(db, `SELECT changed_at FROM settings WHERE id = ? AND target = ''`).pluck().get(setting) as
    number | undefined) ?? null;

const withStatus = (component: Component): ComponentStatus => ({
  ...component,
  status: component.messages.some(({ severity }) => severity === 'error')
    ? 'critical'
    : component.messages.some(({ severity }) => severity === 'warning')
      ? 'warning'
      : 'ok',
});

const serviceServer = ({ estate }: Reading) => estate.site.service_connection_point;
const managementServer = ({ estate }: Reading) => estate.site.management_point;

function serviceConnector(reading: Reading): Component {
  const offline = reading.broken('serviceConnectionPoint');
  const blocked = reading.broken('serviceEndpoints');
  const messages: Message[] = [
    ...(offline ? [reading.warning(offline.unmet, offline.setting)] : []),
    ...(blocked ? [reading.error(blocked.unmet, blocked.setting, Number(blocked.code))] : []),
  ];
  return {
    component: 'SMS_SERVICE_CONNECTOR',
    server: serviceServer(reading),
    role: 'Service connection point',
    messages,
  };
}

/** Creates and watches the gateway: CloudMgr.log. */
function cloudServices(reading: Reading): Component | undefined {
  if (reading.is('azureServices', 'none') && reading.is('gateway', 'none')) return undefined;
  const messages: Message[] = [];
  for (const id of ['azureServices', 'serverAppSecret', 'conditionalAccess'] as const) {
    const part = reading.part(id);
    if (!part.ok) messages.push(reading.error(part.why, part.setting));
  }
  const { state, ok, why } = reading.part('gateway');
  if (reading.is('gateway', 'ready')) {
    const failed = reading.happened('gatewayFailed');
    const begun = reading.happened('gatewayCreating');
    if (ok)
      messages.push(info(`The cloud management gateway is ${state}.`, reading.happened('gatewayReady')?.at ?? null));
    else if (state === 'Provisioning') messages.push(info(`${why} ${state}.`, begun?.at ?? null));
    else
      messages.push({
        id: null,
        at: failed?.at ?? null,
        severity: 'error',
        text: `The gateway could not be created: ${failed?.details.why ?? why}`,
      });
  }
  return {
    component: 'SMS_CLOUD_SERVICES_MANAGER',
    server: serviceServer(reading),
    role: 'Service connection point',
    messages,
  };
}
const info = (text: string, at: number | null): Message => ({ id: null, at, severity: 'info', text });

function proxyConnector(reading: Reading): Component | undefined {
  if (reading.is('gatewayConnectionPoint', 'none')) return undefined;
  const messages: Message[] = [];
  for (const id of ['gatewayConnectionPoint', 'gatewayCertificate', 'gatewayCrl', 'managementPointGateway'] as const) {
    const part = reading.part(id);
    if (!part.ok) messages.push(reading.error(part.why, part.setting));
  }
  const gateway = reading.part('gateway');
  if (!gateway.ok) messages.push(reading.warning(`There is no gateway to connect to: ${gateway.why}`, 'gateway'));
  return {
    component: 'SMS_CLOUD_PROXYCONNECTOR',
    server: managementServer(reading),
    role: 'Cloud management gateway connection point',
    messages,
  };
}

function entraDiscovery(reading: Reading): Component | undefined {
  if (reading.is('entraUserDiscovery', 'off')) return undefined;
  const messages: Message[] = [];
  const block = managementBlock(reading.estate);
  if (block) messages.push(reading.error(`Users are not discovered: ${block.why}`, block.setting));
  return {
    component: 'SMS_AZUREAD_DISCOVERY_AGENT',
    server: serviceServer(reading),
    role: 'Site server',
    messages,
  };
}
const adDiscovery = (reading: Reading): Component | undefined =>
  reading.is('adUserDiscovery', 'off')
    ? undefined
    : { component: 'SMS_AD_USER_DISCOVERY_AGENT', server: serviceServer(reading), role: 'Site server', messages: [] };

function restProvider(reading: Reading): Component {
  const failing = reading.broken('administrationService');
  return {
    component: 'SMS_REST_PROVIDER',
    server: serviceServer(reading),
    role: 'SMS Provider',
    messages: failing ? [reading.error(failing.unmet, failing.setting)] : [],
  };
}

const notificationServer = (reading: Reading): Component => ({
  component: 'SMS_NOTIFICATION_SERVER',
  server: managementServer(reading),
  role: 'Management point',
  messages: [],
});

/** Whether the management point takes clients of the internet only matters once there are any. */
function managementPoint(reading: Reading): Component {
  const messages: Message[] = [];
  const expectsGateway = !reading.is('gateway', 'none');
  for (const id of ['managementPointInternet', 'communication'] as const) {
    const part = reading.part(id);
    if (!part.ok && expectsGateway) messages.push(reading.error(part.why, part.setting));
  }
  return { component: 'SMS_MP_CONTROL_MANAGER', server: managementServer(reading), role: 'Management point', messages };
}
