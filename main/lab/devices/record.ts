import type { ViewParams } from '../../../shared/offers.ts';
import type { RecordDetails } from '../../../shared/devices/views.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, labRow, prepared } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { entraDeviceIdOf, guidFor } from '../../simulation/kernel/identifiers.ts';
import type { ConfigmgrDeviceRow, EntraDeviceRow } from '../../rows/records.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { isMemberOf } from '../engine/membership.ts';
import { lastClientCheck } from './client-check.ts';
import { recordRow } from './list.ts';

type Details = Pick<RecordDetails, 'more' | 'memberOf'>;
const text = (label: string, value: string | null): RecordDetails['more'][number] => ({ label, value, type: 'text' });

/** A device's record in one console, from that record alone: the one that is asked for, or the one that stands for the device. */
export function recordDetails(db: Db, { list, deviceId, recordId }: ViewParams<'devices.record'>): RecordDetails {
  const { now, seed } = labRow(db);
  const facts = factsOfNamed(db, deviceId);
  const current = facts[list];
  const record =
    recordId === undefined || recordId === current?.id ? current : findRow(db, `${list}_devices` as const, recordId);
  if (record?.device_id !== deviceId) return { now, row: null, more: [], memberOf: [] };
  if (record.is_current === 0)
    return { now, row: recordRow(db, list, record.id), ...staleDetails(list, facts, record) };
  const details = 'client_check_at' in record ? siteDetails(db, facts, now) : directoryDetails(db, seed, record);
  return { now, row: recordRow(db, list, record.id), ...details };
}

/** A record that another has replaced: memberships are those of the present one, and what it was called by is its own. */
const staleDetails = (
  list: ViewParams<'devices.record'>['list'],
  { site, seed }: Facts,
  record: ConfigmgrDeviceRow | EntraDeviceRow,
): Details => ({
  more:
    'client_check_at' in record
      ? [text('Site Code', site.code), { label: 'Last Client Check', value: record.client_check_at, type: 'time' }]
      : idsOf(seed, record),
  memberOf: [],
});

const idsOf = (seed: number, object: EntraDeviceRow): Details['more'] => [
  text('Device ID', entraDeviceIdOf(seed, object)),
  text('Object ID', guidFor(seed, 'id.entraObject', object.id)),
];

const siteDetails = (db: Db, facts: Facts, now: number): Details => ({
  more: [
    text('Site Code', facts.site.code),
    { label: 'Last Client Check', value: lastClientCheck(facts, now), type: 'time' },
  ],
  memberOf: allRows(db, 'collections')
    .filter(({ id }) => isMemberOf(db, id, facts.device.id))
    .map(({ id, collection_code: code, name }) => ({ id, code, name })),
});

function directoryDetails(db: Db, seed: number, record: EntraDeviceRow): Details {
  const groups = prepared(
    db,
    `SELECT g.id, g.name FROM group_devices m JOIN groups g ON g.id = m.group_id WHERE m.device_id = ? ORDER BY g.name`,
  ).all(record.device_id) as { id: number; name: string }[];
  return {
    more: idsOf(seed, record),
    memberOf: groups.map(({ id, name }) => ({ id, code: guidFor(seed, 'id.entraGroup', id), name })),
  };
}
