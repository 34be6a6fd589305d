import type { DeviceEventKind, SiteEventKind } from '../kernel/history.ts';

/** Logs of the Configuration Manager client. */
export type ClientLogName =
  | 'ADALOperationProvider.log'
  | 'AppEnforce.log'
  | 'BitLockerManagementHandler.log'
  | 'CIAgent.log'
  | 'CcmEval.log'
  | 'CcmMessaging.log'
  | 'CcmNotificationAgent.log'
  | 'ClientIDManagerStartup.log'
  | 'CoManagementHandler.log'
  | 'ComplRelayAgent.log'
  | 'EndpointProtectionAgent.log'
  | 'InventoryAgent.log'
  | 'ScanAgent.log'
  | 'UpdatesDeployment.log'
  | 'LocationServices.log'
  | 'PolicyAgent.log'
  | 'PolicyEvaluator.log'
  | 'WUAHandler.log'
  | 'ccmsetup.log'
  | 'diagnostics.log';
/** Event logs of Windows. */
export type EventLogName =
  'AAD/Operational' | 'DeviceManagement-Enterprise-Diagnostics-Provider/Admin' | 'User Device Registration/Admin';
export type DeviceLogName = ClientLogName | EventLogName;
export type SiteLogName =
  | 'AdminService.log'
  | 'BgbServer.log'
  | 'CCM_STS_ManagedBase.log'
  | 'CMGatewayNotificationWorker.log'
  | 'CMGatewaySyncUploadWorker.log'
  | 'CloudMgr.log'
  | 'GenericUploadWorker.log'
  | 'MP_SinvCollFile.log'
  | 'SMS_AZUREAD_DISCOVERY_AGENT.log'
  | 'SMS_Cloud_ProxyConnector.log'
  | 'SMS_REST_PROVIDER.log'
  | 'adusrdis.log'
  | 'colleval.log'
  | 'policypv.log'
  | 'sinvproc.log';

/**
 * The logs in which each kind of event is told; an empty list: none shows it. Both ways are checked when compiling: a new kind has
 * to say where it is told, and a log has to tell what is said of it here, and nothing else.
 */
export const deviceEventsIn = {
  joinAllowed: ['PolicyEvaluator.log'],
  joinDisallowed: ['PolicyEvaluator.log'],
  // The directory shows it.
  certificateWritten: [],
  joinAttempt: ['User Device Registration/Admin'],
  joinRegistered: ['ClientIDManagerStartup.log', 'User Device Registration/Admin', 'AAD/Operational'],
  workplaceLeft: ['User Device Registration/Admin'],
  deviceLeft: ['User Device Registration/Admin'],
  entraObjectSynced: [],
  entraObjectDeleted: [],

  policyMerged: [
    'CoManagementHandler.log',
    'PolicyEvaluator.log',
    'ComplRelayAgent.log',
    'CIAgent.log',
    'WUAHandler.log',
  ],
  comgmtReported: ['CoManagementHandler.log'],
  enrollQueued: ['CoManagementHandler.log'],
  enrollTimerFired: ['CoManagementHandler.log'],
  enrollTry: ['CoManagementHandler.log', 'ADALOperationProvider.log', 'AAD/Operational'],
  enrollWaitsForUser: ['CoManagementHandler.log'],
  enrollFailed: [
    'CoManagementHandler.log',
    'DeviceManagement-Enterprise-Diagnostics-Provider/Admin',
    'AAD/Operational',
  ],
  enrolled: ['CoManagementHandler.log', 'DeviceManagement-Enterprise-Diagnostics-Provider/Admin'],
  alreadyEnrolled: ['CoManagementHandler.log'],
  unenrolled: ['CoManagementHandler.log', 'DeviceManagement-Enterprise-Diagnostics-Provider/Admin'],
  primaryUserSet: ['DeviceManagement-Enterprise-Diagnostics-Provider/Admin'],
  userSyncFailed: [
    'ADALOperationProvider.log',
    'DeviceManagement-Enterprise-Diagnostics-Provider/Admin',
    'AAD/Operational',
  ],

  autopilotRegistered: [],
  oobeStarted: [],
  oobeFailed: ['User Device Registration/Admin'],
  entraJoined: ['User Device Registration/Admin'],
  mdmNotOffered: [],
  mdmFailed: ['DeviceManagement-Enterprise-Diagnostics-Provider/Admin'],
  mdmEnrolled: ['DeviceManagement-Enterprise-Diagnostics-Provider/Admin'],
  statusPage: ['DeviceManagement-Enterprise-Diagnostics-Provider/Admin'],
  statusPageFailed: ['DeviceManagement-Enterprise-Diagnostics-Provider/Admin'],

  clientHandedOver: ['DeviceManagement-Enterprise-Diagnostics-Provider/Admin'],
  installerFailed: ['DeviceManagement-Enterprise-Diagnostics-Provider/Admin'],
  ccmsetupStarted: ['ccmsetup.log'],
  ccmsetupFailed: ['ccmsetup.log', 'CcmMessaging.log'],
  ccmsetupEnded: ['ccmsetup.log'],
  clientRegistered: ['ClientIDManagerStartup.log', 'ADALOperationProvider.log'],
  gatewayLost: ['CcmMessaging.log'],
  gatewayReached: ['CcmMessaging.log'],

  triggered: [
    'PolicyAgent.log',
    'PolicyEvaluator.log',
    'CcmNotificationAgent.log',
    'InventoryAgent.log',
    'ScanAgent.log',
    'UpdatesDeployment.log',
  ],
  taskReceived: ['CcmNotificationAgent.log'],
  notificationReceived: [
    'CcmNotificationAgent.log',
    'InventoryAgent.log',
    'PolicyAgent.log',
    'UpdatesDeployment.log',
    'diagnostics.log',
    'EndpointProtectionAgent.log',
  ],
  timelineSent: ['CcmNotificationAgent.log'],
  applicationState: ['AppEnforce.log'],
  recoveryKeyRotated: ['BitLockerManagementHandler.log'],
  clientChecked: [],
  settingChanged: [],
} as const satisfies Record<DeviceEventKind, readonly DeviceLogName[]>;

export const siteEventsIn = {
  taskAuthorized: ['CMGatewayNotificationWorker.log'],
  taskRefused: ['CMGatewayNotificationWorker.log', 'AdminService.log'],
  taskSent: ['BgbServer.log'],
  clientNotification: ['BgbServer.log'],
  clientLogsCollected: ['MP_SinvCollFile.log', 'sinvproc.log'],

  attached: ['CMGatewaySyncUploadWorker.log', 'GenericUploadWorker.log'],
  attachEdited: ['CMGatewaySyncUploadWorker.log'],
  detachBegun: ['CMGatewaySyncUploadWorker.log'],
  detached: ['CMGatewaySyncUploadWorker.log'],
  uploadSent: ['CMGatewaySyncUploadWorker.log'],
  uploadShown: [],
  uploadBlocked: ['CMGatewaySyncUploadWorker.log', 'GenericUploadWorker.log'],
  uploadResumed: ['CMGatewaySyncUploadWorker.log'],
  recoveryKeyShown: ['AdminService.log'],

  gatewayCreating: ['CloudMgr.log'],
  gatewayReady: ['CloudMgr.log', 'SMS_Cloud_ProxyConnector.log'],
  gatewayFailed: ['CloudMgr.log'],
  gatewayDeleted: ['CloudMgr.log'],

  collectionSynced: ['GenericUploadWorker.log'],
  collectionSyncFailed: ['GenericUploadWorker.log'],
  syncCycle: [],
  entraUserDiscovery: ['SMS_AZUREAD_DISCOVERY_AGENT.log'],
  adUserDiscovery: ['adusrdis.log'],

  comanagementEnabled: ['policypv.log'],
  comanagementChanged: ['policypv.log'],
  comanagementRemoved: ['policypv.log'],
  workloadMoved: ['policypv.log'],

  settingChanged: [],
  collectionChanged: [],
} as const satisfies Record<SiteEventKind, readonly SiteLogName[]>;

/** The kinds that a log tells. */
export type KindsInDeviceLog<Name extends DeviceLogName> = {
  [K in DeviceEventKind]: Name extends (typeof deviceEventsIn)[K][number] ? K : never;
}[DeviceEventKind];
export type KindsInSiteLog<Name extends SiteLogName> = {
  [K in SiteEventKind]: Name extends (typeof siteEventsIn)[K][number] ? K : never;
}[SiteEventKind];
