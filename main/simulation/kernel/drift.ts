import type { DeviceRow } from '../../rows/devices.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import { day, week } from '../../../shared/time.ts';

type Disk = Pick<DeviceRow, 'disk_free_mb' | 'disk_since' | 'disk_mb_per_day'>;

/** Free space in MB at a time, never below 0. A slope of whole MB a day; the part of a day counts in full seconds. */
export function diskFreeAt(
  { disk_free_mb: free, disk_since: since, disk_mb_per_day: slope }: Disk,
  at: number,
): number {
  const value = free + Math.floor(((at - since) * slope) / day);
  return value < 0 ? 0 : value;
}

/** What Intune's inventory says is free: refreshed every 7 days at a check-in. Source: device details page. */
export function recordedDiskFree(
  record: Pick<IntuneDeviceRow, 'disk_free_mb' | 'disk_as_of'>,
  device: Disk,
  lastContact: number | null,
): { freeMb: number; asOf: number } {
  const asOf =
    lastContact === null
      ? record.disk_as_of
      : record.disk_as_of + Math.floor((lastContact - record.disk_as_of) / week) * week;
  if (asOf <= record.disk_as_of || device.disk_since > asOf)
    return { freeMb: record.disk_free_mb, asOf: record.disk_as_of };
  return { freeMb: diskFreeAt(device, asOf), asOf };
}

type Battery = Pick<DeviceRow, 'battery_percent' | 'battery_since' | 'battery_days_per_percent'>;

/** Capacity left of the battery's design in percent; null for a device without a battery. */
export function batteryAt(
  { battery_percent: percent, battery_since: since, battery_days_per_percent: days }: Battery,
  at: number,
): number | null {
  if (percent === null || days === 0) return percent;
  const value = percent - Math.floor((at - since) / (days * day));
  return value < 0 ? 0 : value;
}

/** Below this, updates fail and the disk is called nearly full. Assumed. */
export const lowDiskMb = 5 * 1024;
/** Below this capacity a battery is called worn. Assumed. */
export const wornBatteryPercent = 50;
