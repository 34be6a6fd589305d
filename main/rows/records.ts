import type {
  ClientCheckResult,
  ComplianceState,
  JoinType,
  ManagedBy,
  ManagementState,
  Ownership,
  Platform,
} from '../../shared/contract/device-words.ts';
import type { Flag } from './flag.ts';
import type { FunnelStage } from '../../shared/comanagement/words.ts';

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
  /**
   * Set where no schedule tells the last contact: of a stale or removed record; of one that tenant attach alone keeps, when the upload was
   * sent that brought it last. Null on any other current record.
   */
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
  /** The account was enabled or disabled, and no cycle of Entra Connect has taken that to Entra ID yet. */
  account_waits: Flag;
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
