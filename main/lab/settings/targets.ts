import { LabError } from '../../../shared/contract/errors.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Setting } from '../../../shared/settings/setting.ts';
import type { Db } from '../../db/open.ts';
import { findRow, prepared } from '../../db/tables.ts';
import { organizationalUnits } from '../identity/units.ts';
import { resolveDevice } from '../devices/resolve.ts';

/** For whom or what a setting can be set, as it is stored and as people name it. */
export const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export const administrators = (db: Db): UserRow[] =>
  prepared(db, 'SELECT * FROM users WHERE role IS NOT NULL ORDER BY id').all() as UserRow[];

export function targetLabelOf(db: Db, { target: kind }: Setting, target: string): string {
  if (kind === 'device') return findRow(db, 'devices', Number(target))?.name ?? target;
  if (kind === 'user') {
    const name = prepared(db, 'SELECT display_name FROM users WHERE upn = ?').pluck().get(target);
    return (name as string | undefined) ?? target;
  }
  return target;
}

/** The stored form of a target, and its name for people. */
export function resolveTarget(
  db: Db,
  kind: NonNullable<Setting['target']>,
  target: string,
): { key: string; label: string } {
  if (kind === 'device') {
    const device = findRow(db, 'devices', resolveDevice(db, target))!;
    return { key: String(device.id), label: device.name };
  }
  if (kind === 'ou') {
    const ou = organizationalUnits(db).find((known) => same(known, target));
    if (ou === undefined) throw new LabError('settingUnknown', `There is no organizational unit "${target}".`);
    return { key: ou, label: ou };
  }
  const found = prepared(
    db,
    'SELECT * FROM users WHERE upn = :target OR display_name = :target COLLATE NOCASE ORDER BY id',
  ).all({ target }) as UserRow[];
  const users = found.some(({ upn }) => same(upn, target)) ? found.filter(({ upn }) => same(upn, target)) : found;
  if (users.length > 1) {
    const candidates = users.map(({ upn, display_name: name }) => ({ upn, name }));
    throw new LabError('nameAmbiguous', `"${target}" stands for ${candidates.map(({ upn }) => upn).join(', ')}.`, {
      details: { candidates },
    });
  }
  const [user] = users;
  if (!user) throw new LabError('settingUnknown', `There is no user "${target}".`);
  return { key: user.upn, label: user.display_name };
}
