import type {
  Authority,
  AuthorityReason,
  EnrollMode,
  FunnelStage,
  PipelineReason,
  SliderPosition,
  WorkloadId,
} from './cloud-attach.ts';
import type { CollectionQuery } from './collections.ts';
import type { Bound, Cell } from './views.ts';

/** What the lab answers about tenant attach and co-management. Times are UTC seconds of simulated time. */

/** One requirement, met or not; `fix` is what to do, `setting` the setting that does it where one does. */
export type PrerequisiteItem = {
  id: string;
  scope: 'site' | 'tenant' | 'directory' | 'device';
  label: string;
  ok: boolean;
  why: string;
  fix: string | null;
  setting: { id: string; target: string | null; value: string } | null;
  /** For which of the three it is needed. */
  neededFor: ('tenantAttach' | 'comanagement' | 'internetDevices')[];
};
export type PrerequisitesView = { ok: boolean; items: PrerequisiteItem[] };

/** The connector between site and tenant. What `lab` holds no console shows. */
export type ConnectorView = {
  status: 'notEnabled' | 'healthy' | 'warning' | 'unhealthy' | 'offboarding';
  since: number | null;
  /** The last time the tenant heard of the site. */
  lastSync: number | null;
  scope: string;
  scopeCollectionId: number | null;
  analytics: boolean;
  enforceRbac: boolean;
  defenderReports: boolean;
  uploads: boolean;
  detach: { from: 'site' | 'cloud'; expectedBy: number } | null;
  devicesInTenant: number;
  lab: {
    lastUpload: number | null;
    lastUploadCount: number;
    nextUpload: number | null;
    backlog: number;
    /** When what the next upload brings will show in the tenant; of the last one while that is still under way. */
    visibleBy: number | null;
    /** The first devices of the next batch. */
    nextBatch: { id: number; name: string; changedAt: number }[];
    blockedBy: string | null;
  };
};

export type EnrollmentError = {
  /** `0x8018002B`. */
  code: string;
  decimal: number;
  name: string;
  count: number;
  transient: boolean;
  meaning: string;
  remedy: string;
};
export type Funnel = Record<FunnelStage, number> & {
  /** Clients in scope: Windows computers with a Configuration Manager client. The stages add up to it. */
  total: number;
  /** The one definition: enrolled, and co-management policy present. */
  coManaged: number;
  policyApplied: number;
  errors: EnrollmentError[];
};
export type SliderView = {
  workload: WorkloadId;
  position: SliderPosition;
  pilotCollectionId: number | null;
  pilotCollection: string | null;
  changedAt: number;
  isFixed: boolean;
  /** Co-managed devices on which Intune has it, by what the site was told. */
  onIntune: number;
  arriving: number;
};
export type DeploymentView = {
  name: string;
  collection: string;
  /** Whether the name is documented; others follow its pattern. */
  isDocumented: boolean;
  targeted: number;
  applied: number;
  coManaged: number;
};
export type ComanagementView = {
  isEnabled: boolean;
  since: number | null;
  enroll: EnrollMode;
  enrollCollectionId: number | null;
  enrollCollection: string | null;
  funnel: Funnel;
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
  lab: { reason: PipelineReason; count: number; nextAt: number | null }[];
  asOf: number | null;
};
export type EnrollPreview = {
  eligible: number;
  notEligible: { reason: string; text: string; count: number }[];
  alreadyEnrolled: number;
  /** Seconds over which the client spreads the enrolments. */
  spreadSeconds: number;
};
export type WorkloadPreview = {
  workload: WorkloadId;
  from: SliderPosition;
  to: SliderPosition;
  couples: WorkloadId[];
  devices: number;
  changes: { what: string; text: string; count: number }[];
  stays: string[];
  warnings: { code: string; message: string }[];
};
export type AuthorityRow = {
  device: string;
  deviceId: number;
  workload: WorkloadId;
  authority: Authority;
  since: number | null;
  why: AuthorityReason;
  capabilities: number;
  /** What the device feels of it. */
  consequences: Consequence[];
};
/** Something that follows from an authority on a device, beyond who it is; `warning` asks for something to be done. */
export type Consequence = { workload: WorkloadId; what: string; text: string; severity: 'info' | 'warning' };

export type CollectionView = {
  id: number;
  code: string;
  name: string;
  comment: string;
  members: number;
  rules: number;
  limitedTo: string | null;
  isBuiltin: boolean;
  isIncremental: boolean;
  lastRefresh: number | null;
  nextRefresh: number | null;
  usedFor: string[];
  sync: {
    groupId: number;
    group: string;
    state: 'success' | 'partialSuccess' | 'failed' | 'inProgress';
    synced: number;
    skipped: number;
    lastAt: number | null;
    nextAt: number | null;
    why: string | null;
  } | null;
};
export type CollectionRuleView = {
  id: number;
  kind: 'direct' | 'query' | 'include' | 'exclude';
  name: string;
  deviceId: number | null;
  otherId: number | null;
  query: CollectionQuery | null;
  wql: string | null;
  /** What the rule gives at present; the collection has it from its next evaluation on. */
  gives: number;
};
export type CollectionDetail = CollectionView & {
  ruleList: CollectionRuleView[];
  memberList: { id: number; name: string; since: number | null; groupState: string | null }[];
  /** What an evaluation now would change. */
  pending: { join: number; leave: number };
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
export type DeviceManagementView = {
  deviceId: number;
  now: number;
  path: 'existingClient' | 'internet' | null;
  steps: PipelineStep[];
  isCoManaged: boolean;
  authority: AuthorityRow[];
  prerequisites: PrerequisiteItem[];
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
  repairs: { setting: string; label: string; value: string; from: string }[];
};
export type AttachedPage =
  | 'clientDetails'
  | 'collections'
  | 'timeline'
  | 'resourceExplorer'
  | 'applications'
  | 'softwareUpdates'
  | 'recoveryKeys';
export type AttachedDeviceView = {
  isAttached: boolean;
  /** Why a page cannot be shown: the missing right, or the part that does not answer. */
  refusal: { code: string; message: string } | null;
  /** Pages that this administrator cannot open, each with why; such a page is empty. */
  pageRefusals: Partial<Record<AttachedPage, { code: string; message: string }>>;
  clientDetails: { name: string; value: Cell; type: 'text' | 'time' | 'boolean' | 'number' }[];
  collections: { id: number; code: string; name: string }[];
  timeline: { at: number; event: string; provider: string; eventId: number; details: string }[];
  timelineNote: string;
  resourceExplorer: { className: string; asOf: number | null; rows: { name: string; value: string }[] }[];
  applications: {
    id: number;
    name: string;
    version: string;
    publisher: string;
    state: string;
    deployment: string;
    actions: string[];
  }[];
  softwareUpdates: { article: string; title: string; state: string; released: number }[];
  recoveryKeys: { keyId: string; volume: string; key: string | null; savedAt: number; rotatedAt: number | null }[];
};

export type LogSummary = { name: string; entries: number; lastAt: number | null; what: string };
export type LogLine = {
  at: number;
  component: string;
  severity: 'info' | 'warning' | 'error';
  text: string;
  thread: number;
};
export type LogView = { where: string; log: string; total: number; lines: LogLine[] };
export type LogPlace = { id: string; label: string; kind: 'siteServer' | 'device' };
export type TraceHop = {
  where: string;
  log: string;
  at: number | null;
  text: string;
  state: 'done' | 'waiting' | 'refused' | 'failed';
};
export type TraceView = { actionId: number; hops: TraceHop[] };
export type ComponentStatus = {
  component: string;
  server: string;
  role: string;
  status: 'ok' | 'warning' | 'critical';
  /** `id` where the number of the message is documented. */
  messages: { id: number | null; at: number | null; severity: 'info' | 'warning' | 'error'; text: string }[];
};
export type FaultView = {
  id: string;
  component: string;
  title: string;
  symptom: string;
  code: string | null;
  target: 'user' | 'device' | 'ou' | null;
  /** Where it is planted now: target, or '' for the site. */
  planted: { target: string; label: string; at: number; isCured: boolean }[];
  /** Where a trainee can see it. */
  detectableAt: string[];
  remedy: string;
  /** 1: one screen says it. 2: a code leads to it. 3: several places have to be put together. */
  difficulty: 1 | 2 | 3;
};
export type DirectoryView = {
  domain: string;
  tenant: { name: string; id: string; domain: string; verifiedDomains: string[] };
  sync: {
    isExporting: boolean;
    stoppedBy: string | null;
    cycleSeconds: number;
    lastCycle: number | null;
    nextCycle: number | null;
    scheduler: { name: string; value: string }[];
    waiting: number;
  };
  units: { name: string; computers: number; inScope: boolean }[];
  groups: {
    id: number;
    name: string;
    description: string;
    users: number;
    devices: number;
    syncedFrom: string | null;
  }[];
  users: { total: number; intuneLicences: number; unverifiedSuffix: number; outOfScope: number };
  devices: { joinType: string; registered: number; pending: number }[];
};
export type GatewayView = {
  parts: { name: string; state: string; ok: boolean; detail: string }[];
  isReady: boolean;
  readyAt: number | null;
  address: string | null;
  clients: number;
};
/** A policy of Intune that stands for a workload. */
export type IntunePolicyView = {
  id: number;
  name: string;
  workload: WorkloadId;
  kind: string;
  groupId: number | null;
  group: string | null;
  isAssigned: boolean;
  devices: number;
};
export type ClientSettingsView = {
  id: number;
  name: string;
  priority: number;
  collectionId: number | null;
  collection: string | null;
  settings: Record<string, string>;
};
