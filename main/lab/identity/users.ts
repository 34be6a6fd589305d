import type { Page } from '../../../shared/contract/answers.ts';
import type { UserView } from '../../../shared/identity/views.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import { roles } from '../../../shared/rights/words.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { UserRow } from '../../rows/identity.ts';

const conditions = { all: '1', licensed: 'intune_license = 1', administrators: 'role IS NOT NULL' };

export function listUsers(
  db: Db,
  { search, of, offset, limit }: ViewParams<'identity.users'>,
  { revision }: { revision: number },
): Page<UserView> {
  const from = `FROM users WHERE ${conditions[of]}
    AND (:search = '' OR instr(lower(display_name || ' ' || upn || ' ' || department), lower(:search)) > 0)`;
  const parameters = { search: search.trim() };
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
