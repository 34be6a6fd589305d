import type { RemovableRecord } from '../../../shared/contract/device-words.ts';
import { recordServiceLabels } from '../../../shared/contract/device-words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { Needs } from '../../../shared/rights/words.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow } from '../../db/tables.ts';
import type { AdComputerRow, AutopilotIdentityRow, ConfigmgrDeviceRow, EntraDeviceRow } from '../../rows/records.ts';
import type { UserRow } from '../../rows/identity.ts';
import { removeResource } from '../../simulation/collections/remove-resource.ts';
import { enableObject, removeComputer, removeObject } from '../../simulation/identity/removal.ts';
import type { Change, Facts } from '../../simulation/kernel/change.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOf } from '../engine/facts.ts';
import { confirmedRule, type InputsOf } from '../engine/offer.ts';

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

/** Who may, as far as the lab knows roles: Active Directory has administrators of its own. That they need no more is assumed. */
const ofTheTenant: Needs = { tenantRoles: ['globalAdministrator', 'intuneAdministrator'] };
const needs: Readonly<Record<RemovableRecord, Needs>> = {
  entra: ofTheTenant,
  autopilot: ofTheTenant,
  configmgr: { siteRole: 'fullAdministrator' },
  ad: {},
};

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
function recordOf<S extends RemovableRecord>(db: Db, service: S, recordId: number): Rows[S] {
  const row = findRow(db, tables[service], recordId) as Rows[S] | undefined;
  if (!row) throw new LabError('recordNotFound', `${recordServiceLabels[service]} has no record ${recordId}.`);
  return row;
}
const nameOf = (record: Rows[RemovableRecord]): string => ('name' in record ? record.name : record.serial_number);

function changesOf<S extends RemovableRecord>(db: Db, service: S, record: Rows[S], now: number): Change[] {
  const changes = (removal[service] as (facts: Facts, record: Rows[S], now: number) => Change[] | string)(
    factsOf(db, record.device_id),
    record,
    now,
  );
  if (typeof changes === 'string') throw new LabError('recordKept', changes);
  return changes;
}

export const deviceInputs: InputsOf<'devices'> = {
  removeRecords: confirmedRule({
    needs: (_db, { service }) => needs[service],
    confirmed(db, { service, recordIds }, given) {
      const records = [...new Set(recordIds)].map((recordId) => recordOf(db, service, recordId));
      const { now } = labRow(db);
      for (const record of records) changesOf(db, service, record, now);
      const expected = records.length > 1 ? String(records.length) : nameOf(records[0]!);
      if (given !== expected)
        throw new LabError('confirmationMismatch', `Deleting has to be confirmed with exactly "${expected}".`);
    },
    destroys: ({ service }) => `deleting in ${service}`,
    carryOut(db, { service, recordIds }, now, by) {
      for (const recordId of new Set(recordIds)) {
        const record = recordOf(db, service, recordId);
        applyChanges(db, [...changesOf(db, service, record, now), told(record, by, service)], now);
      }
      return new Set(recordIds).size;
    },
    answer: (_db, count) => count,
  }),
  enableObjects: {
    needs: ofTheTenant,
    carryOut(db, { recordIds, isEnabled }, now, by) {
      const records = [...new Set(recordIds)].map((recordId) => recordOf(db, 'entra', recordId));
      const other = records.filter(({ is_enabled: flag }) => (flag === 1) !== isEnabled);
      for (const record of other) {
        const about = { deviceId: record.device_id, subject: record.name, actor: by.upn };
        applyChanges(
          db,
          [
            ...enableObject(factsOf(db, record.device_id), record, isEnabled, now),
            tellActivity(isEnabled ? 'object_enabled' : 'object_disabled', about, {}),
          ],
          now,
        );
      }
      return other.length;
    },
  },
};

const told = (record: Rows[RemovableRecord], by: UserRow, service: RemovableRecord): Change =>
  tellActivity('record_removed', { deviceId: record.device_id, subject: nameOf(record), actor: by.upn }, { service });
