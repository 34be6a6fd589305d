import { coManagedDifferences, type CoManagedDifference } from '../../../shared/comanagement/words.ts';
import type { CoManagedCounts } from '../../../shared/comanagement/views.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import { inScopeSql, isCoManagedSql } from '../engine/funnel.ts';
import { countDevices } from './list.ts';

/** Why one of the two counts has a device and the other has not, the first that holds. `i` is a record of Intune, `c` of the site. */
const cause = `CASE
  WHEN i.managed_by = 'coManaged' AND i.is_current = 0 THEN 'staleRecord'
  WHEN i.managed_by = 'coManaged' AND c.id IS NULL THEN 'noSiteRecord'
  WHEN i.managed_by = 'coManaged' AND NOT ${inScopeSql('c')} THEN 'outOfScope'
  WHEN i.managed_by = 'coManaged' AND c.comgmt_enrolled = 0 THEN 'enrollmentNotTold'
  WHEN i.managed_by = 'coManaged' THEN 'policyNotTold'
  WHEN i.id IS NULL THEN 'noIntuneRecord'
  WHEN i.managed_by = 'configMgr' THEN 'attachedOnly'
  ELSE 'notCheckedIn' END`;

const site = `(c.id IS NOT NULL AND ${isCoManagedSql('c')} AND ${inScopeSql('c')})`;
const differing = `
  SELECT ${cause} AS cause, count(*) AS count FROM (
    SELECT i.*, c.id AS siteId FROM intune_devices i LEFT JOIN configmgr_devices c ON c.device_id = i.device_id AND c.is_current = 1
      WHERE i.removed_at IS NULL
  ) i LEFT JOIN configmgr_devices c ON c.id = i.siteId
  WHERE (i.managed_by = 'coManaged' AND (i.is_current = 0 OR NOT ${site})) OR (i.managed_by <> 'coManaged' AND i.is_current = 1 AND ${site})
  GROUP BY 1
  UNION ALL SELECT 'noIntuneRecord', count(*) FROM configmgr_devices c WHERE ${site}
    AND NOT EXISTS (SELECT 1 FROM intune_devices i WHERE i.device_id = c.device_id AND i.is_current = 1 AND i.removed_at IS NULL)`;

const siteCount = `SELECT count(*) FROM configmgr_devices c WHERE ${site}`;
const shownByIntune = `SELECT count(*) FROM intune_devices i WHERE i.removed_at IS NULL AND i.managed_by = 'coManaged'`;

/**
 * Two names, two counts: co-managed by Intune's records (Managed by: Co-managed) and by the site's (enrolled, and policy present), and
 * by cause where they part. The first without the causes on its side, with those on the other, is the second.
 */
export function coManagedCounts(db: Db): CoManagedCounts {
  const intune = countDevices(db, {
    list: 'intune',
    filters: [{ field: 'managedBy', value: 'coManaged' }],
    search: '',
    sort: null,
  });
  const rows = prepared(db, differing).all() as { cause: CoManagedDifference; count: number }[];
  // What the clean-up rule hides the list does not count, though the records are there.
  const hidden = (prepared(db, shownByIntune).pluck().get() as number) - intune;
  return {
    intune,
    site: prepared(db, siteCount).pluck().get() as number,
    differences: [...rows, { cause: 'hidden' as const, count: hidden }]
      .filter(({ count }) => count > 0)
      .map(({ cause: id, count }) => ({ cause: id, ...coManagedDifferences[id], count })),
  };
}
