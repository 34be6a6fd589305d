import { workloadIds, workloads, type Generation } from '../../../shared/workloads/words.ts';
import { staleSeconds, type AttentionReason, type DeviceListId } from '../../../shared/devices/lists.ts';
import { day, minute, week } from '../../../shared/time.ts';
import { activityPeriod } from '../../simulation/identity/directory.ts';
import { lowDiskMb, wornBatteryPercent } from '../../simulation/kernel/drift.ts';
import { lastContactSql, nextContactSql } from '../engine/pattern-clock.ts';
import { funnelStageSql, inScopeSql, isCoManagedSql, isHybridSql, modernWindowsSql } from '../engine/funnel.ts';

/**
 * What each field of each list is in SQL. A console's list starts from that service's records and can only name columns
 * of those records (and of the schedules by which the service was told); only `fleet` starts from the truth.
 */
export type ListSql = {
  /** The table that gives the rows, its alias first in `from`. */
  from: string;
  where?: string;
  /** Columns of row id and device id. */
  recordId: string;
  deviceId: string;
  /** Whether the row is a record that another has replaced; not of the truth, which has one row a device. */
  isStale?: string;
  /** Joins by alias, added only where a field that is used names the alias. Later ones may build on earlier ones. */
  joins: readonly [alias: string, sql: string][];
  fields: Record<string, string>;
  /** Columns a free-text search looks through. */
  search: readonly string[];
};

export type SqlMoment = {
  now: number;
  validitySeconds: number;
  /** Some client reaches the site through its gateway; where none does, lists do without those joins. */
  hasGatewayClients: boolean;
  /** A record of Intune without a check-in since then is hidden by the clean-up rule; null without a rule. */
  hiddenBefore: number | null;
  /** By which a capability value of the site's clients is read. */
  generation: Generation;
};

const schedule = (alias: string, channel: number, deviceId: string): [string, string] => [
  alias,
  `LEFT JOIN device_schedules ${alias} ON ${alias}.channel = ${channel} AND ${alias}.device_id = ${deviceId} AND ${alias}.until IS NULL`,
];
const patternOf = (alias: string, pattern: string, network: 0 | 1): [string, string] => [
  alias,
  `LEFT JOIN pattern_now ${alias} ON ${alias}.pattern_id = ${pattern} AND ${alias}.network = ${network}`,
];
const record = (alias: string, table: string): [string, string] => [
  alias,
  `LEFT JOIN ${table} ${alias} ON ${alias}.device_id = d.id AND ${alias}.is_current = 1`,
];

/** Without a ping for this long the site calls a client offline. Source: monitor clients, 2021. */
const pingLoss = 5 * minute;

/** The SQL of `toldAt` in main/simulation/identity/directory.ts, for the devices that are in use. */
const toldSql = (record: string): string =>
  `CASE WHEN ${record}.is_current = 1 AND d.power = 'running' AND pn.last_on > ${record}.told_at
    THEN ${record}.told_at + ((pn.last_on - ${record}.told_at) / ${activityPeriod}) * ${activityPeriod} ELSE ${record}.told_at END`;

/** Active: a policy request or heartbeat within seven days. Source: client status settings, default. */
const clientStatusSql = (c: string, lastPoll: string, lastHeartbeat: string, now: number): string =>
  `CASE WHEN ${c}.id IS NULL THEN NULL WHEN ${c}.is_decommissioned = 1 THEN 'decommissioned' WHEN ${c}.is_obsolete = 1 THEN 'obsolete'
    WHEN ${c}.has_client = 0 THEN 'none' WHEN ${lastPoll} >= ${now - week} OR ${lastHeartbeat} >= ${now - week} THEN 'active' ELSE 'inactive' END`;

const driftSql = (free: string, since: string, slope: string, at: string): string =>
  `max(0, ${free} + CAST(floor((${at} - ${since}) * ${slope} * 1.0 / ${day}) AS INTEGER))`;

// Tenant attach is no check-in, whatever the device did when it was enrolled.
const intuneContact = `CASE WHEN i.managed_by = 'configMgr' THEN NULL WHEN i.is_current = 1 AND si.device_id IS NOT NULL THEN ${lastContactSql('si', 'pi')} ELSE i.last_contact_at END`;
/** As `siteChannel` in main/simulation/comanagement/policy.ts: a client on the network of the site, else one of its gateway. */
const either = (direct: string, gateway: string, s: string, g: string, { hasGatewayClients }: SqlMoment): string =>
  hasGatewayClients
    ? `CASE WHEN ${s}.pattern_id IS NOT NULL OR ${g}.device_id IS NULL THEN ${direct} ELSE ${gateway} END`
    : direct;
const pollContactSql = (moment: SqlMoment): string =>
  either(lastContactSql('sp', 'pp'), lastContactSql('gp', 'gx'), 'sp', 'gp', moment);
const heartbeatContactSql = (moment: SqlMoment): string =>
  either(lastContactSql('sh', 'ph'), lastContactSql('gh', 'gy'), 'sh', 'gh', moment);
/** The schedules by which the site hears of a client; those through the gateway are only looked for where there is no other. */
const siteSchedules = (deviceId: string, condition = ''): [alias: string, sql: string][] => [
  schedule('sp', 2, `${deviceId}${condition}`),
  patternOf('pp', 'sp.pattern_id', 1),
  schedule('sh', 3, `${deviceId}${condition}`),
  patternOf('ph', 'sh.pattern_id', 1),
  schedule('gp', 4, `CASE WHEN sp.pattern_id IS NULL THEN ${deviceId} END${condition}`),
  patternOf('gx', 'gp.pattern_id', 0),
  schedule('gh', 5, `CASE WHEN sh.pattern_id IS NULL THEN ${deviceId} END${condition}`),
  patternOf('gy', 'gh.pattern_id', 0),
];

const waits = (condition: string): string =>
  `EXISTS (SELECT 1 FROM actions w WHERE w.device_id = d.id AND w.state IN ('pending', 'active')${condition})`;

/** Why a device may need a person, each as a condition. */
function needsSql(
  moment: SqlMoment,
  { disk, battery, clientStatus }: { disk: string; battery: string; clientStatus: string },
): Record<AttentionReason, string> {
  return {
    wipeUnreported: waits(` AND w.reason = 'neverReports'`),
    actionNeverArrives: waits(` AND w.reason = 'neverContacts'`),
    noncompliant: `(i.compliance) = 'noncompliant'`,
    silent: `(${intuneContact}) < ${moment.now - moment.validitySeconds}`,
    inactiveClient: `(${clientStatus}) = 'inactive'`,
    clientCheckFailed: `c.client_check = 'failed'`,
    diskFull: `${disk} < ${lowDiskMb}`,
    pendingReboot: `d.pending_reboot_since < ${moment.now - week}`,
    batteryWorn: `(${battery}) < ${wornBatteryPercent}`,
    recordWithoutDevice: `i.id IS NOT NULL AND i.managed_by <> 'configMgr' AND d.is_mdm_enrolled = 0`,
  };
}

function fleet(moment: SqlMoment): ListSql {
  const { now } = moment;
  const pollContact = pollContactSql(moment);
  const heartbeatContact = heartbeatContactSql(moment);
  const disk = driftSql('d.disk_free_mb', 'd.disk_since', 'd.disk_mb_per_day', String(now));
  const battery = `CASE WHEN d.battery_percent IS NULL OR d.battery_days_per_percent = 0 THEN d.battery_percent
    ELSE max(0, d.battery_percent - (${now} - d.battery_since) / (d.battery_days_per_percent * ${day})) END`;
  const clientStatus = clientStatusSql('c', pollContact, heartbeatContact, now);
  const needs = needsSql(moment, { disk, battery, clientStatus });
  return {
    from: 'devices d',
    recordId: 'd.id',
    deviceId: 'd.id',
    joins: [
      ['m', 'JOIN models m ON m.id = d.model_id'],
      ['o', 'JOIN offices o ON o.id = d.office_id'],
      record('i', 'intune_devices'),
      record('c', 'configmgr_devices'),
      record('e', 'entra_devices'),
      record('a', 'ad_computers'),
      patternOf('pn', 'd.pattern_id', 0),
      schedule('si', 1, 'd.id'),
      patternOf('pi', 'si.pattern_id', 0),
      ...siteSchedules('d.id'),
      ['cm', 'LEFT JOIN comanagement cm ON cm.device_id = d.id'],
    ],
    fields: {
      name: 'd.name',
      id: 'd.id',
      platform: 'd.platform',
      os: 'd.os',
      osVersion: 'd.os_version',
      osBuild: 'CAST(d.os_build AS TEXT)',
      online: `(d.power = 'running' AND coalesce(pn.is_on, 0) = 1)`,
      managedBy: 'i.managed_by',
      compliance: 'i.compliance',
      clientStatus,
      joinType: `CASE WHEN e.id IS NOT NULL THEN e.join_type WHEN a.id IS NOT NULL THEN 'domain' END`,
      clientInstalled: `(d.client_version IS NOT NULL)`,
      mdmEnrolled: 'd.is_mdm_enrolled',
      attached: 'd.is_attached',
      lastIntuneCheckIn: intuneContact,
      lastPolicyPoll: pollContact,
      nextIntuneCheckIn: nextContactSql('si', now),
      nextPolicyPoll: either(nextContactSql('sp', now), nextContactSql('gp', now), 'sp', 'gp', moment),
      primaryUser: 'i.primary_user_upn',
      model: 'm.name',
      manufacturer: 'm.manufacturer',
      serialNumber: 'd.serial_number',
      office: 'o.name',
      ownership: 'd.ownership',
      coManaged: `(c.id IS NOT NULL AND ${isCoManagedSql('c')})`,
      comanagementStage: 'cm.stage',
      comanagementReason: 'cm.reason',
      comanagementCode: 'cm.code',
      diskFreeMb: disk,
      batteryPercent: battery,
      pendingReboot: '(d.pending_reboot_since IS NOT NULL)',
      bootedAt: 'd.booted_at',
      waiting: waits(''),
      needs: `CASE ${Object.entries(needs)
        .map(([id, sql]) => `WHEN ${sql} THEN '${id}'`)
        .join(' ')} END`,
      ...Object.fromEntries(Object.entries(needs).map(([id, sql]) => [`needs:${id}`, `(${sql})`])),
    },
    search: ['d.name', 'd.serial_number', 'i.primary_user_upn'],
  };
}

function intune({ hiddenBefore }: SqlMoment): ListSql {
  const lastContact = intuneContact;
  const inventoryAt = `(i.disk_as_of + ((coalesce(${lastContact}, i.disk_as_of) - i.disk_as_of) / ${week}) * ${week})`;
  return {
    from: 'intune_devices i',
    where: `i.removed_at IS NULL${
      hiddenBefore === null
        ? ''
        : ` AND (i.managed_by = 'configMgr' OR coalesce(${lastContact}, i.enrolled_at) >= ${hiddenBefore})`
    }`,
    recordId: 'i.id',
    deviceId: 'i.device_id',
    isStale: 'i.is_current = 0',
    joins: [
      ['d', 'JOIN devices d ON d.id = i.device_id'],
      schedule('si', 1, 'i.device_id'),
      patternOf('pi', 'si.pattern_id', 0),
    ],
    fields: {
      name: 'i.name',
      managedBy: 'i.managed_by',
      ownership: 'i.ownership',
      compliance: 'i.compliance',
      platform: 'i.platform',
      osVersion: 'i.os_version',
      lastCheckIn: lastContact,
      primaryUser: 'i.primary_user_upn',
      model: 'i.model',
      manufacturer: 'i.manufacturer',
      serialNumber: 'i.serial_number',
      // Its own age: of the last check-in, or of the upload that brought it.
      toldAt: `CASE WHEN i.managed_by = 'configMgr' THEN coalesce(i.last_contact_at, i.attached_at) ELSE ${lastContact} END`,
      managementState: 'i.management_state',
      joinType: 'i.join_type',
      enrolledAt: 'i.enrolled_at',
      attached: 'i.is_current = 1 AND i.attached_at IS NOT NULL',
      // What no inventory of Intune has brought is unknown.
      encrypted: `CASE WHEN i.managed_by <> 'configMgr' THEN i.is_encrypted END`,
      // The drift is the device's, but only up to the moment at which its inventory last traveled.
      diskFreeMb: `CASE WHEN i.managed_by = 'configMgr' THEN NULL WHEN i.is_current = 1 AND ${inventoryAt} > i.disk_as_of AND d.disk_since <= ${inventoryAt}
        THEN ${driftSql('d.disk_free_mb', 'd.disk_since', 'd.disk_mb_per_day', inventoryAt)} ELSE i.disk_free_mb END`,
    },
    search: ['i.name', 'i.serial_number', 'i.primary_user_upn'],
  };
}

/** Conditions of the workloads that Intune has, by the capability value that the client reported last. */
const intuneWorkloadsSql = (generation: Generation): [id: string, sql: string][] =>
  workloadIds.map((id) => {
    const bits = workloads[id].bits[generation];
    return [id, `(${inScopeSql('c')} AND ${isCoManagedSql('c')} AND (c.comgmt_flags & ${bits}) = ${bits})`];
  });
/** As the tile *Client OS distribution* counts them. Build 16299 is Windows 10 1709. */
const osGroupSql = `CASE WHEN NOT ${inScopeSql('c')} THEN NULL WHEN NOT ${modernWindowsSql('c')} THEN 'windows7or8'
  WHEN CAST(substr(c.os_version, 6) AS INTEGER) < 16299 THEN 'windows10Old' ELSE 'windows10Plus' END`;

/**
 * Told with a policy request (assumed): a restart of which the site knew stays pending in its record until the next one after it
 * (`restartTold`). Of a record that another has replaced nothing is known any more.
 */
const pendingRestartSql = (pollContact: string): string =>
  `CASE WHEN c.has_client = 0 OR c.is_current = 0 OR (${pollContact}) IS NULL THEN NULL WHEN d.pending_reboot_since <= (${pollContact})
    OR EXISTS (SELECT 1 FROM work_queue w WHERE w.device_id = c.device_id AND w.kind = 'restartTold' AND w.queued_at > (${pollContact}))
    THEN 'windowsUpdate' ELSE 'no' END`;

function configmgr(moment: SqlMoment): ListSql {
  const { now, generation } = moment;
  const pollContact = pollContactSql(moment);
  const heartbeatContact = heartbeatContactSql(moment);
  const onIntune = intuneWorkloadsSql(generation);
  return {
    from: 'configmgr_devices c',
    recordId: 'c.id',
    deviceId: 'c.device_id',
    isStale: 'c.is_current = 0',
    joins: [['d', 'JOIN devices d ON d.id = c.device_id'], ...siteSchedules('c.device_id', ' AND c.is_current = 1')],
    fields: {
      name: 'c.name',
      client: 'c.has_client',
      clientStatus: clientStatusSql('c', pollContact, heartbeatContact, now),
      // The client notification channel: up while the client runs on the office network or a VPN, and believed to be up until
      // five minutes passed without a ping, so a restart goes unnoticed.
      clientOnline: `CASE WHEN c.has_client = 0 THEN NULL
        ELSE (d.power IN ('running', 'restarting') AND coalesce(${either('pp.last_on', 'gx.last_on', 'sp', 'gp', moment)}, 0) >= ${now - pingLoss}) END`,
      clientCheck: 'c.client_check',
      pendingRestart: pendingRestartSql(pollContact),
      clientVersion: 'c.client_version',
      lastPolicyRequest: pollContact,
      lastHeartbeat: heartbeatContact,
      os: 'c.os',
      osVersion: 'c.os_version',
      domain: 'c.domain',
      primaryUser: 'c.primary_user',
      lastLogonUser: 'c.last_logon_user',
      coManagement: funnelStageSql('c'),
      coManaged: isCoManagedSql('c'),
      enrollmentError: `CASE WHEN c.comgmt_enrolled = 0 THEN c.comgmt_code END`,
      policyPresent: 'c.comgmt_policy',
      mdmEnrolled: 'c.comgmt_enrolled',
      capabilities: `CASE WHEN c.comgmt_policy = 1 THEN c.comgmt_flags END`,
      entraId: 'c.entra_device_id',
      joinedAs: `CASE WHEN c.entra_device_id IS NULL THEN NULL WHEN ${isHybridSql('c')} THEN 'hybrid' ELSE 'entra' END`,
      model: 'c.model',
      serialNumber: 'c.serial_number',
      intuneWorkloads: `nullif(ltrim(${onIntune.map(([id, sql]) => `iif(${sql}, ', ${id}', '')`).join(' || ')}, ', '), '')`,
      ...Object.fromEntries(onIntune.map(([id, sql]) => [`intuneWorkloads:${id}`, sql])),
      osGroup: osGroupSql,
      discovered: 'c.discovered_at',
    },
    search: ['c.name', 'c.serial_number', 'c.primary_user'],
  };
}

const entra = ({ now }: SqlMoment): ListSql => ({
  from: 'entra_devices e',
  recordId: 'e.id',
  deviceId: 'e.device_id',
  isStale: 'e.is_current = 0',
  joins: [
    ['d', 'JOIN devices d ON d.id = e.device_id'],
    patternOf('pn', 'd.pattern_id', 0),
    // Intune writes into the object that it manages the device.
    [
      'i',
      `LEFT JOIN intune_devices i ON i.device_id = e.device_id AND i.is_current = 1 AND i.managed_by <> 'configMgr'`,
    ],
  ],
  fields: {
    name: 'e.name',
    enabled: 'e.is_enabled',
    os: 'e.os',
    osVersion: 'e.os_version',
    joinType: 'e.join_type',
    owner: 'e.owner_upn',
    registered: `CASE WHEN e.registration_state = 'pending' THEN NULL ELSE e.registered_at END`,
    mdm: `CASE WHEN e.is_current = 1 AND i.removed_at IS NULL AND i.id IS NOT NULL THEN 'Microsoft Intune' END`,
    compliant: 'e.is_compliant',
    toldAt: toldSql('e'),
    activity: `CASE WHEN e.registration_state = 'registered' THEN ${toldSql('e')} END`,
    stale: `CASE WHEN e.registration_state = 'registered' THEN ${toldSql('e')} < ${now - staleSeconds} END`,
    registration: 'e.registration_state',
  },
  search: ['e.name', 'e.owner_upn'],
});

const ad = (): ListSql => ({
  from: 'ad_computers a',
  recordId: 'a.id',
  deviceId: 'a.device_id',
  isStale: 'a.is_current = 0',
  joins: [['d', 'JOIN devices d ON d.id = a.device_id'], patternOf('pn', 'd.pattern_id', 1)],
  fields: {
    name: 'a.name',
    enabled: 'a.is_enabled',
    os: 'a.os',
    osVersion: 'a.os_version',
    distinguishedName: 'a.distinguished_name',
    created: 'a.created_at',
    toldAt: toldSql('a'),
  },
  search: ['a.name', 'a.distinguished_name'],
});

export const listSql: Record<DeviceListId, (moment: SqlMoment) => ListSql> = { fleet, intune, configmgr, entra, ad };
