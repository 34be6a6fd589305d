import type { InputName, InputParams } from '../../../shared/offers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { Needs } from '../../../shared/rights/words.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { controlNeeds } from '../../simulation/actions/carriers/session.ts';
import { missing } from '../../simulation/site/rights.ts';
import { pageNeeds } from './attached.ts';
import { estateOf } from '../engine/site-facts.ts';

/**
 * The Cloud Attach node is for Full Administrators of the site with all scopes. Documented for enabling co-management; that its
 * properties, sliders and upload ask for the same is assumed.
 */
const cloudAttachNode: Needs = { siteRole: 'fullAdministrator' };
const onboarding: Needs = {
  tenantRole: 'intuneAdministrator',
  refusal: {
    code: 'prerequisiteMissing',
    says: (name) =>
      `${name} may not onboard the site: the wizard asks for a Global Administrator, in this lab the Intune Administrator.`,
  },
};

/** What inputs ask of the administrator; one that is not named here asks for nothing. Actions say it in their catalogue. */
export const inputNeeds = {
  'attach.configure': (isNew: boolean): Needs => (isNew ? onboarding : cloudAttachNode),
  'attach.detach': ({ from }: InputParams<'attach.detach'>): Needs =>
    from === 'cloud' ? { intune: ['deleteOrganization'] } : cloudAttachNode,
  'comanagement.enable': cloudAttachNode,
  'comanagement.remove': cloudAttachNode,
  'workloads.move': cloudAttachNode,
  'attach.showRecoveryKey': pageNeeds.recoveryKeys,
  'apps.order': pageNeeds.applicationActions,
  'attach.fetchTimeline': pageNeeds.timeline,
  'sessions.requestControl': controlNeeds,
} as const satisfies Partial<Record<InputName, Needs | ((asked: never) => Needs)>>;

/** What the administrator lacks of these needs. */
export const lacks = (db: Db, by: UserRow, needs: Needs): ReturnType<typeof missing> =>
  missing(by, needs, estateOf(db));

/** Throws what the administrator lacks of these needs. */
export function demand(db: Db, by: UserRow, needs: Needs): void {
  const lacked = lacks(db, by, needs);
  if (lacked) throw new LabError(lacked.code, lacked.message);
}
