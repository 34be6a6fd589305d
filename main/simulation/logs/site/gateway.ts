import { day, hour } from '../../../../shared/time.ts';
import { gatewayName, gatewayState, managementBlock } from '../../site/gateway.ts';
import type { Estate } from '../../kernel/change.ts';
import { at, failure, info } from '../line.ts';
import { siteLog } from '../log.ts';
import { estateAt } from '../past.ts';
import { every } from '../source.ts';

/** The name of the gateway, of host and path as clients are given them. */
const hostOf = ({ address }: { address: string }): string => address.split('/')[0]!.toLowerCase();

export const cloudMgr = siteLog(
  'serviceConnectionPoint',
  'CloudMgr.log',
  'Creation and watching of the cloud management gateway.',
  {
    gatewayCreating: ({ details }) => [info(`Creating the cloud management gateway ${hostOf(details)}.`)],
    gatewayReady: ({ details }) => [info(`Cloud service ${hostOf(details)} is Ready.`)],
    gatewayFailed: ({ details }) => [
      failure(`Provisioning of the cloud management gateway failed (${details.code}): ${details.why}`),
    ],
    gatewayDeleted: () => [info('The cloud management gateway was deleted.')],
  },
  (source) =>
    every(hour, source.from, source.now).flatMap((moment) => {
      const estate = estateAt(source, moment);
      if (estate.cloud.gateway_at === null) return [];
      const block = managementBlock(estate);
      if (block)
        return at(moment, failure(`State of ${gatewayName(estate)} could not be read (${block.code}): ${block.why}`));
      return moment % day === 0 ? at(moment, info(`State of ${gatewayName(estate)} is Ready.`)) : [];
    }),
  'SMS_CLOUD_SERVICES_MANAGER',
);

/**
 * Logs that lie in Azure: the site takes them over every five minutes, so it has none of a time in which it cannot manage the gateway.
 * Source: log file reference, cloud management gateway, note 1.
 */
export const cmgSetup = siteLog(
  'serviceConnectionPoint',
  'CMGSetup.log',
  'The second phase of the creation of the cloud management gateway, in Azure.',
  {
    gatewayReady: ({ details }) => [
      info(`Setting up the cloud management gateway ${hostOf(details)}.`),
      info('Server authentication certificate was bound.'),
      info('Setup of the cloud management gateway succeeded.'),
    ],
  },
);
export const cmgService = siteLog(
  'serviceConnectionPoint',
  'CMGService.log',
  'The core of the cloud management gateway in Azure: its health and the traffic of clients.',
  {
    gatewayReady: ({ details }) => [info(`Service ${hostOf(details)} has started.`)],
  },
  (source) =>
    every(hour, source.from, source.now).flatMap((moment) => {
      const estate = estateAt(source, moment);
      if (!gatewayState(estate, moment).exists || managementBlock(estate)) return [];
      const faults = serviceFaults.flatMap(([setting, bad, says]) => (estate.setting(setting) === bad ? [says] : []));
      if (faults.length > 0) return at(moment, ...faults.map(failure));
      return moment % day === 0 ? at(moment, info('Service is healthy.')) : [];
    }),
);
/** What the service meets every hour: setting, bad value, words. */
const serviceFaults: readonly (readonly [setting: string, bad: string, says: string])[] = [
  ['gatewayConnectionPoint', 'none', 'No cloud management gateway connection point is connected.'],
  [
    'gatewayConnectionPoint',
    'disconnected',
    'The connection to the cloud management gateway connection point is lost.',
  ],
  ['gatewayCertificate', 'expired', 'The server authentication certificate has expired.'],
  [
    'gatewayCrl',
    'unreachable',
    'The revocation list of client certificates cannot be read: requests are refused with 403.',
  ],
];

export const proxyConnector = siteLog(
  'managementPoint',
  'SMS_Cloud_ProxyConnector.log',
  'The gateway connection point: its connection to the gateway and what clients are refused for.',
  {
    gatewayReady: ({ details }) => [info(`Building the connection to ${hostOf(details)}.`)],
  },
  (source) =>
    every(hour, source.from, source.now).flatMap((moment) => {
      const estate = estateAt(source, moment);
      const { exists, parts } = gatewayState(estate, moment);
      if (!exists || estate.setting('gatewayConnectionPoint') === 'none') return [];
      const isUsable = parts.every(({ ok, stops }) => ok || !stops.includes('policy'));
      return [
        ...connectorFailures.flatMap(([setting, bad, says]) =>
          estate.setting(setting) === bad ? at(moment, failure(says(estate))) : [],
        ),
        ...(isUsable && moment % day === 0 ? at(moment, info(`Connection to ${gatewayName(estate)} stands.`)) : []),
      ];
    }),
);
/** What the connection point says every hour of what is wrong: setting, bad value, words. */
const connectorFailures: readonly (readonly [setting: string, bad: string, says: (estate: Estate) => string])[] = [
  [
    'gatewayConnectionPoint',
    'disconnected',
    (estate) => `The connection to ${gatewayName(estate)} is lost and cannot be built up again.`,
  ],
  ['gatewayCrl', 'unreachable', () => 'Client request was refused with 403: CMGConnector_Clientcertificaterequired.'],
  ['gatewayCertificate', 'expired', () => 'The server certificate of the gateway has expired.'],
  [
    'managementPointGateway',
    'off',
    () => 'No management point takes traffic of the gateway: request was answered with 503.',
  ],
];

export const ccmSts = siteLog(
  'managementPoint',
  'CCM_STS_ManagedBase.log',
  'Check of Entra tokens at the management point (from site version 2603 it asks Entra ID itself).',
  {},
  (source) =>
    source.estate.site.version < 2603
      ? []
      : every(hour, source.from, source.now).flatMap((moment) => {
          const estate = estateAt(source, moment);
          return estate.setting('gateway') === 'ready' && estate.setting('managementPointInternet') === 'blocked'
            ? at(
                moment,
                failure(
                  'MiseAuthenticationTicketProviderException … MISE12034: SocketException, https://login.microsoftonline.com cannot be reached in the system context.',
                ),
              )
            : [];
        }),
);
