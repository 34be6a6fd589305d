import type { ErrorCode } from '../../../shared/contract/errors.ts';
import { rightLabels, roleCatalogue, rightsOfRole, type Needs } from '../../../shared/rights/words.ts';
import type { UserRow } from '../../rows/identity.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import {
  rightsOfSiteRole,
  siteRightLabels,
  siteRoleCatalogue,
  type SiteRight,
} from '../../../shared/rights/site-roles.ts';
import type { Estate } from '../kernel/change.ts';

/** Whoever gives an order. What comes to the site from the cloud carries a sign-in name only. */
type Who = Pick<UserRow, 'upn'> & Partial<Pick<UserRow, 'display_name' | 'role'>>;
type Rules = Pick<Estate, 'cloud' | 'setting'>;

/** The first thing that is missing. `site` is there when the site refused: its status, and what its log says. */
export type Missing = {
  code: ErrorCode;
  message: string;
  site?: { status: '403' | 'Unauthorized'; says: string };
};

/**
 * The one check of authority: what `who` lacks of these needs, the tenant asked before the site; undefined when nothing is
 * missing. Carrying out and previews ask the same.
 */
export function missing(who: Who, needs: Needs, estate: Rules): Missing | undefined {
  const found = missingInTenant(who, needs) ?? missingInSite(who, needs, estate);
  if (!found || !needs.refusal) return found;
  const { code, says } = needs.refusal;
  return { ...found, code, message: says(nameOf(who)) };
}

const nameOf = ({ display_name: name, upn }: Who): string => name ?? upn;

function missingInTenant(who: Who, { intune = [], tenantRoles }: Needs): Missing | undefined {
  const granted = rightsOfRole(who.role ?? null);
  for (const need of intune) {
    const either = typeof need === 'string' ? [need] : need;
    if (!either.some((right) => granted.includes(right)))
      return { code: 'missingRight', message: `${nameOf(who)} lacks the right ${rightLabels[either[0]!]}.` };
  }
  if (tenantRoles === undefined || tenantRoles.some((role) => role === who.role)) return undefined;
  return {
    code: 'missingRight',
    message: `${nameOf(who)} is not ${roleCatalogue[tenantRoles[0]].label} of the tenant.`,
  };
}

function missingInSite(who: Who, { site, siteRole, siteRights = [] }: Needs, estate: Rules): Missing | undefined {
  const role = estate.setting('siteRole', who.upn);
  if (siteRole !== undefined && role !== siteRole)
    return {
      code: 'siteRefused',
      message: `${nameOf(who)} is not a ${siteRoleCatalogue[siteRole].label} of the site.`,
    };
  const lacking = siteRights.find((right) => !rightsOfSiteRole(role).includes(right));
  if (lacking !== undefined)
    return {
      code: 'siteRefused',
      message: `${nameOf(who)} lacks the right ${siteRightLabels[lacking]} in the site.`,
    };
  const refused = site && refusedBySite(estate, who.upn, site);
  return refused && { code: 'siteRefused', message: `${refused.status}: ${refused.says}`, site: refused };
}

/** Intune RBAC alone decides when the tenant says so and the site does not enforce its own. Source: Intune RBAC page. */
const asksSite = (estate: Rules): boolean =>
  !(estate.setting('useIntuneRbac') === 'on' && estate.cloud.enforce_rbac === 0);

/** The site's own check of somebody who comes through the cloud: who is it, and may it? */
function refusedBySite(estate: Rules, upn: string, needed: readonly SiteRight[]): Missing['site'] {
  const provider = conditionAt('providerAuthentication', estate.setting('providerAuthentication'));
  if (provider) return { status: '403', says: provider.unmet };
  if (!asksSite(estate)) return undefined;
  if (estate.setting('verifiedUpnSuffix', upn) === 'off')
    return {
      status: 'Unauthorized',
      says: `The identity of ${upn} in the cloud does not match the one on-premises: its UPN suffix is not verified.`,
    };
  if (estate.setting('adUserDiscovery') === 'off' && estate.setting('entraUserDiscovery') === 'off')
    return {
      status: 'Unauthorized',
      says: `The site has not discovered ${upn}: both user discoveries are off.`,
    };
  const granted = rightsOfSiteRole(estate.setting('siteRole', upn));
  const lacked = needed.find((right) => !granted.includes(right));
  if (lacked === undefined) return undefined;
  return { status: 'Unauthorized', says: `${upn} lacks the right ${siteRightLabels[lacked]} in the site.` };
}
