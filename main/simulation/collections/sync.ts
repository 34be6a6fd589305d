import type { CollectionRow } from '../../rows/collections.ts';
import type { GroupDeviceRow } from '../../rows/identity.ts';
import { sentenceOf } from '../../../shared/settings/condition.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import { minute } from '../../../shared/time.ts';
import { assignmentFollows } from '../autopilot/assignment.ts';
import type { Change, Estate, SiteFacts } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';
import { nextEvaluation } from '../site/touch.ts';
import { tellSite } from '../kernel/tell.ts';

/** What has to be in order for a collection to be synchronized. */
const syncPrerequisites = [
  'azureServices',
  'entraUserDiscovery',
  'enhancedHttp',
  'serverAppSecret',
  'conditionalAccessBlocksServerApp',
];
/** Stored in histories in these words ever since, beside those of the condition. */
const syncWords: Readonly<Record<string, string>> = {
  conditionalAccessBlocksServerApp: 'Conditional Access refuses the token requests of the server app.',
};

/** What stands against synchronizing collections now; null when nothing does. */
export function syncBlockedBy(estate: Pick<Estate, 'setting'>): string | null {
  const broken = syncPrerequisites.flatMap((id) => conditionAt(id, estate.setting(id)) ?? [])[0];
  return broken ? (syncWords[broken.setting] ?? sentenceOf(broken)) : null;
}

/** The next incremental synchronization brings the change; runs that bring nothing are not queued. */
export function queueSync(site: SiteFacts, collection: CollectionRow, now: number): Change[] {
  if (collection.sync_group_id === null || site.dueSite('cloudSync', collection.id) !== undefined) return [];
  return [{ do: 'queue', dueAt: nextEvaluation(now), kind: 'cloudSync', deviceId: 0, subjectId: collection.id }];
}

/** *Synchronize Membership*: a full synchronization within a minute (assumed). */
export function queueFullSync(site: Pick<SiteFacts, 'seed'>, collectionId: number, now: number): Change[] {
  const dueAt = now + drawBetween(site.seed, 'cloudSync', collectionId, now, 5, minute);
  return [
    { do: 'update', table: 'collections', id: collectionId, set: { sync_full_at: null } },
    { do: 'unqueue', kind: 'cloudSync', deviceId: 0, subjectId: collectionId },
    { do: 'queue', dueAt, kind: 'cloudSync', deviceId: 0, subjectId: collectionId },
  ];
}

/** After a setting that synchronizations need was changed: what stood still goes on with the next run. */
export const resumeSyncs = (site: SiteFacts, setting: string, now: number): Change[] =>
  syncPrerequisites.includes(setting) ? site.collections.flatMap((collection) => queueSync(site, collection, now)) : [];

/**
 * A collection's members go into its Entra group. The first time and on demand the group is overwritten; later runs carry
 * changes of the collection only, so members that were added in Entra ID stay until the next full one.
 */
export function cloudSync(site: SiteFacts, collectionId: number, now: number): Change[] {
  const collection = site.collection(collectionId);
  const groupId = collection?.sync_group_id;
  if (!collection || groupId == null) return [];
  const isFull = collection.sync_full_at === null;
  const group = site.group(groupId)?.name ?? '';
  const blockedBy = syncBlockedBy(site);
  if (blockedBy !== null)
    return [tellSite('collectionSyncFailed', { collection: collection.name, group, isFull, why: blockedBy })];
  const wanted = new Set(site.syncable(collectionId));
  const present = new Map(site.groupDevices(groupId).map(({ device_id: id, source }) => [id, source]));
  const added = [...wanted].filter((id) => !present.has(id));
  const removed = [...present].flatMap(([id, source]) =>
    wanted.has(id) || (source === 'entra' && !isFull) ? [] : [id],
  );
  const adopted = isFull ? [...wanted].filter((id) => present.get(id) === 'entra') : [];
  if (!isFull && added.length === 0 && removed.length === 0) return [];
  const changes: Change[] = [
    ...[...added, ...adopted].map((deviceId) => putGroupDevice(groupId, deviceId, 'sync', now)),
    ...removed.map((deviceId): Change => ({
      do: 'remove',
      table: 'group_devices',
      key: { group_id: groupId, device_id: deviceId },
    })),
    ...assignmentFollows(site, group, [...added, ...removed], now),
    tellSite('collectionSynced', {
      collection: collection.name,
      group,
      isFull,
      added: added.length,
      removed: removed.length,
      members: site.members(collectionId).length,
      skipped: site.members(collectionId).length - wanted.size,
    }),
  ];
  if (isFull) changes.push({ do: 'update', table: 'collections', id: collectionId, set: { sync_full_at: now } });
  return changes;
}

/** The device is in the Entra group: synchronization brought it, or somebody in Entra ID. */
export const putGroupDevice = (
  groupId: number,
  deviceId: number,
  source: GroupDeviceRow['source'],
  now: number,
): Change => ({
  do: 'put',
  table: 'group_devices',
  key: { group_id: groupId, device_id: deviceId },
  set: { source, since: now },
});
