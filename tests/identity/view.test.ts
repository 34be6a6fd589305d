import { sentenceOf } from '../../shared/settings/condition.ts';
import { conditionOf } from '../../shared/settings/conditions.ts';
import { describe, expect, it } from 'vitest';
import { directoryView } from '../../main/lab/identity/views.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { buildLab, pass } from '../support/build-lab.ts';

const computer = { join: 'domain', client: true, enrolled: false, presence: 'always' } as const;
const set = (lab: Lab, setting: string, value: string, target: string | null = null): void => {
  lab.input('settings.configure', { setting, value, target });
};
const scheduler = (lab: Lab): Record<string, string> =>
  Object.fromEntries(directoryView(lab.db).sync.scheduler.map(({ name, value }) => [name, value]));

describe('directoryView', () => {
  it('shows the fields of Get-ADSyncScheduler as they are set', () => {
    const lab = buildLab({ devices: [computer] });
    expect(scheduler(lab)).toMatchObject({
      AllowedSyncCycleInterval: '00:30:00',
      CurrentlyEffectiveSyncCycleInterval: '00:30:00',
      CustomizedSyncCycleInterval: '',
      NextSyncCyclePolicyType: 'Delta',
      SyncCycleEnabled: 'True',
      MaintenanceEnabled: 'True',
      StagingModeEnabled: 'False',
      SchedulerSuspended: 'False',
    });
    set(lab, 'entraConnectCycle', '1440');
    set(lab, 'entraConnectStaging', 'on');
    set(lab, 'entraConnectWizard', 'on');
    set(lab, 'entraConnectSync', 'off');
    expect(scheduler(lab)).toMatchObject({
      CurrentlyEffectiveSyncCycleInterval: '1.00:00:00',
      CustomizedSyncCycleInterval: '1.00:00:00',
      SyncCycleEnabled: 'False',
      StagingModeEnabled: 'True',
      SchedulerSuspended: 'True',
    });
  });

  it('names what stops the export, most urgent first', () => {
    const lab = buildLab({ devices: [computer] });
    const stoppedBy = () => directoryView(lab.db).sync.stoppedBy;
    expect(stoppedBy()).toContain('Hybrid join');
    set(lab, 'entraConnectHybridJoin', 'on');
    expect(stoppedBy()).toBeNull();
    set(lab, 'entraConnectStaging', 'on');
    expect(stoppedBy()).toContain('staging');
    set(lab, 'entraConnectSync', 'off');
    expect(stoppedBy()).toContain('SyncCycleEnabled False');
    set(lab, 'entraConnectWizard', 'on');
    expect(stoppedBy()).toContain('wizard');
  });

  it('knows the last cycle that ran, and the next one', () => {
    const lab = buildLab({ devices: [computer] });
    const { lastCycle: first, nextCycle } = directoryView(lab.db).sync;
    expect(nextCycle! - first!).toBe(30 * minute);
    expect(first! <= lab.now && lab.now < nextCycle!).toBe(true);
    set(lab, 'entraConnectSync', 'off');
    pass(lab, 3 * hour);
    expect(directoryView(lab.db).sync).toMatchObject({ lastCycle: first, nextCycle: null });
    // By hand it runs although the scheduler does not.
    lab.input('identity.runNow', { what: 'deltaSync' });
    const forced = lab.now;
    pass(lab, hour);
    expect(directoryView(lab.db).sync.lastCycle).toBe(forced);
    set(lab, 'entraConnectSync', 'on');
    // No cycle of the hours without a scheduler is made up for.
    expect(directoryView(lab.db).sync.lastCycle).toBe(forced);
    pass(lab, 30 * minute);
    expect(directoryView(lab.db).sync.lastCycle).toBeGreaterThan(forced);
    set(lab, 'entraConnectSync', 'off');
    pass(lab, 8 * day);
    expect(scheduler(lab)['NextSyncCyclePolicyType']).toBe('Initial');
  });

  it('lists what ran in the last seven days, by hand too, and no cycle of a scheduler that stood still', () => {
    const lab = buildLab({ devices: [computer] });
    const runs = () => directoryView(lab.db).sync.runs;
    const gaps = (of: { at: number }[]) => of.slice(1).map(({ at }, index) => of[index]!.at - at);
    expect(runs()).toHaveLength(50);
    expect(new Set(gaps(runs()))).toEqual(new Set([30 * minute]));
    expect(new Set(runs().map(({ type, isExporting }) => `${type} ${String(isExporting)}`))).toEqual(
      new Set(['Delta true']),
    );
    const [last] = runs();
    set(lab, 'entraConnectSync', 'off');
    set(lab, 'entraConnectStaging', 'on');
    pass(lab, hour);
    lab.input('identity.runNow', { what: 'initialSync' });
    const forced = { at: lab.now, type: 'Initial', isExporting: false };
    pass(lab, hour);
    expect(runs().slice(0, 2)).toEqual([forced, last]);
    pass(lab, 7 * day - hour);
    expect(runs()).toEqual([]);
    set(lab, 'entraConnectStaging', 'off');
    set(lab, 'entraConnectSync', 'on');
    pass(lab, hour);
    // After a week without a run the first one begins anew.
    expect(runs().map(({ type, isExporting }) => [type, isExporting])).toEqual([
      ['Delta', true],
      ['Initial', true],
    ]);
    expect(runs()[0]!.at).toBe(directoryView(lab.db).sync.lastCycle);
  });

  it('counts no cycle of the very moment at which the scheduler was switched off', () => {
    const lab = buildLab({ devices: [computer] });
    const { nextCycle } = directoryView(lab.db).sync;
    lab.advanceTo(nextCycle!);
    expect(directoryView(lab.db).sync.lastCycle).toBe(nextCycle);
    set(lab, 'entraConnectSync', 'off');
    expect(directoryView(lab.db).sync.lastCycle).toBe(nextCycle! - 30 * minute);
  });

  it('counts computers, objects that wait, and objects by join type and state', () => {
    const lab = buildLab({ devices: [computer, computer, { join: 'entra' }] });
    set(lab, 'scp', 'ownTenant');
    set(lab, 'autoRegister', 'on');
    pass(lab, 5 * hour);
    // Both wrote their certificates; nothing exports them while hybrid join is not configured.
    expect(directoryView(lab.db)).toMatchObject({
      domain: 'corp.fabrikam.com',
      sync: { waiting: 2 },
      units: [{ name: 'Berlin/Computers', computers: 2, inScope: true }],
      devices: [{ joinType: 'entra', registered: 1, pending: 0 }],
    });
    set(lab, 'entraConnectHybridJoin', 'on');
    lab.input('identity.runNow', { what: 'deltaSync' });
    expect(directoryView(lab.db)).toMatchObject({
      sync: { waiting: 0 },
      devices: [{}, { joinType: 'hybrid', registered: 0, pending: 2 }],
    });
    pass(lab, 2 * hour);
    expect(directoryView(lab.db).devices[1]).toEqual({ joinType: 'hybrid', registered: 2, pending: 0 });
    set(lab, 'ouInSync', 'off', 'Berlin/Computers');
    expect(directoryView(lab.db).units[0]!.inScope).toBe(false);
  });

  it('counts people by license, suffix and MDM user scope', () => {
    const lab = buildLab({ devices: [computer] });
    const users = () => directoryView(lab.db).users;
    const { total } = users();
    expect(users().outOfScope).toBe(0);
    set(lab, 'verifiedUpnSuffix', 'off', 'person1@fabrikam.com');
    expect(users().unverifiedSuffix).toBe(1);
    set(lab, 'mdmUserScope', 'none');
    expect(users().outOfScope).toBe(total);
    set(lab, 'mdmUserScope', 'some');
    set(lab, 'mdmUserScopeGroup', 'all sales');
    const [group] = directoryView(lab.db).groups;
    expect(group).toMatchObject({ name: 'All Sales', syncedFrom: null });
    expect(users().outOfScope).toBe(total - group!.users);
    set(lab, 'mdmUserScope', 'all');
    set(lab, 'entraLicense', 'none');
    expect(users().outOfScope).toBe(total);
  });
});

describe('runNow', () => {
  it('refuses what it does not know, and a discovery that is off', () => {
    const lab = buildLab({ devices: [computer] });
    expect(() => lab.input('identity.runNow', { what: 'everything' })).toThrow(/deltaSync/);
    // A refusal is worded as the condition, and as prerequisites and parts of the gateway are.
    expect(() => lab.input('identity.runNow', { what: 'entraUserDiscovery' })).toThrow(
      sentenceOf(conditionOf('entraUserDiscovery', 'off')),
    );
    set(lab, 'entraUserDiscovery', 'on');
    // The Azure service is missing.
    expect(() => lab.input('identity.runNow', { what: 'entraUserDiscovery' })).toThrow();
    set(lab, 'azureServices', 'created');
    lab.input('identity.runNow', { what: 'entraUserDiscovery' });
    lab.input('identity.runNow', { what: 'adUserDiscovery' });
    set(lab, 'adUserDiscovery', 'off');
    expect(() => lab.input('identity.runNow', { what: 'adUserDiscovery' })).toThrow(
      'Active Directory user discovery is off.',
    );
    const kinds = lab.db.prepare('SELECT kind FROM history WHERE device_id = 0 ORDER BY id').pluck().all();
    expect(kinds.filter((kind) => kind !== 'settingChanged')).toEqual(['entraUserDiscovery', 'adUserDiscovery']);
    expect(lab.replay().equal).toBe(true);
  });
});
