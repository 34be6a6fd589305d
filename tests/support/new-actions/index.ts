import { newKinds } from './entries.ts';
import type { ClientTask, MdmAction } from '../../../main/simulation/actions/action.ts';
import { actions } from '../../../main/simulation/actions/index.ts';
import { completed, finish } from '../../../main/simulation/actions/outcome.ts';

/** What the two actions do, as files of their own in main/simulation/actions would say it. */
const blink: MdmAction = {
  carrier: 'mdm',
  beats: false,
  deliver: (facts, order, now) => [finish(order, 'done', now), completed(facts, order)],
  because: 'the device blinked',
  // Its name is no kind of the stored activities, as the name of a real entry would be.
  sentences: { blink_completed: (subject: string) => `${subject} blinked` } as MdmAction['sentences'],
};

const countMice: ClientTask = { carrier: 'clientTask', template: 99, deliver: () => [], sentences: {} };

Object.assign(actions, { blink, countMice });

export { newKinds };
