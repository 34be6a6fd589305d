import type { CollectionDetail, CollectionView } from '../../shared/collections/views.ts';
import { groupDigits } from '../parts/cells.ts';
import type { Tone } from '../ui/types.ts';

export const syncStates: Record<NonNullable<CollectionView['sync']>['state'], { tone: Tone; label: string }> = {
  success: { tone: 'success', label: 'Success' },
  partialSuccess: { tone: 'warning', label: 'Partial success' },
  failed: { tone: 'danger', label: 'Failed' },
  inProgress: { tone: 'pending', label: 'In progress' },
};
export const operatorLabels = {
  equals: 'is equal to',
  notEquals: 'is not equal to',
  like: 'is like',
  notLike: 'is not like',
} as const;

/** What an evaluation now would change, which no console says beforehand. */
export const pendingText = (pending: CollectionDetail['pending']): string =>
  pending === null || (pending.join === 0 && pending.leave === 0)
    ? 'The rules give just the members that the last update found.'
    : `The rules give other members than the last update: ${groupDigits(pending.join)} would join, ${groupDigits(pending.leave)} would leave.`;
