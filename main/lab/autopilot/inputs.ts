import type { NewDevice } from '../../../shared/autopilot/offers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { ModelRow } from '../../rows/site.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, nextId, prepared } from '../../db/tables.ts';
import {
  inItsBox,
  newestWindows,
  Recipients,
  registerDevice,
  type Windows,
} from '../../simulation/autopilot/registration.ts';
import { unpackLater } from '../../simulation/autopilot/join.ts';
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
  readonly windows: Windows;
  readonly #db: Db;
  readonly #patterns = new Map<number, readonly number[]>();
  readonly #recipients: Recipients;
  readonly #nameOfSerial: Map<string, string>;
  readonly #assigned: ReadonlyMap<string, UserRow>;

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
    this.windows = newestWindows(windowsOf(db));
    // Whoever has a license and no computer yet gets one first, then whoever has a license.
    const licensed = prepared(db, 'SELECT * FROM users WHERE intune_license = 1 AND is_enabled = 1 ORDER BY id').all();
    const owners = new Set(
      prepared(db, `SELECT DISTINCT user_id FROM devices WHERE platform = 'windows' AND user_id IS NOT NULL`)
        .pluck()
        .all() as number[],
    );
    const waiting = (licensed as UserRow[]).filter(({ id, role }) => role === null && !owners.has(id));
    this.#recipients = new Recipients(this.seed, waiting.length > 0 ? waiting : (licensed as UserRow[]));
  }

  /** The model and the user of a new device; a sentence when it cannot be added. */
  find({ serialNumber: serial, model: modelName, assignedUser }: NewDevice): Found | string {
    const known = this.#nameOfSerial.get(serial.toLowerCase());
    if (known !== undefined) return `This serial number is registered already, for ${known}.`;
    const model = modelOf(this.#db, modelName);
    if (!model) return `There is no Windows model "${modelName}" in this lab.`;
    if (assignedUser === null) {
      const user = this.#recipients.next(nextId(this.#db, 'devices'));
      return user ? { model, user } : 'Nobody in this lab has an Intune license.';
    }
    const user = this.#assigned.get(assignedUser.toLowerCase());
    return user ? { model, user } : `There is no user "${assignedUser}".`;
  }

  /** A serial number may stand for one device of an input only. */
  took(serial: string, name: string): void {
    this.#nameOfSerial.set(serial.toLowerCase(), name);
  }

  patterns(office: number, read: () => readonly number[]): readonly number[] {
    let known = this.#patterns.get(office);
    if (!known) this.#patterns.set(office, (known = read()));
    return known;
  }
}

const windowsOf = (db: Db): Windows[] =>
  prepared(db, `SELECT DISTINCT os, os_version, os_build FROM devices WHERE platform = 'windows'`).all() as Windows[];

function addDevice(
  db: Db,
  cast: Cast,
  { serialNumber: serial, groupTag }: NewDevice,
  { model, user }: Found,
  now: number,
): number {
  const id = nextId(db, 'devices');
  const computer = { id, serial, groupTag, model, user, windows: cast.windows };
  const device = inItsBox(cast.seed, computer, now);
  applyChanges(db, registerDevice(device, computer, findRow(db, 'tenant', 1)!, now), now);
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
