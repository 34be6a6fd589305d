import type { LabError } from '../../../shared/contract/errors.ts';
import { bundledSummaries, findScenario, summaryOf } from '../../lab/scenario/source.ts';
import type { Command } from '../command.ts';

const scenarios: Command = {
  usage: ['scenarios'],
  about: 'Lists the scenarios that come with Tandem.',
  positionals: [0, 0],
  options: {},
  run: (_args, io) => bundledSummaries(io.bundledScenarios),
};

const validate: Command = {
  usage: ['validate SCENARIO'],
  about: 'Checks a scenario, by name or path, and names every line at fault.',
  positionals: [1, 1],
  options: {},
  run: (args, io) => {
    const { scenario } = findScenario(args.positionals[0]!, io.bundledScenarios);
    return { ok: true, ...summaryOf(scenario) };
  },
};

/** What stands beside `error` when a scenario cannot be used: where it is wrong, one entry for each place. */
export const scenarioErrors = (error: LabError): { errors?: never[] } =>
  error.code === 'scenarioInvalid'
    ? { errors: error.details as never[] }
    : error.code === 'scenarioNotFound'
      ? { errors: [] }
      : {};

export const scenarioCommands = { scenarios, validate };
