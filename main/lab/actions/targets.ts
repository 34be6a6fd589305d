import { LabError } from '../../../shared/contract/errors.ts';
import type { InputParams } from '../../../shared/offers.ts';
import type { Db } from '../../db/open.ts';
import { findRow } from '../../db/tables.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import { shownName } from '../../simulation/actions/refusal.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { factsOf } from '../engine/facts.ts';

/** One device of an order; `stale` is the record of an earlier enrollment that is meant instead of its present one. */
export type Target = { deviceId: number; stale: IntuneDeviceRow | undefined };
type Meant = Pick<InputParams<'actions.order'>, 'deviceIds' | 'recordIds'>;

/** What an order is for: each device, or each of its records that was chosen. Throws `recordNotFound`. */
export function targetsOf(db: Db, { deviceIds, recordIds = [] }: Meant): Target[] {
  const records = [...new Set(recordIds)].map((recordId): IntuneDeviceRow => {
    const row = findRow(db, 'intune_devices', recordId);
    if (row?.removed_at !== null || !deviceIds.includes(row.device_id))
      throw new LabError('recordNotFound', `Intune has no record ${recordId} of these devices.`);
    return row;
  });
  return deviceIds.flatMap((deviceId): Target[] => {
    const chosen = records.filter((row) => row.device_id === deviceId);
    if (chosen.length === 0) return [{ deviceId, stale: undefined }];
    return chosen.map((row) => ({ deviceId, stale: row.is_current === 1 ? undefined : row }));
  });
}

/** The name that the console shows of it. */
export const targetName = (db: Db, { deviceId, stale }: Target, facts: Facts = factsOf(db, deviceId)): string =>
  stale?.name ?? shownName(facts);
