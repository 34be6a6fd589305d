import type { DeviceListRow } from '../../../shared/devices/views.ts';

/** A device can have several records in one list, so a row is known by both. */
export const rowKey = (row: DeviceListRow): string => `${row.id}:${row.recordId}`;
export const recordIdOf = (key: string): number => Number(key.split(':')[1]);
export const deviceIdOf = (key: string): number => Number(key.split(':')[0]);
