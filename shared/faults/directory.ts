import { causedBy, byCommand, inLog, inSiteLog, onScreen, type Fault, type FaultSetting } from './fault.ts';

/** Causes in Entra Connect and Entra ID. Facts: identity notes §2.3–3.2, co-management notes §2, §7 and §10. */
const registration = 'User Device Registration/Admin';
/** What is wrong with a user matters to an enrollment only when the client falls back to the user's token. */
const fallBack: FaultSetting = { id: 'deviceToken', bad: 'missing', good: 'ok' };

export const directoryFaults: readonly Fault[] = [
  {
    id: 'hybridJoinNotConfigured',
    ...causedBy('entraConnectHybridJoin', 'off'),
    symptom: 'Users are in Entra ID, but no computer ever appears there.',
    detectableAt: [
      onScreen('prerequisites', 'Configure hybrid join is not done'),
      onScreen('entraConnect', 'Configure hybrid join: Off'),
      byCommand('dsregcmd /status', 'Client ErrorCode 0x801c03f2 that does not go away'),
    ],
    difficulty: 1,
  },
  {
    id: 'scpMissing',
    ...causedBy('scp', 'none'),
    symptom: 'Computers do not even try to register; a few with a value in their registry do.',
    detectableAt: [
      onScreen('prerequisites', 'No service connection point'),
      byCommand('dsregcmd /status', 'AD Configuration Test : FAIL, Client ErrorCode 0x801c001d'),
      inLog(registration, 'discovery ends with 0x801c001d'),
    ],
    difficulty: 1,
  },
  {
    id: 'scpWrongTenant',
    ...causedBy('scp', 'wrongTenant'),
    symptom: 'Every new computer fails to register, although hybrid join is configured.',
    detectableAt: [
      onScreen('entraConnect', 'the service connection point names another tenant'),
      byCommand('dsregcmd /status', 'Error Phase : discover, Client ErrorCode 0x801c003a'),
      inLog(registration, 'the tenant is not found, 0x801c003a'),
    ],
    difficulty: 2,
  },
  {
    id: 'ouNotSynced',
    ...causedBy('ouInSync', 'off'),
    symptom: 'The computers of one place never come to Entra ID; all others do.',
    detectableAt: [
      onScreen('entraConnect', 'the organizational unit is not in scope'),
      byCommand('dsregcmd /status', 'Error Phase : join, Client ErrorCode 0x801c03f2, again every hour'),
      inLog(registration, '0x801c03f2, DirectoryError: the device object is not found'),
    ],
    difficulty: 2,
  },
  {
    id: 'stagingMode',
    ...causedBy('entraConnectStaging', 'on'),
    symptom: 'The sync runs on time and without an error, yet nothing new arrives in Entra ID.',
    detectableAt: [
      onScreen('entraConnect', 'StagingModeEnabled True'),
      byCommand('dsregcmd /status', 'Client ErrorCode 0x801c03f2 that does not go away'),
      onScreen('directoryDevices', 'no new pending objects'),
    ],
    difficulty: 2,
  },
  {
    id: 'syncDisabled',
    ...causedBy('entraConnectSync', 'off'),
    symptom: 'Since some time nothing that is changed in Active Directory reaches Entra ID.',
    detectableAt: [
      onScreen('entraConnect', 'SyncCycleEnabled False'),
      byCommand('dsregcmd /status', 'Client ErrorCode 0x801c03f2 that does not go away'),
    ],
    difficulty: 1,
  },
  {
    id: 'wizardOpen',
    ...causedBy('entraConnectWizard', 'on'),
    symptom: 'The sync stands still although it is enabled.',
    detectableAt: [
      onScreen('entraConnect', 'SchedulerSuspended True'),
      byCommand('dsregcmd /status', 'Client ErrorCode 0x801c03f2 that does not go away'),
    ],
    difficulty: 2,
  },
  {
    id: 'attributesExcluded',
    ...causedBy('entraConnectAttributes', 'off'),
    symptom: 'Computer objects would be in scope, yet no computer can register.',
    detectableAt: [
      onScreen('entraConnect', 'the default device attributes are not sent'),
      byCommand('dsregcmd /status', 'Error Phase : join, Client ErrorCode 0x801c03f2'),
      inLog(registration, '0x801c03f2: the public key certificate is not found on the object'),
    ],
    difficulty: 3,
  },
  {
    id: 'noEntraPremium',
    ...causedBy('entraLicense', 'none'),
    symptom: 'No device enrolls, and the MDM user scope cannot be set.',
    detectableAt: [
      onScreen('prerequisites', 'Entra ID P1 or P2 is missing'),
      onScreen('entraOverview', 'automatic enrollment needs Entra ID P1 or P2'),
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x8018002B'),
    ],
    difficulty: 1,
  },
  {
    id: 'mdmScopeNone',
    ...causedBy('mdmUserScope', 'none'),
    symptom: 'No client of any user enrolls any more.',
    detectableAt: [
      onScreen('prerequisites', 'the MDM user scope is None'),
      onScreen('mobilityIntune', 'MDM user scope: None'),
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x8018002B (2149056555)'),
      inLog('CoManagementHandler.log', 'the enrollment fails with 0x8018002B'),
      byCommand('dsregcmd /status', 'MdmUrl is empty'),
    ],
    difficulty: 1,
  },
  {
    id: 'mdmScopeSome',
    ...causedBy('mdmUserScopeGroup', ''),
    symptom: 'Automatic enrollment is on, yet nobody new enrolls.',
    settings: [
      { id: 'mdmUserScope', bad: 'some', good: 'all' },
      { id: 'mdmUserScopeGroup', bad: '', good: null },
    ],
    detectableAt: [
      onScreen('mobilityIntune', 'MDM user scope: Some, without a group'),
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x8018002B (2149056555)'),
      inLog('CoManagementHandler.log', 'the enrollment fails with 0x8018002B'),
    ],
    difficulty: 2,
  },
  {
    id: 'mdmUrlsChanged',
    ...causedBy('mdmUrls', 'changed'),
    symptom: 'Enrollment fails everywhere with a general error.',
    detectableAt: [
      onScreen('mobilityIntune', 'MDM discovery URL: changed'),
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x8000FFFF (2147549183)'),
      inLog('CoManagementHandler.log', 'the enrollment fails with 0x8000FFFF'),
    ],
    difficulty: 2,
  },
  {
    id: 'upnNotVerified',
    ...causedBy('verifiedUpnSuffix', 'off', [fallBack]),
    symptom: 'The computer of one person waits for a user sign-in and then fails, while its neighbors enroll.',
    detectableAt: [
      onScreen('entraOverview', 'users with an unverified UPN suffix'),
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x8018002B (2149056555)'),
      byCommand('dsregcmd /status', 'AzureAdPrt : NO'),
    ],
    difficulty: 3,
  },
  {
    id: 'intuneLicenseMissing',
    ...causedBy('intuneLicense', 'off', [fallBack]),
    symptom: 'The computer of one person waits for a user sign-in and then fails.',
    detectableAt: [
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x80180018 (2149056536)'),
      inLog('CoManagementHandler.log', 'the enrollment fails with 0x80180018'),
      onScreen('device', 'the user has no Intune license'),
    ],
    difficulty: 1,
  },
  {
    id: 'mfaEnforced',
    ...causedBy('mfaEnforced', 'on', [fallBack]),
    symptom: 'A prompt for a second factor appears and is ignored; the device does not enroll.',
    detectableAt: [
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x8018002A (2149056554)'),
      inLog('CoManagementHandler.log', 'the enrollment with the user token fails with 0x8018002A'),
      inLog('ADALOperationProvider.log', 'no token for the user: interaction is required'),
    ],
    difficulty: 2,
  },
  {
    id: 'conditionalAccessServerApp',
    ...causedBy('conditionalAccessBlocksServerApp', 'on'),
    symptom: 'Gateway and discovery stop working although the secret is valid.',
    detectableAt: [
      onScreen('siteStatus', 'the components that use the server app report refused tokens'),
      inSiteLog('CloudMgr.log', 'the token request of the server app is refused'),
    ],
    difficulty: 3,
  },
];
