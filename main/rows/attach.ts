import type { SiteScript } from '../../shared/attach/scripts.ts';
import type { ApplicationAction, ApplicationState } from '../../shared/apps/words.ts';
import type { EnrollMode } from '../../shared/comanagement/words.ts';
import type { Flag } from './flag.ts';
import type { JoinType, Platform } from '../../shared/contract/device-words.ts';

/** A script of the site that somebody started from the cloud at one device. */
export type ScriptRunRow = {
  id: number;
  device_id: number;
  script: SiteScript;
  started_at: number;
  /** Null while the client has not run it, and may yet. */
  ended_at: number | null;
  /** Null too where nobody ran it within its hour. */
  output: string | null;
};

/** A query of CMPivot that an administrator keeps among the favorites. */
export type PivotQueryRow = { id: number; user_id: number; name: string; tags: string; query: string };

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
  /** When automatic enrollment last began to include more clients than before: these are spread over time. */
  first_comanagement_at: number | null;
  enroll: EnrollMode;
  enroll_collection_id: number | null;
  enroll_changed_at: number | null;
  /** When the cloud management gateway was or will be ready; null while none stands and none is being created. */
  gateway_at: number | null;
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
