import { complianceLabels } from '../../../shared/device.ts';
import type { Activity, ActivityEvents, ActivityKind } from '../../../shared/logs/activities.ts';
import { remoteActions } from '../../../shared/remote-actions.ts';
import type { SessionEnding } from '../../../shared/sessions/events.ts';

const endings: Record<SessionEnding, string> = {
  declined: 'the person declined',
  noAnswer: 'nobody answered',
  wentOffline: 'the device went offline',
  endedByHelper: 'the helper ended it',
  endedByUser: 'the person at the device ended it',
};

/** `subject` is the recorded name of the device, or what was changed. */
type Sentences = { readonly [K in ActivityKind]: (subject: string, details: ActivityEvents[K]) => string };
const sentences: Sentences = {
  sync_ordered: (subject) => `Sync ordered for ${subject}`,
  sync_completed: (subject) => `${subject} synced`,
  restart_ordered: (subject) => `Restart ordered for ${subject}`,
  restart_announced: (subject) => `${subject} announced its restart`,
  restart_completed: (subject) => `${subject} reported its restart`,
  device_restarted: (subject, { action }) =>
    action === null ? `${subject} was restarted by its user` : `${subject} restarted`,
  wipe_ordered: (subject) => `Wipe ordered for ${subject}`,
  wipe_received: (subject) => `${subject} received the wipe`,
  wipe_reported: (subject) => `${subject} reported its wipe`,
  wipe_completed: (subject) => `${subject} came back after its wipe`,
  device_reset: (subject) => `${subject} was reset`,
  intune_record_removed: (subject) => `Intune removed its record of ${subject}`,
  action_canceled: (subject, { kind }) => `Waiting ${kind} of ${subject} canceled (lab only)`,
  action_expired: (subject) => `Intune gave up waiting for ${subject}: its MDM certificate expired`,
  remote_session_requested: (subject) => `Remote assistance requested at ${subject}`,
  remote_session_started: (subject) => `Remote assistance started at ${subject}`,
  remote_session_ended: (subject, { ending }) => `Remote assistance at ${subject} ended: ${endings[ending]}`,
  remote_session_failed: (subject, { ending }) => `No remote assistance at ${subject}: ${endings[ending]}`,
  compliance_changed: (subject, { from, to, settings }) =>
    `${subject}: ${complianceLabels[from]} → ${complianceLabels[to]}${settings ? ` (${settings})` : ''}`,
  update_failed: (subject, { code }) => `An update failed on ${subject}: ${code}, the disk is full`,
  client_remediated: (subject) => `ccmeval mended the client of ${subject}`,
  device_registered: (subject) => `${subject} registered with Microsoft Entra ID (hybrid joined)`,
  device_left: (subject) => `${subject} left Microsoft Entra ID (dsregcmd /leave)`,
  devices_added: (subject, { refused }) =>
    `${subject} added by Autopilot hash${refused > 0 ? `, ${refused} refused` : ''}`,
  entra_joined: (subject) => `${subject} was unpacked and joined Microsoft Entra ID`,
  mdm_enrolled: (subject) => `${subject} enrolled in Intune (Microsoft Entra join)`,
  client_registered: (subject, { version }) => `The client ${version} on ${subject} registered through the gateway`,
  autopilot_failed: (subject, { code }) => `The Enrollment Status Page of ${subject} gave up: ${code}`,
  gateway_ready: (subject) => `The cloud management gateway ${subject} is ready`,
  run_now: (subject) => `${subject} started by hand`,
  machine_policy_ordered: (subject) => `Sync Machine Policy ordered for ${subject}`,
  user_policy_ordered: (subject) => `Sync User Policy ordered for ${subject}`,
  app_evaluation_ordered: (subject) => `App Evaluation Cycle ordered for ${subject}`,
  task_completed: (subject, { kind }) => `The client on ${subject} ran ${remoteActions[kind].label}`,
  task_refused: (subject, { code }) => `The site refused a task for ${subject}: ${code}`,
  task_expired: (subject, { kind }) =>
    `${remoteActions[kind].label} for ${subject} expired: the client did not come back`,
  tenant_attached: (subject, { scope }) => `${subject} was attached to the tenant (${scope})`,
  tenant_attach_changed: (subject, { scope }) => `Tenant attach of ${subject} was changed (${scope})`,
  tenant_detach_ordered: (subject, { from }) => `Offboarding of ${subject} began from the ${from}`,
  tenant_detached: (subject) => `${subject} is no longer attached`,
  recovery_key_shown: (subject) => `A recovery key of ${subject} was shown`,
  recovery_key_rotated: (subject) => `${subject} made a new recovery key`,
  application_action_ordered: (subject, { application, action }) =>
    `${action} of ${application} asked for on ${subject}`,
  comanagement_enabled: (_, { enroll, collection }) =>
    `Co-management enabled, automatic enrollment: ${enroll}${collection === null ? '' : ` (${collection})`}`,
  comanagement_changed: (_, { enroll, collection }) =>
    `Automatic enrollment: ${enroll}${collection === null ? '' : ` (${collection})`}`,
  comanagement_removed: () => 'Co-management was removed from the site',
  comanagement_enrolled: (subject, { token }) => `${subject} enrolled in Intune by its client (${token} token)`,
  comanagement_enroll_failed: (subject, { code }) => `${subject} could not enroll in Intune: ${code}`,
  mdm_unenrolled: (subject) => `${subject} left Intune (Disconnect)`,
  setting_changed: (subject, { from, to }) => `${subject}: ${from} → ${to}`,
  workload_moved: (subject, { from, to, collection, takenAlongBy }) =>
    `${subject}: ${from} → ${to}${collection === null ? '' : ` (${collection})`}${takenAlongBy === null ? '' : ', taken along'}`,
  policy_assigned: (subject, { group }) => `${subject} assigned to ${group}`,
  policy_unassigned: (subject) => `${subject} is assigned to nobody any more`,
  collection_created: (subject) => `Collection ${subject} created`,
  collection_deleted: (subject) => `Collection ${subject} deleted`,
  collection_changed: (subject, { rule, what, removed }) =>
    `Collection ${subject}: ${rule} rule ${what} ${removed ? 'removed' : 'added'}`,
  collection_sync_started: (subject, { group }) => `Collection ${subject} is synchronized to ${group}`,
  collection_sync_stopped: (subject, { group }) => `Collection ${subject} is no longer synchronized to ${group}`,
  client_settings_changed: (subject, { priority, collection }) =>
    `Client settings ${subject}, priority ${priority}, deployed to ${collection}`,
  client_settings_deleted: (subject) => `Client settings ${subject} deleted`,
};

const say = <K extends ActivityKind>({ kind, details }: Activity<K>, subject: string): string =>
  sentences[kind](subject, details);

/** One sentence for an audit entry. */
export const activityText = (activity: Activity, subject: string): string => say(activity, subject);
