import { describe, expect, it } from 'vitest';
import { batteryAt, diskFreeAt, recordedDiskFree } from '../../main/simulation/kernel/drift.ts';
import { day, week } from '../../shared/time.ts';

const since = 1_000 * week;

describe('free space', () => {
  const disk = { disk_free_mb: 700, disk_since: since, disk_mb_per_day: -100 };

  it('falls by its slope, whole megabytes at a time, and never below nothing', () => {
    expect(diskFreeAt(disk, since)).toBe(700);
    expect(diskFreeAt(disk, since + day / 100)).toBe(699);
    expect(diskFreeAt(disk, since + day)).toBe(600);
    expect(diskFreeAt(disk, since + week)).toBe(0);
    expect(diskFreeAt(disk, since + week + day)).toBe(0);
    expect(diskFreeAt({ ...disk, disk_mb_per_day: 0 }, since + 9 * week)).toBe(700);
  });

  describe('in Intune’s inventory', () => {
    const record = { disk_free_mb: 950, disk_as_of: since };
    const told = (lastContact: number | null, device = disk) => recordedDiskFree(record, device, lastContact);

    it('is what was told at the check-in seven days after the last refresh, and not a second before', () => {
      expect(told(since + week - 1)).toEqual({ freeMb: 950, asOf: since });
      expect(told(since + week, { ...disk, disk_mb_per_day: -10 })).toEqual({ freeMb: 630, asOf: since + week });
      expect(told(since + 2 * week - 1, { ...disk, disk_mb_per_day: -10 })).toEqual({
        freeMb: 630,
        asOf: since + week,
      });
    });

    it('stays as it is without a contact, and where the disk has another life since', () => {
      expect(told(null)).toEqual({ freeMb: 950, asOf: since });
      // The refresh of that time saw the disk before it was reset: nothing of today’s is known of it.
      const reset = { ...disk, disk_since: since + week + 1 };
      expect(told(since + week + day, reset)).toEqual({ freeMb: 950, asOf: since });
      expect(told(since + week + day, { ...reset, disk_since: since + week })).toEqual({
        freeMb: 700,
        asOf: since + week,
      });
    });
  });
});

describe('a battery', () => {
  it('loses a percent each time its days are over, and never more than it has', () => {
    const battery = { battery_percent: 3, battery_since: since, battery_days_per_percent: 10 };
    expect(batteryAt(battery, since + 10 * day - 1)).toBe(3);
    expect(batteryAt(battery, since + 10 * day)).toBe(2);
    expect(batteryAt(battery, since + 30 * day)).toBe(0);
    expect(batteryAt(battery, since + 40 * day)).toBe(0);
    expect(batteryAt({ ...battery, battery_days_per_percent: 0 }, since + 40 * day)).toBe(3);
    expect(batteryAt({ ...battery, battery_percent: null }, since)).toBeNull();
  });
});
