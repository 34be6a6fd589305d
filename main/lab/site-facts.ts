import type { CloudAttachRow, CollectionRow, WorkloadRow } from '../../shared/rows.ts';
import type { Db } from '../db/open.ts';
import { allRows, findRow, labRow, prepared } from '../db/tables.ts';
import type { Estate, Facts, SiteFacts } from '../simulation/change.ts';
import { evaluateCollection, membersOf } from './collections.ts';
import { factsOf } from './facts.ts';
import { readSetting } from './setting-values.ts';
import { worldOf } from './world.ts';

/** The estate as it stands; rows are read once and hold until the next write. */
export function estateOf(db: Db, seed = labRow(db).seed): Estate {
  return new RowEstate(db, seed);
}

export class RowEstate implements Estate {
  readonly seed: number;
  protected readonly db: Db;
  #cloud: CloudAttachRow | undefined;
  #workloads: readonly WorkloadRow[] | undefined;

  constructor(db: Db, seed: number) {
    this.db = db;
    this.seed = seed;
  }
  get tenant(): Estate['tenant'] {
    return findRow(this.db, 'tenant', 1)!;
  }
  get site(): Estate['site'] {
    return worldOf(this.db).site;
  }
  get cloud(): CloudAttachRow {
    return (this.#cloud ??= findRow(this.db, 'cloud_attach', 1)!);
  }
  get workloads(): readonly WorkloadRow[] {
    return (this.#workloads ??= allRows(this.db, 'workloads'));
  }
  setting(id: string, target = ''): string {
    return readSetting(this.db, id, target);
  }
}

export function siteFactsOf(db: Db, seed = labRow(db).seed): SiteFacts {
  return new RowSiteFacts(db, seed);
}

class RowSiteFacts extends RowEstate implements SiteFacts {
  /** Read whole before the first fact is used: applying changes while a statement runs would be refused. */
  *devices(from: number, to: number): Generator<Facts> {
    const ids = prepared(
      this.db,
      `SELECT id FROM devices WHERE id BETWEEN ? AND ? AND platform = 'windows' ORDER BY id`,
    )
      .pluck()
      .all(from, to) as number[];
    for (const id of ids) yield factsOf(this.db, id, this.seed);
  }
  get lastDeviceId(): number {
    return (prepared(this.db, 'SELECT coalesce(max(id), 0) FROM devices').pluck().get() as number | undefined) ?? 0;
  }
  get backlog(): readonly number[] {
    return prepared(this.db, 'SELECT device_id FROM upload_backlog ORDER BY device_id').pluck().all() as number[];
  }
  facts(deviceId: number): Facts {
    return factsOf(this.db, deviceId, this.seed);
  }
  collection(id: number): CollectionRow | undefined {
    return findRow(this.db, 'collections', id);
  }
  get collections(): readonly CollectionRow[] {
    return allRows(this.db, 'collections');
  }
  members(collectionId: number): readonly number[] {
    return membersOf(this.db, collectionId);
  }
  evaluate(collectionId: number): readonly number[] {
    return evaluateCollection(this.db, collectionId);
  }
  groupDevices(groupId: number): readonly { device_id: number; source: 'sync' | 'entra' }[] {
    return prepared(this.db, 'SELECT device_id, source FROM group_devices WHERE group_id = ? ORDER BY device_id').all(
      groupId,
    ) as { device_id: number; source: 'sync' | 'entra' }[];
  }
  dueSite(kind: string, subjectId: number): number | undefined {
    const select = prepared(
      this.db,
      'SELECT min(due_at) FROM work_queue WHERE device_id = 0 AND kind = ? AND subject_id = ?',
    ).pluck();
    return (select.get(kind, subjectId) as number | null) ?? undefined;
  }
}
