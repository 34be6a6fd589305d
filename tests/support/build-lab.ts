import type { SettingView } from '../../shared/settings/views.ts';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { Lab } from '../../main/lab/lab.ts';
import { jumpTarget } from '../../main/lab/engine/jump-target.ts';
import { actionView } from '../../main/lab/actions/action.ts';
import { currentRecord, findRow, updateRow } from '../../main/db/tables.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import type { WorkKind } from '../../main/simulation/kernel/work-kinds.ts';
import type { ActionKind } from '../../shared/actions/words.ts';
import type { Role } from '../../shared/rights/words.ts';
import type { DeviceRow } from '../../main/rows/devices.ts';
import type { WorldRows } from '../../main/rows/world.ts';
import { minute } from '../../shared/time.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import { administratorOfRole, buildScenario, type ScenarioSet } from './lab-scenario.ts';

export * from './lab-scenario.ts';

/**
 * Real labs in temporary folders. Every option has a default, so what a test sets is what it is about: without any, a lab
 * holds one healthy Entra joined laptop, on and in the office on a Wednesday morning.
 */
export type LabSet = ScenarioSet & { seed?: number; file?: string; withHash?: boolean; withBaseline?: boolean };

/** An empty folder that goes away with the test. */
export function labFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

type LabFile = LabSet & { file: string };

/** The closed files of labs that were built for this test file, by what they were built from. */
const built = new Map<string, string>();
const builtFolder = mkdtempSync(join(tmpdir(), 'tandem-built-'));
afterAll(() => rmSync(builtFolder, { recursive: true, force: true }));

/**
 * A lab in a file. One that was built before in this test file is copied, which takes a tenth of the time; a scenario and a
 * seed give the same lab each time.
 */
function labIn({ file, seed = 1, withHash = false, withBaseline = false, ...set }: LabFile): Lab {
  const create = (at: string) =>
    Lab.create({ ...buildScenario(set), seed, devices: null, file: at, withHash, withBaseline }).lab;
  // A baseline lies in a folder beside its lab.
  if (withBaseline || existsSync(file)) return create(file);
  const key = JSON.stringify({ seed, withHash, set });
  let closed = built.get(key);
  if (closed === undefined) {
    closed = join(builtFolder, `${built.size}.tandem`);
    create(closed).close();
    built.set(key, closed);
  }
  copyFileSync(closed, file);
  return Lab.open(file);
}

export function buildLab({ file = join(labFolder(), 'lab.tandem'), ...set }: LabSet = {}): Lab {
  const lab = labIn({ file, ...set });
  onTestFinished(() => {
    if (lab.db.open) lab.close();
  });
  return lab;
}

/** One lab for all tests of a file that only read it; `prepare` brings it where they want it. */
export function sharedLab(set: LabSet, prepare: (lab: Lab) => void = () => undefined): () => Lab {
  let lab: Lab | undefined;
  let folder: string | undefined;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-test-'));
    lab = labIn({ ...set, file: join(folder, 'lab.tandem') });
    prepare(lab);
  });
  afterAll(() => {
    lab?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });
  return () => lab!;
}

/** Gives an order and returns its id; devices by id, the first by default. */
export const order = (
  lab: Lab,
  kind: ActionKind,
  deviceIds: number | readonly number[] = 1,
  options: Record<string, boolean> = {},
): number =>
  lab.input('actions.order', {
    kind,
    deviceIds: typeof deviceIds === 'number' ? [deviceIds] : [...deviceIds],
    options,
  })[0]!.id;

export const action = (lab: Lab, id: number): ActionView => actionView(findRow(lab.db, 'actions', id)!, lab.now);
export const device = (lab: Lab, id = 1): DeviceRow => findRow(lab.db, 'devices', id)!;
export const record = <
  T extends 'intune_devices' | 'configmgr_devices' | 'entra_devices' | 'ad_computers' | 'autopilot_identities',
>(
  lab: Lab,
  table: T,
  deviceId = 1,
): WorldRows[T] | undefined => currentRecord(lab.db, table, deviceId);

/** Kinds of the device's activities, oldest first. */
export const activities = (lab: Lab, deviceId = 1): string[] =>
  lab.db.prepare('SELECT kind FROM activities WHERE device_id = ? ORDER BY id').pluck().all(deviceId) as string[];
export const queued = (lab: Lab, deviceId = 1): string[] =>
  lab.db
    .prepare('SELECT kind FROM work_queue WHERE device_id = ? ORDER BY due_at, rank, seq')
    .pluck()
    .all(deviceId) as string[];

/** Sends the lab on by seconds and answers the jump's report. */
export const pass = (lab: Lab, seconds: number) => lab.advanceTo(lab.now + seconds);

/** Runs events one after another until `isDone`, at most `most` of them: for waits whose length is drawn. */
export function runUntil(lab: Lab, isDone: () => boolean, most = 500): void {
  for (let i = 0; i < most; i += 1) {
    if (isDone()) return;
    lab.advanceTo(jumpTarget(lab.db, { by: 'nextEvent' }));
  }
  throw new Error(`runUntil: not so after ${most} events`);
}
export const runUntilFinished = (lab: Lab, id: number): ActionView => {
  runUntil(lab, () => action(lab, id).finishedAt !== null);
  return action(lab, id);
};

/** Lets everything short-lived end: deliveries, notices, restarts, reports. */
/** The helper asks for control of a running session; a person with the habit to accept grants it. */
export function takeControl(lab: Lab, session: number): void {
  lab.input('sessions.requestControl', { actionId: session });
  pass(lab, 6);
}

export const settle = (lab: Lab) => pass(lab, 30 * minute);

/** The code of the refusal that `work` meets; fails when there is none. */
export function refusalCode(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
  throw new Error('refusalCode: nothing was refused');
}

/** Queues work as the lab itself would: for processes that nothing in a small scenario sets off. */
export function queueWork(lab: Lab, kind: WorkKind, dueAt = lab.now, deviceId = 1, subjectId = 0): void {
  applyChanges(lab.db, [{ do: 'queue', dueAt, kind, deviceId, subjectId }], lab.now);
}

/** Changes the truth of a device behind everybody's back, as a person with a screwdriver would. */
export function changeDevice(lab: Lab, set: Partial<DeviceRow>, deviceId = 1): void {
  updateRow(lab.db, 'devices', deviceId, set);
}

export const signIn = (lab: Lab, role: Role): SettingView =>
  lab.input('settings.configure', { setting: 'administrator', value: administratorOfRole(role), target: null });
