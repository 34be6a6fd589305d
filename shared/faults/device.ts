import { causedBy, byCommand, inLog, onScreen, type Fault } from './fault.ts';

/** Causes at a device. Facts: identity notes §2.4, co-management notes §7. */
const registration = 'User Device Registration/Admin';
const enterprise = 'DeviceManagement-Enterprise-Diagnostics-Provider/Admin';
const handler = 'CoManagementHandler.log';

export const deviceFaults: readonly Fault[] = [
  {
    id: 'targetedScp',
    ...causedBy('deviceScp', 'wrongTenant'),
    symptom: 'One computer does not register although the forest’s service connection point is right.',
    detectableAt: [
      byCommand('dsregcmd /status', 'Error Phase : discover, Client ErrorCode 0x801c003a'),
      onScreen('device', 'registry: HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD'),
      inLog(registration, 'the tenant is not found, 0x801c003a'),
    ],
    difficulty: 3,
  },
  {
    id: 'joinTaskDisabled',
    ...causedBy('deviceJoinTask', 'off'),
    symptom: 'One computer never tries to register; no error shows anywhere.',
    detectableAt: [
      onScreen('device', 'the task Automatic-Device-Join is disabled'),
      byCommand('dsregcmd /status', 'AzureAdJoined : NO, and no attempt in the diagnostic data'),
    ],
    difficulty: 2,
  },
  {
    id: 'proxyNeedsUser',
    ...causedBy('deviceNetwork', 'proxy'),
    symptom: 'The computer does not register; a person who browses the same address sees no fault.',
    detectableAt: [
      byCommand('dsregcmd /status', 'DRS Discovery Test : FAIL, Client ErrorCode 0x8007000d'),
      inLog(registration, 'discovery ends with 0x8007000d'),
    ],
    difficulty: 2,
  },
  {
    id: 'dnsFails',
    ...causedBy('deviceNetwork', 'dns'),
    symptom: 'The computer reaches the office, but not the cloud.',
    detectableAt: [
      byCommand('dsregcmd /status', 'DRS Discovery Test : FAIL, Client ErrorCode 0x801c0021'),
      inLog(registration, 'discovery ends with 0x801c0021: the name cannot be resolved'),
      inLog(handler, 'an enrollment fails with 0x80192EE7'),
    ],
    difficulty: 2,
  },
  {
    id: 'registrationTimesOut',
    ...causedBy('deviceNetwork', 'timeout'),
    symptom: 'Attempts hang and end without an answer.',
    detectableAt: [
      byCommand('dsregcmd /status', 'DRS Discovery Test : FAIL, Client ErrorCode 0x801c001f'),
      inLog(registration, 'discovery ends with 0x801c001f: the operation timed out'),
      inLog(handler, 'an enrollment fails with 0x80192EE2'),
    ],
    difficulty: 2,
  },
  {
    id: 'tpmKeysetMissing',
    ...causedBy('deviceTpm', 'keysetMissing'),
    symptom: 'The computer cannot finish its registration, or says joined and cannot prove it.',
    detectableAt: [
      byCommand('dsregcmd /status', 'KeySignTest or join fails, Client ErrorCode 0x80090016'),
      inLog(registration, '0x80090016: keyset does not exist'),
    ],
    difficulty: 2,
  },
  {
    id: 'tpmFipsMode',
    ...causedBy('deviceTpm', 'fips'),
    symptom: 'The computer cannot finish its registration.',
    detectableAt: [
      byCommand('dsregcmd /status', 'Error Phase : join, Client ErrorCode 0x80280036'),
      inLog(registration, '0x80280036: the TPM is in FIPS mode'),
    ],
    difficulty: 2,
  },
  {
    id: 'mdmBlockedByPolicy',
    ...causedBy('deviceMdmBlock', 'policy'),
    symptom: 'The computer is hybrid joined and selected, and refuses to enroll.',
    detectableAt: [
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x80180026 (2149056550)'),
      inLog(handler, 'the enrollment fails with 0x80180026'),
      inLog(enterprise, 'automatic enrollment fails with 0x80180026'),
    ],
    difficulty: 2,
  },
  {
    id: 'legacyAgent',
    ...causedBy('deviceMdmBlock', 'legacyAgent'),
    symptom: 'The computer refuses to enroll, though no policy blocks it.',
    detectableAt: [
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x80180026 (2149056550)'),
      inLog(handler, 'the enrollment fails with 0x80180026'),
      onScreen('device', 'the old Intune PC agent is installed'),
    ],
    difficulty: 3,
  },
  {
    id: 'staleEnrollment',
    ...causedBy('deviceStaleEnrollment', 'certificate'),
    symptom: 'A computer from an image, or one that was enrolled before, does not enroll again.',
    detectableAt: [
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x8007064C (2147944012)'),
      inLog(handler, 'the enrollment fails with 0x8007064C'),
    ],
    difficulty: 2,
  },
  {
    id: 'enrolledByOther',
    ...causedBy('deviceStaleEnrollment', 'otherUser'),
    symptom: 'A computer that changed hands does not enroll.',
    detectableAt: [
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x8018000A (2149056522)'),
      inLog(handler, 'the enrollment fails with 0x8018000A'),
    ],
    difficulty: 2,
  },
  {
    id: 'provisioningServiceMissing',
    ...causedBy('deviceProvisioning', 'missing'),
    symptom: 'Enrollment begins and is undone again.',
    detectableAt: [
      onScreen('cloudAttachStatus', 'Enrollment errors: 0x80180023 (2149056547)'),
      inLog(handler, 'the enrollment fails with 0x80180023'),
      inLog(enterprise, 'event 76 with 0x80180023'),
      byCommand('sc query dmwappushservice', 'the service does not exist'),
    ],
    difficulty: 3,
  },
  {
    id: 'deviceTokenMissing',
    ...causedBy('deviceToken', 'missing'),
    symptom: 'The enrollment waits for a user sign-in.',
    detectableAt: [
      onScreen('cloudAttachStatus', 'Pending user sign in'),
      inLog(handler, 'no device token; the enrollment goes on with a user token'),
      inLog('ADALOperationProvider.log', 'no token for the device'),
    ],
    difficulty: 2,
  },
  {
    id: 'tokenGrantFails',
    ...causedBy('deviceToken', 'grantFailed'),
    symptom: 'Neither device nor user gets a token; enrollment fails before it reaches Intune.',
    detectableAt: [
      onScreen('cloudAttachStatus', 'Enrollment errors: 0xCAA20003 (3399614467)'),
      inLog(handler, 'the enrollment fails with 0xCAA20003'),
    ],
    difficulty: 3,
  },
  {
    id: 'workplaceJoined',
    ...causedBy('deviceWorkplaceJoin', 'registered'),
    symptom: 'Entra ID lists the device twice, registered and hybrid joined.',
    detectableAt: [
      byCommand('dsregcmd /status', 'WorkplaceJoined : YES'),
      onScreen('device', 'Access work or school lists a work account besides'),
    ],
    difficulty: 2,
  },
  {
    id: 'entraObjectDisabled',
    ...causedBy('deviceEntraObject', 'disabled'),
    symptom: 'A joined computer gets no tokens and does not enroll.',
    detectableAt: [
      byCommand('dsregcmd /status', 'DeviceAuthStatus : FAILED. Device is either disabled or deleted'),
      onScreen('directoryDevices', 'Enabled: No'),
    ],
    difficulty: 2,
  },
  {
    id: 'entraObjectDeleted',
    ...causedBy('deviceEntraObject', 'deleted'),
    symptom: 'The device says that it is joined; Entra ID says Pending, for good.',
    detectableAt: [
      byCommand('dsregcmd /status', 'DeviceAuthStatus : FAILED. Device is either disabled or deleted'),
      onScreen('directoryDevices', 'Registered: Pending'),
    ],
    difficulty: 3,
  },
  {
    id: 'gatewayRootNotTrusted',
    ...causedBy('deviceGatewayTrust', 'missing'),
    symptom: 'A new internet-based computer does not get its client.',
    settings: [
      { id: 'gatewayCertificate', bad: 'private', good: null },
      { id: 'deviceGatewayTrust', bad: 'missing', good: 'ok' },
    ],
    detectableAt: [
      inLog('ccmsetup.log', 'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA'),
      onScreen('gateway', 'the server certificate is from a private CA'),
      onScreen('device', 'the client setup cannot reach the gateway'),
    ],
    difficulty: 2,
  },
];
