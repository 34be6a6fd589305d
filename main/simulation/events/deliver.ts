import { isSiteAction, wipeStates, type ActionKind } from '../../../shared/remote-actions.ts';
import type { ActionRow } from '../../../shared/rows.ts';
import { minute } from '../../../shared/time.ts';
import type { Change, Facts } from '../change.ts';
import { checkIn, isReachable } from '../contact.ts';
import { queueDelivery } from '../delivery.ts';
import { drawBetween } from '../draw.ts';
import { ledgerOfDelivery } from '../ledger.ts';
import { tellActivity, type About } from '../kernel/tell.ts';

/** Windows shows its notice for five minutes before it restarts. Source: Restart page, October 2025. */
export const restartNoticeSeconds = 5 * minute;
/** A restart takes one to four minutes, and the device checks in 20–90 s later. Assumed. */
export const restartSeconds = { from: 60, to: 4 * minute };
export const bootReportSeconds = { from: 20, to: 90 };

/** The device takes an order at a contact. An order that finds the device gone after all is planned again. */
export function deliver(facts: Facts, actionId: number, now: number): Change[] {
  const action = facts.action(actionId);
  if (action.state !== 'pending' || action.delivered_at !== null) return [];
  if (!isReachable(facts, now)) {
    const { changes, set } = queueDelivery(facts, action, now);
    return [...changes, { do: 'update', table: 'actions', id: action.id, set }];
  }
  const contact = [...checkIn(facts, now, action.id), ledgerOfDelivery(facts, action, now)];
  switch (action.kind) {
    case 'sync':
      return [...contact, finish(action, 'done', now), completed(facts, action)];
    case 'restart':
      return [...contact, ...announceRestart(facts, action, now)];
    case 'wipe':
      return [...contact, ...acceptWipe(facts, action, now)];
    // A session comes by notification, and a task of the site never by a check-in.
    case 'remoteAssistance':
    case 'syncMachinePolicy':
    case 'syncUserPolicy':
    case 'appEvaluation':
      return [];
  }
}

export const finish = (
  action: ActionRow,
  state: 'done' | 'failed' | 'canceled',
  now: number,
  more: Partial<ActionRow> = {},
): Change => ({
  do: 'update',
  table: 'actions',
  id: action.id,
  set: {
    state,
    since: now,
    finished_at: now,
    delivered_at: action.delivered_at ?? (state === 'done' ? now : null),
    reason: null,
    expected_by: null,
    result_code: state === 'done' ? '0x0' : null,
    ...more,
  },
});

/** The device tells of an order, under the name that the order was given for. */
export const ofOrder = ({ device }: Facts, { device_name: subject }: ActionRow): About => ({
  deviceId: device.id,
  subject,
  actor: device.name,
});

/** Orders whose outcome a device reports to Intune. */
const completions: Partial<Record<ActionKind, 'sync_completed' | 'restart_completed' | 'wipe_completed'>> = {
  sync: 'sync_completed',
  restart: 'restart_completed',
  wipe: 'wipe_completed',
};
/** The device reports that it has done what was ordered. Throws for an order of which nothing is reported. */
export function completed(facts: Facts, action: ActionRow): Change {
  const kind = completions[action.kind];
  if (!kind) throw new Error(`completed: a device reports nothing of ${action.kind}`);
  return tellActivity(kind, ofOrder(facts, action), { action: action.id });
}

function announceRestart(facts: Facts, action: ActionRow, now: number): Change[] {
  const latest = now + restartNoticeSeconds + restartSeconds.to + bootReportSeconds.to;
  return [
    {
      do: 'update',
      table: 'actions',
      id: action.id,
      set: { state: 'active', since: now, delivered_at: now, reason: 'awaitingRestart', expected_by: latest },
    },
    {
      do: 'queue',
      dueAt: now + restartNoticeSeconds,
      kind: 'restartBegins',
      deviceId: facts.device.id,
      subjectId: action.id,
    },
    tellActivity('restart_announced', ofOrder(facts, action), {
      action: action.id,
      restartsAt: now + restartNoticeSeconds,
    }),
  ];
}

/** The reset begins one to three minutes after the order arrived. Assumed. */
function acceptWipe(facts: Facts, action: ActionRow, now: number): Change[] {
  const beginsAt = now + drawBetween(facts.seed, 'wipeBegins', facts.device.id, action.id, minute, 3 * minute);
  const changes: Change[] = [
    // Still Pending in the console: only the device's report would change that, and it may never come.
    {
      do: 'update',
      table: 'actions',
      id: action.id,
      set: { delivered_at: now, since: now, reason: 'resetting', expected_by: beginsAt },
    },
    { do: 'queue', dueAt: beginsAt, kind: 'wipeBegins', deviceId: facts.device.id, subjectId: action.id },
    tellActivity('wipe_received', ofOrder(facts, action), { action: action.id }),
  ];
  if (facts.intune)
    changes.push({
      do: 'update',
      table: 'intune_devices',
      id: facts.intune.id,
      set: { management_state: wipeStates.delivered },
    });
  for (const other of facts.waiting) {
    if (other.id === action.id || other.kind === 'remoteAssistance' || isSiteAction(other)) continue;
    for (const kind of ['actionExpires', 'restartBegins', 'actionReports'] as const) {
      changes.push({ do: 'unqueue', kind, deviceId: facts.device.id, subjectId: other.id });
    }
    // A restart that has happened is reported at this very contact; nothing can beat it any more.
    if (other.reason === 'awaitingReport') {
      changes.push(finish(other, 'done', now), completed(facts, other));
    } else changes.push(finish(other, 'canceled', now, { reason: 'overridden' }));
  }
  return changes;
}
