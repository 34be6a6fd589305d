import type { Page } from '../../../shared/contract/answers.ts';
import type { DirectoryUser } from '../../../shared/identity/views.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';

/** Entra ID › Users › All users, in the order of their names. */
export function directoryUsers(
  db: Db,
  { search, offset, limit }: ViewParams<'identity.users'>,
): Omit<Page<DirectoryUser>, 'revision'> {
  const where = `WHERE :search = '' OR instr(lower(display_name || ' ' || upn || ' ' || department), lower(:search)) > 0`;
  const parameters = { search: search.trim() };
  const total = prepared(db, `SELECT count(*) FROM users ${where}`).pluck().get(parameters) as number;
  const rows = prepared(
    db,
    `SELECT * FROM users ${where} ORDER BY display_name COLLATE NOCASE, id LIMIT :limit OFFSET :offset`,
  ).all({ ...parameters, limit, offset }) as UserRow[];
  return { total, rows: rows.map(directoryUser), now: labRow(db).now };
}

const directoryUser = (row: UserRow): DirectoryUser => ({
  id: row.id,
  name: row.display_name,
  upn: row.upn,
  department: row.department,
  jobTitle: row.job_title,
  isEnabled: row.is_enabled === 1,
  licenses: [
    ...(row.intune_license === 1 ? ['Microsoft Intune'] : []),
    ...(row.remote_help_license === 1 ? ['Remote Help'] : []),
  ],
});
