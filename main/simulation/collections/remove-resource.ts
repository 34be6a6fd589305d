import { keepKey } from '../attach/recovery-keys.ts';
import { queueHeartbeatReport } from '../contact/contact.ts';
import type { CollectionRow } from '../../rows/collections.ts';
import type { ConfigmgrDeviceRow } from '../../rows/records.ts';
import type { Change, Facts, SiteFacts } from '../kernel/change.ts';
import { uploadChange } from '../site/connector.ts';
import { queueSync } from './sync.ts';

/**
 * Somebody deletes a record in the console of the site: it leaves its collections, with their next
 * synchronization their groups and, with the next upload, the tenant. The client on
 * the device stays, and its next heartbeat brings a new record (`meetAgain` in main/simulation/contact/device-life.ts).
 */
export function removeResource(facts: Facts, record: ConfigmgrDeviceRow, now: number, site: SiteFacts): Change[] {
  const { id: deviceId } = facts.device;
  const removed: Change = { do: 'remove', table: 'configmgr_devices', key: { id: record.id } };
  if (record.is_current === 0) return [removed];
  return [
    ...keepKey(facts),
    removed,
    ...collectionsOf(site, deviceId).flatMap((collection) => queueSync(site, collection, now)),
    { do: 'remove', table: 'collection_members', key: { device_id: deviceId } },
    ...queueHeartbeatReport(facts, now),
    ...uploadChange(facts, [deviceId], now),
  ];
}

/** Where it is a member; of a computed collection, which stores none, it may be. */
const collectionsOf = (site: SiteFacts, deviceId: number): CollectionRow[] => [
  ...site.memberships(deviceId).flatMap(({ collection, isMember }) => (isMember ? [collection] : [])),
  ...site.collections.filter((collection) => collection.is_computed === 1),
];
