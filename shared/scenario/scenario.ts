import type * as z from 'zod/mini';
import { once } from '../contract/offers.ts';
import { checkReferences } from './references.ts';
import { scenarioShape } from './shape.ts';

export { scenarioLimits } from './fields.ts';
export { scenarioSchemaVersion } from './shape.ts';

/**
 * The one schema of `*.scenario.yaml`: what a company looks like at the moment a lab starts. Unknown keys are errors, because
 * a misspelt key would otherwise silently leave a default. It is published as resources/scenario.schema.json for editors.
 */
export const scenarioSchema = once(() =>
  scenarioShape().check((context) => {
    for (const { path, message } of checkReferences(context.value)) {
      context.issues.push({ code: 'custom', input: context.value, path, message });
    }
  }),
);

export type Scenario = z.output<ReturnType<typeof scenarioSchema>>;
export type PopulationGroup = Scenario['population'][number];

/** Devices of the file as written; `--devices` scales the population, not the cast. */
export const countDevices = (scenario: Scenario): number =>
  scenario.population.reduce((sum, group) => sum + group.count, scenario.cast.devices.length);
