import type { ActionOutcome } from '../../shared/actions/entry.ts';
import type { Bound } from '../../shared/contract/answers.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import { catalogue } from '../../shared/actions/catalogue.ts';
import { remoteActions, type ActionKind, isFinished } from '../../shared/actions/words.ts';
import type { IconName } from '../ui/icons.ts';

/** An entry whose icon the window does not have does not compile here. */
export const iconOf = (kind: ActionKind): IconName => catalogue[kind].icon;

/** The three lines of pending truth, by who could say them. */
export const lineLabels = {
  console: 'Console shows',
  bound: 'Documented bound',
  lab: 'Lab knows',
} as const;
export const lineHelp = {
  console: 'The product’s literal state. A real console tells no more.',
  bound: 'What the documentation lets you conclude from the last contact that the service knows of.',
  lab: 'The device’s real schedule. No console has it.',
} as const;

export const unknownBound = 'Unknown';
export const unknownBoundBasis = 'Nothing documented says when this ends.';

/** A bound that has passed is a lesson of its own: documentation promised it, reality did not keep it. */
export const hasPassed = (bound: Bound, now: number): boolean => bound !== null && bound.to < now;

export const optionLabels = ({ kind, options }: ActionView): string[] =>
  remoteActions[kind].options.filter(({ id }) => options[id]).map(({ label }) => label);

export const originLabels: Record<ActionView['origin'], string> = {
  intune: 'Intune',
  configMgr: 'Configuration Manager',
  device: 'the device',
  system: 'the system',
};

/** Whether it may be taken back: where that is withheld, trying it tells. */
export const mayCancel = (action: ActionView): boolean => isWaiting(action) && action.canCancel !== false;
export const isWaiting = ({ state }: ActionView): boolean => !isFinished(state);

/** What the order will do with the options as they are chosen; undefined for an action that says nothing of its options. */
export const outcomeOf = (kind: ActionKind, options: Record<string, boolean>): ActionOutcome | undefined =>
  remoteActions[kind].outcomes?.find((outcome) =>
    remoteActions[kind].options.every(({ id }) => outcome.options.includes(id) === (options[id] === true)),
  );
