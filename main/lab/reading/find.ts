import { platformLabels, type Platform } from '../../../shared/device.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';

/** A few devices whose present name, serial number or user begins or contains the text: for the palette, not for lists. */
export function findDevices(db: Db, text: string): { id: number; name: string; detail: string }[] {
  const wanted = text.trim();
  if (!wanted) return [];
  const rows = prepared(
    db,
    `SELECT d.id, d.name, d.platform, m.name AS model, u.display_name AS user FROM devices d JOIN models m ON m.id = d.model_id
     LEFT JOIN users u ON u.id = d.user_id
     WHERE instr(lower(d.name), lower(:text)) OR instr(lower(d.serial_number), lower(:text)) OR instr(lower(coalesce(u.display_name, '')), lower(:text))
     ORDER BY instr(lower(d.name), lower(:text)) <> 1, d.name, d.id LIMIT 12`,
  ).all({ text: wanted }) as { id: number; name: string; platform: Platform; model: string; user: string | null }[];
  return rows.map(({ id, name, platform, model, user }) => ({
    id,
    name,
    detail: [platformLabels[platform], model, user].filter(Boolean).join(' · '),
  }));
}
