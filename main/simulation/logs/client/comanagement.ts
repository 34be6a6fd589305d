import { workloadIds, workloads, type WorkloadId } from '../../../../shared/workloads/words.ts';
import { enrollmentErrorByCode } from '../../../../shared/enrollment/errors.ts';
import { bitsIn, hasWorkload } from '../../workloads/capabilities.ts';
import type { DeviceEvents, HistoryEvent } from '../../kernel/history.ts';
import { entraDeviceId } from '../../kernel/identifiers.ts';
import { localDateTime } from '../../kernel/zone.ts';
import { at, failure, info, warning, type Said } from '../line.ts';
import { deviceLog } from '../log.ts';
import { enrolledAt, flagsAt, policyAt } from '../past.ts';
import { dailyPolls, type DeviceSource } from '../source.ts';

/** A log names a code at most; what it means is for the reader to find out. */
const nameOf = (code: string): string => enrollmentErrorByCode.get(code)?.name ?? 'unknown error';

const tokenWords = (token: DeviceEvents['enrollTry']['token']): string =>
  token === 'user'
    ? 'RegisterDeviceWithManagementUsingAADCredentials'
    : 'RegisterDeviceWithManagementUsingAADDeviceCredentials';

/** Timers are told in the device's own time. */
const localMoment = ({ facts: { presence } }: DeviceSource, moment: number): string =>
  `${localDateTime(presence?.zone ?? { name: 'UTC', transitions: [] }, moment)} local time`;

function merged({ at: moment, details }: HistoryEvent<'policyMerged'>, source: DeviceSource): Said[] {
  if (!details.isPresent)
    return [
      info('Co-management policy is gone; settings are taken back.'),
      info("Merged value for setting 'CoManagementSettings_Allow' is 'false'"),
    ];
  const { flags, flagsBefore: before } = details;
  return [
    info('Getting and merging the co-management settings of the assigned policies.'),
    info(`Merged value for setting 'CoManagementSettings_AutoEnroll' is '${String(details.autoEnroll)}'`),
    info("Merged value for setting 'CoManagementSettings_Allow' is 'true'"),
    info(`Merged value for setting 'CoManagementSettings_Capabilities' is '${details.siteFlags ?? flags}'`),
    ...(details.siteFlags === undefined
      ? []
      : [info(`The setting of Intune wins over the one of the site: capabilities are '${flags}'.`)]),
    ...(before === flags ? [] : [info(`Co-management capabilities change from ${before} to ${flags}.`)]),
    ...(enrolledAt(source, moment)
      ? workloadIds.map((id) => authorityLine(id, flags))
      : [info('Device is not MDM enrolled yet. All workloads are managed by SCCM.')]),
  ];
}
const authorityLine = (id: WorkloadId, flags: number): Said =>
  info(
    `Workload ${bitsIn(flags, id)} (${workloads[id].label}) is managed by ${hasWorkload(flags, id) ? 'Intune' : 'Configuration Manager'}.`,
  );

/** In the order of the phases: policy, timer, try, outcome, report. Fragments: support articles; the other words are the lab's. */
export const coManagementHandler = deviceLog(
  'CoManagementHandler.log',
  'Merging of co-management policy, the enrollment timer, each try to enroll and its code.',
  {
    policyMerged: merged,
    enrollQueued: ({ details }, source) => [
      details.reason === 'policyEvaluation'
        ? info('Device is not enrolled with MDM any more; the next evaluation of the policy enrolls it.')
        : info('Device is to be enrolled with MDM.'),
      info(`Queuing enrollment timer to fire at ${localMoment(source, details.firesAt)}`),
      info('Successfully queued MDM auto enrollment.'),
    ],
    enrollTimerFired: () => [info('Enrollment timer fired.')],
    enrollTry: ({ details }, { facts }) => [
      info(
        `Read join info: tenant ${facts.tenant.tenant_guid}, device ${entraDeviceId(facts.seed, facts.device.id)}, enrollment URL https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc`,
      ),
      info(`Enrolling device to MDM... Try #${details.attempt} out of ${details.of}`),
      info(`Enrolling device with ${tokenWords(details.token)}`),
    ],
    enrollWaitsForUser: () => [
      warning('No device token: enrollment falls back to a user token. Pending user sign in.'),
    ],
    enrollFailed: ({ details }, source) => {
      const { code, retryAt, attempt, of } = details;
      return [
        failure(`Enrollment with MDM failed with error code ${code} ${nameOf(code)}`),
        retryAt === null
          ? warning(`Try #${attempt} was the last one of ${of}; the next evaluation of the policy tries again.`)
          : info(`Queuing enrollment retry timer to fire at ${localMoment(source, retryAt)}`),
      ];
    },
    enrolled: ({ at: moment }, source) => [
      info('Device was enrolled with MDM successfully.'),
      info('Device Provisioned'),
      info(`CoManagementFlags in the registry are set to ${flagsAt(source, moment)}.`),
    ],
    alreadyEnrolled: () => [info('Device is already enrolled with MDM.'), info('Device Provisioned')],
    comgmtReported: ({ details }) => [
      info(
        `Reported the co-management state to the site: stage ${details.stage}, MDMEnrolled ${details.isEnrolled ? 1 : 0}${details.code === null ? '' : `, error ${details.code}`}.`,
      ),
    ],
    unenrolled: () => [
      warning('Device is not enrolled with MDM any more. Workloads go back to Configuration Manager.'),
    ],
  },
  // Every evaluation of the policy says the same once everything is done.
  (source) =>
    dailyPolls(source).flatMap((moment) =>
      enrolledAt(source, moment) && policyAt(source, moment)
        ? at(
            moment,
            info(`Merged value for setting 'CoManagementSettings_Capabilities' is '${flagsAt(source, moment)}'`),
            info('Machine is already enrolled with MDM.'),
          )
        : [],
    ),
);
