import { complianceLabels, recordServiceLabels } from '../../../shared/contract/device-words.ts';
import type { Activity, ActivityKind, Sentences } from '../../../shared/activities/events.ts';
import { actionKinds, remoteActions, type OrderActivity } from '../../../shared/actions/words.ts';
import { carriers } from '../../simulation/actions/carriers/index.ts';
import { actions } from '../../simulation/actions/index.ts';

/** That an order was given is said alike for all actions; one that has words of its own for it comes after. */
const ordered = actionKinds.map((kind) => {
  const { label, activity } = remoteActions[kind];
  return { [activity]: (subject: string) => `${label} ordered for ${subject}` };
});
const entries = [...Object.values(carriers), ...Object.values(actions)];
type KeysOf<T> = T extends unknown ? keyof T : never;
/** Only the kinds that really have a sentence there, so that one without does not compile below. */
type Told = OrderActivity | KeysOf<(typeof entries)[number]['sentences']>;
const ofActions = Object.fromEntries(
  [...ordered, ...entries.map(({ sentences }) => sentences)].flatMap((sentences) => Object.entries(sentences)),
) as unknown as Pick<Sentences, Told & ActivityKind>;

const sentences: Sentences = {
  ...ofActions,
  action_ended: (subject, { kind, reason }) =>
    `${remoteActions[kind].label} for ${subject} ended with the ${reason === 'recordRemoved' ? 'record' : 'enrollment'} it was given to`,
  action_canceled: (subject, { kind }) => `Waiting ${kind} of ${subject} canceled (lab only)`,
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
  tenant_attached: (subject, { scope }) => `${subject} was attached to the tenant (${scope})`,
  tenant_attach_changed: (subject, { scope }) => `Tenant attach of ${subject} was changed (${scope})`,
  tenant_detach_ordered: (subject, { from }) => `Offboarding of ${subject} began from the ${from}`,
  tenant_detached: (subject) => `${subject} is no longer attached`,
  recovery_key_shown: (subject) => `A recovery key of ${subject} was shown`,
  recovery_key_rotated: (subject) => `${subject} made a new recovery key`,
  script_run: (subject, { script }) => `Script ${script} was started on ${subject}`,
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
  record_removed: (subject, { service }) => `${subject} was deleted from ${recordServiceLabels[service]}`,
  object_enabled: (subject, { service }) => `${subject} was enabled in ${recordServiceLabels[service]}`,
  object_disabled: (subject, { service }) => `${subject} was disabled in ${recordServiceLabels[service]}`,
  setting_changed: (subject, { from, to }) => `${subject}: ${from} → ${to}`,
  computer_moved: (subject, { from, to }) => `Computer object ${subject} moved: ${from} → ${to}`,
  group_created: (subject, { devices }) =>
    `Group ${subject} created, with ${devices} device${devices === 1 ? '' : 's'}`,
  group_member_added: (subject, { group }) => `${subject} added to the group ${group}`,
  group_member_removed: (subject, { group }) => `${subject} removed from the group ${group}`,
  workload_moved: (subject, { from, to, collection, takenAlongBy }) =>
    `${subject}: ${from} → ${to}${collection === null ? '' : ` (${collection})`}${takenAlongBy === null ? '' : ', taken along'}`,
  policy_assigned: (subject, { group }) => `${subject} assigned to ${group}`,
  policy_unassigned: (subject) => `${subject} is assigned to nobody any more`,
  compliance_rule_changed: (subject, { settings }) => `${subject} asks for ${settings === '' ? 'nothing' : settings}`,
  compliance_defaults_changed: (subject, { noPolicyMeansCompliant, validityDays }) =>
    `${subject}: without a policy ${noPolicyMeansCompliant ? 'Compliant' : 'Not compliant'}, valid for ${validityDays} days`,
  compliance_rule_removed: (subject) => `${subject} judges nothing any more`,
  collection_created: (subject) => `Collection ${subject} created`,
  collection_deleted: (subject) => `Collection ${subject} deleted`,
  collection_changed: (subject, { rule, what, removed }) =>
    `Collection ${subject}: ${rule} rule ${what} ${removed ? 'removed' : 'added'}`,
  collection_edited: (subject, { isIncremental, fullPeriod }) =>
    `Collection ${subject}: incremental updates ${isIncremental ? 'on' : 'off'}, ${fullPeriod === null ? 'no full update by schedule' : 'full updates by schedule'}`,
  collection_sync_started: (subject, { group }) => `Collection ${subject} is synchronized to ${group}`,
  collection_sync_stopped: (subject, { group }) => `Collection ${subject} is no longer synchronized to ${group}`,
  client_settings_changed: (subject, { priority, collection }) =>
    `Client settings ${subject}, priority ${priority}, deployed to ${collection}`,
  client_settings_created: (subject) => `Client settings ${subject} created`,
  client_settings_edited: (subject) => `Client settings ${subject} changed`,
  client_settings_deployed: (subject, { collection }) => `Client settings ${subject} deployed to ${collection}`,
  client_settings_undeployed: (subject, { collection }) =>
    `Client settings ${subject} are no longer deployed to ${collection}`,
  client_settings_moved: (subject, { priority }) => `Client settings ${subject} have order ${priority} now`,
  collection_notified: (subject, { operation }) => `${operation} was sent to the members of ${subject}`,
  client_settings_deleted: (subject) => `Client settings ${subject} deleted`,
};

const say = <K extends ActivityKind>({ kind, details }: Activity<K>, subject: string): string =>
  sentences[kind](subject, details);

/** One sentence for an audit entry. */
export const activityKinds = Object.keys(sentences) as ActivityKind[];
export const activityText = (activity: Activity, subject: string): string => say(activity, subject);
