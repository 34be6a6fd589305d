import { retrieveMachinePolicy } from '../attach/policy-retrieval.ts';
import type { ClientTask } from './action.ts';

export const syncMachinePolicy = {
  carrier: 'clientTask',
  // Documented, as the only one.
  template: 1,
  retrievesPolicy: true,
  deliver: retrieveMachinePolicy,
  sentences: {},
} satisfies ClientTask;
