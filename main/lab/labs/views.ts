import { basename } from 'node:path';
import { actionKinds, traitsOf } from '../../../shared/actions/words.ts';
import type { Role } from '../../../shared/rights/words.ts';
import type { LabView, Speed } from '../../../shared/labs/views.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, prepared } from '../../db/tables.ts';
import { offsetAt } from '../../simulation/kernel/zone.ts';
import { countActivities } from '../activities/views.ts';
import { withheldIn } from '../files/local.ts';
import { administratorOf } from '../engine/administrator.ts';
import { embeddedDescription } from '../scenario/source.ts';
import { worldOf } from '../engine/world.ts';

export type LabFacts = Omit<LabView, 'description'>;
export type Running = { file: string; speed: Speed; isJumping: boolean; revision: number };

const count = (db: Db, table: string, where = ''): number =>
  prepared(db, `SELECT count(*) FROM ${table} ${where}`).pluck().get() as number;
const descriptions = new WeakMap<Db, string>();

/** The description is in the text of the scenario, which takes a moment to read. */
export function labView(db: Db, running: Running): LabView {
  if (!descriptions.has(db)) descriptions.set(db, embeddedDescription(labRow(db).scenario_text));
  return { ...labFacts(db, running), description: descriptions.get(db)! };
}

/** What stands in rows. */
export function labFacts(db: Db, { file, speed, isJumping, revision }: Running): LabFacts {
  const lab = labRow(db);
  const { site, mainOffice } = worldOf(db);
  const tenant = findRow(db, 'tenant', 1)!;
  const administrator = administratorOf(db);
  const withheld = withheldIn(db);
  return {
    file,
    fileName: basename(file),
    scenario: lab.scenario_name,
    title: lab.scenario_title,
    seed: lab.seed,
    now: lab.now,
    startedAt: lab.started_at,
    devices: count(db, 'devices'),
    users: count(db, 'users'),
    speed,
    isJumping,
    pendingActions: count(db, 'actions', `WHERE state IN ('pending', 'active')`),
    inputs: count(db, 'inputs'),
    activities: countActivities(db, withheld),
    site: { code: site.code, name: site.name, version: site.version, serviceDate: site.service_date },
    tenant: {
      name: tenant.name,
      domain: tenant.domain,
      id: tenant.tenant_guid,
      remoteHelpEnabled: tenant.remote_help_enabled === 1,
    },
    administrator: {
      userId: administrator.id,
      name: administrator.display_name,
      upn: administrator.upn,
      role: administrator.role as Role | null,
    },
    zone: {
      ...mainOffice.zone,
      city: mainOffice.office.city,
      offsetSeconds: offsetAt(mainOffice.zone, lab.now),
    },
    liveSession: liveSession(db),
    ...(withheld.length > 0 ? { withheld } : {}),
    revision,
  };
}

const conversations = actionKinds.filter((kind) => traitsOf({ kind }).isConversation);

/** The consent prompt or session that holds the clock at real speed, if there is one. */
export function liveSession(db: Db): { actionId: number; device: string } | null {
  const row = prepared(
    db,
    `SELECT id AS actionId, device_name AS device FROM actions WHERE kind IN (SELECT value FROM json_each(?)) AND state IN ('pending', 'active') ORDER BY id LIMIT 1`,
  ).get(JSON.stringify(conversations)) as { actionId: number; device: string } | undefined;
  return row ?? null;
}
