import { describe, expect, it } from 'vitest';
import { moveSlider } from '../../main/simulation/workloads/sliders.ts';
import { intunePolicies, workloadPreview } from '../../main/lab/workloads/views.ts';
import { lastIntuneContact } from '../../main/simulation/contact/contact.ts';
import { findRow, labRow, prepared } from '../../main/db/tables.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { listActivities } from '../../main/lab/activities/views.ts';
import { sliderPositions, workloadIds, type SliderPosition, type WorkloadId } from '../../shared/workloads/words.ts';
import type { WorkloadRow } from '../../main/rows/workloads.ts';
import { hour } from '../../shared/time.ts';
import { buildLab, order, pass, record, refusalCode, runUntil } from '../support/build-lab.ts';
import { authorityAt, coManaged, coManagedLab, move, sliderOf } from '../support/co-managed.ts';

const rank = (position: SliderPosition): number => sliderPositions.indexOf(position);
const slidersAt = (set: Partial<Record<WorkloadId, SliderPosition>>): WorkloadRow[] =>
  workloadIds.map((workload, index) => ({
    id: index + 1,
    workload,
    position: set[workload] ?? 'configMgr',
    pilot_collection_id: 7,
    changed_at: 0,
  }));
const trio = ['deviceConfiguration', 'resourceAccess', 'endpointProtection'] as const;

describe('the sliders', () => {
  it('never leave Resource access or Endpoint Protection behind Device configuration, whatever is moved', () => {
    let [taken, refused] = [0, 0];
    for (const [dc, ra, ep] of combinations().filter(([lead, ...others]) =>
      others.every((one) => rank(one) >= rank(lead)),
    )) {
      const sliders = slidersAt({ deviceConfiguration: dc, resourceAccess: ra, endpointProtection: ep });
      for (const workload of trio)
        for (const position of sliderPositions) {
          const after = moveSlider(sliders, { workload, position, collectionId: null }, 2309, 5);
          const goesBehind = workload !== 'deviceConfiguration' && rank(position) < rank(dc);
          if ('refusal' in after) {
            refused += 1;
            expect([goesBehind, after.refusal]).toEqual([true, 'workloadCoupled']);
            continue;
          }
          expect(goesBehind).toBe(false);
          const [lead, ...others] = trio.map((id) => after.rows.find((row) => row.workload === id)!);
          for (const other of others) expect(rank(other.position)).toBeGreaterThanOrEqual(rank(lead!.position));
          // Who was ahead already stays where it was.
          for (const id of trio.filter((one) => one !== workload && !after.couples.includes(one)))
            expect(after.rows.find((row) => row.workload === id)).toBe(sliders.find((row) => row.workload === id));
          taken += after.couples.length;
        }
    }
    // Fourteen positions are legal; counted by hand, both ways of keeping the rule are needed so often.
    expect({ taken, refused }).toEqual({ taken: 22, refused: 12 });
  });

  it('keep Resource access at Intune from 2403 on', () => {
    const sliders = slidersAt({ resourceAccess: 'intune' });
    const back = { workload: 'resourceAccess', position: 'configMgr', collectionId: null } as const;
    expect(moveSlider(sliders, back, 2309, 5)).toMatchObject({ couples: [] });
    expect(moveSlider(sliders, back, 2403, 5)).toMatchObject({ refusal: 'workloadFixed' });
  });

  it('give a workload that is taken along the pilot of Device configuration when it has none', () => {
    const sliders = slidersAt({ resourceAccess: 'intune' }).map((row) => ({ ...row, pilot_collection_id: null }));
    const after = moveSlider(sliders, { workload: 'deviceConfiguration', position: 'pilot', collectionId: 9 }, 2603, 5);
    expect('rows' in after && after.rows.find((row) => row.workload === 'endpointProtection')).toMatchObject({
      position: 'pilot',
      pilot_collection_id: 9,
      changed_at: 5,
    });
  });
});

const combinations = (): [SliderPosition, SliderPosition, SliderPosition][] =>
  sliderPositions.flatMap((a) =>
    sliderPositions.flatMap((b) =>
      sliderPositions.map((c): [SliderPosition, SliderPosition, SliderPosition] => [a, b, c]),
    ),
  );

describe('moving a workload', () => {
  it('is for Full Administrators of the site', () => {
    const lab = coManagedLab();
    const { administrator_id: id } = labRow(lab.db);
    const { upn } = findRow(lab.db, 'users', id)!;
    lab.input('settings.configure', { setting: 'siteRole', value: 'operationsAdministrator', target: upn });
    expect(refusalCode(() => move(lab, 'clientApps', 'intune'))).toBe('siteRefused');
    expect(sliderOf(lab, 'clientApps').position).toBe('configMgr');
    lab.input('settings.configure', { setting: 'siteRole', value: 'fullAdministrator', target: upn });
    move(lab, 'clientApps', 'intune');
    expect(sliderOf(lab, 'clientApps').position).toBe('intune');
  });

  it('is refused while co-management is off, without a pilot collection, and for collections that are not there', () => {
    expect(refusalCode(() => move(buildLab({ devices: [coManaged()] }), 'clientApps', 'intune'))).toBe(
      'comanagementOff',
    );
    const lab = coManagedLab();
    expect(refusalCode(() => move(lab, 'clientApps', 'pilot'))).toBe('pilotNeedsCollection');
    expect(refusalCode(() => move(lab, 'clientApps', 'pilot', 99))).toBe('collectionNotFound');
    expect(refusalCode(() => move(lab, 'resourceAccess', 'configMgr'))).toBe('workloadFixed');
    move(lab, 'deviceConfiguration', 'intune');
    expect(refusalCode(() => move(lab, 'endpointProtection', 'configMgr'))).toBe('workloadCoupled');
    expect(sliderOf(lab, 'endpointProtection').position).toBe('intune');
  });

  it('takes Endpoint Protection along, and names it in the audit log', () => {
    const lab = coManagedLab();
    move(lab, 'deviceConfiguration', 'intune');
    const { rows } = listActivities(lab.db, { deviceId: null, kinds: ['workload_moved'], search: '' }, 0, 10);
    expect(rows.map(({ text }) => text).sort()).toEqual([
      'Device configuration: Configuration Manager → Intune',
      'Endpoint Protection: Configuration Manager → Intune, taken along',
    ]);
  });

  it('reaches the device at its next policy poll, which makes an MDM sync at once', () => {
    const lab = coManagedLab();
    const movedAt = lab.now;
    move(lab, 'windowsUpdate', 'intune');
    expect(authorityAt(lab, 'windowsUpdate')).toMatchObject({ authority: 'configMgr', why: 'policyNotReceived' });
    runUntil(lab, () => authorityAt(lab, 'windowsUpdate').authority === 'intune');
    const arrived = lab.now;
    expect(arrived - movedAt).toBeGreaterThan(0);
    expect(arrived - movedAt).toBeLessThanOrEqual(hour);
    expect(authorityAt(lab, 'windowsUpdate')).toMatchObject({ why: 'slider', since: arrived, capabilities: 8213 });
    expect(lastIntuneContact(factsOf(lab.db, 1), lab.now)).toBe(arrived);
    // The site learns it from a state message, and not before.
    expect(record(lab, 'configmgr_devices')!.comgmt_flags).toBe(8197);
    pass(lab, hour);
    expect(record(lab, 'configmgr_devices')!.comgmt_flags).toBe(8213);
  });

  it('has reached the members of a pilot, and the site’s word of them, when a lab begins in the midst of it', () => {
    const lab = coManagedLab({
      devices: [coManaged({ name: 'IN' }), coManaged({ name: 'OUT' })],
      cloud: {
        collections: [{ name: 'Some', rules: [{ device: 'IN' }] }],
        coManagement: {
          since: '2026-04-01T09:00:00Z',
          enroll: 'all',
          workloads: [{ workload: 'clientApps', position: 'pilot', pilot: 'Some' }],
        },
      },
    });
    const flags = [1, 2].map((id) => record(lab, 'configmgr_devices', id)!.comgmt_flags);
    expect(flags[0]! & ~flags[1]!).toBe(64);
    expect(flags).toEqual(prepared(lab.db, 'SELECT flags FROM comanagement ORDER BY device_id').pluck().all());
  });

  it('says afterwards what would have shortened the wait', () => {
    const lab = coManagedLab();
    move(lab, 'clientApps', 'intune');
    const { ledger } = pass(lab, hour);
    expect(ledger!.find(({ what }) => what === 'Co-management policy reaches the client')).toMatchObject({
      count: 1,
      shortenedBy: 'Download Computer Policy would have',
    });
  });

  it('goes back the same way', () => {
    const lab = coManagedLab({ sliders: [{ workload: 'clientApps', position: 'intune' }] });
    expect(authorityAt(lab, 'clientApps')).toMatchObject({ authority: 'intune', why: 'slider' });
    move(lab, 'clientApps', 'configMgr');
    expect(authorityAt(lab, 'clientApps')).toMatchObject({ authority: 'intune', why: 'policyNotReceived' });
    pass(lab, hour);
    expect(authorityAt(lab, 'clientApps')).toMatchObject({ authority: 'configMgr', why: 'slider', capabilities: 8197 });
  });

  it('concerns only members of the pilot', () => {
    const lab = coManagedLab({
      devices: [coManaged(), coManaged()],
      cloud: { collections: [{ name: 'Pilot', rules: [{ device: 'LAP-2' }] }] },
    });
    move(lab, 'clientApps', 'pilot', 5);
    pass(lab, hour);
    expect(authorityAt(lab, 'clientApps', 1)).toMatchObject({ authority: 'configMgr', why: 'notPilotMember' });
    expect(authorityAt(lab, 'clientApps', 2)).toMatchObject({ authority: 'intune', why: 'pilotMember' });
    move(lab, 'clientApps', 'intune');
    pass(lab, hour);
    expect(authorityAt(lab, 'clientApps', 1)).toMatchObject({ authority: 'intune', why: 'slider' });
  });

  it('does not reach a client that is silent', () => {
    const lab = coManagedLab({ devices: [coManaged({ presence: 'drawer', lastOnDaysAgo: 9 })] });
    move(lab, 'clientApps', 'intune');
    pass(lab, 48 * hour);
    expect(authorityAt(lab, 'clientApps')).toMatchObject({ authority: 'configMgr', why: 'policyNotReceived' });
  });

  it('gives the same by stepping, by jumping and by replay', () => {
    const play = (steps: number): { hash: string; replayed: boolean } => {
      const lab = coManagedLab({ devices: [coManaged(), coManaged({ presence: 'office' })] });
      move(lab, 'deviceConfiguration', 'intune');
      order(lab, 'sync', 2);
      for (let i = 0; i < steps; i += 1) pass(lab, (6 * hour) / steps);
      move(lab, 'deviceConfiguration', 'configMgr');
      for (let i = 0; i < steps; i += 1) pass(lab, (6 * hour) / steps);
      return { hash: lab.hash(), replayed: lab.replay().equal };
    };
    const jumped = play(1);
    expect(play(60)).toEqual(jumped);
    expect(jumped.replayed).toBe(true);
  });
});

describe('compliance follows its authority', () => {
  it('Intune shows See ConfigMgr until the workload moves, and again after it moved back', () => {
    const lab = coManagedLab();
    const seen = () => [record(lab, 'intune_devices')!.compliance, record(lab, 'entra_devices')!.is_compliant];
    expect(seen()).toEqual(['configManager', null]);
    move(lab, 'compliancePolicies', 'intune');
    expect(seen()).toEqual(['configManager', null]);
    pass(lab, hour);
    expect(seen()).toEqual(['compliant', 1]);
    move(lab, 'compliancePolicies', 'configMgr');
    pass(lab, hour);
    expect(seen()).toEqual(['configManager', null]);
    expect(authorityAt(lab, 'compliancePolicies').consequences.map(({ what }) => what)).toEqual(['seeConfigMgr']);
  });

  it('a device that fails the policy gets its grace from the move on', () => {
    const lab = coManagedLab({ devices: [coManaged({ encrypted: false })] });
    expect(record(lab, 'intune_devices')).toMatchObject({ compliance: 'configManager', grace_until: null });
    move(lab, 'compliancePolicies', 'intune');
    pass(lab, hour);
    const { compliance, grace_until: grace } = record(lab, 'intune_devices')!;
    expect(compliance).toBe('inGracePeriod');
    expect(grace! - lab.now).toBeGreaterThan(71 * hour);
    pass(lab, 80 * hour);
    expect(record(lab, 'intune_devices')!.compliance).toBe('noncompliant');
  });
});

describe('the preview of a move', () => {
  const preview = (
    lab: ReturnType<typeof coManagedLab>,
    workload: WorkloadId,
    position: SliderPosition,
    id: number | null = null,
  ) => workloadPreview(lab.db, { workload, position, collectionId: id });
  const codes = (view: { warnings: { code: string }[] }) => view.warnings.map(({ code }) => code);
  const counts = (view: { changes: { what: string; count: number }[] }) =>
    Object.fromEntries(view.changes.map(({ what, count }) => [what, count]));

  it('counts devices by what happens on them, changes nothing, and is what then happens', () => {
    const lab = coManagedLab({
      devices: [
        coManaged(),
        coManaged({ presence: 'drawer', lastOnDaysAgo: 9 }),
        coManaged({ enrolled: false, presence: 'drawer', lastOnDaysAgo: 3 }),
        { presence: 'always' },
      ],
    });
    const before = lab.hash();
    const view = preview(lab, 'deviceConfiguration', 'intune');
    expect(view).toMatchObject({ from: 'configMgr', to: 'intune', couples: ['endpointProtection'], devices: 2 });
    expect(counts(view)).toMatchObject({
      toIntune: 2,
      'toIntune:endpointProtection': 2,
      'configMgrPolicyRemains:endpointProtection': 2,
      atNextPoll: 1,
      neverPolls: 1,
      notEnrolled: 1,
      noCounterpartPolicy: 2,
    });
    expect(lab.hash()).toBe(before);
    move(lab, 'deviceConfiguration', 'intune');
    pass(lab, hour);
    expect([1, 2, 3].map((id) => authorityAt(lab, 'endpointProtection', id).authority)).toEqual([
      'intune',
      'configMgr',
      'configMgr',
    ]);
  });

  it('says which policies are missing, and who is outside their groups', () => {
    const lab = coManagedLab({ devices: [coManaged(), coManaged({ person: null })] });
    expect(codes(preview(lab, 'clientApps', 'intune'))).toEqual(['noCounterpartPolicy']);
    lab.input('workloads.assignPolicy', {
      name: 'Apps',
      workload: 'clientApps',
      kind: 'App',
      groupId: 1,
      isAssigned: true,
    });
    expect(codes(preview(lab, 'clientApps', 'intune'))).toEqual(['outsideAssignedGroup']);
    expect(counts(preview(lab, 'clientApps', 'intune'))).toMatchObject({ outsideAssignedGroup: 1, appsFromBoth: 2 });
    expect(intunePolicies(lab.db)).toMatchObject([{ name: 'Apps', group: 'All Sales', isAssigned: true, devices: 1 }]);
    lab.input('workloads.assignPolicy', {
      name: 'apps',
      workload: 'clientApps',
      kind: 'App',
      groupId: null,
      isAssigned: true,
    });
    expect(codes(preview(lab, 'clientApps', 'intune'))).toEqual([]);
    lab.input('workloads.assignPolicy', {
      name: 'Apps',
      workload: 'clientApps',
      kind: 'App',
      groupId: null,
      isAssigned: false,
    });
    expect(codes(preview(lab, 'clientApps', 'intune'))).toEqual(['noCounterpartPolicy']);
    expect(intunePolicies(lab.db)).toMatchObject([{ group: null, isAssigned: false, devices: 0 }]);
    expect(
      refusalCode(() =>
        lab.input('workloads.assignPolicy', {
          name: 'Apps',
          workload: 'windowsUpdate',
          kind: 'x',
          groupId: null,
          isAssigned: true,
        }),
      ),
    ).toBe('nameTaken');
    expect(
      refusalCode(() =>
        lab.input('workloads.assignPolicy', {
          name: 'B',
          workload: 'clientApps',
          kind: 'x',
          groupId: 77,
          isAssigned: true,
        }),
      ),
    ).toBe('groupNotFound');
  });

  it('warns of double management until a client setting is off for the devices', () => {
    const lab = coManagedLab({
      devices: [coManaged(), coManaged()],
      cloud: { collections: [{ name: 'Updates from Intune', rules: [{ device: 'LAP-1' }] }] },
    });
    expect(codes(preview(lab, 'windowsUpdate', 'intune'))).toContain('softwareUpdatesClientSettingOn');
    lab.input('settings.customize', {
      name: 'No software updates',
      priority: 10,
      collectionId: 5,
      settings: { softwareUpdates: 'off' },
    });
    expect(counts(preview(lab, 'windowsUpdate', 'intune'))['doubleManagement']).toBe(1);
    move(lab, 'windowsUpdate', 'intune');
    pass(lab, hour);
    const felt = (id: number) => authorityAt(lab, 'windowsUpdate', id).consequences.map(({ what }) => what);
    expect(felt(1)).not.toContain('doubleManagement');
    expect(felt(2)).toContain('doubleManagement');
  });

  it('warns of pilots: empty, not enrolled, not removing', () => {
    const lab = coManagedLab({
      devices: [coManaged(), coManaged({ enrolled: false, presence: 'drawer', lastOnDaysAgo: 3 })],
      cloud: {
        collections: [
          { name: 'Empty', rules: [] },
          { name: 'Both', rules: [{ device: 'LAP-1' }, { device: 'LAP-2' }] },
        ],
      },
    });
    expect(codes(preview(lab, 'clientApps', 'pilot', 5))).toEqual(['emptyPilot']);
    expect(codes(preview(lab, 'deviceConfiguration', 'pilot', 6))).toEqual(
      expect.arrayContaining(['pilotDoesNotRemove', 'pilotNotSubsetOfEnrollment']),
    );
  });

  it('names what is mended in 2603 to older sites only', () => {
    const at = (version: number, workload: WorkloadId) =>
      codes(preview(coManagedLab({ site: { version } }), workload, 'intune'));
    expect(at(2503, 'compliancePolicies')).toContain('complianceServiceEnds');
    expect(at(2603, 'compliancePolicies')).not.toContain('complianceServiceEnds');
    expect(at(2503, 'windowsUpdate')).toContain('thirdPartyUpdates');
    expect(at(2603, 'windowsUpdate')).not.toContain('thirdPartyUpdates');
  });

  it('says what stays when a workload moves back', () => {
    const lab = coManagedLab({ sliders: [{ workload: 'windowsUpdate', position: 'intune' }] });
    expect(preview(lab, 'windowsUpdate', 'configMgr').stays).toEqual([
      'A newer Windows that was installed meanwhile stays.',
    ]);
  });
});
