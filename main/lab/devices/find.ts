import { platformLabels, type Platform } from '../../../shared/contract/device-words.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';

type Found = {
  id: number;
  name: string;
  platform: Platform;
  model: string;
  user: string | null;
  /** A name that fits and that only services know the device by. */
  recorded: string | null;
};

/**
 * A few devices whose present name, serial number or user begins or contains the text: for the palette, not for lists. A
 * reset device has another name than the records of it, and people look for the one they know; so recorded names count too.
 */
export function findDevices(db: Db, text: string): { id: number; name: string; detail: string }[] {
  const wanted = text.trim();
  if (!wanted) return [];
  const rows = prepared(
    db,
    `SELECT d.id, d.name, d.platform, m.name AS model, u.display_name AS user,
       CASE WHEN instr(lower(d.name), lower(:text)) THEN NULL ELSE r.name END AS recorded
     FROM devices d JOIN models m ON m.id = d.model_id LEFT JOIN users u ON u.id = d.user_id
     LEFT JOIN (SELECT device_id, min(name) AS name FROM (
         SELECT device_id, name FROM intune_devices UNION ALL SELECT device_id, name FROM configmgr_devices
         UNION ALL SELECT device_id, name FROM entra_devices UNION ALL SELECT device_id, name FROM ad_computers
       ) WHERE instr(lower(name), lower(:text)) GROUP BY device_id
     ) r ON r.device_id = d.id
     WHERE instr(lower(d.name), lower(:text)) OR instr(lower(d.serial_number), lower(:text))
       OR instr(lower(coalesce(u.display_name, '')), lower(:text)) OR r.name IS NOT NULL
     ORDER BY instr(lower(d.name), lower(:text)) <> 1, d.name, d.id LIMIT 12`,
  ).all({ text: wanted }) as Found[];
  return rows.map(({ id, name, platform, model, user, recorded }) => ({
    id,
    name,
    detail: [recorded && `recorded as ${recorded}`, platformLabels[platform], model, user].filter(Boolean).join(' · '),
  }));
}
