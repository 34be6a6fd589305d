import type { ActionKind } from '../../../shared/actions/words.ts';
import type { Action, ActionOf, ClientTask, MdmAction } from './action.ts';
import { appEvaluation } from './app-evaluation.ts';
import { deletion } from './delete.ts';
import { remoteAssistance } from './remote-assistance.ts';
import { restart } from './restart.ts';
import { retire } from './retire.ts';
import { syncMachinePolicy } from './sync-machine-policy.ts';
import { syncUserPolicy } from './sync-user-policy.ts';
import { sync } from './sync.ts';
import { wipe } from './wipe.ts';

/** What each action of the catalogue does; one that is missing, has another carrier than there or does not say what it reports does not compile. */
export const actions = {
  sync,
  restart,
  remoteAssistance,
  wipe,
  retire,
  delete: deletion,
  syncMachinePolicy,
  syncUserPolicy,
  appEvaluation,
} satisfies { [K in ActionKind]: ActionOf<K> };

export const actionOf = ({ kind }: { kind: ActionKind }): Action => actions[kind];

export function mdmAction(order: { kind: ActionKind }): MdmAction {
  const action = actionOf(order);
  if (action.carrier !== 'mdm') throw new Error(`${order.kind} does not travel by MDM`);
  return action;
}

export function taskAction(order: { kind: ActionKind }): ClientTask {
  const action = actionOf(order);
  if (action.carrier !== 'clientTask') throw new Error(`${order.kind} is no task of the client`);
  return action;
}
