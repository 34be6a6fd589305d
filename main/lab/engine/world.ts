import type { ModelRow, OfficeRow, SiteRow } from '../../rows/site.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { hour } from '../../../shared/time.ts';
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
  site: SiteRow;
  mainOffice: { office: OfficeRow; zone: Zone };
};

const worlds = new WeakMap<Db, World>();

export function worldOf(db: Db): World {
  let world = worlds.get(db);
  if (!world) worlds.set(db, (world = readWorld(db)));
  return world;
}

/** The zone that the clocks of an office show. */
export const zoneOfOffice = (db: Db, officeId: number): Zone => {
  const { offices, zones, mainOffice } = worldOf(db);
  const office = offices.get(officeId);
  return (office && zones.get(office.zone_id)) ?? mainOffice.zone;
};

/** After the file's content was replaced (reset to a checkpoint) what was read of it is stale. */
export const forgetWorld = (db: Db): boolean => worlds.delete(db);

function readWorld(db: Db): World {
  const zones = new Map(
    allRows(db, 'zones').map((row) => [
      row.id,
      { name: row.name, transitions: read(row.transitions, isTransitions, `zones.transitions of ${row.id}`) },
    ]),
  );
  const offices = new Map(allRows(db, 'offices').map((row) => [row.id, row]));
  const office = there([...offices.values()].find((row) => row.is_main) ?? [...offices.values()][0], 'an office');
  return {
    presences: new Map(
      allRows(db, 'presence_patterns').map((row) => {
        read(row.week, isWeek, `presence_patterns.week of ${row.id}`);
        return [row.id, new Presence(row, there(zones.get(row.zone_id), `the zone of presence pattern ${row.id}`))];
      }),
    ),
    models: new Map(allRows(db, 'models').map((row) => [row.id, row])),
    offices,
    zones,
    site: there(findRow(db, 'site', 1), 'the site'),
    mainOffice: { office, zone: there(zones.get(office.zone_id), 'the zone of the main office') },
  };
}

/** Throws `damaged`: what is read here is walked through again and again. */
function there<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new LabError('damaged', `The lab is damaged: ${what} is missing.`);
  return found;
}

function read<T>(text: string, fits: (value: unknown) => value is T, what: string): T {
  const value: unknown = JSON.parse(text);
  if (!fits(value)) throw new LabError('damaged', `The lab is damaged: ${what} cannot be read.`);
  return value;
}

const within = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
const isTransitions = (value: unknown): value is [number, number][] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (pair) => Array.isArray(pair) && within(pair[0], -(2 ** 40), 2 ** 40) && within(pair[1], -18 * hour, 18 * hour),
  );
type Entry = { day: number; from: number; to: number };
/** Minutes of a day; an entry may end on the next one. */
const isWeek = (value: unknown): value is Entry[] =>
  Array.isArray(value) &&
  value.every(
    (entry: Partial<Entry> | null) =>
      within(entry?.day, 0, 6) && within(entry?.from, 0, 2 * 1440) && within(entry?.to, 0, 2 * 1440),
  );
