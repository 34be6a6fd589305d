import type { ServerRole } from '../../../shared/servers/words.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import type { AdComputerRow, ConfigmgrDeviceRow } from '../../rows/records.ts';
import type { UserRow } from '../../rows/identity.ts';
import { cyclesStoppedBy } from '../../simulation/identity/entra-connect.ts';
import { serverName } from '../../simulation/kernel/hosts.ts';
import { offsetAt } from '../../simulation/kernel/zone.ts';
import type { ServerFacts } from '../../simulation/servers/facts.ts';
import { estateOf } from '../engine/estate.ts';
import { graphFacts } from '../desktop/graph.ts';
import { worldOf } from '../engine/world.ts';
import { lastRun, schedulerOf } from '../identity/scheduler.ts';
import { organizationalUnits } from '../identity/units.ts';

export const accountAt = (netbiosDomain: string, { sam_account: name }: UserRow): string => `${netbiosDomain}\\${name}`;

/** Ids of resources of a site begin here (assumed). */
const firstMachine = 16_777_216;
/** So many objects a query answers at most; a terminal shows no more of them anyway. */
const most = 500;

/** What somebody sees who is signed in at a server. */
export function serverFacts(db: Db, role: ServerRole, now: number, by: UserRow): ServerFacts {
  const { site, mainOffice } = worldOf(db);
  return {
    role,
    computerName: serverName(role, site),
    account: accountAt(site.netbios_domain, by),
    local: now + offsetAt(mainOffice.zone, now),
    domain: site.domain,
    graph: graphFacts(db, offsetAt(mainOffice.zone, now)),
    siteCode: site.code,
    scheduler: () => schedulerOf(estateOf(db), lastRun(db, estateOf(db), now), now),
    suspended: () => cyclesStoppedBy(estateOf(db)) === 'wizard',
    computers: (pattern) =>
      (named(db, 'ad_computers', pattern) as AdComputerRow[]).map((row) => ({
        recordId: row.id,
        deviceId: row.device_id,
        name: row.name,
        distinguishedName: row.distinguished_name,
        isEnabled: row.is_enabled === 1,
        os: row.os,
        createdAt: row.created_at + offsetAt(mainOffice.zone, row.created_at),
      })),
    keptFromMdm: () =>
      prepared(
        db,
        `SELECT CAST(target AS INTEGER) AS id FROM settings WHERE id = 'deviceMdmBlock' AND value = 'policy'
         UNION SELECT device_id FROM work_queue WHERE kind = 'groupPolicyRefreshes' ORDER BY id`,
      )
        .pluck()
        .all() as number[],
    units: () => organizationalUnits(db),
    systems: (pattern) =>
      (named(db, 'configmgr_devices', pattern) as ConfigmgrDeviceRow[]).map(({ id, name }) => ({
        machineId: firstMachine + id,
        name,
      })),
    comanagement: (machineId) =>
      (
        prepared(
          db,
          `SELECT id, comgmt_enrolled, comgmt_policy FROM configmgr_devices
           WHERE is_current = 1 AND has_client = 1 AND (:id IS NULL OR id = :id) ORDER BY id LIMIT ${most}`,
        ).all({ id: machineId === null ? null : machineId - firstMachine }) as ConfigmgrDeviceRow[]
      ).map((row) => ({
        machineId: firstMachine + row.id,
        isEnrolled: row.comgmt_enrolled === 1,
        hasPolicy: row.comgmt_policy === 1,
      })),
  };
}

/** Current records by name; `*` in a pattern stands for any letters, and nothing else has a meaning there. */
const named = (db: Db, table: 'ad_computers' | 'configmgr_devices', pattern: string): unknown[] =>
  prepared(
    db,
    `SELECT * FROM ${table} WHERE is_current = 1 AND name LIKE ? ESCAPE '!' ORDER BY name, id LIMIT ${most}`,
  ).all(pattern.replace(/[!%_]/g, '!$&').replaceAll('*', '%'));
