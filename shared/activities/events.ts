import type { ApplicationAction } from '../apps/words.ts';
import type { WorkloadId } from '../workloads/words.ts';
import type { ComplianceState, Platform } from '../contract/device-words.ts';
import type { ActionKind, CompletedActivity, OrderActivity } from '../actions/words.ts';
import type { RemovableRecord } from '../contract/device-words.ts';
import type { RunNowId } from '../settings/run-now.ts';
import type { SessionEnding } from '../sessions/events.ts';
import type { EventOf, NoDetails } from '../contract/events.ts';
import type { KnowledgeKind } from '../contract/knowledge.ts';

/** `action` is the id of the order. */
type OfAction = { action: number };
/** Those that were chosen with the order. */
type Options = Record<string, number | boolean>;
type Scope = { scope: string; analytics: boolean; enforceRbac: boolean };
/** Labels, as the console shows them; `collection` is null where no pilot decides. */
type Enrollment = { enroll: string; collection: string | null };
type Ended = OfAction & { ending: SessionEnding; helper: string };

/** What actions and their carriers tell; who does is in main/simulation/actions, with the sentence. */
export type ActionEvents = Record<OrderActivity, OfAction & Options> &
  Record<CompletedActivity, OfAction> & {
    restart_announced: OfAction & { restartsAt: number };
    /** Null for a restart that nobody ordered. `bootedBefore`: since when it had run; an older Tandem does not say. */
    device_restarted: { action: number | null; bootedBefore?: number };
    wipe_received: OfAction;
    wipe_reported: OfAction;
    device_reset: OfAction;
    /** `action` is null where its certificate had ended long ago. */
    intune_record_removed: { action: number | null; compliance: ComplianceState };
    action_canceled: OfAction & { kind: ActionKind };
    /** With the enrollment or the record that it was given to. */
    action_ended: OfAction & { kind: ActionKind; reason: 'enrollmentEnded' | 'recordRemoved' };
    action_expired: OfAction & { lastContactAt?: number };
    remote_session_started: OfAction & { helper: string };
    remote_control_requested: OfAction;
    remote_session_ended: Ended;
    remote_session_failed: Ended;
    task_completed: OfAction & { kind: ActionKind };
    task_refused: OfAction & { code: string };
    task_expired: OfAction & { kind: ActionKind };
  };

/**
 * Audit entries by kind, with what each tells besides device, subject and actor. Kinds and details are stored, and shown by name:
 * a lab keeps them for ever.
 */
export type ActivityEvents = ActionEvents & {
  /** `settings`: what is not compliant, joined by commas. */
  compliance_changed: { from: ComplianceState; to: ComplianceState; settings: string };
  update_failed: { code: string; freeMb: number };
  client_remediated: NoDetails;
  device_registered: { joinType: 'hybrid' };
  device_left: { attempts: number };

  devices_added: { count: number; refused: number };
  entra_joined: NoDetails;
  mdm_enrolled: { enrollment: 'windowsAzureADJoin' };
  client_registered: { version: string };
  autopilot_failed: { code: string };
  gateway_ready: { address: string };
  run_now: { what: RunNowId };

  tenant_attached: Scope;
  tenant_attach_changed: Scope;
  tenant_detach_ordered: { from: 'site' | 'cloud' };
  tenant_detached: { from: 'site' | 'cloud' | null };
  recovery_key_shown: { keyId: string };
  recovery_key_rotated: NoDetails;
  script_run: { script: string };
  application_action_ordered: { application: string; action: ApplicationAction };

  comanagement_enabled: Enrollment;
  comanagement_changed: Enrollment;
  comanagement_removed: { since: number };
  comanagement_enrolled: { token: 'device' | 'user' };
  comanagement_enroll_failed: { code: string };
  mdm_unenrolled: NoDetails;
  /** `from` and `to` are labels of slider positions; `takenAlongBy` names the workload that was moved by hand. */
  workload_moved: {
    workload: WorkloadId;
    from: string;
    to: string;
    collection: string | null;
    takenAlongBy: WorkloadId | null;
  };

  setting_changed: { setting: string; from: string; to: string };
  record_removed: { service: RemovableRecord };
  object_enabled: { service: 'entra' | 'ad' };
  object_disabled: { service: 'entra' | 'ad' };
  /** `from` and `to` are organizational units. */
  computer_moved: { from: string; to: string };
  group_created: { devices: number };
  group_member_added: { group: string };
  group_member_removed: { group: string };
  policy_assigned: { workload: WorkloadId; group: string };
  policy_unassigned: { workload: WorkloadId; group: string };
  /** `settings`: what the rule asks for, joined by commas. */
  compliance_rule_changed: { platform: Platform; settings: string };
  compliance_rule_removed: { platform: Platform };
  compliance_defaults_changed: { noPolicyMeansCompliant: boolean; validityDays: number };
  collection_created: NoDetails;
  collection_deleted: NoDetails;
  collection_changed: { rule: string; what: string; removed?: true };
  /** `fullPeriod` in seconds; null where no schedule evaluates the collection. */
  collection_edited: { isIncremental: boolean; fullPeriod: number | null };
  collection_sync_started: { group: string };
  collection_sync_stopped: { group: string };
  client_settings_changed: { priority: number; collection: string };
  client_settings_created: { priority: number };
  client_settings_edited: NoDetails;
  client_settings_deployed: { collection: string };
  client_settings_undeployed: { collection: string };
  client_settings_moved: { priority: number };
  /** Null where they were deployed to nobody, or to several. */
  client_settings_deleted: { priority: number; collection: string | null };
  /** `subject` is the collection. */
  collection_notified: { operation: string };
};
export type ActivityKind = keyof ActivityEvents;

/**
 * Whose knowledge an entry is, by its kind: null where an administrator did it, or a service has it in its own record; `expected` for
 * what a device does before it reports, an end that no console tells. Orders and reports are of no kind; another one that is missing
 * here does not compile.
 */
export const activityKnows: Readonly<
  Record<Exclude<ActivityKind, OrderActivity | CompletedActivity>, KnowledgeKind | null>
> = {
  restart_announced: 'expected',
  wipe_received: 'expected',
  wipe_reported: null,
  task_completed: null,
  task_refused: null,
  task_expired: null,
  action_ended: null,
  action_expired: null,
  action_canceled: null,
  device_restarted: 'expected',
  device_reset: 'expected',
  remote_session_started: null,
  remote_control_requested: null,
  remote_session_ended: null,
  remote_session_failed: null,
  intune_record_removed: null,
  compliance_changed: null,
  client_remediated: 'expected',
  update_failed: 'expected',
  device_registered: null,
  device_left: 'expected',
  comanagement_enrolled: 'expected',
  comanagement_enroll_failed: 'expected',
  mdm_unenrolled: null,
  devices_added: null,
  entra_joined: null,
  mdm_enrolled: null,
  client_registered: null,
  autopilot_failed: 'expected',
  gateway_ready: null,
  run_now: null,
  tenant_attached: null,
  tenant_attach_changed: null,
  tenant_detach_ordered: null,
  tenant_detached: null,
  recovery_key_shown: null,
  recovery_key_rotated: null,
  application_action_ordered: null,
  script_run: null,
  comanagement_enabled: null,
  comanagement_changed: null,
  comanagement_removed: null,
  workload_moved: null,
  record_removed: null,
  object_enabled: null,
  object_disabled: null,
  computer_moved: null,
  group_created: null,
  group_member_added: null,
  group_member_removed: null,
  policy_assigned: null,
  policy_unassigned: null,
  compliance_rule_changed: null,
  compliance_rule_removed: null,
  compliance_defaults_changed: null,
  collection_created: null,
  collection_deleted: null,
  collection_changed: null,
  collection_edited: null,
  collection_sync_started: null,
  collection_sync_stopped: null,
  client_settings_changed: null,
  client_settings_created: null,
  client_settings_edited: null,
  client_settings_deployed: null,
  client_settings_undeployed: null,
  client_settings_moved: null,
  collection_notified: null,
  client_settings_deleted: null,
  // What is set at a device is truth all the same: the list leaves such an entry out by its setting.
  setting_changed: null,
};
export const knowledgeOfActivity = (kind: string): KnowledgeKind | null =>
  (activityKnows as Readonly<Record<string, KnowledgeKind | null>>)[kind] ?? null;
/** Kinds of the entries that are left out while they are withheld. */
export const closedActivities: readonly KnowledgeKind[] = ['truth', 'expected'];
export type Activity<Kind extends ActivityKind = ActivityKind> = EventOf<ActivityEvents, Kind>;
/** One sentence for each kind; `subject` is the recorded name of the device, or what was changed. */
export type Sentences = {
  readonly [K in ActivityKind]: (subject: string, details: ActivityEvents[K]) => string;
};
