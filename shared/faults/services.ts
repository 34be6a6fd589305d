import { inLog, inSiteLog, onScreen, type Fault } from './fault.ts';

/** Causes in Intune, site and gateway. Facts: co-management notes §2, §7 and §10, tenant attach notes §2 and §8. */
const handler = 'CoManagementHandler.log';
const uploadLog = 'CMGatewaySyncUploadWorker.log';
const notificationLog = 'CMGatewayNotificationWorker.log';
const proxyConnector = 'SMS_Cloud_ProxyConnector.log';

export const serviceFaults: readonly Fault[] = [
  {
    id: 'windowsEnrollmentBlocked',
    component: 'Intune',
    title: 'The default enrollment restriction blocks Windows',
    symptom: 'Every new enrollment is refused as not supported.',
    code: '0x80180014',
    target: null,
    settings: [{ id: 'windowsEnrollment', bad: 'block', good: 'allow' }],
    detectableAt: [
      onScreen('enrollment', 'Windows (MDM): Block'),
      onScreen('cloudAttach', 'Enrollment errors: 0x80180014 (2149056532)'),
      inLog(handler, 'the enrollment fails with 0x80180014'),
    ],
    remedy:
      'Intune admin center > Devices > Enrollment > Device platform restriction > Default: set Windows (MDM) to Allow. It takes about 15 minutes; for co-management only the default restriction counts.',
    difficulty: 2,
  },
  {
    id: 'minimumVersion',
    component: 'Intune',
    title: 'The default enrollment restriction wants a newer Windows',
    symptom: 'New computers enroll, older ones are refused.',
    code: '0x80180014',
    target: null,
    settings: [{ id: 'windowsMinimumVersion', bad: '10.0.26100', good: 'none' }],
    detectableAt: [
      onScreen('enrollment', 'minimum Windows version: 10.0.26100'),
      onScreen('cloudAttach', 'Enrollment errors: 0x80180014 (2149056532)'),
      inLog(handler, 'the enrollment fails with 0x80180014'),
    ],
    remedy:
      'Compare the builds of those that fail. Intune admin center > Devices > Enrollment > Device platform restriction > Default: lower or clear the minimum version, or upgrade the computers.',
    difficulty: 3,
  },
  {
    id: 'mdmAuthorityUnset',
    component: 'Intune',
    title: 'The MDM authority is not set',
    symptom: 'Nothing can enroll in this tenant.',
    code: '0x8018002B',
    target: null,
    settings: [{ id: 'mdmAuthority', bad: 'unset', good: 'intune' }],
    detectableAt: [
      onScreen('prerequisites', 'the MDM authority is not set'),
      onScreen('cloudAttach', 'Enrollment errors: 0x8018002B (2149056555)'),
    ],
    remedy: 'Intune admin center: choose Microsoft Intune as MDM authority.',
    difficulty: 1,
  },
  {
    id: 'overrideToIntune',
    component: 'Intune',
    title: 'The co-management settings policy gives all workloads to Intune',
    symptom: 'New internet-based computers ignore the sliders of the site.',
    code: null,
    target: null,
    settings: [{ id: 'overrideToIntune', bad: 'on', good: 'off' }],
    detectableAt: [
      onScreen('authority', 'authority of a new device: override'),
      onScreen('device', 'Co-management capabilities that no slider explains'),
    ],
    remedy:
      'Intune admin center > Devices > Enrollment > Co-management settings > Advanced: set Override co-management policy to No before the next device is provisioned. Devices that have it keep it.',
    difficulty: 3,
  },
  {
    id: 'endpointsBlocked',
    component: 'Site',
    title: 'The service connection point cannot reach its internet endpoints',
    symptom: 'The connector gets older by the day, and device actions from the cloud time out.',
    code: '11488',
    target: null,
    settings: [{ id: 'serviceEndpoints', bad: 'blocked', good: 'open' }],
    detectableAt: [
      onScreen('siteStatus', 'SMS_SERVICE_CONNECTOR critical, message 11488'),
      onScreen('connector', 'the last sync is too old'),
      inSiteLog(uploadLog, 'the upload fails'),
    ],
    remedy:
      'Open aka.ms/configmgrgateway and *.manage.microsoft.com (and the CRL hosts) for the service connection point; time-out of the proxy at least three minutes.',
    difficulty: 2,
  },
  {
    id: 'serviceConnectionPointOffline',
    component: 'Site',
    title: 'The service connection point is in offline mode',
    symptom: 'The site uploads nothing to the tenant.',
    code: null,
    target: null,
    settings: [{ id: 'serviceConnectionPoint', bad: 'offline', good: 'online' }],
    detectableAt: [
      onScreen('prerequisites', 'the service connection point is offline'),
      onScreen('connector', 'the last sync is too old'),
    ],
    remedy:
      'Administration > Site Configuration > Servers and Site System Roles > Service connection point > Properties: choose Online, persistent connection.',
    difficulty: 1,
  },
  {
    id: 'administrationServiceFailing',
    component: 'Site',
    title: 'The administration service does not answer',
    symptom: 'Every page of an attached device ends with an unexpected error; the list of devices is current.',
    code: null,
    target: null,
    settings: [{ id: 'administrationService', bad: 'failing', good: 'healthy' }],
    detectableAt: [
      onScreen('cloudDevices', 'the pages of an attached device show an error'),
      onScreen('siteStatus', 'SMS_REST_PROVIDER critical'),
      inSiteLog('AdminService.log', 'requests fail'),
    ],
    remedy:
      'Check SMS_REST_PROVIDER in Component Status and the certificate binding of the SMS Provider; restart the component, or repair IIS on the provider.',
    difficulty: 2,
  },
  {
    id: 'providerMfa',
    component: 'Site',
    title: 'The SMS Provider asks for more than Windows authentication',
    symptom: 'Pages and actions of attached devices are answered with 403 Forbidden.',
    code: '403',
    target: null,
    settings: [{ id: 'providerAuthentication', bad: 'mfa', good: 'windows' }],
    detectableAt: [
      onScreen('cloudDevices', 'the pages of an attached device answer 403 Forbidden'),
      inSiteLog('AdminService.log', 'the request is refused: authentication level'),
    ],
    remedy: 'Administration > Sites > Hierarchy Settings > Authentication: set the level to Windows authentication.',
    difficulty: 2,
  },
  {
    id: 'noUserDiscovery',
    component: 'Site',
    title: 'The administrator is not discovered by the site',
    symptom: 'Pages of attached devices say that the details cannot be had; check both discoveries.',
    code: null,
    target: null,
    settings: [
      { id: 'adUserDiscovery', bad: 'off', good: 'on' },
      { id: 'entraUserDiscovery', bad: 'off', good: null },
    ],
    detectableAt: [
      onScreen('prerequisites', 'no user discovery is enabled'),
      onScreen('cloudDevices', 'the pages of an attached device cannot be shown'),
      inSiteLog(notificationLog, 'unauthorized to perform client action'),
    ],
    remedy:
      'Enable Active Directory user discovery (or Entra user discovery with the Cloud Management service), run a full discovery and check that the user has Entra tenant id, Entra user id and UPN.',
    difficulty: 3,
  },
  {
    id: 'siteHttpOnly',
    component: 'Site',
    title: 'The site uses plain HTTP',
    symptom: 'Internet-based clients cannot register: the site accepts no Entra tokens.',
    code: null,
    target: null,
    settings: [{ id: 'enhancedHttp', bad: 'http', good: 'enhanced' }],
    detectableAt: [
      onScreen('prerequisites', 'enhanced HTTP is off'),
      onScreen('gateway', 'enhanced HTTP or HTTPS is missing'),
    ],
    remedy:
      'Administration > Sites > Properties > Communication Security: use Configuration Manager-generated certificates for HTTP site systems, or HTTPS only.',
    difficulty: 1,
  },
  {
    id: 'managementPointInternetBlocked',
    component: 'Site',
    title: 'The management point cannot reach Entra ID',
    symptom: 'Since the update to 2603 clients with Entra tokens get no policy; clients of the domain do.',
    code: 'MISE12034',
    target: null,
    settings: [{ id: 'managementPointInternet', bad: 'blocked', good: 'open' }],
    detectableAt: [
      inSiteLog('CCM_STS_ManagedBase.log', 'MISE12034 with a network error beneath'),
      onScreen('gateway', 'the management point does not reach Entra ID'),
    ],
    remedy:
      'Open login.microsoftonline.com and sts.windows.net for the management point in the system context; the proxy of the site system role does not count.',
    difficulty: 3,
  },
  {
    id: 'entraUsersNotDiscovered',
    component: 'Site',
    title: 'Entra users are not discovered',
    symptom: 'New internet-based clients are refused at the gateway.',
    code: '0x87D00231',
    target: null,
    settings: [{ id: 'entraUserDiscovery', bad: 'off', good: 'on' }],
    detectableAt: [
      onScreen('prerequisites', 'Microsoft Entra user discovery is off'),
      inLog('ccmsetup.log', '0x87D00231'),
      inSiteLog('SMS_AZUREAD_DISCOVERY_AGENT.log', 'no discovery runs'),
    ],
    remedy:
      'Administration > Cloud Services > Azure Services > Cloud Management > Discovery: enable Microsoft Entra user discovery, check the API permissions of the server app and run a full discovery.',
    difficulty: 2,
  },
  {
    id: 'secretExpired',
    component: 'Site',
    title: 'The secret of the server app has expired',
    symptom: 'Discovery and gateway management stop from one day to the next.',
    code: null,
    target: null,
    settings: [{ id: 'serverAppSecret', bad: 'expired', good: 'valid' }],
    detectableAt: [
      onScreen('siteStatus', 'the components that use the server app are critical'),
      inSiteLog('CloudMgr.log', 'no token: the secret has expired'),
      inSiteLog('SMS_AZUREAD_DISCOVERY_AGENT.log', 'no token: the secret has expired'),
    ],
    remedy:
      'Administration > Cloud Services > Microsoft Entra Tenants > application: Renew Secret Key. For an imported app make the key in Azure and enter it.',
    difficulty: 2,
  },
  {
    id: 'gatewayCertificateExpired',
    component: 'Gateway',
    title: 'The certificate of the gateway has expired',
    symptom: 'Internet-based clients get no policy any more; clients in the office do.',
    code: null,
    target: null,
    settings: [{ id: 'gatewayCertificate', bad: 'expired', good: 'valid' }],
    detectableAt: [
      onScreen('gateway', 'the server certificate has expired'),
      inLog('ccmsetup.log', 'TLS fails at the gateway'),
    ],
    remedy:
      'Properties of the gateway > Settings > Certificate file: choose the renewed certificate with the same common name in the same case.',
    difficulty: 1,
  },
  {
    id: 'gatewayCertificatePrivate',
    component: 'Gateway',
    title: 'The certificate of the gateway is from a private authority',
    symptom: 'New computers out of the box do not trust the gateway.',
    code: 'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA',
    target: null,
    settings: [{ id: 'gatewayCertificate', bad: 'private', good: 'valid' }],
    detectableAt: [
      onScreen('gateway', 'the server certificate is from a private CA'),
      inLog('ccmsetup.log', 'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA'),
    ],
    remedy:
      'Deploy the root of the authority to the devices before the client setup, or use a certificate of a public authority.',
    difficulty: 2,
  },
  {
    id: 'gatewayCrlUnreachable',
    component: 'Gateway',
    title: 'The certificate revocation list cannot be read',
    symptom: 'Requests through the gateway are answered with 403.',
    code: '403',
    target: null,
    settings: [{ id: 'gatewayCrl', bad: 'unreachable', good: 'reachable' }],
    detectableAt: [
      inSiteLog(proxyConnector, '403 CMGConnector_Clientcertificaterequired'),
      onScreen('gateway', 'the revocation list is not reachable'),
    ],
    remedy:
      'Publish the list where gateway and connection point can read it, or clear Verify client certificate revocation on the gateway.',
    difficulty: 3,
  },
  {
    id: 'connectionPointDisconnected',
    component: 'Gateway',
    title: 'The gateway connection point is disconnected',
    symptom: 'The gateway is ready, yet no client gets through.',
    code: null,
    target: null,
    settings: [{ id: 'gatewayConnectionPoint', bad: 'disconnected', good: 'connected' }],
    detectableAt: [
      onScreen('gateway', 'connection point: disconnected'),
      inSiteLog(proxyConnector, 'the connection to the gateway is lost'),
    ],
    remedy:
      'Check the outgoing ports of the connection point (TCP-TLS 10140 and up, or 443), and restart SMS_CLOUD_PROXYCONNECTOR.',
    difficulty: 2,
  },
  {
    id: 'gatewayTrafficNotAllowed',
    component: 'Gateway',
    title: 'No management point allows gateway traffic',
    symptom: 'Internet-based clients find the gateway and no management point behind it.',
    code: null,
    target: null,
    settings: [{ id: 'managementPointGateway', bad: 'off', good: 'on' }],
    detectableAt: [
      onScreen('prerequisites', 'the management point does not allow gateway traffic'),
      onScreen('gateway', 'management point: gateway traffic not allowed'),
    ],
    remedy: 'Properties of the management point: Allow Configuration Manager cloud management gateway traffic.',
    difficulty: 1,
  },
  {
    id: 'autoRegisterOff',
    component: 'Client settings',
    title: 'The client setting that registers devices is off',
    symptom: 'Domain joined computers never register. No error shows anywhere.',
    code: null,
    target: null,
    settings: [{ id: 'autoRegister', bad: 'off', good: 'on' }],
    detectableAt: [
      onScreen('prerequisites', 'the client setting is No'),
      onScreen('clientSettings', 'Cloud Services: Automatically register … No'),
      onScreen('device', 'the device waits for nothing'),
    ],
    remedy:
      'Client Settings > Cloud Services: set Automatically register new Windows 10 domain joined devices with Microsoft Entra ID to Yes, and deploy it. Clients follow with their next policy poll.',
    difficulty: 2,
  },
  {
    id: 'gatewayNotUsed',
    component: 'Client settings',
    title: 'Clients may not use the gateway',
    symptom: 'Internet-based clients do not talk to the site though the gateway is ready.',
    code: null,
    target: null,
    settings: [{ id: 'useGateway', bad: 'off', good: 'on' }],
    detectableAt: [
      onScreen('clientSettings', 'Cloud Services: Enable clients to use a cloud management gateway: No'),
      onScreen('prerequisites', 'the client setting is No'),
    ],
    remedy: 'Client Settings > Cloud Services: set Enable clients to use a cloud management gateway to Yes.',
    difficulty: 1,
  },
  {
    id: 'bothManageUpdates',
    component: 'Client settings',
    title: 'Software updates stay on at the site while Intune manages Windows Update',
    symptom: 'Co-managed computers are told two different things about updates.',
    code: null,
    target: null,
    settings: [{ id: 'softwareUpdates', bad: 'on', good: 'off' }],
    detectableAt: [
      onScreen('clientSettings', 'Software Updates: Yes'),
      onScreen('authority', 'Windows Update policies: the client setting still manages updates'),
      inLog('WUAHandler.log', 'both authorities'),
    ],
    remedy:
      'Deploy custom client settings with Enable software updates on clients = No to the collection whose Windows Update policies moved to Intune.',
    difficulty: 3,
  },
];
