import type { UserRow } from '../../rows/identity.ts';
import type { Estate, Facts } from '../kernel/change.ts';

/** What a user of a device is to Entra ID: whether tokens exist for the name, and whether MDM is configured for the person. */

/** Suffixes that no tenant can verify, so that no user token exists with managed authentication. */
const nonRoutable = /\.(local|internal|lan|intra|corp|test)$/i;
export const hasUnverifiableSuffix = (upn: string): boolean => nonRoutable.test(upn);

/** The suffix counts with password hash sync and pass-through authentication; federation takes any. Source: §2.4. */
export const canSignInToCloud = (estate: Pick<Estate, 'setting'>, { upn }: Pick<UserRow, 'upn'>): boolean =>
  estate.setting('signInMethod') === 'federation' ||
  (estate.setting('verifiedUpnSuffix', upn) === 'on' && !hasUnverifiableSuffix(upn));

/** The MDM user scope includes the user of this device; it is a feature of Entra ID P1 and P2. A device of nobody is in All only. */
export function isInMdmScope(facts: Facts): boolean {
  if (facts.setting('entraLicense') === 'none') return false;
  const scope = facts.setting('mdmUserScope');
  if (scope === 'some') return facts.isUserInGroup(facts.setting('mdmUserScopeGroup'));
  return scope === 'all';
}
