import type { JoinType, Platform } from '../../../shared/contract/device-words.ts';
import type { AutopilotIdentityRow, EntraDeviceRow, IntuneDeviceRow } from '../../rows/records.ts';
import type { Flag } from '../../rows/flag.ts';
import { day } from '../../../shared/time.ts';
import type { Places } from './places.ts';
import { versionAt, type AutopilotPlan, type EntraPlan, type Plan, type StalePlan } from './plan.ts';

/** What Entra ID and Windows Autopilot hold of a device. */
export function entraRow(
  places: Places,
  plan: Plan,
  entra: EntraPlan,
  intune: IntuneDeviceRow | null,
  id: number,
): EntraDeviceRow {
  const { told: device, user } = plan;
  const { pattern_id: pattern } = plan.device;
  const seen =
    plan.lastOn ?? (pattern === null ? null : places.patterns.seenOn.internet[pattern - 1]) ?? entra.registeredAt;
  // Activity is written about every two weeks at most, so the time is a rough one (identity facts: approximate last sign-in).
  const drawn = seen - plan.directoryLag;
  const told = entra.state === 'pending' || drawn < entra.registeredAt ? entra.registeredAt : drawn;
  return {
    id,
    device_id: device.id,
    is_current: 1,
    name: device.name,
    join_type: entraJoin(plan),
    registration_state: entra.state,
    registered_at: entra.registeredAt,
    is_enabled: 1,
    is_compliant: compliantFlag(intune),
    // A hybrid joined computer has no owner in Entra ID: it was registered by itself, not by a person.
    owner_upn: entraJoin(plan) === 'hybrid' ? null : (user?.row.upn ?? null),
    os: entraOs(plan),
    os_version: versionAt(plan.version, told),
    told_at: told,
  };
}

/** A computer in its box has an object from its Autopilot registration; one whose hybrid join is pending from Entra Connect. */
function entraJoin({ told, entra }: Plan): JoinType {
  if (entra?.state === 'pending') return 'hybrid';
  return told.join_type === 'workgroup' ? 'entra' : told.join_type;
}

/** Conditional Access lets a device in its grace period through (device-health facts §5.2). */
function compliantFlag(intune: IntuneDeviceRow | null): Flag | null {
  if (!intune || intune.compliance === 'unknown') return null;
  return intune.compliance === 'compliant' || intune.compliance === 'inGracePeriod' ? 1 : 0;
}

/** Entra ID names the family of the operating system only. */
const osFamily: Record<Platform, string> = {
  windows: 'Windows',
  windowsServer: 'Windows Server',
  ios: 'iOS',
  android: 'Android',
  macos: 'macOS',
  linux: 'Linux',
};

function entraOs({ told: device, model }: Plan): string {
  if (device.platform === 'ios') return model.form === 'tablet' ? 'iPad' : 'iPhone';
  return osFamily[device.platform];
}

export function staleEntraRow(plan: Plan, stale: StalePlan, id: number): EntraDeviceRow {
  return {
    id,
    device_id: plan.device.id,
    is_current: 0,
    name: stale.name,
    join_type: entraJoin(plan),
    registration_state: 'registered',
    registered_at: stale.lastContactAt - 300 * day,
    is_enabled: 1,
    is_compliant: null,
    owner_upn: plan.user?.row.upn ?? null,
    os: entraOs(plan),
    os_version: plan.version.before,
    told_at: stale.lastContactAt,
  };
}

export function autopilotRow(
  places: Places,
  plan: Plan,
  autopilot: AutopilotPlan,
  enrolledAt: number | null,
  id: number,
): AutopilotIdentityRow {
  const { told: device, model } = plan;
  return {
    id,
    device_id: device.id,
    is_current: 1,
    serial_number: device.serial_number,
    manufacturer: model.manufacturer,
    model: model.name,
    group_tag: autopilot.groupTag,
    profile: `${places.tenant.name} user-driven`,
    enrollment_state: autopilot.isUsed ? 'enrolled' : 'notContacted',
    registered_at: autopilot.registeredAt,
    last_contacted_at: autopilot.isUsed ? enrolledAt : null,
  };
}
