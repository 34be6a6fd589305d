import type { MeantDevice } from '../../../shared/actions/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import { lastIntuneContact } from '../../simulation/contact/contact.ts';
import { factsOf } from '../engine/facts.ts';
import type { Target } from './targets.ts';

type Alike = { recordId: number; deviceId: number; name: string; because: string };

/** Other records that share name, serial number, or user and model with one of these; the strongest reason of each pair. */
const alikeSql = `
  WITH meant AS MATERIALIZED (SELECT * FROM intune_devices WHERE id IN (SELECT value FROM json_each(:ids))),
  pairs(recordId, otherId, reason) AS (
    SELECT m.id, i.id, 1 FROM meant m JOIN intune_devices i ON i.serial_number = m.serial_number
    UNION ALL SELECT m.id, i.id, 2 FROM meant m JOIN intune_devices i ON i.name COLLATE NOCASE = m.name
    UNION ALL SELECT m.id, i.id, 3 FROM meant m JOIN intune_devices i ON i.primary_user_upn = m.primary_user_upn AND i.model = m.model
  )
  SELECT p.recordId, i.device_id AS deviceId, i.name,
    CASE min(p.reason) WHEN 1 THEN 'same serial number' WHEN 2 THEN 'same name' ELSE 'same user and model' END AS because
  FROM pairs p JOIN intune_devices i ON i.id = p.otherId WHERE p.otherId <> p.recordId AND i.removed_at IS NULL
  GROUP BY p.recordId, p.otherId ORDER BY p.recordId, min(p.reason), i.name, i.id`;
const mostAlike = 3;
/** A person reads through so many; of more devices nobody compares the records one by one. */
const mostCompared = 10;

/** The devices that somebody is about to destroy something of, by their records in Intune; one without a record is refused anyway. */
export function meantDevices(db: Db, targets: readonly Target[]): MeantDevice[] {
  const { now } = labRow(db);
  const known = targets.flatMap(({ deviceId, stale }): [IntuneDeviceRow, number | null][] => {
    if (stale) return [[stale, stale.last_contact_at]];
    const facts = factsOf(db, deviceId);
    return facts.intune?.removed_at === null ? [[facts.intune, lastIntuneContact(facts, now)]] : [];
  });
  const compared = known.slice(0, mostCompared).map(([{ id }]) => id);
  const alike = prepared(db, alikeSql).all({ ids: JSON.stringify(compared) }) as Alike[];
  return known.map(([record, lastCheckIn]) => ({
    deviceId: record.device_id,
    name: record.name,
    user: record.primary_user_upn,
    serialNumber: record.serial_number,
    model: record.model,
    lastCheckIn,
    alike: alike
      .filter(({ recordId }) => recordId === record.id)
      .slice(0, mostAlike)
      .map(({ deviceId, name, because }) => ({ deviceId, name, because })),
  }));
}
