import { join, resolve } from 'node:path';
import { Lab } from '../../main/lab/lab.ts';
import { comanagementView } from '../../main/lab/comanagement/views.ts';
import { findScenario } from '../../main/lab/scenario/source.ts';
import { day, hour } from '../../shared/time.ts';
import { progress, rounded, timed, type BenchResult } from './result.ts';

const scenarios = join(resolve(import.meta.dirname, '../..'), 'resources/scenarios');

/**
 * Enabling co-management and moving a workload for 100,000 devices: the answer to the administrator, and what the arrival costs.
 * Cost in proportion to what changes is shown by the same move for a tenth of the devices.
 */
export function cloudAttachResults(folder: string): BenchResult[] {
  const large = enableAndMove(folder, 100_000);
  const small = enableAndMove(folder, 10_000);
  const perDevice = large.arrival.ms / large.moved / (small.arrival.ms / small.moved);
  return [
    {
      name: 'answer to enabling co-management for 100,000 devices',
      value: Math.round(large.enable),
      unit: 'ms',
      kind: 'absolute',
      budget: 1000,
      note: `Automatic enrollment All; ${large.events} events in the five days after it took ${Math.round(large.days)} ms`,
    },
    {
      name: 'answer to moving a workload for 100,000 devices',
      value: Math.round(large.move),
      unit: 'ms',
      kind: 'absolute',
      budget: 1000,
      note: `${large.moved} co-managed devices`,
    },
    {
      name: 'arrival of a moved workload, per device: 100,000 devices ÷ 10,000',
      value: rounded(perDevice),
      unit: '×',
      kind: 'ratio',
      budget: 1.5,
      note: `${Math.round(large.arrival.ms)} ms for ${large.moved} devices against ${Math.round(small.arrival.ms)} ms for ${small.moved}, in the day after`,
    },
    {
      name: 'the Cloud Attach dashboard of 100,000 devices',
      value: Math.round(large.dashboard),
      unit: 'ms',
      kind: 'absolute',
      budget: 300,
      note: 'funnel, tiles, errors, deployments and sliders, read once',
    },
  ];
}

function enableAndMove(folder: string, devices: number) {
  progress(`enabling co-management for ${devices} devices, and moving a workload`);
  const file = join(folder, `cloud-${devices}.tandem`);
  const source = { ...findScenario('contoso-attached', scenarios), seed: 1, devices };
  const { lab } = Lab.create({ ...source, file, force: true, withHash: false, withBaseline: false });
  const enable = timed(() => lab.input('comanagement.enable', { enroll: 'all', collectionId: null })).ms;
  const { ms: days, value } = timed(() => lab.advanceTo(lab.now + 5 * day));
  const dashboard = timed(() => comanagementView(lab.db)).ms;
  const moved = comanagementView(lab.db).funnel.coManaged;
  lab.advanceTo(lab.now + hour);
  const move = timed(() =>
    lab.input('workloads.move', { workload: 'windowsUpdate', position: 'intune', collectionId: null }),
  ).ms;
  const { ms } = timed(() => lab.advanceTo(lab.now + day));
  lab.close();
  return { enable, days, events: value.events, move, moved, arrival: { ms }, dashboard };
}
