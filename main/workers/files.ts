import { parentPort } from 'node:worker_threads';
import { readAutopilotCsv, type AutopilotCsv } from '../lab/autopilot/csv.ts';
import { readScenarioFile, type ScenarioError } from '../lab/scenario/file.ts';
import { summaryOf } from '../lab/scenario/source.ts';
import type { ScenarioSummary } from '../../shared/labs/views.ts';
import { serve } from './rpc.ts';

/** Reads what a person chose: it may be anything, and whatever it does to a parser happens in this thread and ends with it. */
const methods = {
  scenario({ path }: { path: string }): { summary: ScenarioSummary } | { problems: ScenarioError[] } {
    const result = readScenarioFile(path);
    return result.ok ? { summary: summaryOf(result.scenario) } : { problems: result.errors };
  },
  autopilotCsv: ({ path }: { path: string }): AutopilotCsv => readAutopilotCsv(path),
};
export type FileMethods = typeof methods;

serve(parentPort!, methods);
