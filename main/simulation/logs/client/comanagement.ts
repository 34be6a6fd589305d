import { workloadIds, workloads, type WorkloadId } from '../../../../shared/workloads/words.ts';
import { enrollmentErrorByCode } from '../../../../shared/enrollment/errors.ts';
import { formatIso, hour, minute } from '../../../../shared/time.ts';
import { bitsIn, hasWorkload } from '../../workloads/capabilities.ts';
import type { DeviceEvents, HistoryEvent } from '../../kernel/history.ts';
import { entraDeviceId } from '../../kernel/identifiers.ts';
import { at, failure, info, warning, type Said } from '../line.ts';
import { deviceLog } from '../log.ts';
import { firstOfEachDay, flagsAt, policyAt, polls, type DeviceSource } from '../source.ts';

/** A log names a code at most; what it means is for the reader to find out. */
const nameOf = (code: string): string => enrollmentErrorByCode.get(code)?.name ?? 'unknown error';

/** Every try that a stuck enrollment does not make, because it ends the same: one series of three after each daily evaluation. */
function repeatedTries(source: DeviceSource): number[] {
  const { comanagement: state } = source.facts;
  if (state?.stage !== 'failed' || state.reason !== 'cause' || state.attempted_at === null) return [];
  const anchor = state.policy_at ?? state.attempted_at;
  const { presence } = source.facts;
  const found: number[] = [];
  const evaluations = Math.floor((source.now - anchor) / (24 * hour));
  for (let nth = Math.max(0, evaluations - 60); nth <= evaluations; nth += 1) {
    const due = anchor + nth * 24 * hour;
    const moment = due > state.attempted_at ? presence?.nextOn('internet', due) : undefined;
    if (moment !== undefined && moment <= source.now && moment !== found.at(-1)) found.push(moment);
  }
  return found;
}

const tokenWords = (token: DeviceEvents['enrollTry']['token']): string =>
  token === 'user'
    ? 'RegisterDeviceWithManagementUsingAADCredentials with the token of the signed-in user'
    : 'RegisterDeviceWithManagementUsingAADDeviceCredentials with the token of the device';

function merged({ details }: HistoryEvent<'policyMerged'>, { facts }: DeviceSource): Said[] {
  if (!details.isPresent)
    return [
      info('Co-management policy is gone; settings are taken back.'),
      info("Merged value for setting 'CoManagementSettings_Allow' is 'false'"),
    ];
  const { flags, flagsBefore: before } = details;
  const isEnrolled = facts.device.is_mdm_enrolled === 1;
  return [
    info('Getting and merging the co-management settings of the assigned policies.'),
    info(`Merged value for setting 'CoManagementSettings_AutoEnroll' is '${String(details.autoEnroll)}'`),
    info("Merged value for setting 'CoManagementSettings_Allow' is 'true'"),
    info(`Merged value for setting 'CoManagementSettings_Capabilities' is '${flags}'`),
    ...(before === flags ? [] : [info(`Co-management capabilities change from ${before} to ${flags}.`)]),
    ...(isEnrolled
      ? workloadIds.map((id) => authorityLine(id, flags))
      : [info('Device is not enrolled with MDM: all workloads stay with Configuration Manager.')]),
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
    enrollQueued: ({ details }) => [
      details.reason === 'policyEvaluation'
        ? info('Device is not enrolled with MDM any more; the next evaluation of the policy enrolls it.')
        : info('Device is to be enrolled with MDM.'),
      info(`Queuing enrollment timer to fire at ${formatIso(details.firesAt)}`),
    ],
    enrollTimerFired: () => [info('Enrollment timer fired.')],
    enrollTry: ({ details }, { facts }) => [
      info(
        `Read join info: tenant ${facts.tenant.tenant_guid}, device ${entraDeviceId(facts.seed, facts.device.id)}, enrollment URL https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc`,
      ),
      info(`Enrolling device to MDM... Try #${details.attempt} out of ${details.of}`),
      info(`Calling ${tokenWords(details.token)}.`),
    ],
    enrollWaitsForUser: () => [
      warning('No device token: enrollment falls back to a user token. Pending user sign in.'),
    ],
    enrollFailed: ({ details }) => {
      const { code, retryAt, attempt, of } = details;
      return [
        failure(`Enrollment with MDM failed with error code ${code} ${nameOf(code)}`),
        retryAt === null
          ? warning(`Try #${attempt} was the last one of ${of}; the next evaluation of the policy tries again.`)
          : info(`Queuing enrollment retry timer to fire at ${formatIso(retryAt)}`),
      ];
    },
    enrolled: (_event, { facts }) => [
      info('Device was enrolled with MDM successfully.'),
      info('Device Provisioned'),
      info(`CoManagementFlags in the registry are set to ${facts.comanagement?.flags ?? 0}.`),
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
  (source) =>
    [
      ...repeatedTries(source).flatMap((moment) => {
        const code = source.facts.comanagement?.code ?? '';
        return [1, 2, 3].flatMap((attempt) =>
          at(
            moment + (attempt - 1) * 15 * minute,
            info(`Enrolling device to MDM... Try #${attempt} out of 3`),
            failure(`Enrollment with MDM failed with error code ${code} ${nameOf(code)}`),
          ),
        );
      }),
      // Every evaluation of the policy says the same once everything is done.
      ...firstOfEachDay(polls(source)).flatMap((moment) => {
        const { comanagement: state, device } = source.facts;
        const isDone = device.is_mdm_enrolled === 1 && state?.stage === 'enrolled' && state.since < moment;
        return isDone && policyAt(source, moment)
          ? at(
              moment,
              info(`Merged value for setting 'CoManagementSettings_Capabilities' is '${flagsAt(source, moment)}'`),
              info('Machine is already enrolled with MDM.'),
            )
          : [];
      }),
    ].filter(({ at: moment }) => moment <= source.now),
);
