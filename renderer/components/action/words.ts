import type { Bound, ActionView } from '../../../shared/views.ts';
import { remoteActions, type ActionKind, isFinished } from '../../../shared/remote-actions.ts';
import type { IconName } from '../ui/icons.ts';

export const actionIcons: Record<ActionKind, IconName> = {
  sync: 'arrow-sync',
  restart: 'power',
  remoteAssistance: 'person-support',
  wipe: 'arrow-reset',
  syncMachinePolicy: 'desktop-sync',
  syncUserPolicy: 'person-circle',
  appEvaluation: 'apps-list',
};

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

export const isWaiting = ({ state }: ActionView): boolean => !isFinished(state);
