import { day, hour } from '../../../../shared/time.ts';
import { gatewayAddress, gatewayName, gatewayState, managementBlock, managementNeeds } from '../../site/gateway.ts';
import { at, failure, info } from '../line.ts';
import { siteLog } from '../log.ts';
import { every } from '../source.ts';
import { whileBad } from './while-bad.ts';

export const cloudMgr = siteLog(
  'serviceConnectionPoint',
  'CloudMgr.log',
  'Creation and watching of the cloud management gateway.',
  {
    gatewayCreating: ({ details }) => [info(`Creating the cloud management gateway ${details.address}.`)],
    gatewayReady: ({ details }) => [info(`Cloud service ${details.address} is Ready.`)],
    gatewayFailed: ({ details }) => [
      failure(`Provisioning of the cloud management gateway failed (${details.code}): ${details.why}`),
    ],
    gatewayDeleted: () => [info('The cloud management gateway was deleted.')],
  },
  (source) => {
    const { estate, from, now } = source;
    const readyAt = estate.cloud.gateway_at;
    if (readyAt === null || readyAt > now) return [];
    const block = managementBlock(estate);
    if (block) {
      const since = managementNeeds
        .map(({ setting: id }) => source.since(id))
        .reduce<number>(
          (latest, moment) => (moment !== null && moment > latest ? moment : latest),
          Math.max(from, readyAt),
        );
      return every(hour, since, now).flatMap((moment) =>
        at(moment, failure(`State of ${gatewayName(estate)} could not be read (${block.code}): ${block.why}`)),
      );
    }
    return every(day, Math.max(from, readyAt), now).flatMap((moment) =>
      at(moment, info(`State of ${gatewayName(estate)} is Ready.`)),
    );
  },
  'SMS_CLOUD_SERVICES_MANAGER',
);

export const proxyConnector = siteLog(
  'managementPoint',
  'SMS_Cloud_ProxyConnector.log',
  'The gateway connection point: its connection to the gateway and what clients are refused for.',
  {
    gatewayReady: ({ details }) => [info(`Building the connection to ${details.address}.`)],
  },
  (source) => {
    const { estate, now, from } = source;
    const { exists, parts } = gatewayState(estate, now);
    if (!exists || estate.setting('gatewayConnectionPoint') === 'none') return [];
    return [
      ...whileBad(source, 'gatewayConnectionPoint', 'disconnected', [
        failure(`The connection to ${gatewayAddress(estate)} is lost and cannot be built up again.`),
      ]),
      ...whileBad(source, 'gatewayCrl', 'unreachable', [
        failure('Client request was refused with 403: CMGConnector_Clientcertificaterequired.'),
      ]),
      ...whileBad(source, 'gatewayCertificate', 'expired', [
        failure('The server certificate of the gateway has expired.'),
      ]),
      ...whileBad(source, 'managementPointGateway', 'off', [
        failure('No management point takes traffic of the gateway: request was answered with 503.'),
      ]),
      ...(parts.every(({ ok, stops }) => ok || !stops.includes('policy'))
        ? every(day, from, now).flatMap((moment) => at(moment, info(`Connection to ${gatewayName(estate)} stands.`)))
        : []),
    ];
  },
);

export const ccmSts = siteLog(
  'managementPoint',
  'CCM_STS_ManagedBase.log',
  'Check of Entra tokens at the management point (from site version 2603 it asks Entra ID itself).',
  {},
  (source) =>
    source.estate.site.version < 2603 || source.estate.setting('gateway') !== 'ready'
      ? []
      : whileBad(source, 'managementPointInternet', 'blocked', [
          failure(
            'MiseAuthenticationTicketProviderException … MISE12034: SocketException, https://login.microsoftonline.com cannot be reached in the system context.',
          ),
        ]),
);
