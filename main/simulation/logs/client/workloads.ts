import { workloads, type WorkloadId } from '../../../../shared/workloads/words.ts';
import { bitsIn, hasWorkload } from '../../workloads/capabilities.ts';
import { at, info, type Said } from '../line.ts';
import { deviceLog, type DeviceLog } from '../log.ts';
import { enrolledAt, flagsAt, policyAt } from '../past.ts';
import { dailyPolls } from '../source.ts';

/** Says once a day, and when the flags change, who has one workload. */
const workloadLog = (
  name: 'ComplRelayAgent.log' | 'CIAgent.log' | 'WUAHandler.log',
  what: string,
  workload: WorkloadId,
  says: (isIntune: boolean) => Said[],
): DeviceLog =>
  deviceLog(
    name,
    what,
    {
      policyMerged: ({ at: moment, details }, source) =>
        enrolledAt(source, moment) &&
        hasWorkload(details.flags, workload) !== hasWorkload(details.flagsBefore, workload)
          ? [flagLine(workload, details.flags), ...says(hasWorkload(details.flags, workload))]
          : [],
    },
    (source) =>
      dailyPolls(source).flatMap((moment) => {
        const isComanaged = enrolledAt(source, moment) && policyAt(source, moment);
        const flags = isComanaged ? flagsAt(source, moment) : 0;
        return at(moment, flagLine(workload, flags), ...says(hasWorkload(flags, workload)));
      }),
  );
const flagLine = (workload: WorkloadId, flags: number): Said => {
  const { label } = workloads[workload];
  const bits = bitsIn(flags, workload);
  return info(
    hasWorkload(flags, workload)
      ? `Workload ${bits} (${label}): the flag is ON, the device should be managed by Intune.`
      : `Workload ${bits} (${label}): the flag is OFF, the device should be managed by Configuration Manager.`,
  );
};

export const complRelayAgent = workloadLog(
  'ComplRelayAgent.log',
  'Who decides about compliance, and what is reported.',
  'compliancePolicies',
  (isIntune) => [
    isIntune
      ? info('Compliance is evaluated by Intune: there is nothing to report for the user.')
      : info('Compliance state of Configuration Manager is reported.'),
  ],
);
export const ciAgent = workloadLog(
  'CIAgent.log',
  'Configuration items: which ones the client leaves to Intune.',
  'resourceAccess',
  (isIntune) => [
    isIntune
      ? info('Skipping configuration items of resource access.')
      : info('Evaluating configuration items of resource access.'),
  ],
);
export const wuaHandler = workloadLog(
  'WUAHandler.log',
  'Who manages Windows Update, and scans for software updates.',
  'windowsUpdate',
  (isIntune) => [
    isIntune
      ? info('Windows Update client policies of Intune apply: no scan source is set by Configuration Manager.')
      : info('Scan source is the software update point of the site.'),
  ],
);
