import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import { updateRow } from '../../main/db/tables.ts';
import { listDevices } from '../../main/lab/devices/list.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { hour, minute } from '../../shared/time.ts';
import { buildLab, changeDevice, device, order, pass, record, runUntil } from '../support/build-lab.ts';
import { coManaged } from '../support/co-managed.ts';

const query = { list: 'configmgr', filters: [], search: '', sort: null } satisfies Parameters<typeof listDevices>[1];
const shown = (lab: Lab) => listDevices(lab.db, query, 0, 1)[0]!['pendingRestart'];

describe('Pending Restart in the list of the site', () => {
  it('is what the client told last: pending until the policy request after the restart', () => {
    const lab = buildLab({ devices: [coManaged({ pendingRebootDays: 2 })] });
    expect(shown(lab)).toBe('windowsUpdate');
    order(lab, 'restart');
    runUntil(lab, () => device(lab).pending_reboot_since === null);
    expect(shown(lab)).toBe('windowsUpdate');
    pass(lab, hour);
    expect(shown(lab)).toBe('no');
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('hears at once of a client that is asked for a policy request', () => {
    const lab = buildLab({ devices: [coManaged({ pendingRebootDays: 2 })] });
    order(lab, 'restart');
    runUntil(lab, () => device(lab).pending_reboot_since === null);
    pass(lab, 1);
    lab.input('desktop.trigger', { deviceId: 1, trigger: 'machinePolicy' });
    expect(shown(lab)).toBe('no');
  });

  it('stays as it was told where a reset takes the client away', () => {
    const lab = buildLab({ devices: [coManaged({ pendingRebootDays: 2 })] });
    order(lab, 'wipe');
    runUntil(lab, () => device(lab).power === 'oobe');
    expect(device(lab).pending_reboot_since).toBeNull();
    pass(lab, 3 * hour);
    expect(shown(lab)).toBe('windowsUpdate');
    expect(lab.replay().equal).toBe(true);
    // Another record stands for it now: of this one nothing is known any more.
    updateRow(lab.db, 'configmgr_devices', record(lab, 'configmgr_devices')!.id, { is_current: 0 });
    expect(shown(lab)).toBeNull();
  });

  it('knows nothing of a restart that became due since the client was last there', () => {
    const lab = buildLab({ devices: [coManaged({ presence: 'leavesSoon' })] });
    pass(lab, 10 * minute);
    changeDevice(lab, { pending_reboot_since: lab.now });
    pass(lab, minute);
    expect(shown(lab)).toBe('no');
  });
});

describe('the notice of a restart at the device', () => {
  const announced = (lab: Lab) => answerView(lab.db, 'desktop.read', { deviceId: 1 }).announcedRestartAt;

  it('stands for the five minutes before a restart that Intune ordered', () => {
    const lab = buildLab({ devices: [coManaged()] });
    expect(announced(lab)).toBeNull();
    order(lab, 'restart');
    runUntil(lab, () => announced(lab) !== null);
    expect(announced(lab)).toBe(lab.now + 5 * minute);
    pass(lab, 6 * minute);
    expect(announced(lab)).toBeNull();
  });

  it('is none of a restart from the site, which is Software Center’s', () => {
    const lab = buildLab({ devices: [coManaged()] });
    lab.input('desktop.trigger', { deviceId: 1, trigger: 'restartClient' });
    pass(lab, minute);
    expect(announced(lab)).toBeNull();
  });
});
