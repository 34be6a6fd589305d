import type { CollectionRow } from '../../rows/collections.ts';
import { minute } from '../../../shared/time.ts';
import { uploadChange } from '../site/connector.ts';
import type { Change, SiteFacts } from '../kernel/change.ts';
import { replanAll } from '../autopilot/plan.ts';
import { drawBetween } from '../kernel/draw.ts';
import { queueSync } from './sync.ts';
import { nextFull } from '../site/touch.ts';

/** With more devices than this coming or going at once, all devices are planned anew in batches instead of these at once. */
const plannedAtOnce = 500;

/** Update Membership, and the evaluation after a changed rule: some seconds up to a minute. Assumed. */
export function queueRefresh(site: Pick<SiteFacts, 'seed'>, collectionId: number, now: number): Change[] {
  const dueAt = now + drawBetween(site.seed, 'collectionRefresh', collectionId, now, 5, minute);
  return [
    { do: 'unqueue', kind: 'collectionRefresh', deviceId: 0, subjectId: collectionId },
    { do: 'queue', dueAt, kind: 'collectionRefresh', deviceId: 0, subjectId: collectionId },
  ];
}

/** A full evaluation of one collection; those that build on it follow when it changed. */
export function collectionRefresh(site: SiteFacts, collectionId: number, now: number): Change[] {
  const collection = site.collection(collectionId);
  if (!collection || collection.is_computed === 1) return [];
  const before = new Set(site.members(collectionId));
  const after = new Set(site.evaluate(collectionId));
  return [
    { do: 'update', table: 'collections', id: collectionId, set: { refreshed_at: now } },
    ...membershipChanges(
      site,
      collection,
      [...after].filter((id) => !before.has(id)),
      [...before].filter((id) => !after.has(id)),
      now,
    ),
  ];
}

/**
 * The incremental evaluation takes in one device whose record changed. A collection without it learns of the change at its next
 * full evaluation, which is queued only now that it will change something.
 */
export function resourceChanged(site: SiteFacts, deviceId: number, now: number): Change[] {
  const changes: Change[] = [];
  for (const { collection, isMember, isGiven } of site.memberships(deviceId)) {
    if (isMember && collection.sync_group_id !== null) changes.push(...queueSync(site, collection, now));
    if (isMember === isGiven) continue;
    if (collection.is_incremental === 1) {
      const moved = [deviceId];
      changes.push(
        { do: 'update', table: 'collections', id: collection.id, set: { refreshed_at: now } },
        ...membershipChanges(site, collection, isGiven ? moved : [], isGiven ? [] : moved, now),
      );
    } else if (site.dueSite('collectionRefresh', collection.id) === undefined) {
      const dueAt = nextFull(collection, now);
      // Without a schedule it stays as it is until somebody chooses Update Membership.
      if (dueAt !== null)
        changes.push({ do: 'queue', dueAt, kind: 'collectionRefresh', deviceId: 0, subjectId: collection.id });
    }
  }
  // A computed collection keeps no members to compare with: its device may have entered or left it.
  const computed = site.collections.filter((collection) => collection.is_computed === 1);
  if (computed.some(({ id }) => isInUse(site, id))) changes.push(...planAnew([deviceId], now));
  for (const collection of computed) changes.push(...queueSync(site, collection, now));
  return changes;
}

/** A device that is a member already stays one since it came. */
export const putMember = (collectionId: number, deviceId: number, now: number): Change => ({
  do: 'put',
  table: 'collection_members',
  key: { collection_id: collectionId, device_id: deviceId },
  set: {},
  fresh: { since: now },
});
export const removeMember = (collectionId: number, deviceId: number): Change => ({
  do: 'remove',
  table: 'collection_members',
  key: { collection_id: collectionId, device_id: deviceId },
});

/** Devices that come to or leave a collection, and everything that depends on it. */
function membershipChanges(
  site: SiteFacts,
  collection: CollectionRow,
  joined: readonly number[],
  left: readonly number[],
  now: number,
): Change[] {
  const moved = [...joined, ...left];
  if (moved.length === 0) return [];
  const changes: Change[] = [
    ...joined.map((deviceId) => putMember(collection.id, deviceId, now)),
    ...left.map((deviceId) => removeMember(collection.id, deviceId)),
  ];
  // A collection is evaluated together with those that build on it; they are a second later, so that each sees the one before.
  for (const dependent of site.dependents(collection.id)) {
    changes.push(
      { do: 'unqueue', kind: 'collectionRefresh', deviceId: 0, subjectId: dependent },
      { do: 'queue', dueAt: now + 1, kind: 'collectionRefresh', deviceId: 0, subjectId: dependent },
    );
  }
  if (isInUse(site, collection.id))
    changes.push(...(moved.length > plannedAtOnce ? replanAll(now) : planAnew(moved, now)));
  if (site.cloud.upload_collection_id === collection.id) changes.push(...uploadChange(site, moved, now));
  changes.push(...queueSync(site, collection, now));
  return changes;
}

const planAnew = (deviceIds: readonly number[], now: number): Change[] =>
  deviceIds.flatMap((deviceId): Change[] => [
    { do: 'unqueue', kind: 'plan', deviceId },
    { do: 'queue', dueAt: now, kind: 'plan', deviceId, subjectId: 0 },
  ]);

/** What a device waits for may depend on its membership. */
const isInUse = ({ cloud, workloads, settledCollections }: SiteFacts, collectionId: number): boolean =>
  (cloud.enroll === 'pilot' && cloud.enroll_collection_id === collectionId) ||
  workloads.some((row) => row.position === 'pilot' && row.pilot_collection_id === collectionId) ||
  settledCollections.includes(collectionId);
