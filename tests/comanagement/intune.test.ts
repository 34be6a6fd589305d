import { describe, expect, it } from 'vitest';
import { intuneManagement, userDevices } from '../../main/lab/comanagement/intune.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { agentStateAt, judgeAgent } from '../../main/simulation/comanagement/agent-state.ts';
import type { IntuneManagement } from '../../shared/comanagement/views.ts';
import { day, hour } from '../../shared/time.ts';
import { buildLab, changeDevice, pass, record } from '../support/build-lab.ts';
import { attachedLab } from '../support/attached-lab.ts';
import { coManaged, coManagedLab, move } from '../support/co-managed.ts';
import { internetClient, stateOf } from '../support/internet-lab.ts';

const shown = (lab: Lab, deviceId = 1): IntuneManagement | null => intuneManagement(lab.db, { deviceId }).management;
const authority = (lab: Lab, workload: string) =>
  shown(lab)!.workloads.find((row) => row.workload === workload)!.managedBy;

describe('the judgment of Intune on the other agent', () => {
  const now = 100 * day;
  const at = (status: number, age: number | null, told = 0) =>
    judgeAgent({ status, syncedAt: age === null ? null : now - age }, now - told, now);

  it('holds all flags for thirty days, and any other sum of them for two', () => {
    expect(at(7, 30 * day)).toBe('healthy');
    expect(at(7, 30 * day + 1)).toBe('communicationError');
    expect(at(23, 48 * hour)).toBe('healthy');
    expect(at(23, 48 * hour + 1)).toBe('communicationError');
    expect(at(3, 48 * hour + 1)).toBe('installed');
    expect(at(1, null)).toBe('installed');
  });

  it('is unknown without a client, without a word of it, and after thirty days of silence', () => {
    expect(judgeAgent(undefined, now, now)).toBe('unknown');
    expect(judgeAgent({ status: 7, syncedAt: now }, null, now)).toBe('unknown');
    expect(at(7, 0, 30 * day)).toBe('healthy');
    expect(at(7, 0, 30 * day + 1)).toBe('unknown');
  });
});

describe('what Intune shows of a co-managed device', () => {
  it('is the state of the last check-in: a workload that moved since then still reads as it was', () => {
    const lab = coManagedLab({
      devices: [coManaged({ presence: 'always' })],
      sliders: [{ workload: 'compliancePolicies', position: 'intune' }],
    });
    pass(lab, day);
    const told = shown(lab)!;
    expect(told).toMatchObject({ agentState: 'healthy', isWithSite: false });
    expect(told.agentCheckIn).toBeLessThanOrEqual(told.asOf!);
    expect(told.asOf).toBeLessThanOrEqual(lab.now);
    expect(authority(lab, 'clientApps')).toBe('configMgr');
    move(lab, 'clientApps', 'intune');
    expect(authority(lab, 'clientApps')).toBe('configMgr');
    pass(lab, 2 * hour);
    expect(authority(lab, 'clientApps')).toBe('intune');
  });

  it('does not know yet what the device has taken after its check-in', () => {
    const lab = coManagedLab();
    pass(lab, day);
    move(lab, 'clientApps', 'intune');
    pass(lab, 2 * hour);
    expect(authority(lab, 'clientApps')).toBe('intune');
    // As if the check-in that the change set off had not come through.
    const { asOf } = shown(lab)!;
    lab.db.prepare(`UPDATE history SET at = ? WHERE kind = 'policyMerged'`).run(asOf! + 1);
    expect(authority(lab, 'clientApps')).toBe('configMgr');
  });

  describe('does not know what has become of the client after the check-in', () => {
    const told = () => {
      const lab = coManagedLab({ sliders: [{ workload: 'compliancePolicies', position: 'intune' }] });
      pass(lab, day);
      return { lab, before: shown(lab)! };
    };
    const run = (lab: Lab, sql: string, ...values: number[]) => void lab.db.prepare(sql).run(...values);

    it('that it is gone, with all that it held', () => {
      const { lab, before } = told();
      expect(before).toMatchObject({ agentState: 'healthy' });
      expect(before.agentCheckIn).not.toBeNull();
      changeDevice(lab, { client_version: null });
      run(lab, 'DELETE FROM comanagement');
      expect(shown(lab)).toEqual(before);
    });

    it('that it was registered, or has failed its check, only then', () => {
      const { lab, before } = told();
      const since = before.asOf! + 1;
      run(lab, `UPDATE configmgr_devices SET client_check = 'failed', client_check_at = ?`, since);
      expect(shown(lab)).toEqual(before);
      run(lab, `UPDATE configmgr_devices SET client_check = 'passed'`);
      const facts = factsOf(lab.db, 1);
      const registrations = [{ at: since }];
      expect(agentStateAt(facts, before.asOf!, undefined, registrations).status).toBe(1);
      expect(agentStateAt(facts, since, undefined, registrations).status).toBe(7);
    });

    it('that Intune gave itself all workloads', () => {
      const { lab, before } = told();
      run(lab, 'UPDATE comanagement SET is_override = 1');
      expect(shown(lab)).toEqual(before);
    });
  });

  it('has all workloads with Intune where Intune gave them to itself', () => {
    const { lab, id } = internetClient({ settings: { overrideToIntune: 'on' } });
    expect(stateOf(lab, id)).toMatchObject({ is_override: 1 });
    expect(shown(lab, id)!.workloads.every(({ managedBy }) => managedBy === 'intune')).toBe(true);
  });

  it('has no time of the agent while compliance is with the site', () => {
    const lab = coManagedLab();
    pass(lab, day);
    expect(shown(lab)).toMatchObject({ agentCheckIn: null, isWithSite: true });
  });

  it('is unknown of a device that has been silent for more than thirty days', () => {
    const lab = coManagedLab({
      devices: [
        coManaged({ presence: 'drawer', lastOnDaysAgo: 40 }),
        coManaged({ presence: 'drawer', lastOnDaysAgo: 20 }),
      ],
    });
    expect(shown(lab, 1)).toMatchObject({ agentState: 'unknown' });
    expect(shown(lab, 2)).toMatchObject({ agentState: 'healthy' });
  });

  it('is nothing for a device that Intune does not have as co-managed', () => {
    expect(shown(buildLab({ devices: [{ join: 'entra', client: false, enrolled: true }] }))).toBeNull();
    expect(shown(attachedLab())).toBeNull();
  });
});

describe('the devices of a user', () => {
  it('are those of which Intune has the user as primary user, with the other agent of co-managed ones', () => {
    const lab = coManagedLab({ devices: [coManaged(), { join: 'entra', client: false, enrolled: true }] });
    pass(lab, day);
    const upn = record(lab, 'intune_devices')!.primary_user_upn!;
    const { devices } = userDevices(lab.db, { upn: upn.toUpperCase() });
    expect(devices.map(({ id }) => id)).toContain(1);
    for (const one of devices) expect(one.management !== null).toBe(one.managedBy === 'coManaged');
    expect(userDevices(lab.db, { upn: 'nobody@nowhere' }).devices).toEqual([]);
  });
});
