import { causedBy, inLog, inSiteLog, onScreen, type Fault } from './fault.ts';

/** Causes in Intune, site and gateway. Facts: co-management notes §2, §7 and §10, tenant attach notes §2 and §8. */
const handler = 'CoManagementHandler.log';
const uploadLog = 'CMGatewaySyncUploadWorker.log';
const proxyConnector = 'SMS_Cloud_ProxyConnector.log';

export const serviceFaults: readonly Fault[] = [
  {
    id: 'windowsEnrollmentBlocked',
    ...causedBy('windowsEnrollment', 'block'),
    symptom: 'Every new enrollment is refused as not supported.',
    detectableAt: [
      onScreen('enrollment', 'Windows (MDM): Block'),
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x80180014 (2149056532)'),
      inLog(handler, 'the enrollment fails with 0x80180014'),
    ],
    difficulty: 2,
  },
  {
    id: 'minimumVersion',
    ...causedBy('windowsMinimumVersion', '10.0.26100'),
    symptom: 'New computers enroll, older ones are refused.',
    detectableAt: [
      onScreen('enrollment', 'minimum Windows version: 10.0.26100'),
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x80180014 (2149056532)'),
      inLog(handler, 'the enrollment fails with 0x80180014'),
    ],
    difficulty: 3,
  },
  {
    id: 'mdmAuthorityUnset',
    ...causedBy('mdmAuthority', 'unset'),
    symptom: 'Nothing can enroll in this tenant.',
    detectableAt: [
      onScreen('prerequisites', 'the MDM authority is not set'),
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x8018002B (2149056555)'),
    ],
    difficulty: 1,
  },
  {
    id: 'overrideToIntune',
    ...causedBy('overrideToIntune', 'on'),
    symptom: 'New internet-based computers ignore the sliders of the site.',
    detectableAt: [
      onScreen('authority', 'authority of a new device: override'),
      onScreen('device', 'Co-management capabilities that no slider explains'),
    ],
    difficulty: 3,
  },
  {
    id: 'endpointsBlocked',
    ...causedBy('serviceEndpoints', 'blocked'),
    symptom: 'The connector gets older by the day, and device actions from the cloud time out.',
    detectableAt: [
      onScreen('siteStatus', 'SMS_SERVICE_CONNECTOR critical, message 11488'),
      onScreen('connector', 'the last sync is too old'),
      inSiteLog(uploadLog, 'the upload fails'),
    ],
    difficulty: 2,
  },
  {
    id: 'serviceConnectionPointOffline',
    ...causedBy('serviceConnectionPoint', 'offline'),
    symptom: 'The site uploads nothing to the tenant.',
    detectableAt: [
      onScreen('prerequisites', 'the service connection point is offline'),
      onScreen('connector', 'the last sync is too old'),
    ],
    difficulty: 1,
  },
  {
    id: 'administrationServiceFailing',
    ...causedBy('administrationService', 'failing'),
    symptom: 'Every page of an attached device ends with an unexpected error; the list of devices is current.',
    detectableAt: [
      onScreen('cloudDevices', 'the pages of an attached device show an error'),
      onScreen('siteStatus', 'SMS_REST_PROVIDER critical'),
      inSiteLog('AdminService.log', 'requests fail'),
    ],
    difficulty: 2,
  },
  {
    id: 'providerMfa',
    ...causedBy('providerAuthentication', 'mfa'),
    symptom: 'Pages and actions of attached devices are answered with 403 Forbidden.',
    detectableAt: [
      onScreen('cloudDevices', 'the pages of an attached device answer 403 Forbidden'),
      inSiteLog('SMS_REST_PROVIDER.log', '403 Forbidden: the authentication level'),
    ],
    difficulty: 2,
  },
  {
    id: 'noUserDiscovery',
    ...causedBy('adUserDiscovery', 'off', [{ id: 'entraUserDiscovery', bad: 'off', good: null }]),
    symptom: 'Pages of attached devices say that the details cannot be had; check both discoveries.',
    detectableAt: [
      onScreen('prerequisites', 'no user discovery is enabled'),
      onScreen('cloudDevices', 'the pages of an attached device cannot be shown'),
    ],
    difficulty: 3,
  },
  {
    id: 'siteHttpOnly',
    ...causedBy('enhancedHttp', 'http'),
    symptom: 'Internet-based clients cannot register: the site accepts no Entra tokens.',
    detectableAt: [
      onScreen('prerequisites', 'enhanced HTTP is off'),
      onScreen('gateway', 'enhanced HTTP or HTTPS is missing'),
    ],
    difficulty: 1,
  },
  {
    id: 'managementPointInternetBlocked',
    ...causedBy('managementPointInternet', 'blocked'),
    symptom: 'Since the update to 2603 clients with Entra tokens get no policy; clients of the domain do.',
    detectableAt: [
      inSiteLog('CCM_STS_ManagedBase.log', 'MISE12034 with a network error beneath'),
      onScreen('gateway', 'the management point does not reach Entra ID'),
    ],
    difficulty: 3,
  },
  {
    id: 'entraUsersNotDiscovered',
    ...causedBy('entraUserDiscovery', 'off'),
    symptom: 'New internet-based clients are refused at the gateway.',
    detectableAt: [
      onScreen('prerequisites', 'Microsoft Entra user discovery is off'),
      inLog('ccmsetup.log', '0x87D00231'),
      inSiteLog('SMS_AZUREAD_DISCOVERY_AGENT.log', 'no discovery runs'),
    ],
    difficulty: 2,
  },
  {
    id: 'secretExpired',
    ...causedBy('serverAppSecret', 'expired'),
    component: 'Site',
    symptom: 'Discovery and gateway management stop from one day to the next.',
    detectableAt: [
      onScreen('siteStatus', 'the components that use the server app are critical'),
      inSiteLog('CloudMgr.log', 'no token: the secret has expired'),
      inSiteLog('SMS_AZUREAD_DISCOVERY_AGENT.log', 'no token: the secret has expired'),
    ],
    difficulty: 2,
  },
  {
    id: 'gatewayCertificateExpired',
    ...causedBy('gatewayCertificate', 'expired'),
    symptom: 'Internet-based clients get no policy any more; clients in the office do.',
    detectableAt: [
      onScreen('gateway', 'the server certificate has expired'),
      inLog('ccmsetup.log', 'TLS fails at the gateway'),
    ],
    difficulty: 1,
  },
  {
    id: 'gatewayCrlUnreachable',
    ...causedBy('gatewayCrl', 'unreachable'),
    symptom: 'Requests through the gateway are answered with 403.',
    detectableAt: [
      inSiteLog(proxyConnector, '403 CMGConnector_Clientcertificaterequired'),
      onScreen('gateway', 'the revocation list is not reachable'),
    ],
    difficulty: 3,
  },
  {
    id: 'connectionPointDisconnected',
    ...causedBy('gatewayConnectionPoint', 'disconnected'),
    symptom: 'The gateway is ready, yet no client gets through.',
    detectableAt: [
      onScreen('gateway', 'connection point: disconnected'),
      inSiteLog(proxyConnector, 'the connection to the gateway is lost'),
    ],
    difficulty: 2,
  },
  {
    id: 'gatewayTrafficNotAllowed',
    ...causedBy('managementPointGateway', 'off'),
    symptom: 'Internet-based clients find the gateway and no management point behind it.',
    detectableAt: [
      onScreen('prerequisites', 'the management point does not allow gateway traffic'),
      onScreen('gateway', 'management point: gateway traffic not allowed'),
    ],
    difficulty: 1,
  },
  {
    id: 'autoRegisterOff',
    ...causedBy('autoRegister', 'off'),
    symptom: 'Domain joined computers never register. No error shows anywhere.',
    detectableAt: [
      onScreen('prerequisites', 'the client setting is No'),
      onScreen('clientSettings', 'Cloud Services: Automatically register … No'),
      onScreen('device', 'the device waits for nothing'),
    ],
    difficulty: 2,
  },
  {
    id: 'gatewayNotUsed',
    ...causedBy('useGateway', 'off'),
    symptom: 'Internet-based clients do not talk to the site though the gateway is ready.',
    detectableAt: [
      onScreen('clientSettings', 'Cloud Services: Enable clients to use a cloud management gateway: No'),
      onScreen('prerequisites', 'the client setting is No'),
    ],
    difficulty: 1,
  },
  {
    id: 'bothManageUpdates',
    ...causedBy('softwareUpdates', 'on'),
    symptom: 'Co-managed computers are told two different things about updates.',
    detectableAt: [
      onScreen('clientSettings', 'Software Updates: Yes'),
      onScreen('authority', 'Windows Update policies: the client setting still manages updates'),
      onScreen('device', 'Software Updates Agent: Enabled, although Intune manages Windows Update'),
    ],
    difficulty: 3,
  },
];
