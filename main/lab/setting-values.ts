import { settingById } from '../../shared/settings/catalogue.ts';
import type { ClientSettingsRow } from '../../shared/rows.ts';
import type { Db } from '../db/open.ts';
import { prepared } from '../db/tables.ts';
import { remembered } from './estate-memory.ts';

/** Three settings live in columns of their own, because they describe a row that exists anyway. */
const columns: Readonly<Record<string, { table: 'tenant' | 'users'; column: string }>> = {
  remoteHelp: { table: 'tenant', column: 'remote_help_enabled' },
  intuneLicence: { table: 'users', column: 'intune_licence' },
  remoteHelpLicence: { table: 'users', column: 'remote_help_licence' },
};

/** The value of a setting in force; `target` is '' for the whole. Throws for an id that the catalogue does not know. */
export function readSetting(db: Db, id: string, target = ''): string {
  const own = columns[id];
  if (own) {
    const where = own.table === 'tenant' ? 'id = 1 AND ? = ?' : 'upn = ? AND ? <> 1';
    const sql = `SELECT ${own.column} FROM ${own.table} WHERE ${where}`;
    const value = prepared(db, sql)
      .pluck()
      .get(target, own.table === 'tenant' ? target : 0) as number | undefined;
    return value === 1 ? 'on' : 'off';
  }
  // Hardly any device has a value of its own, so what has none is not asked one by one.
  const value =
    target === ''
      ? remembered(db, `setting ${id}`, () => storedSetting(db, id, ''))
      : remembered(db, `targets ${id}`, () => hasTargets(db, id))
        ? storedSetting(db, id, target)
        : undefined;
  if (value !== undefined) return value;
  const known = settingById.get(id);
  if (!known) throw new Error(`readSetting: no setting "${id}"`);
  return known.normal;
}

const storedSetting = (db: Db, id: string, target: string): string | undefined =>
  prepared(db, 'SELECT value FROM settings WHERE id = ? AND target = ?').pluck().get(id, target) as string | undefined;
const hasTargets = (db: Db, id: string): boolean =>
  prepared(db, `SELECT 1 FROM settings WHERE id = ? AND target <> '' LIMIT 1`).get(id) !== undefined;

export function writeSetting(db: Db, id: string, target: string, value: string, now: number): void {
  const own = columns[id];
  if (own) {
    const flag = value === 'on' ? 1 : 0;
    if (own.table === 'tenant') prepared(db, `UPDATE tenant SET ${own.column} = ? WHERE id = 1`).run(flag);
    else prepared(db, `UPDATE users SET ${own.column} = ? WHERE upn = ?`).run(flag, target);
    return;
  }
  const known = settingById.get(id);
  if (!known) throw new Error(`writeSetting: no setting "${id}"`);
  if (value === known.normal) {
    prepared(db, 'DELETE FROM settings WHERE id = ? AND target = ?').run(id, target);
    return;
  }
  prepared(
    db,
    `INSERT INTO settings (id, target, value, changed_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id, target) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
  ).run(id, target, value, now);
}

/** A client setting as it applies to a device: custom client settings deployed to one of its collections, then the default. */
export function readClientSetting(db: Db, id: string, isMember: (collectionId: number) => boolean): string {
  for (const { collectionId, chosen } of remembered(db, 'client settings', () => customSettings(db))) {
    if (chosen[id] !== undefined && isMember(collectionId)) return chosen[id];
  }
  return readSetting(db, id);
}

/** Of the highest precedence first. */
const customSettings = (db: Db): { collectionId: number; chosen: Record<string, string> }[] =>
  (
    prepared(
      db,
      'SELECT * FROM client_settings WHERE collection_id IS NOT NULL ORDER BY priority, id',
    ).all() as ClientSettingsRow[]
  ).map((row) => ({ collectionId: row.collection_id!, chosen: JSON.parse(row.chosen) as Record<string, string> }));
