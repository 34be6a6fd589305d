import type { CompliancePolicyRow, ModelRow, OfficeRow, SiteRow, TenantRow, ZoneRow } from '../../rows/site.ts';
import type { Platform } from '../../../shared/contract/device-words.ts';
import { secondsOfOffset } from '../../../shared/scenario/fields.ts';
import type { Scenario } from '../../../shared/scenario/scenario.ts';
import { hour, parseIso } from '../../../shared/time.ts';
import type { Zone } from '../kernel/zone.ts';
import { chanceOf, weighted, type Chance, type Weighted } from './chance.ts';
import { planCloud, type CloudPlan } from './cloud-plan.ts';
import { guidOf } from './guid.ts';
import { buildPatterns, type Patterns } from './patterns.ts';

/** Everything that devices refer to, read once from the scenario: rows by name, zones, weights. */
export type Office = OfficeRow & { readonly code: string };
export type OsBuild = {
  readonly os: string;
  readonly build: number;
  /** Oldest first, with the moment each was released. */
  readonly versions: readonly { readonly version: string; readonly released: number }[];
  readonly installed: Weighted<number>;
};
export type Places = {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly chance: Chance;
  readonly cloud: CloudPlan;
  readonly start: number;
  readonly site: SiteRow;
  /** The domain as a directory writes it: `DC=corp,DC=contoso,DC=com`. */
  readonly domainPath: string;
  readonly tenant: TenantRow;
  readonly policies: ReadonlyMap<Platform, CompliancePolicyRow>;
  readonly zones: readonly ZoneRow[];
  readonly offices: readonly Office[];
  readonly officeOf: ReadonlyMap<string, Office>;
  readonly officeWeights: Weighted<Office>;
  readonly models: ReadonlyMap<string, ModelRow>;
  readonly builds: ReadonlyMap<string, OsBuild>;
  readonly patterns: Patterns;
};

export const flag = (value: boolean): 0 | 1 => (value ? 1 : 0);

export function readPlaces(scenario: Scenario, seed: number): Places {
  const start = parseIso(scenario.start)!;
  const zones: Zone[] = scenario.zones.map(({ name, transitions }) => ({
    name,
    transitions: transitions.map(({ from, offset }) => [parseIso(from)!, secondsOfOffset(offset)] as const),
  }));
  const zoneIds = new Map(zones.map(({ name }, index) => [name, index + 1]));
  const offices = scenario.offices.map(({ name, city, country, code, zone, main }, index): Office => ({
    id: index + 1,
    name,
    city,
    country,
    zone_id: zoneIds.get(zone)!,
    is_main: flag(main),
    code,
  }));
  const officeOf = new Map(offices.map((office) => [office.name, office]));
  return {
    scenario,
    seed,
    chance: chanceOf(seed),
    cloud: planCloud(scenario, start),
    start,
    site: siteRow(scenario),
    domainPath: scenario.site.domain
      .split('.')
      .map((part) => `DC=${part}`)
      .join(','),
    tenant: tenantRow(scenario),
    policies: new Map(policyRows(scenario).map((row) => [row.platform, row])),
    zones: zones.map(({ name, transitions }, index) => ({
      id: index + 1,
      name,
      transitions: JSON.stringify(transitions),
    })),
    offices,
    officeOf,
    officeWeights: weighted(scenario.offices.map(({ name, weight }) => [officeOf.get(name)!, weight])),
    models: new Map(modelRows(scenario).map((row) => [row.name, row])),
    builds: new Map(scenario.osBuilds.map((build) => [build.name, readBuild(build)])),
    patterns: buildPatterns(
      scenario,
      offices.map(({ zone_id: id }) => zones[id - 1]!),
      offices.map((office) => office.zone_id),
      start,
    ),
  };
}

function siteRow({ site, serviceDate }: Scenario): SiteRow {
  return {
    id: 1,
    code: site.code,
    name: site.name,
    version: site.version,
    service_date: serviceDate,
    domain: site.domain,
    netbios_domain: site.netbiosDomain,
    management_point: site.managementPoint,
    service_connection_point: site.serviceConnectionPoint,
    client_version: site.clientVersion,
  };
}

function tenantRow({ tenant }: Scenario): TenantRow {
  return {
    id: 1,
    tenant_guid: tenant.guid ?? guidOf(tenant.domain),
    name: tenant.name,
    domain: tenant.domain,
    remote_help_enabled: flag(tenant.remoteHelp),
    compliance_validity_days: tenant.complianceValidityDays,
    no_policy_means_compliant: flag(tenant.noPolicyMeansCompliant),
  };
}

function policyRows({ compliancePolicies }: Scenario): CompliancePolicyRow[] {
  return compliancePolicies.map((policy, index) => ({
    id: index + 1,
    name: policy.name,
    platform: policy.platform,
    require_encryption: flag(policy.requireEncryption),
    require_defender: flag(policy.requireDefender),
    min_os_build: policy.minOsBuild ?? null,
    grace_seconds: policy.graceHours * hour,
  }));
}

/** A disk of 256 GB (thousands) has 244,140 MB (1,048,576 bytes), which is the unit the services count in. */
const megabytes = (gigabytes: number): number => Math.floor((gigabytes * 1_000_000_000) / 1_048_576);

function modelRows({ models }: Scenario): ModelRow[] {
  return models.map(({ name, manufacturer, form, platform, diskGb, battery }, index) => ({
    id: index + 1,
    manufacturer,
    name,
    form,
    platform,
    disk_total_mb: megabytes(diskGb),
    has_battery: flag(battery),
  }));
}

function readBuild({ os, build, versions }: Scenario['osBuilds'][number]): OsBuild {
  return {
    os,
    build,
    versions: versions.map(({ version, released }) => ({ version, released: parseIso(released)! })),
    installed: weighted(versions.map(({ weight }, index) => [index, weight])),
  };
}
