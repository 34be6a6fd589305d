import { traitsOf } from '../../../shared/actions/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { SessionView } from '../../../shared/sessions/views.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, prepared } from '../../db/tables.ts';
import { controlNeeds } from '../../simulation/actions/carriers/session.ts';
import { actionView } from '../actions/action.ts';
import { screenOf } from '../desktop/screen.ts';
import { administratorOf } from '../engine/administrator.ts';
import { factsOf } from '../engine/facts.ts';
import { sessionEvents } from '../engine/history.ts';
import { lacks } from '../rights/needs.ts';

/** What the helper's window shows; the desktop only while the session runs, as the sharer's screen would. */
export function sessionView(db: Db, actionId: number): SessionView {
  const action = findRow(db, 'actions', actionId);
  if (!action || !traitsOf(action).isConversation)
    throw new LabError('actionNotFound', `There is no remote assistance session ${actionId}.`);
  const { now } = labRow(db);
  const facts = factsOf(db, action.device_id);
  const events = sessionEvents(db, actionId);
  const mode = events.some(({ kind }) => kind === 'controlGranted') ? 'control' : 'view';
  const helper = prepared(db, 'SELECT display_name FROM users WHERE upn = ?').pluck().get(action.requested_by) as
    string | undefined;
  return {
    action: actionView(action, now),
    mode,
    canControl: lacks(db, administratorOf(db), controlNeeds) === undefined,
    helper: helper ?? action.requested_by,
    sharer: facts.user?.display_name ?? 'Nobody',
    ending: action.finished_at === null ? null : (action.result_code as SessionView['ending']),
    isCompliant: facts.intune ? facts.intune.compliance !== 'noncompliant' : null,
    desktop: action.state === 'active' ? screenOf(db, facts, now) : null,
    events,
  };
}
