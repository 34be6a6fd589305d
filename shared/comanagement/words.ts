export const enrollModes = ['none', 'pilot', 'all'] as const;

export type EnrollMode = (typeof enrollModes)[number];

export const enrollLabels: Record<EnrollMode, string> = { none: 'None', pilot: 'Pilot', all: 'All' };

/** Stages of an enrollment, exclusive: their counts add up to the clients in scope. */
export const funnelStages = [
  'notEligible',
  'eligible',
  'scheduled',
  'enrollmentInitiated',
  'pendingUserSignIn',
  'failed',
  'enrolled',
] as const;

export type FunnelStage = (typeof funnelStages)[number];

/** The numbers of a deployment, as a list is narrowed by them. */
export const deploymentParts = { targeted: 'targeted', applied: 'applied', coManaged: 'co-managed' } as const;
export type DeploymentPart = keyof typeof deploymentParts;

export const funnelLabels: Record<FunnelStage, string> = {
  notEligible: 'Not eligible',
  eligible: 'Eligible',
  scheduled: 'Scheduled',
  enrollmentInitiated: 'Enrollment initiated',
  pendingUserSignIn: 'Pending user sign in',
  failed: 'Failed',
  enrolled: 'Enrolled',
};

/** The way of the funnel: what its bars count, each with all stages behind it. */
export const funnelWay = ['eligible', 'scheduled', 'enrollmentInitiated', 'enrolled'] as const;
/**
 * The stages in which a client has come at least so far: a bar counts the devices that reached it (a reading of the page). Who waits
 * for a user, or has failed, has begun an enrollment.
 */
export type FunnelWay = (typeof funnelWay)[number];
export const stagesFrom = (stage: FunnelWay): FunnelStage[] => funnelStages.slice(funnelStages.indexOf(stage));

/** Where the truth of a client's enrollment stands; `none`: it has policy but may not or need not enroll. */
export const comanagementStages = [
  'none',
  'scheduled',
  'enrollmentInitiated',
  'pendingUserSignIn',
  'failed',
  'enrolled',
] as const;

export type ComanagementStage = (typeof comanagementStages)[number];

export const comanagementStageLabels: Record<ComanagementStage, string> = {
  none: 'Not enrolling',
  scheduled: funnelLabels.scheduled,
  enrollmentInitiated: funnelLabels.enrollmentInitiated,
  pendingUserSignIn: funnelLabels.pendingUserSignIn,
  failed: funnelLabels.failed,
  enrolled: funnelLabels.enrolled,
};

/** The lab's own knowledge of what a device waits for on its way to co-management. */
export const pipelineReasons = {
  policyPoll: 'The client gets the policy at its next policy poll.',
  siteUnreachable: 'The client reaches no management point: it is away from the network of the site.',
  clientSilent: 'The client does not contact the site any more.',
  clientSettingOff: 'The client setting that registers the device is not deployed to it.',
  joinTask: 'The task Automatic-Device-Join runs once an hour and at each sign-in.',
  taskDisabled: 'The task Automatic-Device-Join is disabled.',
  noLineOfSight: 'The device reaches no domain controller.',
  scpMissing: 'The device finds no service connection point.',
  scpWrong: 'The service connection point names another tenant.',
  registrationBlocked: 'The device cannot reach the registration service.',
  entraSync: 'Entra Connect sends the computer object with its next cycle.',
  syncStopped: 'Entra Connect exports nothing.',
  ouNotSynced: 'The organizational unit of the computer is not in the scope of Entra Connect.',
  attributesNotSynced: 'Entra Connect does not send the attribute userCertificate.',
  hybridJoinNotConfigured: 'Hybrid join is not configured in Entra Connect.',
  tpmBroken: 'The TPM cannot make or use the key of the device.',
  notJoined: 'The device is neither Entra joined nor hybrid joined.',
  notSelected: 'Automatic enrollment does not include this device.',
  enrollmentTimer: 'The client spreads its enrollment over time; its timer has not fired.',
  enrollmentRetry: 'The last attempt failed; the client tries again.',
  policyEvaluation: 'The client tries again when it evaluates the policy, once a day.',
  userSignIn: 'Enrollment goes on with the token of a licensed user who signs in.',
  deviceOff: 'The device is off.',
  outOfBox: 'The device waits for its user in the out-of-box experience.',
  clientDelivery: 'Intune has the client setup for the device, which takes it at its next check-in.',
  clientInstall: 'The client is being installed from the cloud management gateway.',
  gatewayDown: 'The client reaches no cloud management gateway.',
  cause: 'It will fail until its cause is removed.',
} as const;

export type PipelineReason = keyof typeof pipelineReasons;

/** Graph `configurationManagerClientState`, the values that this lab produces. */
export const agentStates = ['healthy', 'installed', 'communicationError', 'unknown'] as const;
export type AgentState = (typeof agentStates)[number];
/**
 * *Healthy* is documented as a label, the others are Graph's values in words (assumed). `details` says what a value means;
 * `advice` what to do where it is not healthy: that the page carries such advice is documented, its wording is the lab's.
 */
export const agentStateTexts: Record<AgentState, { label: string; details: string; advice: string | null }> = {
  healthy: { label: 'Healthy', details: 'The Configuration Manager agent checked in with the site.', advice: null },
  installed: {
    label: 'Installed',
    details: 'The Configuration Manager agent is installed and may not be in the console yet.',
    advice: 'Wait until the client has registered and evaluated its health; then look at the client check in the site.',
  },
  communicationError: {
    label: 'Communication error',
    details: 'The Configuration Manager agent reached its site before and does not reach it now.',
    advice: 'Check the way from the device to its management point or cloud management gateway.',
  },
  unknown: {
    label: 'Unknown',
    details: 'Nothing is known of the Configuration Manager agent, or the device has not checked in for 30 days.',
    advice: 'Have the device check in with Intune; then see whether the Configuration Manager client is installed.',
  },
};
/** The day that Intune prints as the agent's last check-in while Compliance policies are with Configuration Manager: 2/1/1900. */
export const agentNeverChecked = '2/1/1900';

/** Why Intune's records and the site's count another number of co-managed devices; `in` names the one that counts the device. */
export const coManagedDifferences = {
  staleRecord: { in: 'intune', text: 'left over in Intune from an earlier enrollment' },
  noSiteRecord: { in: 'intune', text: 'without a record of the site' },
  outOfScope: { in: 'intune', text: 'obsolete, decommissioned or without a client for the site' },
  enrollmentNotTold: { in: 'intune', text: 'enrolled, which no state message has told the site' },
  policyNotTold: { in: 'intune', text: 'with a policy of which no state message has told the site' },
  noIntuneRecord: { in: 'site', text: 'without a record in Intune' },
  attachedOnly: { in: 'site', text: 'in Intune through tenant attach only' },
  notCheckedIn: { in: 'site', text: 'that have not told Intune of their policy at a check-in' },
  hidden: { in: 'site', text: 'hidden in Intune by the clean-up rule' },
} as const satisfies Record<string, { in: 'intune' | 'site'; text: string }>;
export type CoManagedDifference = keyof typeof coManagedDifferences;

type Counts = {
  intune: number;
  site: number;
  differences: readonly { in: 'intune' | 'site'; text: string; count: number }[] | null;
};
const digits = (count: number): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Whose number is which, and what lies between them; the causes are left out while they are withheld. */
export function coManagedText({ intune, site, differences }: Counts): string {
  const counts = `Co-managed: ${digits(intune)} by Intune’s records, ${digits(site)} by the site’s.`;
  const side = (name: 'intune' | 'site', title: string): string[] => {
    const causes = (differences ?? []).filter((one) => one.in === name);
    return causes.length === 0
      ? []
      : [`${title}: ${causes.map(({ count, text }) => `${digits(count)} ${text}`).join(', ')}.`];
  };
  return [counts, ...side('intune', 'Only Intune’s'), ...side('site', 'Only the site’s')].join(' ');
}
