import type { ActionRow } from './actions.ts';
import type {
  AdComputerRow,
  AutopilotIdentityRow,
  ConfigmgrDeviceRow,
  EntraDeviceRow,
  IntuneDeviceRow,
} from './records.ts';
import type { ClientSettingsDeploymentRow, ClientSettingsRow, FaultRow, SettingRow } from './settings.ts';
import type { CloudAttachRow } from './attach.ts';
import type { CollectionMemberRow, CollectionRow, CollectionRuleRow } from './collections.ts';
import type { ComanagementRow, IntunePolicyRow, WorkloadRow } from './workloads.ts';
import type {
  CompliancePolicyRow,
  ModelRow,
  OfficeRow,
  PresencePatternRow,
  SiteRow,
  TenantRow,
  ZoneRow,
} from './site.ts';
import type { DeviceRow, ScheduleRow } from './devices.ts';
import type { GroupDeviceRow, GroupMemberRow, GroupRow, HybridJoinRow, UserRow } from './identity.ts';
import type { HistoryRow, WorkRow } from './journal.ts';

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
  client_settings_deployments: ClientSettingsDeploymentRow;
  cloud_attach: CloudAttachRow;
  workloads: WorkloadRow;
  intune_policies: IntunePolicyRow;
  hybrid_joins: HybridJoinRow;
  comanagement: ComanagementRow;
  history: HistoryRow;
};

export type WorldTable = keyof WorldRows;
