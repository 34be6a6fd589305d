import {
  actionKinds,
  actionsCarriedBy,
  remoteActions,
  type CompletedActivity,
  type OrderActivity,
} from '../../shared/actions/words.ts';
import type { ActivityKind } from '../../shared/activities/events.ts';
import type { Cell } from '../../shared/contract/answers.ts';

export const text = {
  summary: (total: number | null) =>
    total === null ? 'Reading…' : `${total.toLocaleString('en')} ${total === 1 ? 'activity' : 'activities'}`,
  empty: {
    title: 'Nothing has happened yet',
    message: 'Orders, restarts, check-ins that brought news and changes of settings appear here as they happen.',
  },
  noMatch: {
    title: 'No activity matches',
    message: 'Take a filter away, or search for something else.',
    clear: 'Clear filters',
  },
};

/** `restart_ordered` → `Restart ordered`: kinds are past-tense words joined by underscores. */
export function kindLabel(kind: string): string {
  const words = kind.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Details a reader can use; ids of rows mean nothing outside the lab file. */
export const detailsText = (details: Record<string, Cell>): string =>
  Object.entries(details)
    .filter(([name, value]) => value !== null && value !== '' && name !== 'action')
    .map(([name, value]) => `${name.replace(/([A-Z])/g, ' $1').toLowerCase()} ${String(value)}`)
    .join(', ');

/** What no single action's order or report tells, by kind; one that is missing does not compile. */
const others = {
  restart_announced: true,
  wipe_received: true,
  wipe_reported: true,
  task_completed: true,
  task_refused: true,
  task_expired: true,
  action_expired: true,
  action_canceled: true,
  device_restarted: true,
  device_reset: true,
  remote_session_started: true,
  remote_session_ended: true,
  remote_session_failed: true,
  intune_record_removed: true,
  compliance_changed: true,
  client_remediated: true,
  update_failed: true,
  device_registered: true,
  device_left: true,
  comanagement_enrolled: true,
  comanagement_enroll_failed: true,
  mdm_unenrolled: true,
  devices_added: true,
  entra_joined: true,
  mdm_enrolled: true,
  client_registered: true,
  autopilot_failed: true,
  gateway_ready: true,
  run_now: true,
  tenant_attached: true,
  tenant_attach_changed: true,
  tenant_detach_ordered: true,
  tenant_detached: true,
  recovery_key_shown: true,
  recovery_key_rotated: true,
  application_action_ordered: true,
  comanagement_enabled: true,
  comanagement_changed: true,
  comanagement_removed: true,
  workload_moved: true,
  policy_assigned: true,
  policy_unassigned: true,
  collection_created: true,
  collection_deleted: true,
  collection_changed: true,
  collection_sync_started: true,
  collection_sync_stopped: true,
  client_settings_changed: true,
  client_settings_deleted: true,
  setting_changed: true,
} as const satisfies Record<Exclude<ActivityKind, OrderActivity | CompletedActivity>, true>;

/** Every kind of activity that the lab writes: first those of actions, as their catalogue has them. */
export const activityKinds: readonly string[] = [
  ...actionKinds.map((kind) => remoteActions[kind].activity),
  ...actionsCarriedBy('mdm').map((kind) => `${kind}_completed`),
  ...Object.keys(others),
];
