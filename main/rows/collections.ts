import type { Flag } from './flag.ts';

export type CollectionRow = {
  id: number;
  /** `SMS00001`, `CON00014`. */
  collection_code: string;
  name: string;
  comment: string;
  limiting_id: number | null;
  is_builtin: Flag;
  /** Members are not stored: the rule holds at any moment. */
  is_computed: Flag;
  is_incremental: Flag;
  /** Seconds between two full evaluations; 0 where no schedule asks for any. */
  full_period: number;
  created_at: number;
  /** The last evaluation that was worth storing; evaluations that change nothing are computed. */
  refreshed_at: number;
  /** The Entra group it is synchronized to, since when, and the last full synchronization. */
  sync_group_id: number | null;
  sync_since: number | null;
  sync_full_at: number | null;
};

export type CollectionRuleRow = {
  id: number;
  collection_id: number;
  kind: 'direct' | 'query' | 'include' | 'exclude';
  device_id: number | null;
  other_id: number | null;
  name: string;
  /** JSON of a CollectionQuery (shared/collections/words.ts). */
  query: string | null;
};

export type CollectionMemberRow = { collection_id: number; device_id: number; since: number };
