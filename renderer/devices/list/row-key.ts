import type { DeviceListRow } from '../../../shared/devices/views.ts';

/** A device can have several records in one list, so a row is known by both; orders go to the device. */
export const rowKey = (row: DeviceListRow): string => `${row.id}:${row.recordId}`;
export const deviceIdOf = (key: string): number => Number(key.split(':')[0]);
