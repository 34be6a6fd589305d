import type { NewDevice } from '../../../shared/autopilot/offers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { AutopilotIdentityRow, EntraDeviceRow } from '../../rows/records.ts';
import type { DeviceRow } from '../../rows/devices.ts';
import type { ModelRow } from '../../rows/site.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, nextId, prepared } from '../../db/tables.ts';
import { unpackLater } from '../../simulation/autopilot/join.ts';
import { draw } from '../../simulation/kernel/draw.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOf } from '../engine/facts.ts';
import type { InputsOf } from '../engine/offer.ts';
import { modelOf } from './models.ts';
import { tellActivity, tellDevice } from '../../simulation/kernel/tell.ts';

export type RefusedDevice = { serialNumber: string; why: string };

/** New computers by their Autopilot hashes: what can be added is, as an import in Intune does it, and the rest is named. */
export const autopilotInputs: InputsOf<'autopilot'> = {
  addDevices(db, { devices }, now, by) {
    const refused: RefusedDevice[] = [];
    const added: number[] = [];
    const cast = new Cast(db, devices);
    for (const device of devices) {
      const found = cast.find(device);
      if (typeof found === 'string') refused.push({ serialNumber: device.serialNumber, why: found });
      else added.push(addDevice(db, cast, device, found, now));
    }
    if (added.length === 0) {
      const [first] = refused;
      throw new LabError('devicesRefused', `${first!.serialNumber}: ${first!.why}`, { details: { refused } });
    }
    applyChanges(
      db,
      [
        tellActivity(
          'devices_added',
          { subject: `${added.length} device${added.length === 1 ? '' : 's'}`, actor: by.upn },
          { count: added.length, refused: refused.length },
        ),
      ],
      now,
    );
    return { added, refused };
  },
};

const lowered = (texts: readonly string[]): string => JSON.stringify(texts.map((text) => text.toLowerCase()));

type Found = { model: ModelRow; user: UserRow };

/** What new devices refer to, read once for all devices of an input. */
class Cast {
  readonly seed: number;
  readonly software: Pick<DeviceRow, 'os' | 'os_version' | 'os_build'>;
  readonly #db: Db;
  readonly #patterns = new Map<number, readonly number[]>();
  readonly #withoutDevice: UserRow[];
  readonly #nameOfSerial: Map<string, string>;
  readonly #assigned: ReadonlyMap<string, UserRow>;
  #turn = 0;

  constructor(db: Db, devices: readonly NewDevice[]) {
    this.#db = db;
    const known = prepared(
      db,
      'SELECT lower(serial_number) AS serial, name FROM devices WHERE lower(serial_number) IN (SELECT value FROM json_each(?))',
    ).all(lowered(devices.map(({ serialNumber: serial }) => serial))) as { serial: string; name: string }[];
    this.#nameOfSerial = new Map(known.map(({ serial, name }) => [serial, name]));
    const assigned = prepared(db, 'SELECT * FROM users WHERE lower(upn) IN (SELECT value FROM json_each(?))').all(
      lowered(devices.flatMap(({ assignedUser: upn }) => (upn === null ? [] : [upn]))),
    ) as UserRow[];
    this.#assigned = new Map(assigned.map((user) => [user.upn.toLowerCase(), user]));
    this.seed = labRow(db).seed;
    this.software = newestWindows(db);
    // Whoever has a license and no computer yet gets one first, then whoever has a license.
    const licensed = prepared(db, 'SELECT * FROM users WHERE intune_license = 1 AND is_enabled = 1 ORDER BY id').all();
    const owners = new Set(
      prepared(db, `SELECT DISTINCT user_id FROM devices WHERE platform = 'windows' AND user_id IS NOT NULL`)
        .pluck()
        .all() as number[],
    );
    const waiting = (licensed as UserRow[]).filter(({ id, role }) => role === null && !owners.has(id));
    this.#withoutDevice = waiting.length > 0 ? waiting : (licensed as UserRow[]);
  }

  /** The model and the user of a new device; a sentence when it cannot be added. */
  find({ serialNumber: serial, model: modelName, assignedUser }: NewDevice): Found | string {
    const known = this.#nameOfSerial.get(serial.toLowerCase());
    if (known !== undefined) return `This serial number is registered already, for ${known}.`;
    const model = modelOf(this.#db, modelName);
    if (!model) return `There is no Windows model "${modelName}" in this lab.`;
    if (assignedUser === null) {
      const user = this.#next();
      return user ? { model, user } : 'Nobody in this lab has an Intune license.';
    }
    const user = this.#assigned.get(assignedUser.toLowerCase());
    return user ? { model, user } : `There is no user "${assignedUser}".`;
  }

  /** A serial number may stand for one device of an input only. */
  took(serial: string, name: string): void {
    this.#nameOfSerial.set(serial.toLowerCase(), name);
  }

  /** Drawn, each person once before anybody gets a second one. */
  #next(): UserRow | undefined {
    const people = this.#withoutDevice;
    if (people.length === 0) return undefined;
    const left = people.length - (this.#turn % people.length);
    const at = draw(this.seed, 'newDeviceUser', nextId(this.#db, 'devices'), 0) % left;
    this.#turn += 1;
    const [user] = people.splice(at, 1);
    people.push(user!);
    return user;
  }

  patterns(office: number, read: () => readonly number[]): readonly number[] {
    let known = this.#patterns.get(office);
    if (!known) this.#patterns.set(office, (known = read()));
    return known;
  }
}

/** New computers come with the newest Windows that the lab has. */
function newestWindows(db: Db): Pick<DeviceRow, 'os' | 'os_version' | 'os_build'> {
  const rows = prepared(
    db,
    `SELECT DISTINCT os, os_version, os_build FROM devices WHERE platform = 'windows' AND os_build =
       (SELECT max(os_build) FROM devices WHERE platform = 'windows')`,
  ).all() as Pick<DeviceRow, 'os' | 'os_version' | 'os_build'>[];
  const revision = ({ os_version: version }: { os_version: string }) => Number(version.split('.').at(-1));
  const [newest] = rows.toSorted((a, b) => revision(b) - revision(a) || (a.os < b.os ? -1 : 1));
  return newest ?? { os: 'Windows 11 Enterprise', os_version: '10.0.26200.9168', os_build: 26_200 };
}

function addDevice(
  db: Db,
  cast: Cast,
  { serialNumber: serial, groupTag }: NewDevice,
  { model, user }: Found,
  now: number,
): number {
  const id = nextId(db, 'devices');
  const device = inItsBox(cast, id, serial, { model, user }, now);
  const identity: Omit<AutopilotIdentityRow, 'id'> = {
    device_id: id,
    is_current: 1,
    serial_number: serial,
    manufacturer: model.manufacturer,
    model: model.name,
    group_tag: groupTag,
    profile: `${findRow(db, 'tenant', 1)!.name} user-driven`,
    enrollment_state: 'notContacted',
    registered_at: now,
    last_contacted_at: null,
  };
  // Registering a hash makes the device object in Entra ID at once, named by the serial number.
  const object: Omit<EntraDeviceRow, 'id'> = {
    device_id: id,
    is_current: 1,
    name: serial,
    join_type: 'entra',
    registration_state: 'registered',
    registered_at: now,
    is_enabled: 1,
    is_compliant: null,
    owner_upn: null,
    os: 'Windows',
    os_version: device.os_version,
    told_at: now,
  };
  applyChanges(
    db,
    [
      { do: 'insert', table: 'devices', row: device },
      { do: 'insert', table: 'autopilot_identities', row: identity },
      { do: 'insert', table: 'entra_devices', row: object },
    ],
    now,
  );
  cast.took(serial, device.name);
  const facts = factsOf(db, id, cast.seed);
  const patterns = cast.patterns(device.office_id, () => facts.officePatterns());
  applyChanges(
    db,
    [tellDevice(id, 'autopilotRegistered', { serial, groupTag, upn: user.upn }), ...unpackLater(facts, now, patterns)],
    now,
  );
  return id;
}

/** A computer that nobody has switched on yet. */
function inItsBox(
  { seed, software }: Cast,
  id: number,
  serial: string,
  { model, user }: Found,
  now: number,
): DeviceRow {
  const free = model.disk_total_mb - Math.floor(model.disk_total_mb / 8);
  return {
    ...software,
    id,
    name: boxName(seed, id),
    platform: 'windows',
    model_id: model.id,
    serial_number: serial,
    office_id: user.office_id,
    pattern_id: null,
    user_id: user.id,
    ownership: 'corporate',
    join_type: 'workgroup',
    is_mdm_enrolled: 0,
    is_attached: 0,
    client_version: null,
    client_health: 'ok',
    power: 'oobe',
    is_encrypted: 0,
    is_defender_on: 1,
    is_push_blocked: 0,
    is_supervised: 0,
    booted_at: now,
    pending_reboot_since: null,
    pending_os_version: null,
    pending_os_build: null,
    disk_free_mb: free,
    disk_since: now,
    disk_mb_per_day: 0,
    battery_percent: model.has_battery === 1 ? 100 : null,
    battery_since: now,
    battery_days_per_percent: 0,
    consent_habit: 'drawn',
    wipe_habit: 'drawn',
    story: null,
  };
}

/** Windows names a computer that nobody has set up yet DESKTOP- and seven letters or digits. */
function boxName(seed: number, id: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  let name = 'DESKTOP-';
  for (let i = 0; i < 7; i += 1) name += letters.charAt(draw(seed, 'boxName', id, i) % letters.length);
  return name;
}
