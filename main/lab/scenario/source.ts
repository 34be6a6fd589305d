import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { existsSync } from 'node:fs';
import { LabError } from '../../../shared/contract/errors.ts';
import { scenarioSchemaVersion, type Scenario } from '../../../shared/scenario/scenario.ts';
import type { ScenarioSummary } from '../../../shared/labs/views.ts';
import { worldSize } from '../../simulation/generator/index.ts';
import { listBundledScenarios, parseScenario, readScenarioFile, scenarioSuffix } from './file.ts';

/** Only a drawn population can be made larger or smaller; a scenario of nothing but named devices has the number it has. */
export const isScalable = ({ population }: Scenario): boolean => population.some(({ count }) => count > 0);

export const summaryOf = (scenario: Scenario): ScenarioSummary => {
  const { devices, users } = worldSize(scenario);
  return {
    name: scenario.name,
    title: scenario.title,
    description: scenario.description,
    devices,
    users,
    isScalable: isScalable(scenario),
    schemaVersion: scenarioSchemaVersion,
  };
};

/** Bundled scenarios do not change while the application runs, and reading all of them takes a moment. */
const summaries = new Map<string, ScenarioSummary[]>();
export function bundledSummaries(folder: string): ScenarioSummary[] {
  let known = summaries.get(folder);
  if (!known) {
    known = listBundledScenarios(folder).map(({ scenario }) => summaryOf(scenario));
    summaries.set(folder, known);
  }
  return known;
}

/** The file of that name is looked at first, so that not all of them are read for one. */
function findBundled(name: string, folder: string): { scenario: Scenario; text: string } | undefined {
  if (!/^[a-z0-9-]+$/.test(name)) return undefined;
  const own = readScenarioFile(join(folder, name + scenarioSuffix));
  if (own.ok && own.scenario.name === name) return own;
  return listBundledScenarios(folder).find(({ scenario }) => scenario.name === name);
}

/** A bundled scenario by name, or a file by path. Throws `scenarioNotFound` or `scenarioInvalid` with the errors as details. */
export function findScenario(nameOrPath: string, bundledFolder: string): { scenario: Scenario; text: string } {
  const bundled = findBundled(nameOrPath.toLowerCase(), bundledFolder);
  if (bundled) return bundled;
  const isPath = /[\\/]/.test(nameOrPath) || nameOrPath.endsWith(scenarioSuffix) || existsSync(nameOrPath);
  if (!isPath || !existsSync(nameOrPath))
    throw new LabError('scenarioNotFound', `There is no scenario "${nameOrPath}".`);
  const result = readScenarioFile(nameOrPath);
  if (result.ok) return result;
  const [first] = result.errors;
  const where = first ? ` (line ${first.line}: ${first.path ? `${first.path}: ` : ''}${first.message})` : '';
  throw new LabError('scenarioInvalid', `${basename(nameOrPath)} is no valid scenario${where}.`, {
    details: result.errors,
  });
}

/** The scenario that a lab carries within itself; text that no longer parses means that the file was altered. */
export function embeddedScenario(text: string): Scenario {
  const result = parseScenario(text, { isKept: true });
  if (!result.ok) throw new LabError('damaged', 'The scenario kept in the lab file can no longer be read.');
  return result.scenario;
}

/**
 * What an embedded scenario says of itself, without reading the rest: labs are opened far more often than their scenario is needed.
 * The text was read as a whole when the lab was made, so its top level is known to be a plain map.
 */
export function embeddedDescription(text: string): string {
  const part = /^description:.*(?:\n(?:[ \t#].*)?)*/m.exec(text)?.[0];
  try {
    const { description } = parse(part ?? '', { version: '1.2', schema: 'core' }) as { description?: unknown };
    if (typeof description === 'string') return description;
  } catch {
    // A map in braces, say: read it all.
  }
  return embeddedScenario(text).description;
}
