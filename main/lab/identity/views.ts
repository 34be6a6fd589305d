import type { DirectoryView } from '../../../shared/identity/views.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { Estate } from '../../simulation/kernel/change.ts';
import { cycleSeconds, cyclesStoppedBy, isSyncing, nextCycle } from '../../simulation/identity/entra-connect.ts';
import { ouOf } from '../../../shared/identity/units.ts';
import { estateOf } from '../engine/estate.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { lastRun, runsOf, schedulerOf } from './scheduler.ts';
import { leftUnits } from './units.ts';
import { countUsers, listUsers } from './users.ts';

/** The directory as its own consoles show it: domain, tenant, Entra Connect, units, groups, users and device objects. */
export function directoryView(db: Db): DirectoryView {
  const { now } = labRow(db);
  const estate = estateOf(db);
  const { tenant, site } = estate;
  return {
    domain: site.domain,
    tenant: {
      name: tenant.name,
      id: tenant.tenant_guid,
      domain: tenant.domain,
      verifiedDomains: [tenant.domain, `${tenant.name.toLowerCase().replace(/[^a-z0-9]/g, '')}.onmicrosoft.com`],
    },
    sync: syncOf(db, estate, now),
    units: unitsOf(db, estate).map(({ name, computers, inScope }) => ({ name, computers, inScope })),
    groups: groupsOf(db),
    users: usersOf(db, estate),
    devices: devicesOf(db),
  };
}

/** What stands between a computer and its object, in the order in which one would find it. */
const exportSettings = [
  'entraConnectWizard',
  'entraConnectSync',
  'entraConnectStaging',
  'entraConnectHybridJoin',
] as const;

/** A day of runs at the shortest cycle, about. */
const shownRuns = 50;

function syncOf(db: Db, estate: Estate, now: number): DirectoryView['sync'] {
  const stopped = exportSettings.flatMap((id) => conditionAt(id, estate.setting(id)) ?? [])[0];
  const last = lastRun(db, estate, now);
  return {
    isExporting: isSyncing(estate),
    stoppedBy: stopped ? stopped.unmet : null,
    cycleSeconds: cycleSeconds(estate),
    lastCycle: last,
    nextCycle: cyclesStoppedBy(estate) === null ? nextCycle(estate, now) : null,
    scheduler: schedulerOf(estate, last, now),
    runs: runsOf(db, estate, now, shownRuns),
    waiting: unitsOf(db, estate).reduce((sum, { waiting, inScope }) => sum + (inScope ? waiting : 0), 0),
  };
}

type Unit = { name: string; computers: number; inScope: boolean; waiting: number };

/** Organizational units with computers; `waiting` have a certificate that Entra ID lacks. */
function unitsOf(db: Db, estate: Estate): Unit[] {
  const rows = prepared(
    db,
    `SELECT substr(a.distinguished_name, instr(a.distinguished_name, ',OU=')) AS path, count(*) AS computers,
       sum(d.platform = 'windows' AND a.certificate_at IS NOT NULL AND (e.id IS NULL OR e.join_type <> 'hybrid'
         OR (e.registration_state = 'pending' AND e.told_at < a.certificate_at))) AS waiting
     FROM ad_computers a JOIN devices d ON d.id = a.device_id
     LEFT JOIN entra_devices e ON e.device_id = a.device_id AND e.is_current = 1
     WHERE a.is_current = 1 GROUP BY path`,
  ).all() as { path: string; computers: number; waiting: number }[];
  const held = new Map(rows.map(({ path, ...counts }) => [ouOf(path), counts]));
  return [...new Set([...held.keys(), ...leftUnits(db)])].sort().map((name) => ({
    name,
    ...(held.get(name) ?? { computers: 0, waiting: 0 }),
    inScope: estate.setting('ouInSync', name) === 'on',
  }));
}

const groupsOf = (db: Db): DirectoryView['groups'] =>
  prepared(
    db,
    `SELECT g.id, g.name, g.description,
       (SELECT count(*) FROM group_members m WHERE m.group_id = g.id) AS users,
       (SELECT count(*) FROM group_devices m WHERE m.group_id = g.id) AS devices,
       (SELECT c.name FROM collections c WHERE c.sync_group_id = g.id ORDER BY c.id LIMIT 1) AS syncedFrom
     FROM groups g ORDER BY g.name COLLATE NOCASE, g.id`,
  ).all() as DirectoryView['groups'];

const usersOf = (db: Db, estate: Estate): DirectoryView['users'] => ({
  total: countUsers(db, estate, 'all'),
  intuneLicenses: countUsers(db, estate, 'licensed'),
  unverifiedSuffix: countUsers(db, estate, 'unverifiedSuffix'),
  outOfScope: countUsers(db, estate, 'outOfScope'),
});

/** Objects as the device list of Entra ID shows them, former ones too. */
const devicesOf = (db: Db): DirectoryView['devices'] =>
  prepared(
    db,
    `SELECT join_type AS joinType, sum(registration_state = 'registered') AS registered, sum(registration_state = 'pending') AS pending
     FROM entra_devices GROUP BY join_type ORDER BY join_type`,
  ).all() as DirectoryView['devices'];

export const identityViews: ViewsOf<'identity'> = { read: directoryView, users: listUsers };
