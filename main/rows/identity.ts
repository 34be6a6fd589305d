import type { Flag } from './flag.ts';
import type { JoinStage } from '../../shared/identity/words.ts';
import type { PipelineReason } from '../../shared/comanagement/words.ts';

export type UserRow = {
  id: number;
  upn: string;
  display_name: string;
  sam_account: string;
  department: string;
  job_title: string;
  office_id: number;
  role: string | null;
  intune_license: Flag;
  remote_help_license: Flag;
  is_enabled: Flag;
};

export type GroupRow = { id: number; name: string; description: string };

export type GroupMemberRow = { group_id: number; user_id: number };

export type GroupDeviceRow = { group_id: number; device_id: number; source: 'sync' | 'entra'; since: number };

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
