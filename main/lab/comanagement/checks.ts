import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import { isCoManagedSql } from '../engine/funnel.ts';

/** Enrollment is spread while the estate has no co-managed device yet; afterwards newcomers enroll at once (from 1906). */
export function isFirstEnrollment(db: Db): boolean {
  const select = `SELECT 1 FROM configmgr_devices c WHERE c.comgmt_stage = 'enrolled' AND c.is_current = 1 AND ${isCoManagedSql('c')} LIMIT 1`;
  return prepared(db, select).get() === undefined;
}
