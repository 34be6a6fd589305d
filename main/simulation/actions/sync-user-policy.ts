import type { ClientTask } from './action.ts';

/** The lab has nothing that is deployed to people, so nothing follows. */
export const syncUserPolicy = {
  carrier: 'clientTask',
  // Assumed.
  template: 2,
  deliver: () => [],
  sentences: {},
} satisfies ClientTask;
