import { enrollmentErrorByCode } from '../../../shared/enrollment/errors.ts';
import { isTakenAtCheckIn, remoteActions } from '../../../shared/actions/words.ts';
import type { JoinAttempt } from '../identity/join.ts';
import { entraDeviceId, guidFor } from '../kernel/identifiers.ts';
import { at, failure, info, warning, type Said } from './line.ts';
import { deviceLog, type DeviceLog } from './log.ts';
import { checkIns, type DeviceSource } from './source.ts';

/** Event logs of Windows, the number of the event before its words. Ids: troubleshooting pages of hybrid join and enrollment. */

const attemptEvents = (attempt: Omit<JoinAttempt, 'at'>): Said[] => {
  const code = attempt.subCode ? `${attempt.code}/${attempt.subCode}` : attempt.code;
  const server = attempt.serverCode ? ` Server error: ${attempt.serverCode}.` : '';
  return attempt.phase === 'auth'
    ? [failure(`Event 305: automatic registration failed at authentication phase. Exit code: ${code}.${server}`)]
    : [failure(`Event 304: automatic registration failed at ${attempt.phase} phase. Exit code: ${code}.${server}`)];
};

const userDeviceRegistration = deviceLog(
  'User Device Registration/Admin',
  'Event log of the hybrid join: each attempt of Automatic-Device-Join, its phase and code.',
  {
    certificateWritten: () => [
      info('Event 335: a self-signed certificate was written to the attribute userCertificate of the computer object.'),
    ],
    joinAttempt: ({ details }) => attemptEvents(details),
    joinRegistered: ({ details }, { facts }) => [
      info(
        `Event 306: automatic registration succeeded (${details.type}). Device id ${entraDeviceId(facts.seed, facts.device.id)}.`,
      ),
    ],
    deviceLeft: () => [warning('Event 308: the device left Microsoft Entra ID (dsregcmd /leave).')],
    workplaceLeft: () => [info('Event 107: the workplace registration of the user was removed.')],
    entraJoined: ({ details }) => [
      info(
        `Event 104: ${details.upn} joined the device to Microsoft Entra ID in the out-of-box experience. Device id ${details.deviceId}.`,
      ),
    ],
    oobeFailed: ({ details }) => [
      failure(`Event 204: the join in the out-of-box experience failed. Exit code: ${details.code}.`),
    ],
  },
);
const nameOf = (code: string): string => enrollmentErrorByCode.get(code)?.name ?? 'Unknown Win32 Error code';

const enrollmentId = ({ facts }: DeviceSource): string =>
  guidFor(facts.seed, 'id.enrollment', facts.device.id).toUpperCase();

const enterpriseDiagnostics = deviceLog(
  'DeviceManagement-Enterprise-Diagnostics-Provider/Admin',
  'Event log of the MDM client: event 75 an enrollment succeeded, 76 it failed; sessions with Intune.',
  {
    enrolled: ({ details }, { facts }) => [
      info(`Event 75: Auto MDM Enroll: Succeeded (${credential(details.token)}, ${facts.tenant.domain}).`),
    ],
    enrollFailed: ({ details: { code, token } }) => [
      failure(`Event 76: Auto MDM Enroll: Failed (${nameOf(code)}, ${code}), ${credential(token)}.`),
    ],
    unenrolled: (_event, from) => [warning(`Event 71: MDM unenroll: enrollment ${enrollmentId(from)} was removed.`)],
    userSyncFailed: ({ details }) => [failure(`Event 76: user sync failed (${details.code}).`)],
    primaryUserSet: ({ details }) => [info(`Event 208: MDM session of the user ${details.upn}.`)],
    mdmEnrolled: ({ details }, { facts }) => [
      info(`Event 75: Auto MDM Enroll: Succeeded (user credential of ${details.upn}, ${facts.tenant.domain}).`),
    ],
    mdmFailed: ({ details: { code } }) => [
      failure(`Event 76: Auto MDM Enroll: Failed (${nameOf(code)}, ${code}), user credential.`),
    ],
    clientHandedOver: ({ details }) => [
      info(
        details.delivery === 'app'
          ? 'Event 1924: EnterpriseDesktopAppManagement CSP: the installation of ccmsetup.msi was started.'
          : 'Event 1924: EnrollmentStatusTracking CSP: ConfigMgr is a policy provider; ccmsetup.msi was started.',
      ),
    ],
    statusPage: () => [
      info(
        'Event 72: Enrollment Status Page: device preparation waits for the policy provider ConfigMgr (InstallationState 1).',
      ),
    ],
    statusPageFailed: ({ details }) => [
      failure(`Event 76: Enrollment Status Page: device preparation ended with ${details.code} (timed out).`),
    ],
  },
  (source) => [
    ...source.actions
      .filter((action) => action.origin === 'intune' && isTakenAtCheckIn(action))
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
const credential = (token: 'device' | 'user' | null): string =>
  token === 'user' ? 'user credential' : 'device credential';

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
