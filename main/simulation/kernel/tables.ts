import type {
  ApplicationStateRow,
  PivotQueryRow,
  RecoveryKeyRow,
  ScriptRunRow,
  UploadBacklogRow,
  UploadUnderWayRow,
} from '../../rows/attach.ts';
import type { ClientOperationRow } from '../../rows/settings.ts';
import type { WorldRows } from '../../rows/world.ts';

/** Tables that Changes write, by their row type. Another one costs a row type, its line here, and a migration. */
type Rows = Pick<
  WorldRows,
  | 'actions'
  | 'ad_computers'
  | 'autopilot_identities'
  | 'client_settings'
  | 'client_settings_deployments'
  | 'cloud_attach'
  | 'collection_members'
  | 'collection_rules'
  | 'collections'
  | 'comanagement'
  | 'compliance_policies'
  | 'configmgr_devices'
  | 'devices'
  | 'entra_devices'
  | 'faults'
  | 'group_devices'
  | 'groups'
  | 'hybrid_joins'
  | 'intune_devices'
  | 'intune_policies'
  | 'settings'
  | 'tenant'
  | 'users'
  | 'workloads'
> & {
  application_states: ApplicationStateRow;
  client_operations: ClientOperationRow;
  /** Of the lab itself: who is signed in. Everything else is the engine's. */
  lab: { id: 1; administrator_id: number };
  pivot_queries: PivotQueryRow;
  script_runs: ScriptRunRow;
  recovery_keys: RecoveryKeyRow;
  upload_backlog: UploadBacklogRow;
  uploads_under_way: UploadUnderWayRow;
};
export type ChangedTable = keyof Rows;

/** Columns of the primary key, for tables whose rows have no number of their own. */
type KeyColumns = {
  application_states: 'device_id' | 'application_id';
  client_settings_deployments: 'settings_id' | 'collection_id';
  collection_members: 'collection_id' | 'device_id';
  comanagement: 'device_id';
  faults: 'fault' | 'target';
  group_devices: 'group_id' | 'device_id';
  hybrid_joins: 'device_id';
  recovery_keys: 'device_id' | 'number';
  settings: 'id' | 'target';
  upload_backlog: 'device_id';
  uploads_under_way: 'sent_at' | 'device_id';
};

type Numbered = { [T in ChangedTable]: Rows[T] extends { id: number } ? T : never }[ChangedTable];
/** Tables of one row, which neither comes nor goes. */
type Single = { [T in ChangedTable]: Rows[T] extends { id: 1 } ? T : never }[ChangedTable];
type Plural = Exclude<ChangedTable, Single>;

/** A new row; without an `id` it gets the next one. */
type Inserted<Row> = Row extends { id: number } ? Omit<Row, 'id'> & { id?: number } : Row;
/** All columns but the key: named outright, or some of them and the others as they are in a fresh row. */
type Filled<Rest> = { set: Rest; fresh?: never } | { set: Partial<Rest>; fresh: Rest };

type InsertChange = { [T in Plural]: { do: 'insert'; table: T; row: Inserted<Rows[T]> } }[Plural];
type UpdateChange = { [T in Numbered]: { do: 'update'; table: T; id: number; set: Partial<Rows[T]> } }[Numbered];
type PutChange = {
  [T in keyof KeyColumns]: { do: 'put'; table: T; key: Pick<Rows[T], KeyColumns[T] & keyof Rows[T]> } & Filled<
    Omit<Rows[T], KeyColumns[T]>
  >;
}[keyof KeyColumns];
type RemoveChange = { [T in Plural]: { do: 'remove'; table: T; key: Partial<Rows[T]> } }[Plural];

/**
 * The four verbs for rows. `put` changes the columns in `set` of the row with that key, or makes the row when there is none.
 * `remove` takes every row away that has these values; without any, all rows.
 */
export type RowChange = InsertChange | UpdateChange | PutChange | RemoveChange;
