import { LabError } from '../../../shared/errors.ts';
import type { UserRow } from '../../../shared/rows.ts';
import type { Db } from '../../db/open.ts';
import { readSetting } from '../setting-values.ts';

/**
 * The Cloud Attach node is for Full Administrators of the site with all scopes. Documented for enabling co-management; that its
 * properties, sliders and upload ask for the same is assumed. Throws `siteRefused`.
 */
export function refuseOthersThanFullAdministrator(db: Db, by: UserRow): void {
  if (readSetting(db, 'siteRole', by.upn) !== 'fullAdministrator')
    throw new LabError('siteRefused', `${by.display_name} is not a Full Administrator of the site.`);
}
