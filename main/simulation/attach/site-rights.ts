import { rightsOfSiteRole, siteRightLabels, type SiteRight } from '../../../shared/site-roles.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import type { Estate } from '../change.ts';

/** Why the site refuses somebody who comes through the cloud; `code` is what the cloud shows or the worker's log says. */
type SiteRefusal = { code: '403' | 'Unauthorized'; message: string };

/** Intune RBAC alone decides when the tenant says so and the site does not enforce its own. Source: Intune RBAC page. */
const needsSiteRights = ({ cloud, setting }: Pick<Estate, 'cloud' | 'setting'>): boolean =>
  !(setting('useIntuneRbac') === 'on' && cloud.enforce_rbac === 0);

/** The site's own check of an administrator of the cloud: who is it, and may it? Undefined when it may. */
export function siteRefusal(estate: Estate, upn: string, needed: readonly SiteRight[]): SiteRefusal | undefined {
  const provider = conditionAt('providerAuthentication', estate.setting('providerAuthentication'));
  if (provider) return { code: '403', message: provider.unmet };
  if (!needsSiteRights({ cloud: estate.cloud, setting: (id) => estate.setting(id) })) return undefined;
  if (estate.setting('verifiedUpnSuffix', upn) === 'off')
    return {
      code: 'Unauthorized',
      message: `The identity of ${upn} in the cloud does not match the one on-premises: its UPN suffix is not verified.`,
    };
  if (estate.setting('adUserDiscovery') === 'off' && estate.setting('entraUserDiscovery') === 'off')
    return { code: 'Unauthorized', message: `The site has not discovered ${upn}: both user discoveries are off.` };
  const granted = rightsOfSiteRole(estate.setting('siteRole', upn));
  const missing = needed.find((right) => !granted.includes(right));
  if (missing === undefined) return undefined;
  return { code: 'Unauthorized', message: `${upn} lacks the right ${siteRightLabels[missing]} in the site.` };
}
