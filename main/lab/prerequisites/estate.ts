import { resourceAccessRetiredFrom, workloads as workloadCatalogue } from '../../../shared/workloads/words.ts';
import type { PrerequisiteItem } from '../../../shared/prerequisites/views.ts';
import { settingsCatalogue } from '../../../shared/settings/catalogue.ts';
import { enrolling, factAbout } from '../../../shared/settings/condition.ts';
import { conditionAt, conditionOf } from '../../../shared/settings/conditions.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import { enablementCommandLine, gatewayState } from '../../simulation/site/gateway.ts';
import type { Estate } from '../../simulation/kernel/change.ts';
import { commandLineFault } from '../../simulation/autopilot/client-setup.ts';
import { canSignInToCloud } from '../../simulation/identity/user-token.ts';
import { administratorOf } from '../engine/administrator.ts';
import { organizationalUnits } from '../identity/units.ts';
import { estateOf } from '../engine/estate.ts';
import { cloudAttachNode, lacks, onboarding, unlicensed } from '../rights/needs.ts';
import { against, itemOf, put, requirementOf, type Requirement } from './requirement.ts';

/**
 * Requirements of site, tenant and directory: every setting that has to be in order, and what is known only from several of them,
 * from the site version, or from who is signed in. Facts: co-management notes §2 and §3, tenant attach notes §2.
 */
export function estatePrerequisites(db: Db): PrerequisiteItem[] {
  const estate = estateOf(db);
  const { now } = labRow(db);
  return [
    ...administrator(db, estate),
    ...siteVersions(estate),
    userDiscovery(estate),
    comanagementEnabled(estate),
    ...settings(estate),
    mdmUserScope(estate),
    entraConnectRuns(estate),
    ouScope(db, estate),
    ...gateway(estate, now),
    clientCommandLine(estate, now),
    ...policyDelivery(estate),
  ].map(itemOf);
}

const settings = (estate: Estate): Requirement[] =>
  settingsCatalogue.flatMap((setting) => {
    const { id, target, requirement } = setting;
    if (!requirement || target !== null || requirement.isGatewayPart || estate.site.version < requirement.from)
      return [];
    return [requirementOf(setting, estate.setting(id))];
  });

const gateway = (estate: Estate, now: number): Requirement[] =>
  gatewayState(estate, now).parts.map(({ id, label, ok, why, state, condition }) => ({
    id: `gateway.${id}`,
    scope: id === 'conditionalAccess' ? 'directory' : 'site',
    label,
    ok,
    met: `${state}. ${why}`,
    ...against(condition),
    unmet: `${state}. ${why}`,
    neededFor: ['internetDevices'],
  }));

/** Met unless something stands against it, which is said in the words of whoever refuses it. */
const unless = (unmet: string | undefined) => ({ ok: unmet === undefined, unmet: unmet ?? '' });

function administrator(db: Db, estate: Estate): Requirement[] {
  const by = administratorOf(db);
  const { upn, display_name: name } = by;
  const unverified = conditionOf('verifiedUpnSuffix', 'off');
  const all = ['tenantAttach', ...enrolling] as const;
  return [
    {
      id: 'administratorRole',
      scope: 'tenant',
      label: 'Role of the signed-in administrator in the tenant',
      ...unless(lacks(db, by, onboarding)?.message),
      met: `${name} may onboard the site.`,
      fix: 'Sign in as an Intune Administrator (Lab settings > Signed in as).',
      neededFor: all,
    },
    {
      id: 'administratorSiteRole',
      scope: 'site',
      label: 'Role of the signed-in administrator in the site',
      ...unless(lacks(db, by, cloudAttachNode)?.message),
      met: `${name} is Full Administrator with all scopes.`,
      fix: 'Configuration Manager console > Administration > Security > Administrative Users: add the role Full Administrator with all scopes.',
      setting: put('siteRole', 'fullAdministrator', upn),
      neededFor: enrolling,
    },
    {
      id: 'administratorLicense',
      scope: 'tenant',
      label: 'Intune license of the signed-in administrator',
      met: `${name} has an Intune license.`,
      ...against(conditionOf('intuneLicense', 'off'), upn),
      ...unless(unlicensed(estate, by)),
      neededFor: all,
    },
    {
      id: 'administratorIdentity',
      scope: 'directory',
      label: 'Synchronized identity of the signed-in administrator',
      ok: canSignInToCloud(estate, { upn }),
      met: `${upn} is the same person on-premises and in the cloud.`,
      ...against(unverified, upn),
      unmet: `${factAbout(upn, unverified)}, so the site cannot match who acts from the cloud.`,
      neededFor: ['tenantAttach'],
    },
  ];
}

/** From which site version each way exists. Source: what's new pages, collected in the co-management notes §9. */
const firstVersions = { tenantAttach: 2002, comanagement: 1710, internetDevices: 1806 } as const;
const policyDeliveryFrom = 2111;
const eitherDiscoveryFrom = 2103;

const siteVersion = (
  { site }: Estate,
  id: string,
  label: string,
  first: number,
  way: keyof typeof firstVersions,
): Requirement => ({
  id: `siteVersion.${id}`,
  scope: 'site',
  label,
  ok: site.version >= first,
  met: `The site is at version ${site.version}.`,
  unmet: `The site is at version ${site.version}.`,
  fix: 'Configuration Manager console > Administration > Updates and Servicing: install a supported version.',
  neededFor: [way],
});

const siteVersions = (estate: Estate): Requirement[] =>
  (Object.keys(firstVersions) as (keyof typeof firstVersions)[]).map((way) =>
    siteVersion(estate, way, `Site version ${firstVersions[way]} or later`, firstVersions[way], way),
  );

function userDiscovery(estate: Estate): Requirement {
  const ad = estate.setting('adUserDiscovery') === 'on';
  const entra = estate.setting('entraUserDiscovery') === 'on';
  const either = estate.site.version >= eitherDiscoveryFrom;
  return {
    id: 'userDiscovery',
    scope: 'site',
    label: `Active Directory ${either ? 'or' : 'and'} Microsoft Entra user discovery`,
    ok: either ? ad || entra : ad && entra,
    met: 'The site knows the users who act from the cloud.',
    ...against(conditionOf('adUserDiscovery', 'off')),
    setting: ad ? put('entraUserDiscovery', 'on') : put('adUserDiscovery', 'on'),
    neededFor: ['tenantAttach'],
  };
}

const comanagementEnabled = ({ cloud }: Estate): Requirement => ({
  id: 'comanagementEnabled',
  scope: 'site',
  label: 'Co-management enabled',
  ok: cloud.comanagement_at !== null,
  met: 'CoMgmtSettingsProd is deployed.',
  unmet: 'Clients get no co-management policy, so nobody can be co-managed.',
  fix: 'Configuration Manager console > Administration > Cloud Services > Cloud Attach > Configure Cloud Attach.',
  neededFor: ['internetDevices'],
});

function mdmUserScope(estate: Estate): Requirement {
  const scope = estate.setting('mdmUserScope');
  const group = estate.setting('mdmUserScopeGroup');
  const condition = scope === 'some' ? conditionAt('mdmUserScopeGroup', group) : conditionAt('mdmUserScope', scope);
  return {
    id: 'mdmUserScope',
    scope: 'directory',
    label: 'MDM user scope Some or All',
    ok: condition === undefined,
    met: scope === 'all' ? 'All users may enroll automatically.' : `Members of ${group} may enroll automatically.`,
    ...against(condition),
    setting: put('mdmUserScope', 'all'),
    neededFor: enrolling,
  };
}

/** An open wizard hides whether the cycle is enabled, and a cycle that does not run whether it would export. */
function entraConnectRuns(estate: Estate): Requirement {
  const condition = ['entraConnectWizard', 'entraConnectSync', 'entraConnectStaging'].flatMap(
    (id) => conditionAt(id, estate.setting(id)) ?? [],
  )[0];
  return {
    id: 'entraConnectRuns',
    scope: 'directory',
    label: 'Entra Connect exports',
    ok: condition === undefined,
    met: 'The scheduler runs, and the server is not in staging mode.',
    ...against(condition),
    neededFor: ['comanagement'],
  };
}

const mostNamed = 3;
function ouScope(db: Db, estate: Estate): Requirement {
  const outside = organizationalUnits(db).filter((ou) => estate.setting('ouInSync', ou) === 'off');
  const more = outside.length > mostNamed ? ` and ${outside.length - mostNamed} more` : '';
  const { unmet, ...rest } = against(conditionOf('ouInSync', 'off'), outside[0]);
  return {
    id: 'ouScope',
    scope: 'directory',
    label: 'Organizational units in the scope of Entra Connect',
    ok: outside.length === 0,
    met: 'Every organizational unit with computers is in scope.',
    unmet: `Out of scope: ${outside.slice(0, mostNamed).join(', ')}${more}. ${unmet}`,
    ...rest,
    neededFor: ['comanagement'],
  };
}

function clientCommandLine(estate: Estate, now: number): Requirement {
  const wrong = commandLineFault(estate, estate.setting('clientCommandLine'));
  const offered = enablementCommandLine(estate, now);
  return {
    id: 'clientCommandLine',
    scope: 'tenant',
    label: 'Command line of the client setup',
    ok: wrong === null,
    met: 'It names this gateway and this site.',
    unmet: wrong ?? '',
    fix:
      offered === null
        ? 'Create the gateway first: the tab Enablement shows the command line once it stands.'
        : `Configuration Manager console > Cloud Attach > CoMgmtSettingsProd > Properties > Enablement: copy ${offered}`,
    ...(offered === null ? {} : { setting: put('clientCommandLine', offered) }),
    neededFor: ['internetDevices'],
  };
}

/** What Autopilot into co-management asks for besides. */
function policyDelivery(estate: Estate): Requirement[] {
  if (estate.setting('clientDelivery') !== 'policy') return [];
  const pilots = estate.workloads.filter(
    ({ workload, position }) =>
      position === 'pilot' && !(workload === 'resourceAccess' && estate.site.version >= resourceAccessRetiredFrom),
  );
  return [
    siteVersion(
      estate,
      'policyDelivery',
      `Site version ${policyDeliveryFrom} or later for the Co-management settings policy`,
      policyDeliveryFrom,
      'internetDevices',
    ),
    {
      id: 'noPilotWorkloads',
      scope: 'site',
      label: 'No workload on Pilot Intune',
      ok: pilots.length === 0,
      met: 'No slider stands on Pilot Intune.',
      unmet: `${pilots.map(({ workload }) => workloadCatalogue[workload].label).join(', ')}: Autopilot into co-management does not support Pilot Intune.`,
      fix: 'Configuration Manager console > Cloud Attach > CoMgmtSettingsProd > Properties > Workloads: Configuration Manager or Intune.',
      neededFor: ['internetDevices'],
    },
    {
      id: 'noPkiAuthentication',
      scope: 'site',
      label: 'No PKI client authentication',
      ok: estate.setting('enhancedHttp') !== 'https',
      met: 'Clients authenticate with Entra tokens.',
      unmet: 'The site asks for client certificates; Autopilot into co-management does not support that.',
      fix: 'Configuration Manager console > Administration > Sites > Properties > Communication Security: HTTPS or HTTP with Configuration Manager-generated certificates.',
      setting: put('enhancedHttp', 'enhanced'),
      neededFor: ['internetDevices'],
    },
  ];
}
