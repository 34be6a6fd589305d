import type { DeviceRow } from '../../rows/devices.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { ModelRow, TenantRow } from '../../rows/site.ts';
import type { Change } from '../kernel/change.ts';
import { draw } from '../kernel/draw.ts';
import { windowsName } from '../kernel/identifiers.ts';

export type Windows = Pick<DeviceRow, 'os' | 'os_version' | 'os_build'>;

/** New computers come with the newest Windows that the lab has. */
export function newestWindows(known: readonly Windows[]): Windows {
  const revision = ({ os_version: version }: Windows) => Number(version.split('.').at(-1));
  const [newest] = known.toSorted(
    (a, b) => b.os_build - a.os_build || revision(b) - revision(a) || (a.os < b.os ? -1 : 1),
  );
  return newest ?? { os: 'Windows 11 Enterprise', os_version: '10.0.26200.9168', os_build: 26_200 };
}

/** For whom computers are that name nobody: drawn, each person once before anybody gets a second one. */
export class Recipients {
  readonly #seed: number;
  readonly #people: UserRow[];
  #turn = 0;

  constructor(seed: number, people: readonly UserRow[]) {
    this.#seed = seed;
    this.#people = [...people];
  }

  next(deviceId: number): UserRow | undefined {
    if (this.#people.length === 0) return undefined;
    const left = this.#people.length - (this.#turn % this.#people.length);
    const at = draw(this.#seed, 'newDeviceUser', deviceId, 0) % left;
    this.#turn += 1;
    const [user] = this.#people.splice(at, 1);
    this.#people.push(user!);
    return user;
  }
}

export type NewComputer = {
  id: number;
  serial: string;
  groupTag: string;
  model: ModelRow;
  user: UserRow;
  windows: Windows;
};

/** A computer that nobody has switched on yet. */
export function inItsBox(seed: number, { id, serial, model, user, windows }: NewComputer, now: number): DeviceRow {
  return {
    ...windows,
    id,
    name: windowsName(seed, 'boxName', id, 0),
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
    disk_free_mb: model.disk_total_mb - Math.floor(model.disk_total_mb / 8),
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

/** The device, its identity at Autopilot, and the object in Entra ID: a registered hash makes it at once, named by the serial number. */
export const registerDevice = (
  device: DeviceRow,
  { serial, groupTag, model }: NewComputer,
  tenant: TenantRow,
  now: number,
): Change[] => [
  { do: 'insert', table: 'devices', row: device },
  {
    do: 'insert',
    table: 'autopilot_identities',
    row: {
      device_id: device.id,
      is_current: 1,
      serial_number: serial,
      manufacturer: model.manufacturer,
      model: model.name,
      group_tag: groupTag,
      profile: `${tenant.name} user-driven`,
      enrollment_state: 'notContacted',
      registered_at: now,
      last_contacted_at: null,
    },
  },
  {
    do: 'insert',
    table: 'entra_devices',
    row: {
      device_id: device.id,
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
    },
  },
];
