import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  scenarioLimits,
  scenarioSchema,
  scenarioSchemaVersion,
  type Scenario,
} from '../../../shared/scenario/scenario.ts';
import { readPersonsFile } from '../files/read.ts';
import { clipped, findingsOf, pathText, type Path, type ScenarioError } from './errors.ts';
import { failure } from './guards.ts';
import { readText, sorted } from './text.ts';
import { unreadableIn, unreadableText } from './unreadable.ts';
import { inPresentVersion } from './versions.ts';

export type { ScenarioError } from './errors.ts';
export type ScenarioResult = { ok: true; scenario: Scenario } | { ok: false; errors: ScenarioError[] };
export type ScenarioFileResult =
  { ok: true; scenario: Scenario; text: string } | { ok: false; errors: ScenarioError[] };

export const scenarioSuffix = '.scenario.yaml';

/**
 * Reads a scenario. Any text has an answer: a scenario, or where and what is wrong with it. One that a lab keeps is held to no more
 * than when the lab was made.
 */
export function parseScenario(source: string, { isKept = false } = {}): ScenarioResult {
  const read = readText(source);
  if (!read.ok) return read;
  const { place } = read;
  const newer = newerVersion(read.value);
  if (newer !== undefined) {
    const { line, column } = place(['schemaVersion']);
    return failure(
      `This scenario was written for schema version ${newer}; this application reads version ${scenarioSchemaVersion}. Use a newer application.`,
      `schemaVersion: ${scenarioSchemaVersion}`,
      line,
      column,
      'schemaVersion',
    );
  }
  const value = inPresentVersion(read.value);
  const parsed = scenarioSchema().safeParse(value);
  if (parsed.success) {
    const unreadable = isKept ? [] : unreadableIn(value).map(({ path, isKey }) => ({ ...place(path, isKey), path }));
    if (unreadable.length === 0) return { ok: true, scenario: parsed.data };
    return {
      ok: false,
      errors: sorted(unreadable.map((at) => ({ ...at, ...unreadableText, path: pathText(at.path) }))),
    };
  }
  const errors = parsed.error.issues.flatMap((issue) =>
    findingsOf(issue, (path) => isMissing(value, path), allowedKeys).map(({ path, isKey, message, expected }) => ({
      ...place(path, isKey),
      path: pathText(path),
      message: clipped(message),
      expected,
    })),
  );
  return { ok: false, errors: sorted(errors) };
}

/** Reads and checks a file; only text that is UTF-8 and of a sane size is looked at. */
export function readScenarioFile(file: string): ScenarioFileResult {
  let bytes: ReturnType<typeof readPersonsFile>;
  try {
    bytes = readPersonsFile(file, scenarioLimits.bytes);
  } catch {
    return failure('The file cannot be read.', 'the path of a scenario file that exists');
  }
  if (bytes === 'tooLarge') return failure('The file is too large.', 'at most 2 MiB');
  const text = decode(bytes);
  if (text === undefined) return failure('The file is not UTF-8 text.', 'UTF-8 text');
  const result = parseScenario(text);
  return result.ok ? { ...result, text } : result;
}

export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The scenarios of a folder that are valid, by name. A broken one is left out here and explained by `validate`. */
export function listBundledScenarios(folder: string): { file: string; scenario: Scenario; text: string }[] {
  let names: string[];
  try {
    names = readdirSync(folder)
      .filter((name) => name.endsWith(scenarioSuffix))
      .map((name) => name.slice(0, -scenarioSuffix.length))
      .sort();
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const file = join(folder, name + scenarioSuffix);
    const result = readScenarioFile(file);
    return result.ok ? [{ file, scenario: result.scenario, text: result.text }] : [];
  });
}

function newerVersion(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return undefined;
  const { schemaVersion } = value;
  return typeof schemaVersion === 'number' &&
    Number.isSafeInteger(schemaVersion) &&
    schemaVersion > scenarioSchemaVersion
    ? schemaVersion
    : undefined;
}

function isMissing(value: unknown, path: Path): boolean {
  let at: unknown = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return true;
    at = at[part as keyof typeof at];
  }
  return false;
}

/** The fields a map may have, read from the schema, so that the message is never out of date. */
function allowedKeys(path: Path): string[] {
  type Definition = { def: { type: string; shape?: Record<string, Shape>; element?: Shape; innerType?: Shape } };
  type Shape = { _zod: Definition };
  let shape: Shape | undefined = scenarioSchema();
  const open = (each: Shape | undefined): Shape | undefined => {
    let inner = each;
    while (inner?._zod.def.innerType) inner = inner._zod.def.innerType;
    return inner;
  };
  for (const part of path) {
    const { def }: Definition = open(shape)?._zod ?? { def: { type: 'never' } };
    shape = typeof part === 'number' ? def.element : def.shape?.[String(part)];
  }
  return Object.keys(open(shape)?._zod.def.shape ?? {});
}
