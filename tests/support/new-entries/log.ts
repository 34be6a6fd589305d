import { clientLogs } from '../../../main/simulation/logs/client/index.ts';
import { deviceEventsIn } from '../../../main/simulation/logs/events.ts';
import { info } from '../../../main/simulation/logs/line.ts';
import { deviceLog, type DeviceLog } from '../../../main/simulation/logs/log.ts';
import { tellDevice, type Tell } from '../../../main/simulation/kernel/tell.ts';

/** A kind of history that no lab has, told as a rule tells it, and a log with a teller for it. */
export const told = (deviceId: number, name: string): Tell =>
  tellDevice(deviceId, 'mouseSet' as never, { name } as never);

Object.assign(deviceEventsIn, { mouseSet: ['MouseHandler.log'] });
(clientLogs as DeviceLog[]).push(
  deviceLog('MouseHandler.log' as 'CIAgent.log', 'The mice of the device.', {
    mouseSet: ({ details }: { details: { name: string } }) => [info(`A mouse called ${details.name} was set.`)],
  } as never),
);
