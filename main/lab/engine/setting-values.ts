import { settingById } from '../../../shared/settings/catalogue.ts';
import type { CompliancePolicyRow, TenantRow } from '../../rows/site.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { allRows, prepared } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { putSetting } from '../../simulation/kernel/setting.ts';
import { remembered } from './memory.ts';

/** Three settings live in columns of their own, because they describe a row that exists anyway. */
type OwnColumn =
  | { table: 'tenant'; column: Extract<keyof TenantRow, 'remote_help_enabled'> }
  | { table: 'users'; column: Extract<keyof UserRow, 'intune_license' | 'remote_help_license'> };
const columns: Readonly<Record<string, OwnColumn>> = {
  remoteHelp: { table: 'tenant', column: 'remote_help_enabled' },
  intuneLicense: { table: 'users', column: 'intune_license' },
  remoteHelpLicense: { table: 'users', column: 'remote_help_license' },
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

/** Puts a setting where it stands. Throws for a person whom the directory does not know. */
export function changeSetting(db: Db, id: string, target: string, value: string, now: number): Change {
  const own = columns[id];
  if (!own) return putSetting(id, target, value, now);
  const flag = value === 'on' ? 1 : 0;
  if (own.table === 'tenant') return { do: 'update', table: 'tenant', id: 1, set: { [own.column]: flag } };
  const user = prepared(db, 'SELECT id FROM users WHERE upn = ?').pluck().get(target) as number | undefined;
  if (user === undefined) throw new Error(`changeSetting: no user "${target}"`);
  return { do: 'update', table: 'users', id: user, set: { [own.column]: flag } };
}

/** A client setting as it applies to a device: custom client settings deployed to one of its collections, then the default. */
export function readClientSetting(db: Db, id: string, isMember: (collectionId: number) => boolean): string {
  for (const { collectionId, chosen } of remembered(db, 'client settings', () => customSettings(db))) {
    if (chosen[id] !== undefined && isMember(collectionId)) return chosen[id];
  }
  return readSetting(db, id);
}

/** Of the highest precedence first. */
export const customSettings = (db: Db): { collectionId: number; chosen: Record<string, string> }[] =>
  (
    prepared(
      db,
      `SELECT d.collection_id AS collectionId, s.chosen FROM client_settings s
       JOIN client_settings_deployments d ON d.settings_id = s.id ORDER BY s.priority, s.id, d.collection_id`,
    ).all() as { collectionId: number; chosen: string }[]
  ).map(({ collectionId, chosen }) => ({ collectionId, chosen: JSON.parse(chosen) as Record<string, string> }));

/** The rule that judges the devices of each platform; a platform without one is judged by the tenant's default. */
export const complianceRules = (db: Db): ReadonlyMap<string, CompliancePolicyRow> =>
  remembered(
    db,
    'compliance rules',
    () => new Map(allRows(db, 'compliance_policies').map((row) => [row.platform, row])),
  );
