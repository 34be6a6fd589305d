import type { Withholding } from '../contract/knowledge.ts';
import type { CollectionQuery } from './words.ts';

export type CollectionView = Withholding & {
  id: number;
  code: string;
  name: string;
  comment: string;
  members: number;
  rules: number;
  limitedTo: string | null;
  isBuiltin: boolean;
  isIncremental: boolean;
  /** Seconds between two full evaluations by a schedule; null without one. */
  fullPeriod: number | null;
  /** From when on the schedule counts. */
  createdAt: number;
  lastRefresh: number | null;
  nextRefresh: number | null;
  usedFor: string[];
  sync: {
    groupId: number;
    group: string;
    state: 'success' | 'partialSuccess' | 'failed' | 'inProgress';
    synced: number;
    skipped: number;
    lastAt: number | null;
    nextAt: number | null;
    why: string | null;
  } | null;
};

/** What the lab alone knows of a collection: when it goes on and why something waits. */
export const collectionKnows = {
  nextRefresh: 'expected',
  'sync.nextAt': 'expected',
  'sync.why': 'expected',
} as const;

export type CollectionRuleView = {
  id: number;
  kind: 'direct' | 'query' | 'include' | 'exclude';
  name: string;
  deviceId: number | null;
  otherId: number | null;
  query: CollectionQuery | null;
  wql: string | null;
  /** What the rule gives at present; the collection has it from its next evaluation on. */
  gives: number | null;
};

/** A record of a computer that the site has; a computer may have several, of which only one is not obsolete. */
export type ResourceRow = {
  id: number;
  deviceId: number;
  name: string;
  domain: string;
  hasClient: boolean;
  isObsolete: boolean;
};
export type ResourcePage = { total: number; rows: ResourceRow[] };

export type CollectionDetail = CollectionView & {
  ruleList: CollectionRuleView[];
  memberList: { id: number; name: string; hasClient: boolean; since: number | null; groupState: string | null }[];
  /** What an evaluation now would change. */
  pending: { join: number; leave: number } | null;
};
