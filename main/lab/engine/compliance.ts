import type { CompliancePolicyRow } from '../../rows/site.ts';
import type { Db } from '../../db/open.ts';
import { allRows } from '../../db/tables.ts';
import { remembered } from './memory.ts';

/** The rule that judges the devices of each platform; a platform without one is judged by the tenant's default. */
export const complianceRules = (db: Db): ReadonlyMap<string, CompliancePolicyRow> =>
  remembered(
    db,
    'compliance rules',
    () => new Map(allRows(db, 'compliance_policies').map((row) => [row.platform, row])),
  );
