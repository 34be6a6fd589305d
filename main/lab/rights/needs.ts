import { LabError } from '../../../shared/contract/errors.ts';
import type { Needs } from '../../../shared/rights/words.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { missing } from '../../simulation/site/rights.ts';
import { factsOfNamed } from '../engine/facts.ts';
import type { Needing } from '../engine/offer.ts';
import { refusePage } from './attached.ts';
import { estateOf } from '../engine/estate.ts';

/**
 * The Cloud Attach node is for Full Administrators of the site with all scopes. Documented for enabling co-management; that its
 * properties, sliders and upload ask for the same is assumed.
 */
export const cloudAttachNode: Needs = { siteRole: 'fullAdministrator' };
/** What the administrator lacks of these needs. */
export const lacks = (db: Db, by: UserRow, needs: Needs): ReturnType<typeof missing> =>
  missing(by, needs, estateOf(db));

/** Throws what stands between the administrator and what a rule asks for. */
export function refuseLacking<Params>(db: Db, { needs, page }: Needing<Params>, params: Params, by: UserRow): void {
  if (page) refusePage(factsOfNamed(db, (params as { deviceId: number }).deviceId), by, page);
  const lacked = needs && lacks(db, by, typeof needs === 'function' ? needs(db, params) : needs);
  if (lacked) throw new LabError(lacked.code, lacked.message);
}
