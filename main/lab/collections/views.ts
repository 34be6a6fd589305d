import { wqlOf, type CollectionQuery } from '../../../shared/collections/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import type { Flag } from '../../rows/flag.ts';
import type { CollectionRow } from '../../rows/collections.ts';
import type { CollectionDetail, CollectionView, ResourcePage } from '../../../shared/collections/views.ts';
import { incrementalSeconds } from '../../../shared/collections/words.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, labRow, prepared } from '../../db/tables.ts';
import { syncBlockedBy } from '../../simulation/collections/sync.ts';
import { lastFull, nextEvaluation, nextFull } from '../../simulation/site/touch.ts';
import { usesOf } from './checks.ts';
import {
  countMembers,
  evaluateCollection,
  givenByRule,
  membersOf,
  resourcesWhere,
  rulesOf,
  syncableOf,
  unsyncable,
} from '../engine/membership.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { siteFactsOf } from '../engine/site-facts.ts';

const listCollections = (db: Db): CollectionView[] =>
  allRows(db, 'collections').map((collection) => viewOf(db, collection));

function viewOf(db: Db, collection: CollectionRow): CollectionView {
  const { id, is_computed: isComputed, is_incremental: isIncremental, limiting_id: limit } = collection;
  const { now } = labRow(db);
  const rules = prepared(db, 'SELECT count(*) FROM collection_rules WHERE collection_id = ?').pluck().get(id) as number;
  const due = siteFactsOf(db).dueSite('collectionRefresh', id);
  const scheduled = isIncremental === 1 ? nextEvaluation(now) : nextFull(collection, now);
  return {
    id,
    code: collection.collection_code,
    name: collection.name,
    comment: collection.comment,
    members: countMembers(db, collection),
    rules,
    limitedTo: limit === null ? null : (findRow(db, 'collections', limit)?.name ?? null),
    isBuiltin: collection.is_builtin === 1,
    isIncremental: isIncremental === 1,
    fullPeriod: collection.full_period === 0 ? null : collection.full_period,
    createdAt: collection.created_at,
    // The rule of a computed collection holds at any moment.
    lastRefresh: isComputed === 1 ? now : lastRefresh(collection, now),
    nextRefresh: isComputed === 1 ? null : earliest(due, scheduled),
    usedFor: usesOf(db, collection),
    sync: syncOf(db, collection, now),
  };
}

const earliest = (due: number | undefined, scheduled: number | null): number | null =>
  due === undefined || (scheduled !== null && due > scheduled) ? scheduled : due;

/** The last evaluation, of which those that changed nothing are not stored. */
function lastRefresh(collection: CollectionRow, now: number): number {
  const { is_incremental: isIncremental, refreshed_at: stored, created_at: from } = collection;
  const run = isIncremental === 1 ? nextEvaluation(now) - incrementalSeconds : (lastFull(collection, now) ?? from);
  return run > stored ? run : stored;
}

function syncOf(db: Db, collection: CollectionRow, now: number): CollectionView['sync'] {
  const { id, sync_group_id: groupId, sync_since: since, sync_full_at: fullAt } = collection;
  if (groupId === null) return null;
  const site = siteFactsOf(db);
  const blockedBy = syncBlockedBy(site);
  const due = site.dueSite('cloudSync', id);
  const members = membersOf(db, id);
  const inGroup = new Set(site.groupDevices(groupId).map(({ device_id: device }) => device));
  const synced = members.filter((device) => inGroup.has(device)).length;
  const skipped = members.length - syncableOf(db, id).length;
  const lastRun = nextEvaluation(now) - incrementalSeconds;
  const lastAt = fullAt === null ? null : blockedBy !== null || lastRun < fullAt ? fullAt : lastRun;
  const about = {
    groupId,
    group: findRow(db, 'groups', groupId)!.name,
    synced,
    skipped,
    lastAt,
    nextAt: due ?? (blockedBy === null && since !== null ? nextEvaluation(now) : null),
  };
  if (blockedBy !== null && due === undefined) return { ...about, state: 'failed', why: blockedBy };
  if (fullAt === null || due !== undefined)
    return {
      ...about,
      state: 'inProgress',
      why: fullAt === null ? 'The full synchronization has not run yet.' : 'Changes go with the next run.',
    };
  if (skipped === 0) return { ...about, state: 'success', why: null };
  const why = `${skipped} of ${members.length} members cannot be in the group.`;
  return { ...about, state: skipped === members.length ? 'failed' : 'partialSuccess', why };
}

/** Members shown of one collection; `members` tells how many there are. */
const mostMembers = 2000;
const groupStates = {
  noEntraId: 'The site knows no Entra device id of it',
  noEntraObject: 'Entra ID has no object of it',
} as const;

/** Throws `collectionNotFound`. */
export function collectionDetail(db: Db, { collectionId }: ViewParams<'collections.read'>): CollectionDetail {
  const collection = findRow(db, 'collections', collectionId);
  if (!collection) throw new LabError('collectionNotFound', `There is no collection with id ${collectionId}.`);
  const view = viewOf(db, collection);
  return {
    ...view,
    ruleList: rulesOf(db, collectionId).map((rule) => {
      const query = rule.query === null ? null : (JSON.parse(rule.query) as CollectionQuery);
      const given = givenByRule(db, rule).length;
      const { id, kind, name, device_id: deviceId, other_id: otherId } = rule;
      return { id, kind, name, deviceId, otherId, query, wql: query && wqlOf(query), gives: given };
    }),
    memberList: memberList(db, collection),
    pending: pendingOf(db, collection),
  };
}

function memberList(db: Db, { id, is_computed: isComputed, sync_group_id: groupId }: CollectionRow) {
  const rows = prepared(
    db,
    `SELECT j.value AS id, c.name, c.has_client AS hasClient, m.since FROM json_each(?) j
     JOIN configmgr_devices c ON c.device_id = j.value AND c.is_current = 1
     LEFT JOIN collection_members m ON m.collection_id = ? AND m.device_id = j.value
     GROUP BY j.value ORDER BY c.name, j.value LIMIT ${mostMembers}`,
  ).all(JSON.stringify(membersOf(db, id)), isComputed === 1 ? 0 : id) as {
    id: number;
    name: string;
    hasClient: Flag;
    since: number | null;
  }[];
  const members = rows.map(({ hasClient, ...row }) => ({ ...row, hasClient: hasClient === 1 }));
  if (groupId === null) return members.map((row) => ({ ...row, groupState: null }));
  const inGroup = new Set(
    siteFactsOf(db)
      .groupDevices(groupId)
      .map(({ device_id: device }) => device),
  );
  const missing = unsyncable(db, id);
  return members.map((row) => {
    const reason = missing.get(row.id);
    const groupState = inGroup.has(row.id) ? 'Synchronized' : reason ? groupStates[reason] : 'Waiting for the next run';
    return { ...row, groupState };
  });
}

function pendingOf(db: Db, { id, is_computed: isComputed }: CollectionRow): { join: number; leave: number } {
  if (isComputed === 1) return { join: 0, leave: 0 };
  const before = new Set(membersOf(db, id));
  const after = new Set(evaluateCollection(db, id));
  return {
    join: [...after].filter((device) => !before.has(device)).length,
    leave: [...before].filter((device) => !after.has(device)).length,
  };
}

/** Records by the conditions of a query, current ones unless obsolete ones are asked for too; in order of name. */
function resources(
  db: Db,
  { where, withObsolete, onlyClients, offset, limit }: ViewParams<'collections.resources'>,
): ResourcePage {
  const found = resourcesWhere(db, where, { withObsolete, onlyClients });
  return { total: found.length, rows: found.slice(offset, offset + limit) };
}

export const collectionViews: ViewsOf<'collections'> = { list: listCollections, read: collectionDetail, resources };
