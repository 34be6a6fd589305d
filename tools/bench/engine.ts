import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cloudAttachResults } from './cloud-attach.ts';
import { bareInsertMs } from './bare-insert.ts';
import { commandLineResults } from './command-line.ts';
import { Lab } from '../../main/lab/lab.ts';
import { countDevices, deviceIds, listDevices } from '../../main/lab/devices/list.ts';
import { findScenario } from '../../main/lab/scenario/source.ts';
import { day } from '../../shared/time.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import { median, percentile, progress, rounded, timed, type BenchResult } from './result.ts';

const root = resolve(import.meta.dirname, '../..');
const scenarios = join(root, 'resources/scenarios');

/** Everything that needs no window: creating, advancing, resetting, the same contacts in SimPy, and the command line. */
export async function engineResults(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'));
  try {
    return [
      ...(await largeLab(folder)),
      ...pendingRestarts(folder),
      ...cloudAttachResults(folder),
      againstSimpy(folder),
      ...commandLineResults(),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const source = (devices: number) => ({ ...findScenario('contoso', scenarios), seed: 1, devices });

/** One page of what a search finds, as the list of Intune asks for it: the rows and how many there are. */
const searched = (lab: Lab, search: string): number => {
  const query: ListQuery = { list: 'intune', filters: [], search, sort: null };
  return listDevices(lab.db, query, 0, 100).length + countDevices(lab.db, query);
};

async function largeLab(folder: string): Promise<BenchResult[]> {
  const devices = 100_000;
  progress(`creating labs of ${devices} devices, and inserting the same rows bare`);
  const file = join(folder, 'large.tandem');
  const runs = [1, 2, 3].map(() => {
    const create = timed(() =>
      Lab.create({ ...source(devices), file, force: true, withHash: false, withBaseline: false }).lab.close(),
    ).ms;
    return { create, bare: bareInsertMs(join(folder, 'bare.tandem'), file) };
  });
  const create = median(runs.map((run) => run.create));
  const bare = median(runs.map((run) => run.bare));
  const { lab } = Lab.create({ ...source(devices), file, force: true, withHash: false });
  progress('advancing 24 h with nothing pending');
  const advance = timed(() => lab.advanceTo(lab.now + day));
  progress('searching');
  const search = percentile(
    Array.from({ length: 20 }, (_, index) => timed(() => searched(lab, `-${1000 + 37 * index}`)).ms),
    0.95,
  );
  progress('resetting');
  const started = performance.now();
  await lab.reset(undefined, { prove: false });
  const reset = performance.now() - started;
  lab.close();
  return [
    {
      name: 'create a 100,000-device lab ÷ bare insert of its rows',
      value: rounded(median(runs.map((run) => run.create / run.bare))),
      unit: '×',
      kind: 'ratio',
      budget: 3,
      note: `${Math.round(create)} ms against ${Math.round(bare)} ms, median of 3 pairs`,
    },
    {
      name: 'advance 24 h, 100,000 devices, nothing pending',
      value: Math.round(advance.ms),
      unit: 'ms',
      kind: 'absolute',
      budget: 100,
      note: `${advance.value.events} queued events of the world itself`,
    },
    {
      name: 'a search among 100,000 devices (100 rows and their number), p95',
      value: Math.round(search),
      unit: 'ms',
      kind: 'absolute',
      budget: 100,
      note: 'by names that any service has recorded; the lab alone, without a window',
    },
    {
      name: 'reset a 100,000-device lab to usable ÷ creating it',
      value: rounded(reset / create),
      unit: '×',
      kind: 'ratio',
      budget: 0.3,
      note: `${Math.round(reset)} ms, archive of the attempt included, proof by hash after it`,
    },
  ];
}

function pendingRestarts(folder: string): BenchResult[] {
  const wanted = 10_000;
  progress(`advancing 24 h with a restart pending on ${wanted} devices`);
  const { lab } = Lab.create({
    ...source(34_000),
    file: join(folder, 'restarts.tandem'),
    withHash: false,
    withBaseline: false,
  });
  const filters = [
    { field: 'platform', value: 'windows' },
    { field: 'mdmEnrolled', value: 'true' },
    { field: 'waiting', value: 'false' },
  ];
  const ids = deviceIds(lab.db, { list: 'fleet', filters, search: '', sort: null }, wanted);
  for (let at = 0; at < ids.length; at += 100)
    lab.input('actions.order', { kind: 'restart', deviceIds: ids.slice(at, at + 100), options: {} });
  lab.input('workloads.move', { workload: 'windowsUpdate', position: 'intune', collectionId: null });
  const { ms, value } = timed(() => lab.advanceTo(lab.now + day));
  lab.close();
  return [
    {
      name: 'advance 24 h, 10,000 devices, a restart pending on each and one workload moved',
      value: Math.round(ms),
      unit: 'ms',
      kind: 'absolute',
      budget: 3000,
      note: `${ids.length} restarts and Windows Update moved, ${value.events} events`,
    },
  ];
}

/** The contacts that 10,000 devices make in a day: stepped through by SimPy, computed by us and written where they matter. */
function againstSimpy(folder: string): BenchResult {
  const name = 'the same day of contacts and restarts: SimPy ÷ ours with its database writes';
  const devices = 10_000;
  progress('running the same day in SimPy');
  // The system's own Python first: the distribution's package of SimPy belongs to it.
  const simpy = ['/usr/bin/python3', 'python3']
    .map((python) =>
      spawnSync(python, [join(import.meta.dirname, 'simpy_day.py'), String(devices)], { encoding: 'utf8' }),
    )
    .find(({ status }) => status === 0);
  const base = { name, unit: '×', kind: 'ratio', budget: 10, isFloor: true } as const;
  if (!simpy) {
    return { ...base, value: null, note: 'SimPy is not installed here (Debian: apt-get install python3-simpy3)' };
  }
  const { seconds, events } = JSON.parse(simpy.stdout) as { seconds: number; events: number };
  const { lab } = Lab.create({
    ...source(devices),
    file: join(folder, 'simpy.tandem'),
    withHash: false,
    withBaseline: false,
  });
  const ids = deviceIds(
    lab.db,
    {
      list: 'fleet',
      filters: [
        { field: 'platform', value: 'windows' },
        { field: 'mdmEnrolled', value: 'true' },
        { field: 'waiting', value: 'false' },
      ],
      search: '',
      sort: null,
    },
    100,
  );
  lab.input('actions.order', { kind: 'restart', deviceIds: ids, options: {} });
  const ours = timed(() => lab.advanceTo(lab.now + day)).ms;
  lab.close();
  return {
    ...base,
    value: rounded((seconds * 1000) / ours),
    note: `${events} events in ${Math.round(seconds * 1000)} ms against ${Math.round(ours)} ms`,
  };
}
