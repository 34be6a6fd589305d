import type { RemovableRecord } from '../../../shared/contract/device-words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { Needs } from '../../../shared/rights/words.ts';
import { confirmedRule, type InputsOf } from '../engine/offer.ts';
import { labRow } from '../../db/tables.ts';
import { changesOf, nameOf, recordOf, removeRecord, setEnabled } from './removal.ts';

/** Who may, as far as the lab knows roles: Active Directory has administrators of its own. That they need no more is assumed. */
const ofTheTenant: Needs = { tenantRoles: ['globalAdministrator', 'intuneAdministrator'] };
const needs: Readonly<Record<RemovableRecord, Needs>> = {
  entra: ofTheTenant,
  autopilot: ofTheTenant,
  configmgr: { siteRole: 'fullAdministrator' },
  ad: {},
};

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
      for (const recordId of new Set(recordIds)) removeRecord(db, service, recordId, now, by);
      return new Set(recordIds).size;
    },
    answer: (_db, count) => count,
  }),
  enableObjects: {
    needs: (_db, { service }) => needs[service],
    carryOut: (db, { service, recordIds, isEnabled }, now, by) =>
      [...new Set(recordIds)].filter((recordId) => setEnabled(db, service, recordId, isEnabled, now, by)).length,
  },
};
