import type { CompliancePolicyRow, ModelRow, OfficeRow, SiteRow } from '../../rows/site.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow } from '../../db/tables.ts';
import { Presence } from '../../simulation/kernel/presence.ts';
import type { Zone } from '../../simulation/kernel/zone.ts';

/** The part of a lab that never changes after its creation, read once per connection. */
export type World = {
  presences: ReadonlyMap<number, Presence>;
  models: ReadonlyMap<number, ModelRow>;
  offices: ReadonlyMap<number, OfficeRow>;
  zones: ReadonlyMap<number, Zone>;
  policies: ReadonlyMap<string, CompliancePolicyRow>;
  site: SiteRow;
  mainOffice: { office: OfficeRow; zone: Zone };
};

const worlds = new WeakMap<Db, World>();

export function worldOf(db: Db): World {
  let world = worlds.get(db);
  if (!world) worlds.set(db, (world = readWorld(db)));
  return world;
}

/** After the file's content was replaced (reset to a checkpoint) what was read of it is stale. */
export const forgetWorld = (db: Db): boolean => worlds.delete(db);

function readWorld(db: Db): World {
  const zones = new Map(
    allRows(db, 'zones').map((row) => [
      row.id,
      { name: row.name, transitions: JSON.parse(row.transitions) as [number, number][] },
    ]),
  );
  const offices = new Map(allRows(db, 'offices').map((row) => [row.id, row]));
  const office = [...offices.values()].find((row) => row.is_main) ?? [...offices.values()][0]!;
  return {
    presences: new Map(
      allRows(db, 'presence_patterns').map((row) => [row.id, new Presence(row, zones.get(row.zone_id)!)]),
    ),
    models: new Map(allRows(db, 'models').map((row) => [row.id, row])),
    offices,
    zones,
    policies: new Map(allRows(db, 'compliance_policies').map((row) => [row.platform, row])),
    site: findRow(db, 'site', 1)!,
    mainOffice: { office, zone: zones.get(office.zone_id)! },
  };
}
