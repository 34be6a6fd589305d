import { knowledgeLabels, findField } from '../../shared/devices/lists.ts';
import type { Tile } from '../../shared/home/tiles.ts';
import { day, formatDuration, minute } from '../../shared/time.ts';
import type { HomeView, TileView } from '../../shared/home/views.ts';

/** One unit is enough for an age that is read at a glance. */
function ago(seconds: number): string {
  if (seconds < minute) return 'now';
  if (seconds >= 730 * day) return `${Math.floor(seconds / (365 * day))} years ago`;
  return `${formatDuration(seconds).split(' ').slice(0, 2).join(' ')} ago`;
}

export const text = {
  section: 'Device health',
  stale: 'These numbers could not be read again.',
  attention: {
    title: 'Needs a person',
    none: 'Nothing needs a person. Everything that goes wrong here mends itself, or has not happened yet.',
    sentence: (count: number, because: string) =>
      `${count === 1 ? 'This device needs' : `These ${count} devices need`} a person, because ${because}.`,
    more: (count: number) => `and ${count} more`,
  },
  waiting: {
    title: 'Waiting actions',
    none: 'No action is waiting.',
    count: 'Actions',
    reason: 'Why they wait',
    oldest: 'Longest',
  },
  reachable: {
    title: 'Reachable devices, last 7 days',
    remark: 'By hour, from the devices’ present schedules.',
    summary: (trend: NonNullable<HomeView['reachableTrend']>) => {
      const counts = trend.map(({ count }) => count);
      return `Between ${Math.min(...counts)} and ${Math.max(...counts)} devices were reachable at the same time.`;
    },
  },
  compliance: {
    title: 'Compliance by day',
    remark: 'What Intune called compliant at the end of each simulated day.',
    notYet: 'The first day of this lab is not over yet. Let the clock run, or jump, to see days here.',
    summary: (trend: HomeView['complianceTrend']) => {
      const last = trend.at(-1);
      return last ? `${last.compliant} of ${last.total} devices at the end of the last day.` : '';
    },
  },
};

/** Whose numbers a tile counts, and how old they are. */
export function tileAge(tile: Tile, { asOf }: TileView, now: number): string {
  const field = findField(tile.list, tile.field);
  if (field?.knowledge === 'truth') return 'As of now';
  const label = field ? knowledgeLabels[field.knowledge] : '';
  if (asOf.newest === null || asOf.oldest === null) return `${label} · never told`;
  return `${label} · newest word ${ago(now - asOf.newest)}, oldest ${ago(now - asOf.oldest)}`;
}
