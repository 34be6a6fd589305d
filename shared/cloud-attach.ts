/**
 * The words of tenant attach and co-management. Ids are contract (command line, IPC, lab file); labels are the products' own.
 * Facts: co-management documentation as of August 2026, tenant attach as of April 2026.
 */
export const workloadIds = [
  'compliancePolicies',
  'resourceAccess',
  'deviceConfiguration',
  'windowsUpdate',
  'endpointProtection',
  'clientApps',
  'officeClickToRun',
] as const;
export type WorkloadId = (typeof workloadIds)[number];

export type Workload = {
  id: WorkloadId;
  label: string;
  /** What older consoles call it. */
  oldLabel?: string;
  /** What the capability value (`CoManagementFlags`) gains when Intune has it: in current versions, and in older ones. */
  bits: { current: number; older: number };
  /** Whom it takes along to Intune: these can never stand behind it. */
  couples: readonly WorkloadId[];
};
const workload = (
  id: WorkloadId,
  label: string,
  current: number,
  older: number,
  more: Partial<Workload> = {},
): Workload => ({ id, label, bits: { current, older }, couples: [], ...more });

/** Bits 2, 4 and 16 are in official samples; the others come from practitioners and agree with each other. */
export const workloads: Record<WorkloadId, Workload> = {
  compliancePolicies: workload('compliancePolicies', 'Compliance policies', 2, 2),
  resourceAccess: workload('resourceAccess', 'Resource access policies', 4, 4),
  deviceConfiguration: workload('deviceConfiguration', 'Device configuration', 8, 8, {
    couples: ['resourceAccess', 'endpointProtection'],
  }),
  windowsUpdate: workload('windowsUpdate', 'Windows Update policies', 16, 16),
  endpointProtection: workload('endpointProtection', 'Endpoint Protection', 4128, 32),
  clientApps: workload('clientApps', 'Client apps', 64, 64, { oldLabel: 'Mobile apps for co-managed devices' }),
  officeClickToRun: workload('officeClickToRun', 'Office Click-to-Run apps', 128, 128),
};
/** The capability value of a co-managed device that has moved nothing. */
export const capabilityBase = { current: 8193, older: 1 } as const;
export type Generation = keyof typeof capabilityBase;
/** The site version from which Resource access is fixed at Intune. */
export const resourceAccessRetiredFrom = 2403;

export const sliderPositions = ['configMgr', 'pilot', 'intune'] as const;
export type SliderPosition = (typeof sliderPositions)[number];
export const sliderLabels: Record<SliderPosition, string> = {
  configMgr: 'Configuration Manager',
  pilot: 'Pilot Intune',
  intune: 'Intune',
};
export type Authority = 'configMgr' | 'intune';
export const authorityLabels: Record<Authority, string> = { configMgr: 'Configuration Manager', intune: 'Intune' };

/** Why an authority is what it is. */
export const authorityReasons = {
  slider: 'The slider stands there for all co-managed devices.',
  pilotMember: 'The device is in the pilot collection of this workload.',
  notPilotMember: 'The slider is on Pilot Intune, and the device is not in the pilot collection.',
  policyNotReceived: 'The device has not received the policy that says otherwise yet.',
  notEnrolled: 'The device is not enrolled in Intune, so Configuration Manager keeps everything.',
  coupled: 'Device configuration takes this workload along.',
  override: 'The co-management settings policy of Intune gives all workloads to Intune.',
  retired: 'Resource access is retired: from site version 2403 it is fixed at Intune.',
} as const;
export type AuthorityReason = keyof typeof authorityReasons;

export const enrollModes = ['none', 'pilot', 'all'] as const;
export type EnrollMode = (typeof enrollModes)[number];
export const enrollLabels: Record<EnrollMode, string> = { none: 'None', pilot: 'Pilot', all: 'All' };

/** Stages of an enrolment, exclusive: their counts add up to the clients in scope. */
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
export const funnelLabels: Record<FunnelStage, string> = {
  notEligible: 'Not eligible',
  eligible: 'Eligible',
  scheduled: 'Scheduled',
  enrollmentInitiated: 'Enrollment initiated',
  pendingUserSignIn: 'Pending user sign in',
  failed: 'Failed',
  enrolled: 'Enrolled',
};

/** Where the truth of a client's enrolment stands; `none`: it has policy but may not or need not enrol. */
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

/** Where the truth of a hybrid join stands. */
export const joinStages = ['waitingForTask', 'waitingForSync', 'waitingToRegister', 'failed', 'registered'] as const;
export type JoinStage = (typeof joinStages)[number];

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
