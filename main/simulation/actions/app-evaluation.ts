import { applicationsToEvaluate } from '../apps/applications.ts';
import type { ClientTask } from './action.ts';

export const appEvaluation = {
  carrier: 'clientTask',
  // Assumed.
  template: 3,
  deliver: applicationsToEvaluate,
  sentences: {},
} satisfies ClientTask;
