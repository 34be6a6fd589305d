import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import { coManagedCounts } from '../../main/lab/devices/co-managed.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { listDevices } from '../../main/lab/devices/list.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { coManagedText } from '../../shared/comanagement/words.ts';
import type { DeviceListId } from '../../shared/devices/lists.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { attachedLab, configure, siteClient } from '../support/attached-lab.ts';
import { coManaged, coManagedLab } from '../support/co-managed.ts';
import {
  buildLab,
  changeDevice,
  device,
  order,
  pass,
  record,
  runUntil,
  runUntilFinished,
} from '../support/build-lab.ts';

const found = (lab: Lab, list: DeviceListId, search: string): string[] =>
  listDevices(lab.db, { list, filters: [], search, sort: null }, 0, 100).map(({ name }) => name);

describe('a device is found', () => {
  it('in every list by every name that any service has or had for it', () => {
    const lab = buildLab({ devices: [{ presence: 'always', join: 'hybrid', client: true, wipeHabit: 'reports' }, {}] });
    runUntilFinished(lab, order(lab, 'wipe'));
    pass(lab, hour);
    const { name } = device(lab);
    expect(name).toMatch(/^DESKTOP-/);
    for (const list of ['configmgr', 'entra', 'ad'] as const) expect(found(lab, list, 'lap-1')).toEqual(['LAP-1']);
    // The record of Intune is gone; its name still leads to the device.
    expect(found(lab, 'fleet', 'LAP-1')).toEqual([name]);
    expect(found(lab, 'fleet', name)).toEqual([name]);
  });

  it('by the name of another service, where they differ', () => {
    const lab = buildLab({ devices: [{ join: 'hybrid', client: true }] });
    lab.db.prepare(`UPDATE ad_computers SET name = 'OLD-NAME'`).run();
    for (const list of ['fleet', 'intune', 'configmgr', 'entra'] as const)
      expect(found(lab, list, 'old-n'), list).toEqual(['LAP-1']);
    expect(found(lab, 'intune', 'old_n')).toEqual([]);
  });
});

describe('the record of an attached device', () => {
  it('becomes no younger by an upload that it was not in', () => {
    const lab = attachedLab({ devices: [siteClient(), siteClient()] });
    const asOf = (id: number) => deviceView(lab.db, id).records.intune!.asOf!;
    const column = () =>
      listDevices(lab.db, { list: 'intune', filters: [], search: '', sort: null }, 0, 9).map(({ toldAt }) => toldAt);
    const [first, second] = [asOf(1), asOf(2)];
    expect(first).toBeLessThan(lab.now);
    configure(lab, 'serviceConnectionPoint', 'offline');
    pass(lab, 2 * day);
    changeDevice(lab, { os_version: '10.0.26100.9999' }, 1);
    lab.input('desktop.trigger', { deviceId: 1, trigger: 'discoveryData' });
    pass(lab, hour);
    configure(lab, 'serviceConnectionPoint', 'online');
    pass(lab, hour);
    expect(asOf(1)).toBeGreaterThan(first + 2 * day);
    expect(asOf(2)).toBe(second);
    expect(column()).toEqual([asOf(1), second]);
    expect(lab.check()).toEqual([]);
  });
});

describe('co-managed has two counts', () => {
  const balance = ({ intune, site, differences }: ReturnType<typeof coManagedCounts>): number =>
    (differences ?? []).reduce((sum, one) => sum + (one.in === 'site' ? one.count : -one.count), intune - site);

  it('each said with whose it is, and every device between them with its cause', () => {
    const devices = Array.from({ length: 6 }, () => coManaged({ wipeHabit: 'silent' }));
    const lab = coManagedLab({ devices });
    pass(lab, hour);
    const at = () => coManagedCounts(lab.db);
    expect(at()).toEqual({ intune: 6, site: 6, differences: [] });
    lab.db.prepare(`UPDATE configmgr_devices SET comgmt_enrolled = 0 WHERE device_id = 1`).run();
    lab.db.prepare(`UPDATE configmgr_devices SET comgmt_policy = 0 WHERE device_id = 2`).run();
    lab.db.prepare(`UPDATE intune_devices SET managed_by = 'intune' WHERE device_id = 3`).run();
    lab.input('devices.removeRecords', { service: 'configmgr', recordIds: [record(lab, 'configmgr_devices', 4)!.id] });
    order(lab, 'delete', 5);
    expect(
      at()
        .differences!.map(({ cause, count }) => [cause, count])
        .sort(),
    ).toEqual([
      ['enrollmentNotTold', 1],
      ['noIntuneRecord', 1],
      ['noSiteRecord', 1],
      ['notCheckedIn', 1],
      ['policyNotTold', 1],
    ]);
    expect(balance(at())).toBe(0);
    expect(answerView(lab.db, 'comanagement.read', {}).coManaged).toEqual(at());
    const { tiles } = answerView(lab.db, 'home.read', {});
    expect(tiles.find(({ id }) => id === 'management')!.truthNote).toContain(coManagedText(at()));
  });

  it('that always add up', () => {
    const lab = coManagedLab({
      devices: Array.from({ length: 8 }, (_, index) => coManaged(index % 2 ? { presence: 'evenings' } : {})),
    });
    for (const [kind, id] of [
      ['retire', 1],
      ['delete', 2],
      ['wipe', 3],
      ['retire', 4],
    ] as const) {
      order(lab, kind, id);
      for (const seconds of [5 * minute, 9 * hour, 2 * day]) {
        pass(lab, seconds);
        expect(balance(coManagedCounts(lab.db))).toBe(0);
      }
    }
    runUntil(lab, () => device(lab, 1).is_mdm_enrolled === 1);
    expect(balance(coManagedCounts(lab.db))).toBe(0);
  });

  it('reads as a sentence that names both', () => {
    expect(
      coManagedText({
        intune: 1846,
        site: 799,
        differences: [{ in: 'intune', text: 'without a record of the site', count: 1047 }],
      }),
    ).toBe(
      'Co-managed: 1,846 by Intune’s records, 799 by the site’s. Only Intune’s: 1,047 without a record of the site.',
    );
    expect(coManagedText({ intune: 1, site: 1, differences: null })).toBe(
      'Co-managed: 1 by Intune’s records, 1 by the site’s.',
    );
  });
});
