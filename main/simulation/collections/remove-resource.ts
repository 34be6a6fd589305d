import { keepKey } from '../attach/recovery-keys.ts';
import { queueHeartbeatReport } from '../contact/contact.ts';
import type { ConfigmgrDeviceRow } from '../../rows/records.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { uploadChange } from '../site/connector.ts';

/**
 * Somebody deletes a record in the console of the site: it leaves its collections and, with the next upload, the tenant. The client on
 * the device stays, and its next heartbeat brings a new record (`meetAgain` in main/simulation/contact/device-life.ts).
 */
export function removeResource(facts: Facts, record: ConfigmgrDeviceRow, now: number): Change[] {
  const { id: deviceId } = facts.device;
  const removed: Change = { do: 'remove', table: 'configmgr_devices', key: { id: record.id } };
  if (record.is_current === 0) return [removed];
  return [
    ...keepKey(facts),
    removed,
    { do: 'remove', table: 'collection_members', key: { device_id: deviceId } },
    ...queueHeartbeatReport(facts, now),
    ...uploadChange(facts, [deviceId], now),
  ];
}
