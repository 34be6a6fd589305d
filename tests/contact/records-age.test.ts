import { describe, expect, it } from 'vitest';
import { countDevices, listDevices } from '../../main/lab/devices/list.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { homeView } from '../../main/lab/home/views.ts';
import { certificateEnd } from '../../main/simulation/contact/certificate.ts';
import type { DeviceListId } from '../../shared/devices/lists.ts';
import { day, hour, minute } from '../../shared/time.ts';
import {
  action,
  buildLab,
  device,
  mixedPopulation,
  order,
  pass,
  record,
  runUntil,
  runUntilFinished,
} from '../support/build-lab.ts';

const healthy = { presence: 'always', client: true, join: 'hybrid' } as const;
const every = (list: DeviceListId) => ({ list, filters: [], search: '', sort: null });

describe('certificateEnd', () => {
  const record = { certificate_expires_at: 1000 * day };

  it('is what the record holds while the last contact lies well before it', () => {
    expect(certificateEnd(record, null)).toBe(1000 * day);
    expect(certificateEnd(record, 900 * day)).toBe(1000 * day);
    expect(certificateEnd(record, 958 * day - 1)).toBe(1000 * day);
  });

  it('moves on by whole years for a device that stays in touch', () => {
    expect(certificateEnd(record, 958 * day)).toBe(1365 * day);
    expect(certificateEnd(record, 1200 * day)).toBe(1365 * day);
    expect(certificateEnd(record, 1323 * day)).toBe(1730 * day);
  });

  it('gives an order months of patience with a device that was here this morning, years after its enrollment', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings' }] });
    pass(lab, 800 * day);
    const id = order(lab, 'restart');
    expect(action(lab, id).deadline).toBeGreaterThan(lab.now + 40 * day);
    expect(runUntilFinished(lab, id).state).toBe('done');
  });
});

describe('what services know of a device in use', () => {
  it('stays fresh in Entra ID and AD to two weeks, on its page and in their lists', () => {
    const lab = buildLab({ devices: [healthy] });
    for (let month = 0; month < 4; month += 1) {
      pass(lab, 31 * day);
      const { entra, ad } = deviceView(lab.db, 1).records;
      for (const [list, view] of [
        ['entra', entra],
        ['ad', ad],
      ] as const) {
        expect(view!.asOf).toBeGreaterThan(lab.now - 14 * day);
        expect(listDevices(lab.db, every(list), 0, 1)[0]!['toldAt']).toBe(view!.asOf);
      }
    }
  });

  it('never becomes older when the device is wiped', () => {
    const lab = buildLab({ devices: [{ ...healthy, wipeHabit: 'reports' }] });
    pass(lab, 100 * day);
    const before = deviceView(lab.db, 1).records;
    runUntilFinished(lab, order(lab, 'wipe'));
    runUntil(lab, () => device(lab).power === 'oobe');
    const after = deviceView(lab.db, 1).records;
    expect(after.entra!.asOf).toBeGreaterThanOrEqual(before.entra!.asOf!);
    expect(after.ad!.asOf).toBeGreaterThanOrEqual(before.ad!.asOf!);
  });

  it('shows no difference in the version of Windows after updates', () => {
    const lab = buildLab({ devices: [{ ...healthy, pendingRebootDays: 2 }] });
    runUntilFinished(lab, order(lab, 'restart'));
    pass(lab, 8 * day);
    expect(deviceView(lab.db, 1).differences).toEqual([]);
    expect(record(lab, 'entra_devices')!.os_version).toBe(device(lab).os_version);
  });

  it('counts a client as online through a restart, and for five minutes after it left', () => {
    const lab = buildLab({ devices: [healthy] });
    const isOnline = () => listDevices(lab.db, every('configmgr'), 0, 1)[0]!['clientOnline'];
    order(lab, 'restart');
    runUntil(lab, () => device(lab).power === 'restarting');
    expect(isOnline()).toBe(true);

    const leaving = buildLab({ devices: [{ ...healthy, presence: 'leavesSoon' }] });
    const isThere = () => listDevices(leaving.db, every('configmgr'), 0, 1)[0]!['clientOnline'];
    const offAt = leaving.now + 5 * minute;
    const differing = () => deviceView(leaving.db, 1).differences!.filter(({ field }) => field === 'online');
    leaving.advanceTo(offAt + 4 * minute);
    expect(isThere()).toBe(true);
    expect(differing()).toEqual([
      { field: 'online', label: 'Reachable', truth: false, record: true, recordedBy: 'configmgr' },
    ]);
    leaving.advanceTo(offAt + 6 * minute);
    expect(isThere()).toBe(false);
    expect(differing()).toEqual([]);
  });

  it('dates the client check to the last night, without anything being queued for it', () => {
    const lab = buildLab({ devices: [healthy] });
    pass(lab, 40 * day);
    const checkedAt = Number(deviceView(lab.db, 1).records.configmgr!.fields['clientCheckAt']);
    expect(checkedAt).toBeGreaterThan(lab.now - day);
    expect(checkedAt).toBeLessThanOrEqual(lab.now);
  });

  it('brings a first client check result within a week, and mends some of the clients that failed', () => {
    const devices = Array.from({ length: 20 }, (_, index) =>
      index === 0
        ? ({ ...healthy, clientCheck: 'noResults' } as const)
        : ({ ...healthy, clientHealth: 'failed', clientCheck: 'passed' } as const),
    );
    const lab = buildLab({ devices });
    pass(lab, 8 * day);
    expect(record(lab, 'configmgr_devices')!.client_check).toBe('passed');
    const failed = countDevices(lab.db, {
      ...every('fleet'),
      filters: [{ field: 'needs', value: 'clientCheckFailed' }],
    });
    expect(failed).toBeGreaterThan(0);
    expect(failed).toBeLessThan(19);
    pass(lab, 30 * day);
    expect(countDevices(lab.db, { ...every('fleet'), filters: [{ field: 'needs', value: 'clientCheckFailed' }] })).toBe(
      failed,
    );
  });
});

describe('what a console must not give away', () => {
  it('speaks of a device by its recorded name when it refuses', () => {
    const lab = buildLab({ devices: [{ wipeHabit: 'silent' }] });
    const { name } = record(lab, 'intune_devices')!;
    order(lab, 'wipe');
    runUntil(lab, () => device(lab).power === 'oobe');
    expect(device(lab).name).not.toBe(name);
    const refusals = deviceView(lab.db, 1).commands.flatMap(({ refusal }) => refusal?.message ?? []);
    expect(refusals.join(' ')).toContain(name);
    expect(refusals.join(' ')).not.toContain(device(lab).name);
  });

  it('does not tell by its buttons whether a device is online', () => {
    const lab = buildLab({ devices: [{ presence: 'evenings' }] });
    expect(deviceView(lab.db, 1).truth['online']).toBe(false);
    const session = deviceView(lab.db, 1).commands.find(({ kind }) => kind === 'remoteAssistance')!;
    expect(session.refusal).toBeNull();
  });
});

describe('the compliance trend', () => {
  it('ends each day as Home showed it then, whatever happened since', () => {
    const lab = buildLab(mixedPopulation);
    const shown = new Map<number, { compliant: number; total: number }>();
    const ids = listDevices(
      lab.db,
      {
        ...every('fleet'),
        filters: [
          { field: 'platform', value: 'windows' },
          { field: 'mdmEnrolled', value: 'true' },
        ],
      },
      0,
      5,
    );
    for (const { id } of ids.slice(0, 3)) order(lab, 'wipe', id);
    for (let number = 0; number < 45; number += 1) {
      lab.advanceTo((Math.floor(lab.now / day) + 1) * day);
      const { total, values } = homeView(lab.db).tiles.find((tile) => tile.id === 'compliance')!;
      shown.set(lab.now, { total, compliant: values!.find(({ value }) => value === 'compliant')?.count ?? 0 });
      pass(lab, hour);
    }
    const { complianceTrend } = homeView(lab.db);
    const past = complianceTrend.filter(({ at }) => shown.has(at));
    expect(past.length).toBeGreaterThan(30);
    for (const { at, compliant, total } of past) expect({ at, compliant, total }).toEqual({ at, ...shown.get(at) });
    expect(new Set(past.map(({ total }) => total)).size).toBeGreaterThan(1);
  });
});
