import type { ActionRow } from '../../rows/actions.ts';
import type { EntraDeviceRow } from '../../rows/records.ts';
import type { Channel, DeviceRow, ScheduleRow } from '../../rows/devices.ts';
import type { WorkRow } from '../../rows/journal.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { currentRecord, currentSchedule, findRow, prepared, seedOf, waitingActions } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import type { WorkKind } from '../../simulation/kernel/work-kinds.ts';
import { RowEstate } from './estate.ts';
import { isMemberOf } from './membership.ts';
import { complianceRules, readClientSetting } from './setting-values.ts';
import { worldOf } from './world.ts';

/** What the rules may know of one device, each row read once and only when a rule asks for it. Valid until the next write. */
export function factsOf(db: Db, deviceId: number, seed = seedOf(db)): Facts {
  const device = findRow(db, 'devices', deviceId);
  if (!device) throw new Error(`factsOf: no device ${deviceId}`);
  return new RowFacts(db, seed, device, worldOf(db));
}

/** A device that somebody named by its id. Throws `deviceNotFound`. */
export function namedDevice(db: Db, deviceId: number): DeviceRow {
  const device = findRow(db, 'devices', deviceId);
  if (!device) throw new LabError('deviceNotFound', `There is no device with id ${deviceId}.`);
  return device;
}
/** What the rules may know of it. */
export const factsOfNamed = (db: Db, deviceId: number): Facts =>
  new RowFacts(db, seedOf(db), namedDevice(db, deviceId), worldOf(db));

/** The rows that working out what a device waits for reads of every device: together they are read faster. */
const rangeRows = {
  join: 'SELECT * FROM hybrid_joins WHERE device_id BETWEEN ? AND ?',
  comanagement: 'SELECT * FROM comanagement WHERE device_id BETWEEN ? AND ?',
  entra: 'SELECT * FROM entra_devices WHERE device_id BETWEEN ? AND ? AND is_current = 1',
  ad: 'SELECT * FROM ad_computers WHERE device_id BETWEEN ? AND ? AND is_current = 1',
} as const;
const rangeQueue = 'SELECT device_id, kind, subject_id, due_at FROM work_queue WHERE device_id BETWEEN ? AND ?';

/** Facts of the Windows computers `from` … `to` (ids, inclusive) in order of id. */
export function* factsOfRange(db: Db, from: number, to: number, seed: number): Generator<Facts> {
  const world = worldOf(db);
  const read = <T extends { device_id: number }>(sql: string): T[] => prepared(db, sql).all(from, to) as T[];
  const devices = prepared(db, `SELECT * FROM devices WHERE id BETWEEN ? AND ? AND platform = 'windows'`).all(
    from,
    to,
  ) as DeviceRow[];
  const rows = Object.entries(rangeRows).map(([key, sql]): [string, Map<number, unknown>] => [
    key,
    new Map(read(sql).map((row) => [row.device_id, row])),
  ]);
  const queued = new Map(devices.map(({ id }): [number, WorkRow[]] => [id, []]));
  for (const work of read<WorkRow>(rangeQueue)) queued.get(work.device_id)?.push(work);
  for (const device of devices.sort((a, b) => a.id - b.id)) {
    const known = new Map<string, unknown>(rows.map(([key, byDevice]) => [key, byDevice.get(device.id)]));
    known.set('queued', queued.get(device.id));
    yield new RowFacts(db, seed, device, world, known);
  }
}

class RowFacts extends RowEstate implements Facts {
  readonly device: Facts['device'];
  readonly presence: Facts['presence'];
  readonly #world: ReturnType<typeof worldOf>;
  readonly #schedules = new Map<number, ScheduleRow | undefined>();
  readonly #rows: Map<string, unknown>;

  constructor(
    db: Db,
    seed: number,
    device: DeviceRow,
    world: ReturnType<typeof worldOf>,
    known = new Map<string, unknown>(),
  ) {
    super(db, seed);
    this.device = device;
    this.presence = device.pattern_id === null ? undefined : world.presences.get(device.pattern_id);
    this.#world = world;
    this.#rows = known;
  }

  #once<T>(key: string, read: () => T): T {
    if (!this.#rows.has(key)) this.#rows.set(key, read());
    return this.#rows.get(key) as T;
  }

  get model(): Facts['model'] {
    return this.#world.models.get(this.device.model_id)!;
  }
  get policy(): Facts['policy'] {
    return complianceRules(this.db).get(this.device.platform);
  }
  get join(): Facts['join'] {
    return this.#once(
      'join',
      () => prepared(this.db, 'SELECT * FROM hybrid_joins WHERE device_id = ?').get(this.device.id) as Facts['join'],
    );
  }
  get comanagement(): Facts['comanagement'] {
    return this.#once(
      'comanagement',
      () =>
        prepared(this.db, 'SELECT * FROM comanagement WHERE device_id = ?').get(
          this.device.id,
        ) as Facts['comanagement'],
    );
  }
  get user(): Facts['user'] {
    const { user_id: id } = this.device;
    return id === null ? undefined : this.#once('user', () => findRow(this.db, 'users', id));
  }
  get intune(): Facts['intune'] {
    return this.#once('intune', () => currentRecord(this.db, 'intune_devices', this.device.id));
  }
  get configmgr(): Facts['configmgr'] {
    return this.#once('configmgr', () => currentRecord(this.db, 'configmgr_devices', this.device.id));
  }
  get entra(): Facts['entra'] {
    return this.#once('entra', () => currentRecord(this.db, 'entra_devices', this.device.id));
  }
  get formerHybrids(): Facts['formerHybrids'] {
    return this.#once(
      'formerHybrids',
      () =>
        prepared(
          this.db,
          `SELECT * FROM entra_devices WHERE device_id = ? AND is_current = 0 AND join_type = 'hybrid' ORDER BY id`,
        ).all(this.device.id) as EntraDeviceRow[],
    );
  }
  get ad(): Facts['ad'] {
    return this.#once('ad', () => currentRecord(this.db, 'ad_computers', this.device.id));
  }
  get autopilot(): Facts['autopilot'] {
    return this.#once('autopilot', () => currentRecord(this.db, 'autopilot_identities', this.device.id));
  }
  get waiting(): readonly ActionRow[] {
    return this.#once('waiting', () => waitingActions(this.db, this.device.id));
  }

  schedule(channel: Channel): ScheduleRow | undefined {
    if (!this.#schedules.has(channel)) this.#schedules.set(channel, currentSchedule(this.db, this.device.id, channel));
    return this.#schedules.get(channel);
  }

  presenceOf(schedule: ScheduleRow): Facts['presence'] {
    return schedule.pattern_id === null ? undefined : this.#world.presences.get(schedule.pattern_id);
  }

  action(id: number): ActionRow {
    const row = this.waiting.find((action) => action.id === id) ?? findRow(this.db, 'actions', id);
    if (!row) throw new Error(`facts: device ${this.device.id} has no action ${id}`);
    return row;
  }
  intuneRecord(id: number): ReturnType<Facts['intuneRecord']> {
    return findRow(this.db, 'intune_devices', id);
  }
  clientSetting(id: string): string {
    return readClientSetting(this.db, id, (collectionId) => this.isMember(collectionId));
  }
  isMember(collectionId: number | null): boolean {
    if (collectionId === null) return false;
    return this.#once(`member ${collectionId}`, () => isMemberOf(this.db, collectionId, this.device.id));
  }
  isUserInGroup(groupName: string): boolean {
    // From the group, of which there are few, to the person in it; the other way round SQLite would look through all members.
    const select = prepared(
      this.db,
      `SELECT 1 FROM group_members WHERE group_id IN (SELECT id FROM groups WHERE name = ? COLLATE NOCASE) AND user_id = ?`,
    );
    return select.get(groupName, this.device.user_id ?? 0) !== undefined;
  }
  isDeviceInGroup(groupName: string): boolean {
    const select = prepared(
      this.db,
      `SELECT 1 FROM group_devices WHERE device_id = ? AND group_id IN (SELECT id FROM groups WHERE name = ? COLLATE NOCASE)`,
    );
    return select.get(this.device.id, groupName) !== undefined;
  }
  officePatterns(): readonly number[] {
    const inUse = `SELECT pattern_id FROM devices WHERE platform = 'windows' AND pattern_id IS NOT NULL`;
    const ofOffice = prepared(this.db, `${inUse} AND office_id = ? ORDER BY id`);
    const own = ofOffice.pluck().all(this.device.office_id) as number[];
    if (own.length > 0) return own;
    return prepared(this.db, `${inUse} ORDER BY id`).pluck().all() as number[];
  }
  namedUser(): Facts['user'] {
    return this.#once('namedUser', () => {
      for (const sql of namedUsers) {
        const user = prepared(this.db, sql).get(this.device.id) as Facts['user'];
        if (user) return user;
      }
      return undefined;
    });
  }
  devicesOfUser(): number {
    return prepared(
      this.db,
      `SELECT count(*) FROM entra_devices WHERE owner_upn = ? AND is_current = 1 AND join_type IN ('entra', 'registered')`,
    )
      .pluck()
      .get(this.user?.upn ?? '') as number;
  }
  application(id: number): ReturnType<Facts['application']> {
    return prepared(this.db, 'SELECT * FROM application_states WHERE device_id = ? AND application_id = ?').get(
      this.device.id,
      id,
    ) as ReturnType<Facts['application']>;
  }
  scriptRun(id: number): ReturnType<Facts['scriptRun']> {
    return findRow(this.db, 'script_runs', id);
  }
  get recoveryKey(): Facts['recoveryKey'] {
    return prepared(this.db, 'SELECT * FROM recovery_keys WHERE device_id = ? ORDER BY number DESC LIMIT 1').get(
      this.device.id,
    ) as Facts['recoveryKey'];
  }
  operation(id: number): ReturnType<Facts['operation']> {
    return findRow(this.db, 'client_operations', id);
  }
  get #queue(): readonly Queued[] {
    return this.#once('queued', () => queuedFor(this.db, this.device.id));
  }
  queued(kind: WorkKind): ReturnType<Facts['queued']> {
    return this.#queue.flatMap((work) =>
      work.kind === kind ? [{ subjectId: work.subject_id, dueAt: work.due_at }] : [],
    );
  }
  due(kind: WorkKind, subjectId: number): number | undefined {
    let first: number | undefined;
    for (const work of this.#queue)
      if (work.kind === kind && work.subject_id === subjectId && (first === undefined || work.due_at < first))
        first = work.due_at;
    return first;
  }
}

/** Who is the person of a device, in the order in which it is believed. The site writes `DOMAIN\\account`. */
const namedUsers = [
  `SELECT u.* FROM entra_devices e JOIN users u ON u.upn = e.owner_upn WHERE e.device_id = ? AND e.is_current = 1`,
  `SELECT u.* FROM configmgr_devices c JOIN users u ON u.sam_account = substr(c.primary_user, instr(c.primary_user, '\\') + 1)
   WHERE c.device_id = ? AND c.is_current = 1 ORDER BY u.id LIMIT 1`,
  `SELECT u.* FROM intune_devices i JOIN users u ON u.upn = i.primary_user_upn WHERE i.device_id = ? ORDER BY i.id DESC LIMIT 1`,
] as const;

type Queued = Pick<WorkRow, 'kind' | 'subject_id' | 'due_at'>;
const queuedFor = (db: Db, deviceId: number) =>
  prepared(db, 'SELECT kind, subject_id, due_at FROM work_queue WHERE device_id = ? ORDER BY due_at, rank, seq').all(
    deviceId,
  ) as Queued[];
