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

/** 1 Intune check-in, 2 Configuration Manager policy poll, 3 heartbeat discovery. */
export type Channel = 1 | 2 | 3;
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
};
export type WorldTable = keyof WorldRows;
