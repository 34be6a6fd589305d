import type { CloudAttachRow } from '../../rows/attach.ts';
import type { TenantRow } from '../../rows/site.ts';
import type { WorkloadRow } from '../../rows/workloads.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, prepared, seedOf } from '../../db/tables.ts';
import type { Estate } from '../../simulation/kernel/change.ts';
import { queriedFieldsOf } from './membership.ts';
import { remembered } from './memory.ts';
import { readSetting } from './setting-values.ts';
import { worldOf } from './world.ts';

/** The estate as it stands; rows are read once and hold until the next write. */
export function estateOf(db: Db, seed = seedOf(db)): Estate {
  return new RowEstate(db, seed);
}

/**
 * The newest id, without counting: records that were deleted since are among them. Only how long the first enrollments of more than
 * 25,000 computers are spread depends on it.
 */
const knownComputers = (db: Db): number =>
  remembered(
    db,
    'computers',
    () => (prepared(db, 'SELECT max(id) FROM configmgr_devices').pluck().get() as number | null) ?? 0,
  );

export class RowEstate implements Estate {
  readonly seed: number;
  protected readonly db: Db;
  #tenant: TenantRow | undefined;
  #cloud: CloudAttachRow | undefined;
  #workloads: readonly WorkloadRow[] | undefined;

  constructor(db: Db, seed: number) {
    this.db = db;
    this.seed = seed;
  }
  get tenant(): TenantRow {
    return (this.#tenant ??= remembered(this.db, 'tenant', () => findRow(this.db, 'tenant', 1)!));
  }
  get site(): Estate['site'] {
    return worldOf(this.db).site;
  }
  get cloud(): CloudAttachRow {
    return (this.#cloud ??= remembered(this.db, 'cloud', () => findRow(this.db, 'cloud_attach', 1)!));
  }
  get workloads(): readonly WorkloadRow[] {
    return (this.#workloads ??= remembered(this.db, 'workloads', () => allRows(this.db, 'workloads')));
  }
  get queriedFields(): Estate['queriedFields'] {
    return queriedFieldsOf(this.db);
  }
  get computers(): number {
    return knownComputers(this.db);
  }
  setting(id: string, target = ''): string {
    return readSetting(this.db, id, target);
  }
}
