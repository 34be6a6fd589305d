import { findTrigger, type DeviceTriggerId } from '../../../../shared/desktop/triggers.ts';
import { day } from '../../../../shared/time.ts';
import type { EndpointProtection } from '../../kernel/history.ts';
import { at, failure, info, warning, type Said } from '../line.ts';
import { deviceLog } from '../log.ts';
import { heartbeats } from '../source.ts';

const discovery = [info('Inventory: action Discovery, started by request.'), info('Discovery data record was sent.')];
const hardware = [info('Inventory: action Hardware, started by request.'), info('Hardware inventory was sent.')];
const software = [info('Inventory: action Software, started by request.'), info('Software inventory was sent.')];
/** By what was asked for, at the device or from the console. */
const requested: Partial<Record<DeviceTriggerId, Said[]>> = {
  discoveryData: discovery,
  collectDiscoveryData: discovery,
  hardwareInventory: hardware,
  collectHardwareInventory: hardware,
  softwareInventory: software,
  collectSoftwareInventory: software,
};

export const inventoryAgent = deviceLog(
  'InventoryAgent.log',
  'Heartbeat discovery and hardware inventory.',
  {
    triggered: ({ details }) => requested[details.trigger] ?? [],
    notificationReceived: ({ details }) => requested[details.notification] ?? [],
  },
  (source) =>
    heartbeats({ ...source, from: source.now - 31 * day }).flatMap((moment) =>
      at(moment, info('Inventory: action Discovery.'), info('Discovery data record was sent.')),
    ),
);

export const scanAgent = deviceLog('ScanAgent.log', 'Scans for software updates that somebody asked for.', {
  triggered: ({ details }) =>
    details.trigger === 'updatesScan'
      ? [info('Scan request was received, forced by the applet.'), info('Scan completed successfully.')]
      : [],
});
const updatesEvaluated = [
  info('Evaluation of deployed updates was started by request.'),
  info('No deployment has changed its state.'),
];
export const updatesDeployment = deviceLog(
  'UpdatesDeployment.log',
  'Evaluations of deployed software updates that somebody asked for.',
  {
    triggered: ({ details }) => (details.trigger === 'updatesEvaluation' ? updatesEvaluated : []),
    notificationReceived: ({ details }) => (details.notification === 'evaluateUpdates' ? updatesEvaluated : []),
  },
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

const diagnosed: Partial<Record<DeviceTriggerId, Said[]>> = {
  enableVerboseLogging: [info('The global log level is set to verbose, and debug logging is enabled.')],
  disableVerboseLogging: [info('The global log level is set to default, and debug logging is disabled.')],
  collectClientLogs: [
    info('Client logs are collected and compressed.'),
    info('Client logs were sent to the management point.'),
  ],
};
export const diagnostics = deviceLog(
  'diagnostics.log',
  'What the console asks of the client’s own logs: their level, and that they be collected.',
  { notificationReceived: ({ details }) => diagnosed[details.notification] ?? [] },
);

const becameOf: Record<EndpointProtection, (asked: string) => Said> = {
  started: (asked) => info(`${asked} was requested: Microsoft Defender Antivirus has started it.`),
  off: (asked) => failure(`${asked} was requested: Microsoft Defender Antivirus is not running.`),
  intune: (asked) => warning(`${asked} was requested: Endpoint Protection is managed by Intune, and nothing is done.`),
  notManaged: (asked) =>
    warning(`${asked} was requested: the client settings do not manage Endpoint Protection, and nothing is done.`),
};
export const endpointProtectionAgent = deviceLog(
  'EndpointProtectionAgent.log',
  'Endpoint Protection as the client manages it: scans and definitions that the console asked for.',
  {
    notificationReceived: ({ details: { notification, protection } }) =>
      protection === undefined ? [] : [becameOf[protection](findTrigger(notification)!.label)],
  },
);
