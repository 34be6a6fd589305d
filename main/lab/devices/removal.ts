import { recordServiceLabels, type RemovableRecord } from '../../../shared/contract/device-words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { findRow } from '../../db/tables.ts';
import type { AdComputerRow, AutopilotIdentityRow, ConfigmgrDeviceRow, EntraDeviceRow } from '../../rows/records.ts';
import type { UserRow } from '../../rows/identity.ts';
import { removeResource } from '../../simulation/collections/remove-resource.ts';
import { enableComputer, enableObject, removeComputer, removeObject } from '../../simulation/identity/removal.ts';
import type { Change, Facts } from '../../simulation/kernel/change.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOf } from '../engine/facts.ts';

type Rows = {
  entra: EntraDeviceRow;
  ad: AdComputerRow;
  configmgr: ConfigmgrDeviceRow;
  autopilot: AutopilotIdentityRow;
};
const tables = {
  entra: 'entra_devices',
  ad: 'ad_computers',
  configmgr: 'configmgr_devices',
  autopilot: 'autopilot_identities',
} as const satisfies Record<RemovableRecord, string>;

/** What each service does when a record goes, and why it would not let it. */
const removal: { readonly [S in RemovableRecord]: (facts: Facts, record: Rows[S], now: number) => Change[] | string } =
  {
    // The object made by the registration belongs to it. That the product keeps it as well is assumed.
    entra: (facts, record, now) =>
      record.is_current === 1 && facts.autopilot
        ? `${record.name} is registered with Windows Autopilot: delete it there first.`
        : removeObject(facts, record, now),
    ad: removeComputer,
    configmgr: removeResource,
    // Source: Autopilot, device deregistration: the Intune record goes first. The object in Entra ID stays.
    autopilot: ({ intune }, record) =>
      intune?.removed_at === null && intune.managed_by !== 'configMgr'
        ? `${record.serial_number} is enrolled as ${intune.name}: delete it from Intune first.`
        : [{ do: 'remove', table: 'autopilot_identities', key: { id: record.id } }],
  };

/** Throws `recordNotFound`. */
export function recordOf<S extends RemovableRecord>(db: Db, service: S, recordId: number): Rows[S] {
  const row = findRow(db, tables[service], recordId) as Rows[S] | undefined;
  if (!row) throw new LabError('recordNotFound', `${recordServiceLabels[service]} has no record ${recordId}.`);
  return row;
}
export const nameOf = (record: Rows[RemovableRecord]): string =>
  'name' in record ? record.name : record.serial_number;

/** What a deletion would do. Throws `recordKept`. */
export function changesOf<S extends RemovableRecord>(db: Db, service: S, record: Rows[S], now: number): Change[] {
  const changes = (removal[service] as (facts: Facts, record: Rows[S], now: number) => Change[] | string)(
    factsOf(db, record.device_id),
    record,
    now,
  );
  if (typeof changes === 'string') throw new LabError('recordKept', changes);
  return changes;
}

/** Deletes one record in the console of its service, and says who did. Throws `recordKept` where the service would not. */
export function removeRecord(db: Db, service: RemovableRecord, recordId: number, now: number, by: UserRow): void {
  const record = recordOf(db, service, recordId);
  const about = { deviceId: record.device_id, subject: nameOf(record), actor: by.upn };
  applyChanges(db, [...changesOf(db, service, record, now), tellActivity('record_removed', about, { service })], now);
}

const enabling = { entra: enableObject, ad: enableComputer };
/** Whether it was the other way before. */
export function setEnabled<S extends keyof typeof enabling>(
  db: Db,
  service: S,
  recordId: number,
  isEnabled: boolean,
  now: number,
  by: UserRow,
): boolean {
  const record = recordOf(db, service, recordId);
  if ((record.is_enabled === 1) === isEnabled) return false;
  const set = enabling[service] as (facts: Facts, record: Rows[S], isEnabled: boolean, now: number) => Change[];
  const about = { deviceId: record.device_id, subject: record.name, actor: by.upn };
  const kind = isEnabled ? 'object_enabled' : 'object_disabled';
  const facts = factsOf(db, record.device_id);
  applyChanges(db, [...set(facts, record, isEnabled, now), tellActivity(kind, about, { service })], now);
  return true;
}
