import { oldScenarioKeys, presentId } from '../../../shared/contract/old-ids.ts';
import { scenarioSchemaVersion } from '../../../shared/scenario/scenario.ts';

/**
 * The content of a scenario as the present schema version writes it. A file of an older version is read for ever: its keys and ids
 * get their present names here, and its text stays as it is. Anything else is left for the schema to judge.
 */
export function inPresentVersion(value: unknown): unknown {
  const isOlder =
    isMap(value) && Number.isInteger(value['schemaVersion']) && isBetween(value['schemaVersion'] as number);
  return isOlder ? { ...(renamed(value) as object), schemaVersion: scenarioSchemaVersion } : value;
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBetween = (version: number): boolean => version >= 1 && version < scenarioSchemaVersion;

/** Where the id of a setting or of a fault stands. */
const namesId = new Set(['setting', 'fault']);

function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      Object.hasOwn(oldScenarioKeys, key) ? oldScenarioKeys[key]! : key,
      namesId.has(key) && typeof inner === 'string' ? presentId(inner) : renamed(inner),
    ]),
  );
}
