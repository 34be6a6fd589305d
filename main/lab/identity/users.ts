import type { Page } from '../../../shared/contract/answers.ts';
import type { UserView } from '../../../shared/identity/views.ts';
import type { UserKind } from '../../../shared/identity/words.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import { roles } from '../../../shared/rights/words.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { UserRow } from '../../rows/identity.ts';
import { hasUnverifiableSuffix } from '../../simulation/identity/user-token.ts';
import type { Estate } from '../../simulation/kernel/change.ts';
import { estateOf } from '../engine/estate.ts';

/** SQL over `users u`, with what its `:value` stands for: a number of users and the list behind it are one condition. */
type Condition = { where: string; value?: string };

const ofGroup =
  'u.id IN (SELECT user_id FROM group_members WHERE group_id IN (SELECT id FROM groups WHERE name = :value COLLATE NOCASE))';
const conditions: Readonly<Record<UserKind, (db: Db, estate: Estate, group: string) => Condition>> = {
  all: () => ({ where: '1' }),
  licensed: () => ({ where: 'u.intune_license = 1' }),
  administrators: () => ({ where: 'u.role IS NOT NULL' }),
  group: (_db, _estate, group) => ({ where: ofGroup, value: group }),
  unverifiedSuffix: (db) => {
    const suffixes = prepared(db, `SELECT DISTINCT substr(upn, instr(upn, '@')) FROM users`).pluck().all() as string[];
    return {
      where: `(substr(u.upn, instr(u.upn, '@')) IN (SELECT value FROM json_each(:value))
        OR EXISTS (SELECT 1 FROM settings s WHERE s.id = 'verifiedUpnSuffix' AND s.target = u.upn))`,
      value: JSON.stringify(suffixes.filter(hasUnverifiableSuffix)),
    };
  },
  outOfScope: (_db, estate) => {
    if (estate.setting('entraLicense') === 'none') return { where: '1' };
    const scope = estate.setting('mdmUserScope');
    if (scope !== 'some') return { where: scope === 'all' ? '0' : '1' };
    return { where: `NOT (${ofGroup})`, value: estate.setting('mdmUserScopeGroup') };
  },
};

export function countUsers(db: Db, estate: Estate, of: UserKind): number {
  const { where, value } = conditions[of](db, estate, '');
  const count = prepared(db, `SELECT count(*) FROM users u WHERE ${where}`).pluck();
  return (value === undefined ? count.get() : count.get({ value })) as number;
}

export function listUsers(
  db: Db,
  { search, of, group, offset, limit }: ViewParams<'identity.users'>,
  { revision }: { revision: number },
): Page<UserView> {
  const { where, value } = conditions[of](db, estateOf(db), group ?? '');
  const from = `FROM users u WHERE ${where}
    AND (:search = '' OR instr(lower(display_name || ' ' || upn || ' ' || department), lower(:search)) > 0)`;
  const parameters = { search: search.trim(), ...(value === undefined ? {} : { value }) };
  const total = prepared(db, `SELECT count(*) ${from}`).pluck().get(parameters) as number;
  const rows = prepared(
    db,
    `SELECT * ${from} ORDER BY display_name COLLATE NOCASE, id LIMIT :limit OFFSET :offset`,
  ).all({ ...parameters, limit, offset }) as UserRow[];
  return { total, rows: rows.map(userView), now: labRow(db).now, revision };
}

const userView = (row: UserRow): UserView => ({
  id: row.id,
  name: row.display_name,
  upn: row.upn,
  department: row.department,
  jobTitle: row.job_title,
  isEnabled: row.is_enabled === 1,
  hasIntuneLicense: row.intune_license === 1,
  hasRemoteHelpLicense: row.remote_help_license === 1,
  role: roles.find((role) => role === row.role) ?? null,
});
