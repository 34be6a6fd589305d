import type { AuthorityRow, SliderView } from '../workloads/views.ts';
import type { Withholding } from '../contract/knowledge.ts';
import type { Bound } from '../contract/answers.ts';
import type { ManagedBy, ComplianceState } from '../contract/device-words.ts';
import type { Authority, WorkloadId } from '../workloads/words.ts';
import type { AgentState, CoManagedDifference, EnrollMode, FunnelStage, PipelineReason } from './words.ts';
import type { PrerequisiteItem } from '../prerequisites/views.ts';

export type EnrollmentError = {
  /** `0x8018002B`. */
  code: string;
  decimal: number;
  name: string;
  count: number;
  transient: boolean;
  meaning: string;
  remedy: string | null;
};

export type Funnel = Record<FunnelStage, number> & {
  /** Clients in scope: Windows computers with a Configuration Manager client. The stages add up to it. */
  total: number;
  /** The one definition: enrolled, and co-management policy present. */
  coManaged: number;
  policyApplied: number;
  errors: EnrollmentError[];
};

/** How many devices are co-managed by each of the two records, and what lies between the two numbers. */
export type CoManagedCounts = {
  intune: number;
  site: number;
  differences: { cause: CoManagedDifference; in: 'intune' | 'site'; text: string; count: number }[] | null;
};

export type DeploymentView = {
  name: string;
  collection: string;
  collectionId: number;
  /** Whether the name is documented; others follow its pattern. */
  isDocumented: boolean;
  targeted: number;
  applied: number;
  coManaged: number;
};

/** What the site deploys to one device, and whether the device has reported that it has it. */
export type DeviceDeploymentsView = {
  now: number;
  deployments: { name: string; collection: string; collectionId: number; isApplied: boolean }[];
};

export type ComanagementView = Withholding & {
  isEnabled: boolean;
  since: number | null;
  enroll: EnrollMode;
  enrollCollectionId: number | null;
  enrollCollection: string | null;
  funnel: Funnel;
  coManaged: CoManagedCounts;
  /** Dashboard tile *Co-management enrollment status*. */
  status: {
    successHybrid: number;
    successEntra: number;
    enrollingHybrid: number;
    failureHybrid: number;
    failureEntra: number;
    pendingUserSignIn: number;
  };
  osDistribution: { id: 'windows7or8' | 'windows10Old' | 'windows10Plus'; label: string; count: number }[];
  sliders: SliderView[];
  deployments: DeploymentView[];
  /** What the Enablement tab shows: the command line for the client setup, or null while the gateway is missing. */
  commandLine: string | null;
  /** What waits where on the way, by reason: the lab's knowledge. */
  lab: { reason: PipelineReason; count: number; nextAt: number | null }[] | null;
  asOf: number | null;
};

export type EnrollPreview = {
  eligible: number;
  notEligible: { reason: string; text: string; count: number }[];
  alreadyEnrolled: number;
  /** Seconds over which the client spreads the enrollments. */
  spreadSeconds: number;
};

/** One step of a device's way to co-management, with the three lines of pending truth. */
export type PipelineStep = {
  id:
    | 'clientSetting'
    | 'joinTask'
    | 'entraSync'
    | 'register'
    | 'policy'
    | 'enroll'
    | 'report'
    | 'outOfBox'
    | 'clientInstall';
  label: string;
  state: 'done' | 'waiting' | 'failed' | 'later' | 'notNeeded';
  at: number | null;
  /** The product's literal state, where a console shows one. */
  console: string | null;
  bound: Bound;
  /** The lab's knowledge. */
  reason: PipelineReason | null;
  reasonText: string | null;
  expectedBy: number | null;
  code: string | null;
};

export type DeviceManagementView = Withholding & {
  deviceId: number;
  now: number;
  path: 'existingClient' | 'internet' | null;
  steps: PipelineStep[];
  isCoManaged: boolean;
  authority: AuthorityRow[] | null;
  prerequisites: PrerequisiteItem[] | null;
  /** Configuration Manager applet in Control Panel; null without a client. */
  applet: {
    general: { name: string; value: string }[];
    actions: { id: string; label: string; nextAt: number | null; lastAt: number | null }[];
    components: { name: string; state: string; version: string }[];
    configurations: { name: string; revision: number; lastEvaluation: number | null; state: string }[];
  } | null;
  /** Settings > Accounts > Access work or school. */
  work: {
    connected: boolean;
    label: string;
    account: string | null;
    info: { name: string; value: string }[];
    managedAreas: string[];
    lastSync: number | null;
    canDisconnect: boolean;
  };
  dsregcmd: string;
  registry: { path: string; values: { name: string; type: string; data: string }[] }[];
  /** What can be put right at the device itself. */
  repairs: { setting: string; label: string; value: string; from: string }[] | null;
};

/** What Intune shows of a co-managed device beside its record: what the device told at its last check-in, and no more. */
export type IntuneManagement = {
  /** When the device told it; null when it never did. */
  asOf: number | null;
  agentState: AgentState;
  /** Null where Intune has no time: never told, or while it prints 2/1/1900 (`isWithSite`). */
  agentCheckIn: number | null;
  /** Compliance policies are with Configuration Manager, as Intune was told. */
  isWithSite: boolean;
  /** Who manages each, by what the device told. */
  workloads: { workload: WorkloadId; managedBy: Authority }[];
};
/** `management` is null where Intune does not have the device as co-managed. */
export type IntuneManagementView = { deviceId: number; now: number; management: IntuneManagement | null };

/** Somebody with the devices that Intune has for them: those of which they are the primary user. */
export type UserDevicesView = {
  now: number;
  devices: {
    id: number;
    name: string;
    managedBy: ManagedBy;
    os: string;
    osVersion: string;
    compliance: ComplianceState;
    lastCheckIn: number | null;
    management: IntuneManagement | null;
  }[];
};
