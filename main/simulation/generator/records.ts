import type { AdComputerRow, ConfigmgrDeviceRow, IntuneDeviceRow } from '../../rows/records.ts';
import type { ComanagementRow } from '../../rows/workloads.ts';
import type { Platform } from '../../../shared/contract/device-words.ts';
import { day } from '../../../shared/time.ts';
import { evaluateCompliance, reasonsText } from '../compliance/verdict.ts';
import { diskFreeAt } from '../kernel/drift.ts';
import { comanagementRecord } from './cloud-attach.ts';
import type { Places } from './places.ts';
import { versionAt, type IntunePlan, type Plan, type SitePlan, type StalePlan } from './plan.ts';
import type { Contacts } from './schedules.ts';

/** What Intune, the site and Active Directory believe: the truth as of the moment each was last told. */
const certificateDays = 365;
/** Source: device-health facts §3 — hardware inventory shown in Intune is refreshed every 7 days from enrollment. */
const inventoryPeriod = 7 * day;

export function intuneRow(
  places: Places,
  plan: Plan,
  intune: IntunePlan,
  contacts: Contacts,
  id: number,
): IntuneDeviceRow {
  const { told: device, model } = plan;
  const last = contacts.intune ?? intune.enrolledAt;
  const inventoried = last - ((last - intune.enrolledAt) % inventoryPeriod);
  const policy = places.policies.get(device.platform);
  const reasons = intune.notEvaluated ? [] : evaluateCompliance(policy, device);
  const isInGrace = reasons.length > 0 && intune.graceUntil !== null;
  // A failure that is Not compliant had its grace; when it ended is drawn, and never after the last check-in.
  const endedAgo = places.chance.below('generator.graceEnded', device.id, 30 * day);
  const ended = last - endedAgo > intune.enrolledAt ? last - endedAgo : last;
  const free = diskFreeAt(device, inventoried);
  const ignored = policy === undefined && places.tenant.no_policy_means_compliant === 0;
  const years = Math.floor((last - intune.enrolledAt) / (certificateDays * day)) + 1;
  return {
    id,
    device_id: device.id,
    is_current: 1,
    name: device.name,
    managed_by: device.client_version === null ? 'intune' : 'coManaged',
    management_state: plan.work.silentWipe ? 'wipePending' : 'managed',
    enrolled_at: intune.enrolledAt,
    removed_at: null,
    certificate_expires_at: intune.enrolledAt + years * certificateDays * day,
    last_contact_at: null,
    primary_user_upn: intune.primaryUser?.row.upn ?? null,
    platform: device.platform,
    os: device.os,
    os_version: versionAt(plan.version, last),
    model: model.name,
    manufacturer: model.manufacturer,
    serial_number: device.serial_number,
    ownership: device.ownership,
    join_type: device.join_type,
    compliance: intune.notEvaluated
      ? 'unknown'
      : isInGrace
        ? 'inGracePeriod'
        : reasons.length > 0 || ignored
          ? 'noncompliant'
          : 'compliant',
    compliance_reasons: reasonsText(reasons),
    grace_until: reasons.length === 0 ? null : isInGrace ? intune.graceUntil : ended,
    is_encrypted: device.is_encrypted,
    disk_free_mb: free < model.disk_total_mb ? free : model.disk_total_mb,
    disk_as_of: inventoried,
    enrollment_type: enrollmentType(device, places.cloud.since, intune.enrolledAt),
    attached_at: null,
  };
}

/** Graph's word for how the device was enrolled: by its client from co-management on, by Group Policy before, at its Entra join, or by its user. */
function enrollmentType(
  { platform, join_type: join, client_version: client }: Plan['told'],
  comanagedSince: number | null,
  enrolledAt: number,
): string {
  if (platform !== 'windows') return 'userEnrollment';
  if (join === 'hybrid')
    return client === null || comanagedSince === null || enrolledAt < comanagedSince
      ? 'windowsAutoEnrollment'
      : 'windowsCoManagement';
  return join === 'entra' ? 'windowsAzureADJoin' : 'userEnrollment';
}

/** A record of an earlier enrollment that nobody removed: it still counts as a device in every list. */
export function staleIntuneRow(plan: Plan, stale: StalePlan, id: number): IntuneDeviceRow {
  const { told: device, model } = plan;
  const enrolledAt = stale.lastContactAt - 200 * day;
  return {
    id,
    device_id: device.id,
    is_current: 0,
    name: stale.name,
    managed_by: 'intune',
    management_state: 'managed',
    enrolled_at: enrolledAt,
    removed_at: null,
    certificate_expires_at: enrolledAt + certificateDays * day,
    last_contact_at: stale.lastContactAt,
    primary_user_upn: plan.user?.row.upn ?? null,
    platform: device.platform,
    os: device.os,
    os_version: plan.version.before,
    model: model.name,
    manufacturer: model.manufacturer,
    serial_number: device.serial_number,
    ownership: device.ownership,
    join_type: device.join_type,
    compliance: 'compliant',
    compliance_reasons: '[]',
    grace_until: null,
    is_encrypted: 1,
    disk_free_mb: Math.floor(model.disk_total_mb / 2),
    disk_as_of: stale.lastContactAt - ((stale.lastContactAt - enrolledAt) % inventoryPeriod),
    enrollment_type: enrollmentType(device, null, enrolledAt),
    attached_at: null,
  };
}

/** The site's words: Configuration Manager names the kernel family, not the product. */
const siteOs = (platform: Platform): string =>
  platform === 'windowsServer' ? 'Microsoft Windows NT Advanced Server 10.0' : 'Microsoft Windows NT Workstation 10.0';

export function configmgrRow(
  places: Places,
  plan: Plan,
  site: SitePlan,
  comanagement: ComanagementRow | null,
  contacts: Contacts,
  id: number,
): ConfigmgrDeviceRow {
  const { told: device, model } = plan;
  const inventoried = contacts.heartbeat ?? site.discoveredAt;
  const checked = contacts.policy ?? site.discoveredAt;
  const account = plan.user ? `${places.site.netbios_domain}\\${plan.user.row.sam_account}` : null;
  const isJoined = plan.inDirectory;
  // The client check runs once a day (device-health facts §2.1) and its result travels with the next policy request.
  const hoursSince = places.chance.below('generator.checkedAt', device.id, 20 * 3600);
  return {
    id,
    device_id: device.id,
    is_current: 1,
    name: device.name,
    has_client: site.hasClient ? 1 : 0,
    client_version: device.client_version,
    client_check: site.check,
    client_check_at: site.check === 'noResults' ? null : checked - hoursSince,
    is_obsolete: 0,
    is_decommissioned: 0,
    domain: isJoined ? places.site.netbios_domain : 'WORKGROUP',
    os: siteOs(device.platform),
    os_version: versionAt(plan.version, inventoried),
    model: model.name,
    serial_number: device.serial_number,
    primary_user: site.hasClient ? account : null,
    last_logon_user: site.hasClient && site.lastLogonUser ? account : null,
    discovered_at: site.discoveredAt,
    ...comanagementRecord(places, plan, site, comanagement, inventoried),
  };
}

/** Superseded records: obsolete by the same hardware, decommissioned by a new registration (device-health facts §2). */
export function staleConfigmgrRow(places: Places, plan: Plan, stale: StalePlan, id: number): ConfigmgrDeviceRow {
  const { told: device, model } = plan;
  return {
    id,
    device_id: device.id,
    is_current: 0,
    name: stale.name,
    has_client: 1,
    client_version: places.scenario.site.olderClientVersion ?? places.site.client_version,
    client_check: 'noResults',
    client_check_at: null,
    is_obsolete: stale.decommissioned ? 0 : 1,
    is_decommissioned: stale.decommissioned ? 1 : 0,
    domain: places.site.netbios_domain,
    os: siteOs(device.platform),
    os_version: plan.version.before,
    model: model.name,
    serial_number: device.serial_number,
    primary_user: null,
    last_logon_user: null,
    discovered_at: stale.lastContactAt - 300 * day,
    entra_device_id: null,
    comgmt_stage: 'none',
    comgmt_code: null,
    comgmt_policy: 0,
    comgmt_enrolled: 0,
    comgmt_flags: 0,
    comgmt_told_at: null,
  };
}

/** Active Directory learns of a computer at its sign-ins and replicates that at most every two weeks (assumed from the attribute's habit). */
export function adRow(places: Places, plan: Plan, createdAt: number, id: number): AdComputerRow {
  const { told: device, office } = plan;
  const { pattern_id: pattern } = plan.device;
  const seen = plan.lastOn ?? (pattern === null ? null : places.patterns.seenOn.intranet[pattern - 1]) ?? createdAt;
  const told = seen - ((plan.directoryLag * 7) % (14 * day));
  const name = device.name.toUpperCase();
  const ou = plan.ou ?? (device.platform === 'windowsServer' ? 'Servers' : 'Computers');
  return {
    id,
    device_id: device.id,
    is_current: 1,
    name,
    distinguished_name: `CN=${name},OU=${ou},OU=${office.city},${places.domainPath}`,
    is_enabled: 1,
    os: device.os,
    os_version: `10.0 (${device.os_build})`,
    created_at: createdAt,
    told_at: told > createdAt ? told : createdAt,
    certificate_at:
      device.join_type === 'hybrid' || plan.entra?.state === 'pending' ? (plan.entra?.registeredAt ?? null) : null,
    account_waits: 0,
  };
}
