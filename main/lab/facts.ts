import type { ActionRow, Channel, ScheduleRow } from '../../shared/rows.ts';
import type { Db } from '../db/open.ts';
import { allRows, currentRecord, currentSchedule, findRow, labRow, prepared, waitingActions } from '../db/tables.ts';
import type { Facts } from '../simulation/change.ts';
import type { WorkKind } from '../simulation/events/kinds.ts';
import { isMemberOf, queriedFieldsOf } from './collections.ts';
import { readClientSetting, readSetting } from './setting-values.ts';
import { worldOf } from './world.ts';

/** What the rules may know of one device, each row read once and only when a rule asks for it. Valid until the next write. */
export function factsOf(db: Db, deviceId: number, seed = labRow(db).seed): Facts {
  const world = worldOf(db);
  const schedules = new Map<number, ScheduleRow | undefined>();
  const device = findRow(db, 'devices', deviceId);
  if (!device) throw new Error(`factsOf: no device ${deviceId}`);
  const presence = device.pattern_id === null ? undefined : world.presences.get(device.pattern_id);
  return new RowFacts(db, seed, device, presence, world, schedules);
}

/** Records are never deleted, so the newest id is their number, without counting. */
export const knownComputers = (db: Db): number =>
  (prepared(db, 'SELECT max(id) FROM configmgr_devices').pluck().get() as number | null) ?? 0;

class RowFacts implements Facts {
  readonly seed: number;
  readonly device: Facts['device'];
  readonly presence: Facts['presence'];
  readonly #db: Db;
  readonly #world: ReturnType<typeof worldOf>;
  readonly #schedules: Map<number, ScheduleRow | undefined>;
  readonly #rows = new Map<string, unknown>();

  constructor(
    db: Db,
    seed: number,
    device: Facts['device'],
    presence: Facts['presence'],
    world: ReturnType<typeof worldOf>,
    schedules: Map<number, ScheduleRow | undefined>,
  ) {
    this.#db = db;
    this.seed = seed;
    this.device = device;
    this.presence = presence;
    this.#world = world;
    this.#schedules = schedules;
  }

  #once<T>(key: string, read: () => T): T {
    if (!this.#rows.has(key)) this.#rows.set(key, read());
    return this.#rows.get(key) as T;
  }

  get model(): Facts['model'] {
    return this.#world.models.get(this.device.model_id)!;
  }
  get site(): Facts['site'] {
    return this.#world.site;
  }
  get policy(): Facts['policy'] {
    return this.#world.policies.get(this.device.platform);
  }
  get tenant(): Facts['tenant'] {
    return this.#once('tenant', () => findRow(this.#db, 'tenant', 1)!);
  }
  get cloud(): Facts['cloud'] {
    return this.#once('cloud', () => findRow(this.#db, 'cloud_attach', 1)!);
  }
  get workloads(): Facts['workloads'] {
    return this.#once('workloads', () => allRows(this.#db, 'workloads'));
  }
  get join(): Facts['join'] {
    return this.#once(
      'join',
      () => prepared(this.#db, 'SELECT * FROM hybrid_joins WHERE device_id = ?').get(this.device.id) as Facts['join'],
    );
  }
  get comanagement(): Facts['comanagement'] {
    return this.#once(
      'comanagement',
      () =>
        prepared(this.#db, 'SELECT * FROM comanagement WHERE device_id = ?').get(
          this.device.id,
        ) as Facts['comanagement'],
    );
  }
  get user(): Facts['user'] {
    const { user_id: id } = this.device;
    return id === null ? undefined : this.#once('user', () => findRow(this.#db, 'users', id));
  }
  get intune(): Facts['intune'] {
    return this.#once('intune', () => currentRecord(this.#db, 'intune_devices', this.device.id));
  }
  get configmgr(): Facts['configmgr'] {
    return this.#once('configmgr', () => currentRecord(this.#db, 'configmgr_devices', this.device.id));
  }
  get entra(): Facts['entra'] {
    return this.#once('entra', () => currentRecord(this.#db, 'entra_devices', this.device.id));
  }
  get ad(): Facts['ad'] {
    return this.#once('ad', () => currentRecord(this.#db, 'ad_computers', this.device.id));
  }
  get autopilot(): Facts['autopilot'] {
    return this.#once('autopilot', () => currentRecord(this.#db, 'autopilot_identities', this.device.id));
  }
  get waiting(): readonly ActionRow[] {
    return this.#once('waiting', () => waitingActions(this.#db, this.device.id));
  }

  schedule(channel: Channel): ScheduleRow | undefined {
    if (!this.#schedules.has(channel)) this.#schedules.set(channel, currentSchedule(this.#db, this.device.id, channel));
    return this.#schedules.get(channel);
  }

  presenceOf(schedule: ScheduleRow): Facts['presence'] {
    return schedule.pattern_id === null ? undefined : this.#world.presences.get(schedule.pattern_id);
  }

  action(id: number): ActionRow {
    const row = this.waiting.find((action) => action.id === id) ?? findRow(this.#db, 'actions', id);
    if (!row) throw new Error(`facts: device ${this.device.id} has no action ${id}`);
    return row;
  }
  get queriedFields(): Facts['queriedFields'] {
    return queriedFieldsOf(this.#db);
  }
  get computers(): number {
    return knownComputers(this.#db);
  }
  setting(id: string, target = ''): string {
    return readSetting(this.#db, id, target);
  }
  clientSetting(id: string): string {
    return readClientSetting(this.#db, id, (collectionId) => this.isMember(collectionId));
  }
  isMember(collectionId: number | null): boolean {
    if (collectionId === null) return false;
    return this.#once(`member ${collectionId}`, () => isMemberOf(this.#db, collectionId, this.device.id));
  }
  isInGroup(groupName: string): boolean {
    const select = prepared(
      this.#db,
      `SELECT 1 FROM groups g WHERE g.name = :name COLLATE NOCASE AND (
         EXISTS (SELECT 1 FROM group_members m WHERE m.group_id = g.id AND m.user_id = :user)
         OR EXISTS (SELECT 1 FROM group_devices m WHERE m.group_id = g.id AND m.device_id = :device))`,
    );
    return select.get({ name: groupName, user: this.device.user_id ?? 0, device: this.device.id }) !== undefined;
  }
  officePatterns(): readonly number[] {
    return prepared(
      this.#db,
      `SELECT pattern_id FROM devices WHERE office_id = ? AND platform = 'windows' AND pattern_id IS NOT NULL ORDER BY id`,
    )
      .pluck()
      .all(this.device.office_id) as number[];
  }
  ownerInEntra(): Facts['user'] {
    return prepared(
      this.#db,
      `SELECT u.* FROM entra_devices e JOIN users u ON u.upn = e.owner_upn WHERE e.device_id = ? AND e.is_current = 1`,
    ).get(this.device.id) as Facts['user'];
  }
  devicesOfUser(): number {
    return prepared(
      this.#db,
      `SELECT count(*) FROM entra_devices WHERE owner_upn = ? AND is_current = 1 AND join_type IN ('entra', 'registered')`,
    )
      .pluck()
      .get(this.user?.upn ?? '') as number;
  }
  application(id: number): ReturnType<Facts['application']> {
    return prepared(this.#db, 'SELECT * FROM application_states WHERE device_id = ? AND application_id = ?').get(
      this.device.id,
      id,
    ) as ReturnType<Facts['application']>;
  }
  get recoveryKey(): Facts['recoveryKey'] {
    return prepared(this.#db, 'SELECT * FROM recovery_keys WHERE device_id = ? ORDER BY number DESC LIMIT 1').get(
      this.device.id,
    ) as Facts['recoveryKey'];
  }
  due(kind: WorkKind, subjectId: number): number | undefined {
    const select = prepared(
      this.#db,
      'SELECT min(due_at) FROM work_queue WHERE device_id = ? AND kind = ? AND subject_id = ?',
    ).pluck();
    return (select.get(this.device.id, kind, subjectId) as number | null) ?? undefined;
  }
}
