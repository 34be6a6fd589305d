import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  authorityOf,
  authorityOver,
  type AuthorityFacts,
  type HeldState,
} from '../../main/simulation/workloads/authority.ts';
import { consequencesOf, type ConsequenceFacts } from '../../main/simulation/workloads/consequences.ts';
import { capabilitiesOf } from '../../main/simulation/workloads/capabilities.ts';
import { authorityOfDevice, eachAuthority, listAuthority } from '../../main/lab/workloads/authority.ts';
import { exportAuthority } from '../../main/lab/exports.ts';
import { writeAtOnce } from '../../main/lab/files/csv.ts';
import { workloadIds, type SliderPosition, type WorkloadId } from '../../shared/workloads/words.ts';
import type { ViewParams } from '../../shared/offers.ts';
import { hour, parseIso } from '../../shared/time.ts';
import { changeDevice, labFolder, mixedPopulation, pass, refusalCode } from '../support/build-lab.ts';
import { authorityAt, coManaged, coManagedLab, move } from '../support/co-managed.ts';

const held = (flags: number, more: Partial<HeldState> = {}): HeldState => ({
  policy_at: 100,
  flags,
  flags_at: 100,
  auto_enroll: 1,
  stage: 'enrolled',
  since: 200,
  is_override: 0,
  ...more,
});
const facts = (
  sliders: Partial<Record<WorkloadId, SliderPosition>>,
  more: Partial<AuthorityFacts> & { pilotOf?: WorkloadId[] } = {},
): AuthorityFacts => ({
  siteVersion: 2603,
  isEnabled: true,
  hasClient: true,
  isEnrolled: true,
  sliders: workloadIds.map((workload, index) => ({
    id: index + 1,
    workload,
    position: sliders[workload] ?? (workload === 'resourceAccess' ? 'intune' : 'configMgr'),
    pilot_collection_id: index + 1,
    changed_at: index,
  })),
  state: held(8197),
  isMember: (id) => id !== null && (more.pilotOf ?? []).includes(workloadIds[id - 1]!),
  ...more,
});

describe('who manages a workload', () => {
  it.each<[string, AuthorityFacts, WorkloadId, string, string]>([
    ['at the slider', facts({}), 'clientApps', 'configMgr', 'slider'],
    ['moved', facts({ clientApps: 'intune' }, { state: held(8261) }), 'clientApps', 'intune', 'slider'],
    ['not there yet', facts({ clientApps: 'intune' }), 'clientApps', 'configMgr', 'policyNotReceived'],
    ['not back yet', facts({}, { state: held(8261) }), 'clientApps', 'intune', 'policyNotReceived'],
    [
      'in the pilot',
      facts({ clientApps: 'pilot' }, { state: held(8261), pilotOf: ['clientApps'] }),
      'clientApps',
      'intune',
      'pilotMember',
    ],
    ['outside the pilot', facts({ clientApps: 'pilot' }), 'clientApps', 'configMgr', 'notPilotMember'],
    [
      'taken along by the pilot of another',
      facts(
        { deviceConfiguration: 'pilot', endpointProtection: 'pilot' },
        { state: held(12333), pilotOf: ['deviceConfiguration'] },
      ),
      'endpointProtection',
      'intune',
      'coupled',
    ],
    ['retired', facts({}), 'resourceAccess', 'intune', 'retired'],
    ['not retired yet', facts({}, { siteVersion: 2309, state: held(8197) }), 'resourceAccess', 'intune', 'slider'],
    ['not enrolled', facts({ clientApps: 'intune' }, { isEnrolled: false }), 'clientApps', 'configMgr', 'notEnrolled'],
    ['enrolled first', facts({}, { state: undefined }), 'clientApps', 'intune', 'policyNotReceived'],
    ['overridden', facts({}, { state: held(12543, { is_override: 1 }) }), 'windowsUpdate', 'intune', 'override'],
  ])('%s', (_what, known, workload, authority, why) => {
    expect(authorityOver(known, workload)).toMatchObject({ authority, why });
  });

  it('is nobody where nobody decides', () => {
    expect(authorityOf(facts({}, { hasClient: false }))).toEqual([]);
    expect(authorityOf(facts({}, { isEnabled: false, state: undefined }))).toEqual([]);
    expect(authorityOf(facts({}, { isEnabled: false, isEnrolled: false, state: undefined }))).toHaveLength(7);
    // Co-management was removed, but the client has not heard of it.
    expect(authorityOf(facts({}, { isEnabled: false }))).toHaveLength(7);
  });

  it('is told since the bit changed, and not before the device was enrolled', () => {
    const known = facts({ clientApps: 'intune' }, { state: held(8261, { flags_at: 900 }) });
    const merges = [
      { at: 900, flagsBefore: 8199, flags: 8261 },
      { at: 500, flagsBefore: 8197, flags: 8199 },
      { at: 100, flagsBefore: 0, flags: 8197 },
    ];
    const since = (workload: WorkloadId) => authorityOver(known, workload, merges).since;
    expect(since('clientApps')).toBe(900);
    expect(since('compliancePolicies')).toBe(900);
    expect(since('windowsUpdate')).toBe(200);
  });

  it('agrees with the capability value for every legal set', () => {
    for (let mask = 0; mask < 128; mask += 1) {
      const moved = workloadIds.filter((_id, index) => (mask >> index) & 1);
      const known = facts(
        Object.fromEntries(workloadIds.map((id) => [id, moved.includes(id) ? 'intune' : 'configMgr'])),
        {
          siteVersion: 2309,
          state: held(capabilitiesOf(moved)),
        },
      );
      const onIntune = authorityOf(known).filter(({ authority }) => authority === 'intune');
      expect(onIntune.map(({ workload }) => workload)).toEqual(moved);
    }
  });
});

describe('the matrix', () => {
  it('lists seven cells of each client, in pages, by collection and by name', () => {
    const lab = coManagedLab({
      devices: [coManaged({ name: 'B' }), coManaged({ name: 'A' }), coManaged({ name: 'C' }), { name: 'CLOUD' }],
      cloud: { collections: [{ name: 'Some', rules: [{ device: 'A' }, { device: 'C' }] }] },
    });
    const query: ViewParams<'workloads.authority'> = {
      deviceId: null,
      collectionId: null,
      workload: null,
      search: '',
      offset: 0,
      limit: 100,
    };
    const all = listAuthority(lab.db, query);
    expect(all.total).toBe(21);
    expect(all.rows.map(({ device, workload }) => `${device} ${workload}`)).toEqual(
      ['A', 'B', 'C'].flatMap((name) => workloadIds.map((id) => `${name} ${id}`)),
    );
    for (const [offset, limit] of [
      [0, 5],
      [5, 7],
      [13, 3],
      [20, 9],
    ] as const)
      expect(listAuthority(lab.db, { ...query, offset, limit })).toEqual({
        total: 21,
        rows: all.rows.slice(offset, offset + limit),
      });
    const names = (more: Partial<typeof query>) =>
      listAuthority(lab.db, { ...query, ...more }).rows.map(({ device }) => device);
    const one = { workload: 'clientApps' } as const;
    expect(listAuthority(lab.db, { ...query, ...one, limit: 1, offset: 2 }).rows[0]!.device).toBe('C');
    expect(names({ collectionId: 5, ...one })).toEqual(['A', 'C']);
    expect(names({ search: 'b', ...one })).toEqual(['B']);
    expect(names({ deviceId: 4 })).toEqual([]);
    expect(refusalCode(() => names({ collectionId: 99 }))).toBe('collectionNotFound');
  });

  it('says the same for all devices at once as for one', () => {
    const lab = coManagedLab({ ...mixedPopulation, sliders: [{ workload: 'compliancePolicies', position: 'intune' }] });
    move(lab, 'deviceConfiguration', 'intune');
    pass(lab, 3 * hour);
    const atOnce = [...eachAuthority(lab.db, null)];
    const ids = [...new Set(atOnce.map(({ deviceId }) => deviceId))];
    expect(ids.length).toBeGreaterThan(90);
    const plain = ids.flatMap((id) => authorityOfDevice(lab.db, id)).map(({ consequences: _, ...row }) => row);
    expect(atOnce).toEqual(plain);
    expect(new Set(atOnce.map(({ why }) => why))).toEqual(
      new Set(['slider', 'notEnrolled', 'coupled', 'retired', 'policyNotReceived']),
    );
  });

  it('is written as CSV that no spreadsheet takes for formulas', () => {
    const lab = coManagedLab({ devices: [coManaged(), coManaged()] });
    changeDevice(lab, { name: '=1+1' }, 2);
    const to = join(labFolder(), 'authority.csv');
    const { total, writing } = exportAuthority(lab.db, { collectionId: null }, to);
    expect(total).toBe(14);
    expect(writeAtOnce(writing)).toEqual({ rows: 14 });
    const lines = readFileSync(to, 'utf8').split('\r\n');
    expect(lines[0]).toBe('\uFEFFDevice,Workload,Managed by,Since,Why,Capabilities');
    expect(lines[1]).toMatch(/^'=1\+1,Compliance policies,Configuration Manager,2026-04-01T\d\d:\d\d:\d\dZ,The slider/);
    expect(lines).toHaveLength(16);
  });

  it('follows the device out of co-management', () => {
    const lab = coManagedLab();
    expect(authorityAt(lab, 'clientApps').why).toBe('slider');
    changeDevice(lab, { is_mdm_enrolled: 0 });
    expect(authorityAt(lab, 'clientApps')).toMatchObject({ authority: 'configMgr', why: 'notEnrolled' });
    changeDevice(lab, { client_version: null });
    expect(authorityOfDevice(lab.db, 1)).toEqual([]);
  });
});

describe('what a device feels', () => {
  const october = parseIso('2026-10-31T23:59:59Z')!;
  const on = (workload: WorkloadId, more: Partial<ConsequenceFacts> = {}, position: SliderPosition = 'intune') => {
    const known = facts({ [workload]: position }, { pilotOf: [workload] });
    return consequencesOf({
      siteVersion: 2603,
      now: october,
      authorities: [{ workload, authority: 'intune', why: 'slider', since: 500 }],
      sliders: known.sliders,
      softwareUpdates: 'off',
      lastSync: 600,
      counterpart: () => 'covered',
      ...more,
    }).map(({ what }) => what);
  };

  it.each<[string, string[], string[]]>([
    ['nothing when all is prepared', on('windowsUpdate'), []],
    ['double management', on('windowsUpdate', { softwareUpdates: 'on' }), ['doubleManagement']],
    ['an altered scan source before 2603', on('windowsUpdate', { siteVersion: 2509 }), ['thirdPartyUpdates']],
    ['a compliance check until the end of October 2026', on('compliancePolicies', { siteVersion: 2509 }), []],
    [
      'no compliance check afterwards',
      on('compliancePolicies', { siteVersion: 2509, now: october + 1 }),
      ['complianceServiceEnded'],
    ],
    ['but with 2603', on('compliancePolicies', { now: october + 1 }), []],
    ['an overwritten policy', on('endpointProtection'), []],
    ['the former policy until a sync', on('endpointProtection', { lastSync: 400 }), ['configMgrPolicyRemains']],
    [
      'the former policy without a new one',
      on('endpointProtection', { counterpart: () => 'none' }),
      ['configMgrPolicyRemains', 'noCounterpartPolicy'],
    ],
    ['settings that a pilot leaves', on('deviceConfiguration', {}, 'pilot'), ['pilotDoesNotRemove']],
    ['apps of both', on('clientApps'), ['appsFromBoth']],
    ['Office from Intune', on('officeClickToRun'), ['requirementsNotMet']],
    [
      'a policy for others',
      on('officeClickToRun', { counterpart: () => 'outside' }),
      ['requirementsNotMet', 'outsideAssignedGroup'],
    ],
  ])('%s', (_what, felt, expected) => {
    expect(felt).toEqual(expected);
  });

  it('names the condition of Office as the site version does', () => {
    const text = (siteVersion: number) =>
      consequencesOf({
        siteVersion,
        now: 0,
        authorities: [{ workload: 'officeClickToRun', authority: 'intune', why: 'slider', since: 1 }],
        sliders: [],
        softwareUpdates: 'off',
        lastSync: null,
        counterpart: () => 'covered',
      })[0]!.text;
    expect(text(2107)).toContain('Are Office 365 applications managed by Intune on the device');
    expect(text(2111)).toContain('Microsoft 365 apps managed by Microsoft Intune');
  });
});
