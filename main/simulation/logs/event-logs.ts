import { isTakenAtCheckIn, remoteActions } from '../../../shared/actions/words.ts';
import type { DeviceEvents } from '../kernel/history.ts';
import { entraDeviceId, guidFor } from '../kernel/identifiers.ts';
import { at, failure, info, warning, type Said } from './line.ts';
import { deviceLog, type DeviceLog } from './log.ts';
import { hybridJoinedAt } from './past.ts';
import { checkIns, spans, type DeviceSource } from './source.ts';

/**
 * Event logs of Windows, the number of the event before its words; a line without one has a number that no page names. Ids:
 * table of the provider User Device Registration, troubleshooting pages of hybrid join and enrollment.
 */

/** What the task says of a run that did not register the device, by how far it came. */
function attemptEvents(attempt: DeviceEvents['joinAttempt']): Said[] {
  const { phase, serverCode, serverMessage } = attempt;
  if (phase === 'pre-check')
    return [
      failure(
        'Event 334: Automatic device join pre-check tasks completed. The device can NOT be joined because a domain controller could not be located.',
      ),
    ];
  const code = attempt.subCode ? `${attempt.code}/${attempt.subCode}` : attempt.code;
  const exit = `Exit code: Unknown HResult Error code: ${code}.`;
  const server = serverCode === null ? '' : ` Server error: ${[serverCode, serverMessage].filter(Boolean).join(': ')}`;
  return [
    info('Event 331: Automatic device join pre-check tasks completed. Debug output: preCheckResult: Join.'),
    ...(phase === 'discover'
      ? [
          attempt.reason === 'scpMissing'
            ? failure(
                `Event 307: Automatic registration failed. Failed to lookup the registration service information from Active Directory. ${exit}`,
              )
            : failure(`Event 309: Failed to discover the Azure AD DRS service. ${exit}`),
        ]
      : []),
    phase === 'auth'
      ? failure(`Event 305: Automatic registration failed at authentication phase. ${exit}${server}`)
      : failure(`Event 304: Automatic registration failed at join phase. ${exit}${server}`),
  ];
}

const userDeviceRegistration = deviceLog(
  'User Device Registration/Admin',
  'Event log of the hybrid join: each attempt of Automatic-Device-Join, its phase and code.',
  {
    joinAttempt: ({ details }) => attemptEvents(details),
    joinRegistered: ({ details }, { facts }) => [
      info('Event 331: Automatic device join pre-check tasks completed. Debug output: preCheckResult: Join.'),
      info(
        `Event 306: Automatic registration Succeeded. Registration type: ${details.type}. Device id ${entraDeviceId(facts.seed, facts.device.id)}.`,
      ),
    ],
    deviceLeft: () => [
      warning('Event 110: The registration status has been successfully cleared from the device (dsregcmd /leave).'),
    ],
    workplaceLeft: () => [
      info('Event 110: The registration status has been successfully cleared from the device. Join type: workplace.'),
    ],
    entraJoined: ({ details }) => [
      info(
        `Event 104: The get join response operation callback was successful: ${details.upn} joined the device in the out-of-box experience. Device id ${details.deviceId}.`,
      ),
    ],
    oobeFailed: ({ details }) => [
      failure(
        `Event 204: The get join response operation callback failed with exit code: ${details.code}, in the out-of-box experience.`,
      ),
    ],
  },
  // The task runs at every sign-in, and finds that nothing is left to do.
  (source) =>
    spans(source, 'internet').flatMap(({ start }) =>
      start >= source.from && hybridJoinedAt(source, start)
        ? at(start, info('Event 335: Automatic device join pre-check tasks completed. The device is already joined.'))
        : [],
    ),
);

const enrollmentId = ({ facts }: DeviceSource): string =>
  guidFor(facts.seed, 'id.enrollment', facts.device.id).toUpperCase();

const enterpriseDiagnostics = deviceLog(
  'DeviceManagement-Enterprise-Diagnostics-Provider/Admin',
  'Event log of the MDM client: event 75 an enrollment succeeded, 76 it failed; sessions with Intune.',
  {
    enrolled: ({ details }, { facts }) => [
      info(`Event 75: Auto MDM Enroll: ${credential(details.token)}, Succeeded (${facts.tenant.domain}).`),
    ],
    enrollFailed: ({ details: { code, token } }) => [
      failure(`Event 76: Auto MDM Enroll: ${credential(token)}, Failed (Unknown Win32 Error code: ${code})`),
    ],
    unenrolled: (_event, from) => [warning(`MDM unenroll: enrollment ${enrollmentId(from)} was removed.`)],
    userSyncFailed: ({ details }) => [failure(`User sync failed (${details.code}).`)],
    primaryUserSet: ({ details }) => [info(`Event 208: MDM session of the user ${details.upn}.`)],
    mdmEnrolled: ({ details }, { facts }) => [
      info(`Event 72: MDM Enroll: Succeeded (${details.upn}, ${facts.tenant.domain}).`),
    ],
    mdmFailed: ({ details: { code } }) => [failure(`Event 71: MDM Enroll: Failed (Unknown Win32 Error code: ${code})`)],
    clientHandedOver: ({ details }) => [
      info(
        details.delivery === 'app'
          ? 'Event 1924: EnterpriseDesktopAppManagement CSP: the installation of ccmsetup.msi was started.'
          : 'EnrollmentStatusTracking CSP: ConfigMgr is a policy provider; ccmsetup.msi was started.',
      ),
    ],
    installerFailed: ({ details: { code } }) => [
      failure(
        `Event 1924: EnterpriseDesktopAppManagement CSP: the installation of ccmsetup.msi failed. MSI error 1639, result: ${code}.`,
      ),
    ],
    statusPage: () => [
      info('Enrollment Status Page: device preparation waits for the policy provider ConfigMgr (InstallationState 1).'),
    ],
    statusPageFailed: ({ details }) => [
      failure(`Enrollment Status Page: device preparation ended with ${details.code} (timed out).`),
    ],
  },
  (source) => [
    ...source.actions
      .filter(isTakenAtCheckIn)
      .flatMap(({ kind, delivered_at: deliveredAt }) =>
        deliveredAt === null
          ? []
          : at(deliveredAt, info(`MDM session: the order ${remoteActions[kind].label} was received.`)),
      ),
    ...checkIns(source).flatMap((moment) =>
      at(
        moment,
        info(`Event 208: MDM session: OMA-DM session started for EnrollmentID (${enrollmentId(source)}).`),
        info('Event 209: MDM session: OMA-DM session ended with status: (The operation completed successfully.).'),
      ),
    ),
  ],
);
/** 1 for the token of the device, 0 for that of a user. Assumed. */
const credential = (token: 'device' | 'user' | null): string =>
  `Device Credential (${token === 'device' ? '0x1' : '0x0'})`;

const aadOperational = deviceLog(
  'AAD/Operational',
  'Event log of Microsoft Entra tokens: what was asked for and refused.',
  {
    enrollTry: ({ details }) =>
      details.token === 'device'
        ? [info('Event 1006: device token was issued.')]
        : [warning('Event 1098: no device token: the request was refused.')],
    enrollFailed: ({ details }) =>
      details.code.toUpperCase().startsWith('0XCAA')
        ? [failure(`Event 1098: token request failed. Error: ${details.code}.`)]
        : [],
    userSyncFailed: ({ details }) => [
      failure(`Event 1098: token request of ${details.upn} failed. Error: ${details.code} AADSTS50076.`),
    ],
    joinRegistered: () => [info('Event 1006: primary refresh token is asked for with the new device certificate.')],
  },
);

export const eventLogs: readonly DeviceLog[] = [userDeviceRegistration, enterpriseDiagnostics, aadOperational];
