import { describe, expect, it } from 'vitest';
import {
  brokenRule,
  capabilitiesOf,
  generationOf,
  movedFor,
  hasWorkload,
} from '../../main/simulation/workloads/capabilities.ts';
import { readCapabilityValue } from '../../shared/workloads/capability-value.ts';
import { workloadIds, type WorkloadId } from '../../shared/workloads/words.ts';
import type { WorkloadRow } from '../../main/rows/workloads.ts';
import { run } from '../cli/support.ts';

/** Every set of the seven workloads. */
const sets: WorkloadId[][] = Array.from({ length: 2 ** workloadIds.length }, (_, mask) =>
  workloadIds.filter((_id, index) => (mask >> index) & 1),
);
/** The rule as the notes word it. */
const isLegal = (moved: readonly WorkloadId[]): boolean =>
  !moved.includes('deviceConfiguration') || (moved.includes('resourceAccess') && moved.includes('endpointProtection'));
/** The table of §5, written down again as sums. */
const worth = {
  current: { base: 8193, endpointProtection: 4128 },
  older: { base: 1, endpointProtection: 32 },
} as const;
const bits = {
  compliancePolicies: 2,
  resourceAccess: 4,
  deviceConfiguration: 8,
  windowsUpdate: 16,
  clientApps: 64,
  officeClickToRun: 128,
} as const;
const sumOf = (moved: readonly WorkloadId[], generation: 'current' | 'older'): number =>
  moved.reduce<number>(
    (sum, id) => sum + (id === 'endpointProtection' ? worth[generation].endpointProtection : bits[id]),
    worth[generation].base,
  );

describe('the capability value', () => {
  it('has 80 legal sets before 2403 and 48 from then on', () => {
    expect(sets).toHaveLength(128);
    expect(sets.filter((set) => brokenRule(new Set(set), 2309) === null)).toHaveLength(80);
    expect(sets.filter((set) => brokenRule(new Set(set), 2403) === null)).toHaveLength(48);
    for (const set of sets) {
      expect(brokenRule(new Set(set), 2309) === null).toBe(isLegal(set));
      expect(brokenRule(new Set(set), 2603) === null).toBe(isLegal(set) && set.includes('resourceAccess'));
    }
  });

  it.each(['current', 'older'] as const)('is the base and the bits of what Intune has, and back (%s)', (generation) => {
    const values = sets.map((set) => capabilitiesOf(set, generation));
    expect(values).toEqual(sets.map((set) => sumOf(set, generation)));
    expect(new Set(values).size).toBe(128);
    expect(values.map((value) => workloadIds.filter((id) => hasWorkload(value, id)))).toEqual(sets);
  });

  it.each<[number, WorkloadId[], 'current' | 'older']>([
    [1, [], 'older'],
    [3, ['compliancePolicies'], 'older'],
    [67, ['compliancePolicies', 'clientApps'], 'older'],
    [211, ['compliancePolicies', 'windowsUpdate', 'clientApps', 'officeClickToRun'], 'older'],
    [255, [...workloadIds], 'older'],
    [8193, [], 'current'],
    [8195, ['compliancePolicies'], 'current'],
    [8197, ['resourceAccess'], 'current'],
    [8257, ['clientApps'], 'current'],
    [12333, ['resourceAccess', 'deviceConfiguration', 'endpointProtection'], 'current'],
    [12543, [...workloadIds], 'current'],
  ])('is %i as published', (value, moved, generation) => {
    expect(capabilitiesOf(moved, generation)).toBe(value);
  });

  it('follows from the sliders, pilots and coupling counted', () => {
    const rows: WorkloadRow[] = workloadIds.map((workload, index) => ({
      id: index + 1,
      workload,
      position: 'configMgr',
      pilot_collection_id: null,
      changed_at: 0,
    }));
    const at = (workload: WorkloadId, set: Partial<WorkloadRow>) =>
      rows.map((row) => (row.workload === workload ? { ...row, ...set } : row));
    const pilot = { position: 'pilot', pilot_collection_id: 9 } as const;
    const only = (id: number) => (collectionId: number | null) => collectionId === id;
    expect(capabilitiesOf(movedFor(at('clientApps', { position: 'intune' }), () => false))).toBe(8257);
    expect(capabilitiesOf(movedFor(at('clientApps', pilot), only(9)))).toBe(8257);
    expect(capabilitiesOf(movedFor(at('clientApps', pilot), only(8)))).toBe(8193);
    expect(capabilitiesOf(movedFor(at('deviceConfiguration', pilot), only(9)))).toBe(12333);
  });
});

describe('the command capabilities', () => {
  it.each(['current', 'older'] as const)(
    'answers every legal set and refuses every other with its rule (%s)',
    async (generation) => {
      for (const set of sets) {
        const { exitCode, json } = await run('capabilities', '--workloads', set.join(','), '--generation', generation);
        if (isLegal(set)) expect(json).toEqual({ value: sumOf(set, generation) });
        else {
          expect(exitCode).toBe(1);
          expect(json.error.code).toBe('illegalWorkloads');
          expect(json.error.message).toMatch(/^Device configuration takes .* along to Intune\.$/);
        }
      }
    },
  );

  it('keeps to what a site version allows', async () => {
    const at = async (version: string, workloads: string) =>
      (await run('capabilities', '--workloads', workloads, '--site-version', version)).json;
    expect(await at('2309', 'clientApps')).toEqual({ value: 8257 });
    expect((await at('2403', 'clientApps')).error.code).toBe('illegalWorkloads');
    expect(await at('2403', 'ClientApps,resourceaccess')).toEqual({ value: 8261 });
  });

  it('reads a value backwards, decimal or hexadecimal', async () => {
    const read = async (text: string) => (await run('capabilities', '--value', text)).json;
    const allBut = (...kept: WorkloadId[]) => workloadIds.filter((id) => !kept.includes(id));
    expect(await read('12541')).toEqual({
      value: 12_541,
      generation: 'current',
      workloads: allBut('compliancePolicies'),
      rest: 0,
    });
    expect(await read('181')).toEqual({
      value: 181,
      generation: 'older',
      workloads: ['resourceAccess', 'windowsUpdate', 'endpointProtection', 'officeClickToRun'],
      rest: 0,
    });
    expect(await read('8193')).toEqual({ value: 8193, generation: 'current', workloads: [], rest: 0 });
    // What Windows 11 shows that gave itself to Intune in Autopilot.
    expect(await read('0x7ffff0ff')).toMatchObject({ value: 2_147_479_807, workloads: workloadIds });
    expect(await read('2147479807')).toEqual(await read('0x7FFFF0FF'));
    expect(await read('0')).toEqual({ value: 0, generation: null, workloads: [], rest: 0 });
    for (const wrong of ['', '-1', '1.5', '4294967296', '0x'])
      expect((await run('capabilities', `--value=${wrong}`)).exitCode, wrong).toBe(2);
    expect((await run('capabilities', '--value', '1', '--workloads', 'clientApps')).exitCode).toBe(2);
  });

  it('reads every value that it computes back to its set', () => {
    for (const generation of ['current', 'older'] as const)
      for (const set of sets)
        expect(readCapabilityValue(capabilitiesOf(set, generation))).toMatchObject({
          generation,
          workloads: workloadIds.filter((id) => set.includes(id)),
          rest: 0,
        });
  });

  it('takes no unknown workload or generation', async () => {
    expect((await run('capabilities', '--workloads', 'printers')).exitCode).toBe(2);
    expect((await run('capabilities', '--workloads', 'clientApps', '--generation', 'newest')).exitCode).toBe(2);
    expect((await run('capabilities')).exitCode).toBe(2);
  });

  it('is counted as the clients of the site version do', () => {
    expect(capabilitiesOf(['compliancePolicies'], generationOf(2002))).toBe(3);
    expect(capabilitiesOf(['compliancePolicies'], generationOf(2603))).toBe(8195);
  });
});
