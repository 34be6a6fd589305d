import type { ComanagementStage, PipelineReason } from '../../shared/comanagement/words.ts';
import type { Flag } from './flag.ts';
import type { SliderPosition, WorkloadId } from '../../shared/workloads/words.ts';

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
  /** Hexadecimal as in shared/enrollment/errors.ts: `0x8018002B`. */
  code: string | null;
  token: 'device' | 'user' | null;
  reason: PipelineReason | null;
  expected_by: number | null;
  /** Intune gave itself all workloads during Windows Autopilot. */
  is_override: Flag;
};
