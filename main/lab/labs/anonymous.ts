import type { Db } from '../../db/open.ts';

type Name = { name: string; stands: string };

const named = `
  SELECT DISTINCT name, stands FROM (
    SELECT name, '[device]' AS stands FROM devices
    UNION ALL SELECT name, '[device]' FROM intune_devices
    UNION ALL SELECT name, '[device]' FROM configmgr_devices
    UNION ALL SELECT name, '[device]' FROM entra_devices
    UNION ALL SELECT name, '[device]' FROM ad_computers
    UNION ALL SELECT serial_number, '[serial number]' FROM devices
    UNION ALL SELECT serial_number, '[serial number]' FROM autopilot_identities
    UNION ALL SELECT upn, '[user]' FROM users
    UNION ALL SELECT display_name, '[user]' FROM users
  ) WHERE length(name) > 1 AND instr(lower(?), lower(name)) > 0
  ORDER BY length(name) DESC`;

const literally = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');

/** A message for somebody outside: nobody's name, no device's, and nothing that somebody named, which stands in quotes. */
export function anonymous(db: Db | undefined, text: string): string {
  const names = db ? (db.prepare(named).all(text) as Name[]) : [];
  const masked = names.reduce((rest, { name, stands }) => rest.replace(literally(name), stands), text);
  return masked.replace(/“[^”]*”/g, '“…”').replace(/"[^"]*"/g, '"…"');
}
