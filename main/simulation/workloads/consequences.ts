import { sliderLabels, workloads, type WorkloadId } from '../../../shared/workloads/words.ts';
import type { WorkloadRow } from '../../rows/workloads.ts';
import { parseIso } from '../../../shared/time.ts';
import type { Consequence } from '../../../shared/workloads/views.ts';
import type { WorkloadAuthority } from './authority.ts';

export type ConsequenceFacts = {
  readonly siteVersion: number;
  readonly now: number;
  readonly authorities: readonly WorkloadAuthority[];
  readonly sliders: readonly WorkloadRow[];
  /** The client setting *Enable software updates on clients* as it applies to the device. */
  readonly softwareUpdates: string;
  /** The last contact with Intune. */
  readonly lastSync: number | null;
  /** Whether a policy of Intune stands ready for the device, some policy for other devices, or none at all. */
  counterpart(workload: WorkloadId): 'covered' | 'outside' | 'none';
};

/** Sites before 2603 asked a service that was switched off in October 2026. */
export const complianceServiceEnd = parseIso('2026-11-01T00:00:00Z')!;
export const mendedFrom = 2603;

/** Up to 2107 the global condition of Microsoft 365 applications had another name. */
const officeCondition = (siteVersion: number): string =>
  siteVersion <= 2107
    ? 'Are Office 365 applications managed by Intune on the device'
    : 'Microsoft 365 apps managed by Microsoft Intune';

/**
 * What a device feels of who manages its workloads. Source: the workloads page, the switch page and its warnings, the
 * troubleshooting of workloads, the update of site version 2603.
 */
export function consequencesOf(facts: ConsequenceFacts): Consequence[] {
  return facts.authorities.flatMap((known) => {
    // Who is not enrolled feels nothing of Intune.
    if (known.why === 'notEnrolled') return [];
    return known.authority === 'intune' ? [...onIntune(facts, known), ...withoutPolicy(facts, known)] : onSite(known);
  });
}

const info = (workload: WorkloadId, what: string, text: string): Consequence => ({
  workload,
  what,
  text,
  severity: 'info',
});
const warning = (workload: WorkloadId, what: string, text: string): Consequence => ({
  workload,
  what,
  text,
  severity: 'warning',
});

const onSite = ({ workload }: WorkloadAuthority): Consequence[] =>
  workload === 'compliancePolicies'
    ? [
        info(
          workload,
          'seeConfigMgr',
          'Intune shows See ConfigMgr and 2/1/1900 as the last check-in of the Configuration Manager agent; Conditional Access cannot use Intune’s compliance.',
        ),
      ]
    : [];

function onIntune(facts: ConsequenceFacts, { workload, since }: WorkloadAuthority): Consequence[] {
  const { siteVersion, now, softwareUpdates, lastSync } = facts;
  const isPilot = facts.sliders.some((row) => row.workload === workload && row.position === 'pilot');
  const notRemoved = info(
    workload,
    'pilotDoesNotRemove',
    `While the slider is at ${sliderLabels.pilot}, Intune deploys settings but does not remove them when they are no longer assigned.`,
  );
  switch (workload) {
    case 'compliancePolicies':
      return siteVersion < mendedFrom && now >= complianceServiceEnd
        ? [
            warning(
              workload,
              'complianceServiceEnded',
              'Check compliance in Software Center may fail: the service that this site version asks ended in October 2026. Intune’s own evaluation goes on.',
            ),
          ]
        : [];
    case 'windowsUpdate': {
      const found: Consequence[] = [];
      if (softwareUpdates === 'on')
        found.push(
          warning(
            workload,
            'doubleManagement',
            'The client setting for software updates is still on: Configuration Manager and Intune both manage updates.',
          ),
        );
      if (siteVersion < mendedFrom)
        found.push(
          warning(
            workload,
            'thirdPartyUpdates',
            'If third-party updates are enabled, this site version alters the scan source: updates meant for Intune are sought at WSUS.',
          ),
        );
      return found;
    }
    case 'endpointProtection': {
      const isOverwritten =
        facts.counterpart(workload) === 'covered' && lastSync !== null && since !== null && lastSync >= since;
      const remains = info(
        workload,
        'configMgrPolicyRemains',
        'The policy of Configuration Manager remains on the device until a policy of Intune overwrites it.',
      );
      return [...(isOverwritten ? [] : [remains]), ...(isPilot ? [notRemoved] : [])];
    }
    case 'deviceConfiguration':
      return isPilot ? [notRemoved] : [];
    case 'clientApps':
      return [
        info(
          workload,
          'appsFromBoth',
          'Company Portal shows apps of Intune in addition to those of Configuration Manager; nothing is taken away.',
        ),
      ];
    case 'officeClickToRun':
      return [
        info(
          workload,
          'requirementsNotMet',
          `Microsoft 365 Apps from Configuration Manager show Requirements not met: the global condition “${officeCondition(siteVersion)}” is false.`,
        ),
      ];
    case 'resourceAccess':
      return [];
  }
}

function withoutPolicy(facts: ConsequenceFacts, { workload, why }: WorkloadAuthority): Consequence[] {
  if (why === 'retired') return [];
  const counterpart = facts.counterpart(workload);
  const { label } = workloads[workload];
  if (counterpart === 'none')
    return [
      warning(
        workload,
        'noCounterpartPolicy',
        `Intune has no assigned policy for ${label}, so nothing takes its place.`,
      ),
    ];
  if (counterpart === 'outside')
    return [
      warning(
        workload,
        'outsideAssignedGroup',
        `The device is in no group that a policy of Intune for ${label} is assigned to.`,
      ),
    ];
  return [];
}
