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

/** Kinds of activity that the lab writes. Others appear in the list all the same; they only lack an entry in the filter. */
export const activityKinds = [
  'sync_ordered',
  'restart_ordered',
  'remote_session_requested',
  'wipe_ordered',
  'sync_completed',
  'restart_announced',
  'restart_completed',
  'wipe_received',
  'wipe_reported',
  'wipe_completed',
  'action_expired',
  'action_canceled',
  'device_restarted',
  'device_reset',
  'remote_session_started',
  'remote_session_ended',
  'remote_session_failed',
  'intune_record_removed',
  'compliance_changed',
  'client_remediated',
  'update_failed',
  'setting_changed',
] as const satisfies readonly ActivityKind[];
