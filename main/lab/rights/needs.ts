import { LabError } from '../../../shared/contract/errors.ts';
import { factAbout } from '../../../shared/settings/condition.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import type { Needs } from '../../../shared/rights/words.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import type { Estate } from '../../simulation/kernel/change.ts';
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
/** Source: tenant attach, prerequisites. That an Intune Administrator may stand for the Global Administrator is a choice of the lab. */
export const onboarding: Needs = {
  tenantRoles: ['globalAdministrator', 'intuneAdministrator'],
  refusal: {
    code: 'prerequisiteMissing',
    says: (name) =>
      `${name} may not onboard the site: the wizard asks for a Global Administrator, for whom the lab takes an Intune Administrator too.`,
  },
};

/**
 * Why the wizards do not get past their sign-in, as the lab knows it; undefined when they do. Source: co-management, licenses: an
 * unanticipated error, in older wizards "user not recognized". That the message does not tell is the lesson.
 */
export function unlicensed(estate: Pick<Estate, 'setting'>, by: UserRow): string | undefined {
  const condition = conditionAt('intuneLicense', estate.setting('intuneLicense', by.upn));
  return (
    condition &&
    `${factAbout(by.display_name, condition)}, so the sign-in of the wizard ends with an unanticipated error and the admin center does not open.`
  );
}

/** Throws what the wizard says at its sign-in, and beside it what the lab knows. */
export function refuseUnlicensed(estate: Pick<Estate, 'setting'>, by: UserRow): void {
  const text = unlicensed(estate, by);
  if (text !== undefined)
    throw new LabError('prerequisiteMissing', 'An unanticipated error occurred.', {
      because: { kind: 'prerequisites', text },
    });
}

/** What the administrator lacks of these needs. */
export const lacks = (db: Db, by: UserRow, needs: Needs): ReturnType<typeof missing> =>
  missing(by, needs, estateOf(db));

/** Throws what stands between the administrator and what a rule asks for: an input, or the preview of it. */
export function refuseLacking<Params>(db: Db, { needs, page }: Needing<Params>, params: Params, by: UserRow): void {
  if (page) refusePage(factsOfNamed(db, (params as { deviceId: number }).deviceId), by, page);
  const lacked = needs && lacks(db, by, typeof needs === 'function' ? needs(db, params) : needs);
  if (lacked) throw new LabError(lacked.code, lacked.message);
}
