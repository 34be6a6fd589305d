import { traitsOf } from '../../../shared/actions/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { InputParams } from '../../../shared/offers.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { Db } from '../../db/open.ts';
import { findRow, prepared } from '../../db/tables.ts';
import { controlNeeds, endSession, requestControl } from '../../simulation/actions/carriers/session.ts';
import { runShell } from '../../simulation/desktop/index.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { tellSession } from '../../simulation/kernel/tell.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOf } from '../engine/facts.ts';
import { fullRule, type InputsOf } from '../engine/offer.ts';
import { sessionView } from './session.ts';

type OfSession = InputParams<'sessions.end'>;

export const sessionInputs: InputsOf<'sessions'> = {
  requestControl: fullRule({
    needs: controlNeeds,
    carryOut(db, { actionId }: OfSession, now, by) {
      const { facts, action } = runningSession(db, actionId);
      applyChanges(db, requestControl(facts, action, by.upn, now), now);
    },
    answer: (db, _done, { actionId }) => sessionView(db, actionId),
  }),
  run(db, { actionId, command }, now) {
    const { facts } = runningSession(db, actionId);
    if (!hasControl(db, actionId)) throw new LabError('controlNeeded', 'You only view this screen.');
    const { stdout, exitCode, changes } = runShell(facts, command, now);
    applyChanges(db, [...changes, tellSession(actionId, 'command', { command, stdout, exitCode })], now);
    return { stdout, exitCode };
  },
  end: fullRule({
    carryOut(db, { actionId }: OfSession, now) {
      const action = findRow(db, 'actions', actionId);
      if (!action || !traitsOf(action).isConversation || action.finished_at !== null) {
        throw new LabError('sessionNotRunning', `Session ${actionId} is not running.`);
      }
      applyChanges(db, endSession(factsOf(db, action.device_id), action, 'endedByHelper', now), now);
    },
    answer: (db, _done, { actionId }) => sessionView(db, actionId),
  }),
};

const hasControl = (db: Db, actionId: number): boolean =>
  prepared(db, `SELECT 1 FROM session_events WHERE action_id = ? AND kind = 'controlGranted'`).get(actionId) !==
  undefined;

function runningSession(db: Db, actionId: number): { facts: Facts; action: ActionRow } {
  const action = findRow(db, 'actions', actionId);
  if (!action || !traitsOf(action).isConversation || action.state !== 'active') {
    throw new LabError('sessionNotRunning', `Session ${actionId} is not running.`);
  }
  return { facts: factsOf(db, action.device_id), action };
}
