import { minute } from '../../../../shared/time.ts';
import { entraDeviceId, guidFor } from '../../kernel/identifiers.ts';
import { at, failure, info, warning } from '../line.ts';
import { deviceLog } from '../log.ts';
import { registeredAt, wasOverGateway } from '../past.ts';
import { dailyPolls, type DeviceSource } from '../source.ts';

export const clientIdManagerStartup = deviceLog(
  'ClientIDManagerStartup.log',
  'Identity and registration of the client.',
  {
    clientRegistered: ({ details }, { facts }) => [
      info(`Generated client id ${clientId(facts)}.`),
      info(`[RegTask] - Client is registered. Server assigned ClientID is ${clientId(facts)}.`),
      info(
        `Registered with the site ${details.site} through ${details.gateway}, with Microsoft Entra tokens (${details.token}).`,
      ),
    ],
    joinRegistered: (_event, { facts }) => [
      info(
        `The device has the Entra device id ${entraDeviceId(facts.seed, facts.device.id)} now; it goes with the next heartbeat.`,
      ),
    ],
  },
  (source) =>
    source.boots
      .map((booted) => booted + minute)
      .filter((started) => started >= source.from)
      .flatMap((started) =>
        at(
          started,
          info(`Read client id ${clientId(source.facts)} from the store.`),
          registeredAt(source, started)
            ? info(`[RegTask] - Client is registered. Server assigned ClientID is ${clientId(source.facts)}.`)
            : warning('[RegTask] - Client is not registered.'),
        ),
      ),
);
const clientId = ({ seed, device }: DeviceSource['facts']): string =>
  `GUID:${guidFor(seed, 'id.client', device.id).toUpperCase()}`;

export const adalOperationProvider = deviceLog(
  'ADALOperationProvider.log',
  'Tokens of Microsoft Entra ID that the client asks for.',
  {
    enrollTry: ({ details }) =>
      details.token === null
        ? [failure('Getting the Entra device token failed, and no user token is there.')]
        : details.token === 'user'
          ? [
              warning('Getting the Entra device token failed.'),
              info('Getting the Entra user token of the signed-in user.'),
            ]
          : [info('Getting the Entra device token.'), info('Retrieved the Entra device token successfully.')],
    clientRegistered: () => [info('Getting the Entra user token.'), info('Getting the Entra device token.')],
    userSyncFailed: ({ details }) => [
      failure(`Getting the Entra user token of ${details.upn} failed with ${details.code}: interaction required.`),
    ],
  },
  (source) =>
    dailyPolls(source).flatMap((moment) =>
      wasOverGateway(source, moment) ? at(moment, info('Refreshed the Entra device token for the gateway.')) : [],
    ),
);
