import { day } from '../../../../shared/time.ts';
import { at, failure, info } from '../line.ts';
import { deviceLog } from '../log.ts';
import { heartbeats } from '../source.ts';

export const inventoryAgent = deviceLog(
  'InventoryAgent.log',
  'Heartbeat discovery and hardware inventory.',
  {
    triggered: ({ details }) => {
      if (details.trigger === 'discoveryData')
        return [info('Inventory: action Discovery, started by request.'), info('Discovery data record was sent.')];
      if (details.trigger === 'hardwareInventory')
        return [info('Inventory: action Hardware, started by request.'), info('Hardware inventory was sent.')];
      return [];
    },
  },
  (source) =>
    heartbeats({ ...source, from: source.now - 31 * day }).flatMap((moment) =>
      at(moment, info('Inventory: action Discovery.'), info('Discovery data record was sent.')),
    ),
);

/** States of an application, in the words of the portal. */
export const appEnforce = deviceLog(
  'AppEnforce.log',
  'Installations that the client carries out for deployed applications.',
  {
    applicationState: ({ details }) => {
      const text = `Application ${details.application}: ${details.state}${details.action === null ? '' : ` (${details.action})`}.`;
      return [details.state === 'failed' ? failure(text) : info(text)];
    },
  },
);
export const bitLockerHandler = deviceLog(
  'BitLockerManagementHandler.log',
  'BitLocker as the client manages it: new recovery keys.',
  { recoveryKeyRotated: () => [info('A new recovery password was made and escrowed, because the old one was shown.')] },
);
