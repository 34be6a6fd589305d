import { actionKinds, actionsCarriedBy, remoteActions } from '../../shared/actions/words.ts';
import { activityKnows } from '../../shared/activities/events.ts';
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

/** Every kind of activity that the lab writes: first those of actions, as their catalogue has them. */
export const activityKinds: readonly string[] = [
  ...actionKinds.map((kind) => remoteActions[kind].activity),
  ...actionsCarriedBy('mdm').map((kind) => `${kind}_completed`),
  ...Object.keys(activityKnows),
];
