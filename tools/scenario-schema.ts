import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format } from 'prettier';
import * as z from 'zod/mini';
import { scenarioSchema } from '../shared/scenario/scenario.ts';

/** The scenario schema as JSON Schema, for editors that complete and check a scenario while it is written. */
export const scenarioSchemaFile = resolve(import.meta.dirname, '../resources/scenario.schema.json');

export function scenarioJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(scenarioSchema(), { io: 'input' });
  return {
    $schema,
    $id: 'https://tandem.invalid/scenario.schema.json',
    title: 'Tandem scenario',
    description: 'A company, its devices and its people at the moment a lab starts.',
    ...rest,
  };
}

/** `node tools/scenario-schema.ts` writes the file anew after the schema has changed; a test says when that is due. */
if (import.meta.main) {
  const text = await format(JSON.stringify(scenarioJsonSchema()), { parser: 'json', printWidth: 120 });
  writeFileSync(scenarioSchemaFile, text);
  process.stderr.write('wrote resources/scenario.schema.json\n');
}
