import type { DeviceForm, Platform } from '../../shared/contract/device-words.ts';
import type { Flag } from './flag.ts';

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
