import type { Platform } from '../contract/device-words.ts';
import type { Authority, AuthorityReason, SliderPosition, WorkloadId } from './words.ts';

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

/** What Intune judges the devices of a platform by; one rule at most for each. */
export type ComplianceRule = {
  platform: Platform;
  name: string;
  requireEncryption: boolean;
  requireDefender: boolean;
  /** The comparable build, as scenarios write it; null asks for none. */
  minOsBuild: number | null;
  graceHours: number;
};
export type ComplianceRules = {
  rules: ComplianceRule[];
  /** What a device is that no rule judges: *Mark devices with no compliance policy assigned as*. */
  noPolicyMeansCompliant: boolean;
  validityDays: number;
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
