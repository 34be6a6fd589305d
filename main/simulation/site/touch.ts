import { incrementalSeconds } from '../../../shared/collections/words.ts';
import type { ConfigmgrDeviceRow } from '../../rows/records.ts';
import type { Change, Estate, SiteField } from '../kernel/change.ts';

/** The next run of the incremental evaluation, and of the synchronization to Entra groups: every five minutes. */
export const nextEvaluation = (now: number): number => (Math.floor(now / incrementalSeconds) + 1) * incrementalSeconds;

/** The next full evaluation of a collection by its schedule, which runs from its creation; null where it has no schedule. */
export function nextFull({ created_at: from, full_period: period }: FullSchedule, now: number): number | null {
  if (period === 0) return null;
  return now < from ? from : from + (Math.floor((now - from) / period) + 1) * period;
}
/** The last one by its schedule; null before the first. */
export function lastFull({ created_at: from, full_period: period }: FullSchedule, now: number): number | null {
  if (period === 0) return null;
  const last = from + Math.floor((now - from) / period) * period;
  return last > from ? last : null;
}
type FullSchedule = { created_at: number; full_period: number };

/** What a column of the site's record is to collections. */
const fieldOf: Partial<Record<keyof ConfigmgrDeviceRow, SiteField>> = {
  name: 'name',
  os: 'os',
  os_version: 'osVersion',
  domain: 'domain',
  model: 'model',
  has_client: 'client',
  client_version: 'clientVersion',
  entra_device_id: 'entraDeviceId',
};

/**
 * To be asked by whatever changes (or makes) the site's current record of a device, with the columns that changed: the next
 * evaluation of collections takes the device in. Costs nothing where no collection reads those columns.
 */
export function touchCollections(
  estate: Estate,
  deviceId: number,
  changed: Partial<ConfigmgrDeviceRow>,
  now: number,
): Change[] {
  const fields = (Object.keys(changed) as (keyof ConfigmgrDeviceRow)[]).flatMap((column) => fieldOf[column] ?? []);
  if (fields.length === 0) return [];
  const { queriedFields } = estate;
  if (!fields.some((field) => queriedFields.has(field))) return [];
  return [
    { do: 'unqueue', kind: 'resourceChanged', deviceId: 0, subjectId: deviceId },
    { do: 'queue', dueAt: nextEvaluation(now), kind: 'resourceChanged', deviceId: 0, subjectId: deviceId },
  ];
}
