import { describe, expect, it } from 'vitest';
import { deviceDeployments } from '../../main/lab/comanagement/deployments.ts';
import { comanagementView } from '../../main/lab/comanagement/views.ts';
import { countDevices, listDevices } from '../../main/lab/devices/list.ts';
import { recordDetails } from '../../main/lab/devices/record.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import type { DeviceListId } from '../../shared/devices/lists.ts';
import { day } from '../../shared/time.ts';
import { workloadIds } from '../../shared/workloads/words.ts';
import { mixedPopulation, sharedLab } from '../support/build-lab.ts';
import { coManaged, coManagedLab, move } from '../support/co-managed.ts';

const where = (list: DeviceListId, field: string, value: string) => ({
  list,
  filters: [{ field, value }],
  search: '',
  sort: null,
});

describe('a record as one console has it', () => {
  const lab = sharedLab(mixedPopulation);

  it('is the row of its list, and null where the console has none', () => {
    const rows = (list: 'configmgr' | 'entra') =>
      listDevices(lab().db, { list, filters: [], search: '', sort: null }, 0, 10_000);
    for (const list of ['configmgr', 'entra'] as const) {
      const all = rows(list);
      const without = listDevices(lab().db, { list: 'fleet', filters: [], search: '', sort: null }, 0, 10_000).find(
        ({ id }) => !all.some((row) => row.id === id),
      )!;
      expect(recordDetails(lab().db, { list, deviceId: without.id }).row).toBeNull();
      const { row } = recordDetails(lab().db, { list, deviceId: all[0]!.id });
      expect(all).toContainEqual(row);
    }
  });

  it('says when the client was checked last, as the page of the lab does', () => {
    const [row] = listDevices(lab().db, where('configmgr', 'client', 'true'), 0, 1);
    const { more, memberOf } = recordDetails(lab().db, { list: 'configmgr', deviceId: row!.id });
    expect(more.find(({ label }) => label === 'Last Client Check')?.value).toBe(
      deviceView(lab().db, row!.id).records.configmgr!.fields['clientCheckAt'],
    );
    expect(memberOf.map(({ name }) => name)).toContain('All Systems');
  });

  it('has ids in Entra ID of which the device id is the one that the device names', () => {
    const [row] = listDevices(lab().db, { list: 'entra', filters: [], search: '', sort: null }, 0, 1);
    const ids = recordDetails(lab().db, { list: 'entra', deviceId: row!.id }).more;
    expect(ids.map(({ label }) => label)).toEqual(['Device ID', 'Object ID']);
    expect(new Set(ids.map(({ value }) => value)).size).toBe(2);
  });
});

describe('the numbers of Monitoring › Cloud Attach', () => {
  it('are the lengths of the lists behind them', () => {
    const lab = coManagedLab({
      devices: [
        coManaged(),
        coManaged(),
        coManaged({ enrolled: false, join: 'domain' }),
        coManaged({ enrolled: false }),
      ],
    });
    move(lab, 'windowsUpdate', 'intune');
    lab.advanceTo(lab.now + 2 * day);
    const view = comanagementView(lab.db);
    for (const { id, count } of view.osDistribution)
      expect(countDevices(lab.db, where('configmgr', 'osGroup', id)), id).toBe(count);
    for (const { workload, onIntune } of view.sliders)
      expect(countDevices(lab.db, where('configmgr', 'intuneWorkloads', workload)), workload).toBe(onIntune);
    expect(view.sliders.find(({ workload }) => workload === 'windowsUpdate')!.onIntune).toBeGreaterThan(0);
    const [row] = listDevices(lab.db, where('configmgr', 'intuneWorkloads', 'windowsUpdate'), 0, 1);
    expect(String(row!['intuneWorkloads']).split(', ')).toContain('windowsUpdate');
    expect(workloadIds).toContain('windowsUpdate');
    lab.close();
  });
});

describe('what is deployed to a device', () => {
  it('adds up to the numbers of Monitoring › Deployments', () => {
    const lab = coManagedLab({ devices: [coManaged(), coManaged(), coManaged({ enrolled: false, join: 'domain' })] });
    lab.advanceTo(lab.now + 2 * day);
    const all = comanagementView(lab.db).deployments;
    expect(all.length).toBeGreaterThan(0);
    const ids = listDevices(lab.db, { list: 'configmgr', filters: [], search: '', sort: null }, 0, 100).map(
      ({ id }) => id,
    );
    const each = ids.flatMap((deviceId) => deviceDeployments(lab.db, { deviceId }).deployments);
    for (const { name, collection, targeted, applied } of all) {
      const mine = each.filter((one) => one.name === name);
      expect(mine.map((one) => one.collection)).toEqual(mine.map(() => collection));
      expect([mine.length, mine.filter(({ isApplied }) => isApplied).length], name).toEqual([targeted, applied]);
    }
    lab.close();
  });
});
