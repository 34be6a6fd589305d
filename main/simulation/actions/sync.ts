import type { MdmAction } from './action.ts';
import { completed, finish } from './outcome.ts';

/** The check-in is all there is to it. */
export const sync = {
  carrier: 'mdm',
  beats: false,
  deliver: (facts, action, now) => [finish(action, 'done', now), completed(facts, action)],
  because: 'the device checked in',
  sentences: { sync_completed: (subject) => `${subject} synced` },
} satisfies MdmAction;
