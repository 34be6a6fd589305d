/**
 * How far a client is on its way to co-management by the site's records: the one place that funnel, lists and checks share. `c` is
 * the alias of `configmgr_devices`.
 */
const modernWindows = (c: string): string => `${c}.os LIKE '%Workstation 10.0%'`;

/** In scope of the dashboard: the site's present records of Windows clients (no servers) that have a client. */
export const inScopeSql = (c: string): string =>
  `(${c}.is_current = 1 AND ${c}.has_client = 1 AND ${c}.is_obsolete = 0 AND ${c}.is_decommissioned = 0 AND ${c}.os LIKE '%Workstation%')`;

/** Windows 10 or later, and the site knows it by its id in Microsoft Entra ID. */
export const isEligibleSql = (c: string): string => `(${modernWindows(c)} AND ${c}.entra_device_id IS NOT NULL)`;
export { modernWindows as modernWindowsSql };

/** The one definition of co-managed: enrolled in MDM, and co-management policy present. */
export const isCoManagedSql = (c: string): string => `(${c}.comgmt_enrolled = 1 AND ${c}.comgmt_policy = 1)`;

/** The stage of the funnel, one for each client in scope; null for what is not. */
export const funnelStageSql = (c: string): string =>
  `CASE WHEN NOT ${inScopeSql(c)} THEN NULL WHEN ${c}.comgmt_enrolled = 1 THEN 'enrolled'
    WHEN ${c}.comgmt_stage IN ('scheduled', 'enrollmentInitiated', 'pendingUserSignIn', 'failed') THEN ${c}.comgmt_stage
    WHEN ${isEligibleSql(c)} THEN 'eligible' ELSE 'notEligible' END`;

/** Hybrid joined by what the site knows: it discovered the computer in its own domain. The others are Entra joined. */
export const isHybridSql = (c: string): string => `(${c}.domain = (SELECT netbios_domain FROM site))`;
