import type { ViewParams } from '../../../shared/offers.ts';
import type { RecordDetails } from '../../../shared/devices/views.ts';
import type { Db } from '../../db/open.ts';
import { allRows, labRow, prepared } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { entraDeviceId, guidFor } from '../../simulation/kernel/identifiers.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { isMemberOf } from '../engine/membership.ts';
import { lastClientCheck } from './client-check.ts';
import { recordRow } from './list.ts';

type Details = Pick<RecordDetails, 'more' | 'memberOf'>;
const text = (label: string, value: string | null): RecordDetails['more'][number] => ({ label, value, type: 'text' });

/** A device's record in one console, from that record alone. */
export function recordDetails(db: Db, { list, deviceId }: ViewParams<'devices.record'>): RecordDetails {
  const { now, seed } = labRow(db);
  const facts = factsOfNamed(db, deviceId);
  const record = facts[list];
  if (!record) return { now, row: null, more: [], memberOf: [] };
  const details = list === 'configmgr' ? siteDetails(db, facts, now) : directoryDetails(db, seed, deviceId, record.id);
  return { now, row: recordRow(db, list, record.id), ...details };
}

const siteDetails = (db: Db, facts: Facts, now: number): Details => ({
  more: [
    text('Site Code', facts.site.code),
    { label: 'Last Client Check', value: lastClientCheck(facts, now), type: 'time' },
  ],
  memberOf: allRows(db, 'collections')
    .filter(({ id }) => isMemberOf(db, id, facts.device.id))
    .map(({ id, collection_code: code, name }) => ({ id, code, name })),
});

/** A record that another has replaced had ids of its own; which they were nobody needs to tell apart from the present ones. */
function directoryDetails(db: Db, seed: number, deviceId: number, recordId: number): Details {
  const groups = prepared(
    db,
    `SELECT g.id, g.name FROM group_devices m JOIN groups g ON g.id = m.group_id WHERE m.device_id = ? ORDER BY g.name`,
  ).all(deviceId) as { id: number; name: string }[];
  return {
    more: [
      text('Device ID', entraDeviceId(seed, deviceId)),
      text('Object ID', guidFor(seed, 'id.entraObject', recordId)),
    ],
    memberOf: groups.map(({ id, name }) => ({ id, code: guidFor(seed, 'id.entraGroup', id), name })),
  };
}
