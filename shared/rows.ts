import type {
  ClientCheckResult,
  ClientHealth,
  ComplianceState,
  ConsentHabit,
  DeviceForm,
  JoinType,
  ManagedBy,
  ManagementState,
  Ownership,
  Platform,
  PowerState,
  WipeHabit,
} from './device.ts';
import type {
  ComanagementStage,
  EnrollMode,
  FunnelStage,
  JoinStage,
  PipelineReason,
  SliderPosition,
  WorkloadId,
} from './cloud-attach.ts';
import type { ApplicationAction, ApplicationState } from './applications.ts';
import type { ActionKind, ActionReason, ActionState } from './remote-actions.ts';

/**
 * Rows of the lab's tables, with the columns' own names: what the rules receive and what main/db stores, so nothing is
 * translated on the way. Times are UTC seconds of simulated time; `Flag` is 0 or 1. The columns are described in
 * main/db/migrations.
 */
export type Flag = 0 | 1;

export type SiteRow = {
  id: 1;
  code: string;
  name: string;
  version: number;
  service_date: string;
  domain: string;
  netbios_domain: string;
  management_point: string;
  service_connection_point: string;
  client_version: string;
};
export type TenantRow = {
  id: 1;
  tenant_guid: string;
  name: string;
  domain: string;
  remote_help_enabled: Flag;
  compliance_validity_days: number;
  no_policy_means_compliant: Flag;
};
export type CompliancePolicyRow = {
  id: number;
  name: string;
  platform: Platform;
  require_encryption: Flag;
  require_defender: Flag;
  min_os_build: number | null;
  grace_seconds: number;
};
/** `transitions` is JSON `[[utcSecondsFrom, offsetSeconds], …]`, ascending, the first from 0 or earlier. */
export type ZoneRow = { id: number; name: string; transitions: string };
export type OfficeRow = { id: number; name: string; city: string; country: string; zone_id: number; is_main: Flag };
export type ModelRow = {
  id: number;
  manufacturer: string;
  name: string;
  form: DeviceForm;
  platform: Platform;
  disk_total_mb: number;
  has_battery: Flag;
};
/** `week` is JSON `[{ "day": 0-6 (Monday 0), "from": minute, "to": minute ≤ 1440, "at": "office"|"vpn"|"internet" }, …]`. */
export type PresencePatternRow = {
  id: number;
  kind: string;
  zone_id: number;
  week: string;
  away_every_weeks: number;
  away_phase: number;
};
export type UserRow = {
  id: number;
  upn: string;
  display_name: string;
  sam_account: string;
  department: string;
  job_title: string;
  office_id: number;
  role: string | null;
  intune_licence: Flag;
  remote_help_licence: Flag;
  is_enabled: Flag;
};
export type GroupRow = { id: number; name: string; description: string };
export type GroupMemberRow = { group_id: number; user_id: number };

export type DeviceRow = {
  id: number;
  name: string;
  platform: Platform;
  os: string;
  os_version: string;
  /** The comparable build: Windows 26100 from 10.0.26100.4652; major version × 100 + minor for phones. */
  os_build: number;
  model_id: number;
  serial_number: string;
  office_id: number;
  /** Null: never online (in a drawer, waiting at the out-of-box experience). */
  pattern_id: number | null;
  user_id: number | null;
  ownership: Ownership;
  join_type: JoinType;
  is_mdm_enrolled: Flag;
  is_attached: Flag;
  client_version: string | null;
  client_health: ClientHealth;
  power: PowerState;
  is_encrypted: Flag;
  is_defender_on: Flag;
  is_push_blocked: Flag;
  is_supervised: Flag;
  booted_at: number;
  pending_reboot_since: number | null;
  pending_os_version: string | null;
  pending_os_build: number | null;
  /** Free space at `disk_since`; it changes by `disk_mb_per_day` (usually negative) from then on. */
  disk_free_mb: number;
  disk_since: number;
  disk_mb_per_day: number;
  /** Battery capacity left of design, 0–100 at `battery_since`; one point is lost every `battery_days_per_percent` days (0: never). */
  battery_percent: number | null;
  battery_since: number;
  battery_days_per_percent: number;
  consent_habit: ConsentHabit;
  wipe_habit: WipeHabit;
  story: string | null;
};

/**
 * 1 Intune check-in; 2 policy poll and 3 heartbeat discovery over the network of the site; 4 and 5 the same two through the
 * cloud management gateway, for clients that were installed from the internet. A client has 2 and 3, or 4 and 5.
 */
export type Channel = 1 | 2 | 3 | 4 | 5;
export type ScheduleRow = {
  device_id: number;
  channel: Channel;
  since: number;
  until: number | null;
  pattern_id: number | null;
  /** Seconds after `since` of the first slot, 1…period; then every `period` seconds. */
  phase: number;
  period: number;
  /** The last contact at or before `since`, null when there was none. */
  before_at: number | null;
};

export type IntuneDeviceRow = {
  id: number;
  device_id: number;
  is_current: Flag;
  name: string;
  managed_by: ManagedBy;
  management_state: ManagementState;
  enrolled_at: number;
  removed_at: number | null;
  certificate_expires_at: number;
  /** Set where no schedule tells the last contact: a stale or removed record. Null on a current record. */
  last_contact_at: number | null;
  primary_user_upn: string | null;
  platform: Platform;
  os: string;
  os_version: string;
  model: string;
  manufacturer: string;
  serial_number: string;
  ownership: Ownership;
  join_type: JoinType;
  compliance: ComplianceState;
  /** JSON array of the failed settings: `encryption`, `osVersion`, `defender`. */
  compliance_reasons: string;
  grace_until: number | null;
  is_encrypted: Flag;
  disk_free_mb: number;
  disk_as_of: number;
  /** Graph `deviceEnrollmentType`, `unknown` for what tenant attach alone brought. */
  enrollment_type: string;
  /** Since when tenant attach shows the device here; null when it does not. */
  attached_at: number | null;
};
export type ConfigmgrDeviceRow = {
  id: number;
  device_id: number;
  is_current: Flag;
  name: string;
  has_client: Flag;
  client_version: string | null;
  client_check: ClientCheckResult;
  client_check_at: number | null;
  is_obsolete: Flag;
  is_decommissioned: Flag;
  domain: string;
  os: string;
  os_version: string;
  model: string;
  serial_number: string;
  primary_user: string | null;
  last_logon_user: string | null;
  discovered_at: number;
  /** Null until a heartbeat brought it. */
  entra_device_id: string | null;
  /** The co-management state the client reported last, as the dashboard counts it; `none` before the first report. */
  comgmt_stage: FunnelStage | 'none';
  comgmt_code: string | null;
  /** `SMS_Client_ComanagementState`: ComgmtPolicyPresent and MDMEnrolled. Both 1 is co-managed, by the one definition. */
  comgmt_policy: Flag;
  comgmt_enrolled: Flag;
  comgmt_flags: number;
  comgmt_told_at: number | null;
};
export type EntraDeviceRow = {
  id: number;
  device_id: number;
  is_current: Flag;
  name: string;
  join_type: JoinType;
  registration_state: 'registered' | 'pending';
  registered_at: number;
  is_enabled: Flag;
  is_compliant: Flag | null;
  owner_upn: string | null;
  os: string;
  os_version: string;
  told_at: number;
};
export type AdComputerRow = {
  id: number;
  device_id: number;
  is_current: Flag;
  name: string;
  distinguished_name: string;
  is_enabled: Flag;
  os: string;
  os_version: string;
  created_at: number;
  told_at: number;
  /** When the device wrote its self-signed certificate into `userCertificate`; null when it did not. */
  certificate_at: number | null;
};
export type AutopilotIdentityRow = {
  id: number;
  device_id: number;
  is_current: Flag;
  serial_number: string;
  manufacturer: string;
  model: string;
  group_tag: string;
  profile: string;
  enrollment_state: 'enrolled' | 'notContacted' | 'unknown';
  registered_at: number;
  last_contacted_at: number | null;
};

export type ActionRow = {
  id: number;
  kind: ActionKind;
  device_id: number;
  device_name: string;
  state: ActionState;
  /** JSON object of the chosen options. */
  options: string;
  origin: 'intune' | 'configMgr' | 'device' | 'system';
  requested_by: string;
  ordered_at: number;
  /** When the action entered its present state. */
  since: number;
  reason: ActionReason | null;
  /** The lab's own knowledge of when the present wait ends; null once finished. */
  expected_by: number | null;
  /** When Intune gives up on a device that never comes. */
  deadline: number;
  delivered_at: number | null;
  finished_at: number | null;
  result_code: string | null;
  /** The service's last contact when the order was given: what `bound` may be computed from. */
  last_contact_at_order: number | null;
};
export type SessionEventRow = { id: number; action_id: number; at: number; kind: string; details: string };
export type ActivityRow = {
  id: number;
  at: number;
  kind: string;
  device_id: number | null;
  subject: string;
  actor: string;
  details: string;
};
export type InputRow = { id: number; at: number; kind: string; params: string };
export type WorkRow = {
  due_at: number;
  rank: number;
  device_id: number;
  seq: number;
  kind: string;
  subject_id: number;
  queued_at: number;
};

/** One value that somebody set; what has no row stands at its default. `target` is '' for the whole. */
export type SettingRow = { id: string; target: string; value: string; changed_at: number };
export type FaultRow = { fault: string; target: string; planted_at: number };
export type CollectionRow = {
  id: number;
  /** `SMS00001`, `CON00014`. */
  collection_code: string;
  name: string;
  comment: string;
  limiting_id: number | null;
  is_builtin: Flag;
  /** Members are not stored: the rule holds at any moment. */
  is_computed: Flag;
  is_incremental: Flag;
  /** Seconds between two full evaluations. */
  full_period: number;
  created_at: number;
  /** The last evaluation that was worth storing; evaluations that change nothing are computed. */
  refreshed_at: number;
  /** The Entra group it is synchronized to, since when, and the last full synchronisation. */
  sync_group_id: number | null;
  sync_since: number | null;
  sync_full_at: number | null;
};
export type CollectionRuleRow = {
  id: number;
  collection_id: number;
  kind: 'direct' | 'query' | 'include' | 'exclude';
  device_id: number | null;
  other_id: number | null;
  name: string;
  /** JSON of a CollectionQuery (shared/collections.ts). */
  query: string | null;
};
export type CollectionMemberRow = { collection_id: number; device_id: number; since: number };
export type GroupDeviceRow = { group_id: number; device_id: number; source: 'sync' | 'entra'; since: number };
export type ClientSettingsRow = {
  id: number;
  name: string;
  /** 10000 is the default; the lowest number wins. */
  priority: number;
  /** Null on the default: everybody. */
  collection_id: number | null;
  /** JSON object: client setting id to value. */
  chosen: string;
  changed_at: number;
};
export type CloudAttachRow = {
  id: 1;
  /** When the site was attached; null while it is not. */
  attached_at: number | null;
  /** Null: all devices managed by Configuration Manager. */
  upload_collection_id: number | null;
  uploads: Flag;
  analytics: Flag;
  enforce_rbac: Flag;
  defender_reports: Flag;
  last_upload_at: number | null;
  last_upload_count: number;
  /** An offboarding under way: from where, and when it will have taken effect. */
  detach_from: 'site' | 'cloud' | null;
  detach_at: number | null;
  detached_at: number | null;
  /** When co-management was enabled; null while it is not. */
  comanagement_at: number | null;
  /** When it was enabled for the first time: only then enrolment is spread over time. */
  first_comanagement_at: number | null;
  enroll: EnrollMode;
  enroll_collection_id: number | null;
  enroll_changed_at: number | null;
  /** When the cloud management gateway was or will be ready; null while none stands and none is being created. */
  gateway_at: number | null;
};
export type WorkloadRow = {
  id: number;
  workload: WorkloadId;
  position: SliderPosition;
  pilot_collection_id: number | null;
  changed_at: number;
};
export type IntunePolicyRow = {
  id: number;
  name: string;
  workload: WorkloadId;
  /** `Compliance policy`, `Settings catalog`, `Update ring`, `Microsoft 365 Apps` … */
  kind: string;
  /** Null: all devices. */
  group_id: number | null;
  is_assigned: Flag;
  changed_at: number;
};
export type UploadBacklogRow = { device_id: number; changed_at: number };
/** What tenant attach sends of a device: fields of the site's record, as they are at the upload. Source: data collection page. */
export type UploadedRecord = {
  name: string;
  platform: Extract<Platform, 'windows' | 'windowsServer'>;
  os_version: string;
  model: string;
  manufacturer: string;
  serial_number: string;
  join_type: JoinType;
  primary_user_upn: string | null;
};
export type UploadUnderWayRow = {
  sent_at: number;
  device_id: number;
  /** JSON of an UploadedRecord; null for a device that leaves the tenant. */
  record: string | null;
};
export type ApplicationStateRow = {
  device_id: number;
  application_id: number;
  state: ApplicationState;
  since: number;
  /** What is being done; null when nothing is. */
  action: ApplicationAction | null;
};
export type RecoveryKeyRow = {
  device_id: number;
  number: number;
  saved_at: number;
  shown_at: number | null;
  rotated_at: number | null;
};
export type HybridJoinRow = {
  device_id: number;
  stage: JoinStage;
  since: number;
  certificate_at: number | null;
  attempts: number;
  attempted_at: number | null;
  /** Of the last attempt, as dsregcmd shows it. */
  phase: 'pre-check' | 'discover' | 'auth' | 'join' | null;
  /** Hexadecimal, lower case: `0x801c03f2`. */
  code: string | null;
  server_code: string | null;
  reason: PipelineReason | null;
  /** Null when nothing in the present state leads on. */
  expected_by: number | null;
};
export type ComanagementRow = {
  device_id: number;
  /** Since when the client has co-management policy; null: it has none (any more). */
  policy_at: number | null;
  auto_enroll: Flag;
  /** The capability value the client applied last. */
  flags: number;
  flags_at: number | null;
  stage: ComanagementStage;
  since: number;
  attempts: number;
  attempted_at: number | null;
  /** Hexadecimal as in shared/enrolment-errors.ts: `0x8018002B`. */
  code: string | null;
  token: 'device' | 'user' | null;
  reason: PipelineReason | null;
  expected_by: number | null;
  /** Intune gave itself all workloads during Windows Autopilot. */
  is_override: Flag;
};
/** `device_id` 0 is the site. `details` is a JSON object. */
export type HistoryRow = { id: number; at: number; device_id: number; kind: string; details: string };

/** What a scenario and a seed make: every table of the world at its start. Queue rows get their `seq` when stored. */
export type WorldRows = {
  site: SiteRow;
  tenant: TenantRow;
  compliance_policies: CompliancePolicyRow;
  zones: ZoneRow;
  offices: OfficeRow;
  models: ModelRow;
  presence_patterns: PresencePatternRow;
  users: UserRow;
  groups: GroupRow;
  group_members: GroupMemberRow;
  devices: DeviceRow;
  device_schedules: ScheduleRow;
  intune_devices: IntuneDeviceRow;
  configmgr_devices: ConfigmgrDeviceRow;
  entra_devices: EntraDeviceRow;
  ad_computers: AdComputerRow;
  autopilot_identities: AutopilotIdentityRow;
  work_queue: WorkRow;
  actions: ActionRow;
  settings: SettingRow;
  faults: FaultRow;
  collections: CollectionRow;
  collection_rules: CollectionRuleRow;
  collection_members: CollectionMemberRow;
  group_devices: GroupDeviceRow;
  client_settings: ClientSettingsRow;
  cloud_attach: CloudAttachRow;
  workloads: WorkloadRow;
  intune_policies: IntunePolicyRow;
  hybrid_joins: HybridJoinRow;
  comanagement: ComanagementRow;
  history: HistoryRow;
};
export type WorldTable = keyof WorldRows;
