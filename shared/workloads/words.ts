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
  noSettingsPolicy:
    'Windows 11 went through Windows Autopilot without a Co-management settings policy, so everything is with Intune.',
  retired: 'Resource access is retired: from site version 2403 it is fixed at Intune.',
} as const;

export type AuthorityReason = keyof typeof authorityReasons;
