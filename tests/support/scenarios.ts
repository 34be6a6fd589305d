import { resolve } from 'node:path';
import { readScenarioFile } from '../../main/lab/scenario/file.ts';
import { generateWorld } from '../../main/simulation/generator/index.ts';
import type { WorldRows, WorldTable } from '../../main/rows/world.ts';
import type { Scenario } from '../../shared/scenario/scenario.ts';

export const scenarioFolder = resolve(import.meta.dirname, '../../resources/scenarios');

export function bundledScenario(name: string): { scenario: Scenario; text: string } {
  const result = readScenarioFile(resolve(scenarioFolder, `${name}.scenario.yaml`));
  if (!result.ok) throw new Error(`${name} is not valid: ${JSON.stringify(result.errors.slice(0, 3))}`);
  return result;
}

/** All rows of a world by table, for tests that look at all of them. */
export type CollectedWorld = { [T in WorldTable]: WorldRows[T][] };

export function collectWorld(scenario: Scenario, seed: number, devices?: number): CollectedWorld {
  const world: Record<string, unknown[]> = {};
  for (const table of worldTables) world[table] = [];
  for (const { table, row } of generateWorld(scenario, seed, { devices })) world[table]?.push(row);
  return world as CollectedWorld;
}

export const worldTables: readonly WorldTable[] = [
  'site',
  'tenant',
  'compliance_policies',
  'zones',
  'offices',
  'models',
  'presence_patterns',
  'users',
  'groups',
  'group_members',
  'devices',
  'device_schedules',
  'intune_devices',
  'configmgr_devices',
  'entra_devices',
  'ad_computers',
  'autopilot_identities',
  'work_queue',
  'actions',
];
