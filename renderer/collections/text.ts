import type { CollectionView } from '../../shared/collections/views.ts';
import type { Tone } from '../ui/types.ts';

export const syncStates: Record<NonNullable<CollectionView['sync']>['state'], { tone: Tone; label: string }> = {
  success: { tone: 'success', label: 'Success' },
  partialSuccess: { tone: 'warning', label: 'Partial success' },
  failed: { tone: 'danger', label: 'Failed' },
  inProgress: { tone: 'pending', label: 'In progress' },
};
export const ruleKinds = {
  direct: 'Direct',
  query: 'Query',
  include: 'Include collection',
  exclude: 'Exclude collection',
} as const;
export const operatorLabels = {
  equals: 'is equal to',
  notEquals: 'is not equal to',
  like: 'is like',
  notLike: 'is not like',
} as const;
