import type { ActionReason } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { isReachable, nextIntuneContact } from './contact.ts';
import { drawBetween } from '../kernel/draw.ts';

/** Push to an online device arrives "in seconds to hours" (Intune documentation, May 2026); 5–40 s is assumed. */
const pushSeconds = { from: 5, to: 40 };

export type Delivery = { at: number | null; reason: ActionReason };

/**
 * When an order reaches its device: by push when it is online and push gets through, otherwise at the next check-in.
 * `at` is null when nothing in the device's schedule leads to another check-in.
 */
export function planDelivery(facts: Facts, actionId: number, now: number): Delivery {
  const online = isReachable(facts, now);
  if (online && !facts.device.is_push_blocked && facts.device.is_mdm_enrolled) {
    const at = now + drawBetween(facts.seed, 'push', facts.device.id, actionId, pushSeconds.from, pushSeconds.to);
    if (facts.presence?.isOn('internet', at)) return { at, reason: 'delivering' };
  }
  const at = nextIntuneContact(facts, now);
  if (at === undefined) return { at: null, reason: 'neverContacts' };
  return { at, reason: online ? 'awaitingContact' : 'offline' };
}

/** Changes that put an order on its way, or let it wait for its deadline when it can never arrive. */
export function queueDelivery(
  facts: Facts,
  action: Pick<ActionRow, 'id' | 'deadline'>,
  now: number,
): { changes: Change[]; set: Partial<ActionRow> } {
  const { at, reason } = planDelivery(facts, action.id, now);
  const arrives = at !== null && at < action.deadline;
  const dueAt = arrives ? at : action.deadline;
  return {
    changes: [
      {
        do: 'queue',
        dueAt,
        kind: arrives ? 'deliver' : 'actionExpires',
        deviceId: facts.device.id,
        subjectId: action.id,
      },
    ],
    set: { reason: arrives ? reason : 'neverContacts', expected_by: dueAt },
  };
}

/** What a wipe had beaten goes on its way again: the wipe was taken back, or Intune gave it up. */
export const reviveBeaten = (facts: Facts, now: number): Change[] =>
  facts.waiting
    .filter((other) => other.reason === 'overridden')
    .flatMap((other): Change[] => {
      const { changes, set } = queueDelivery(facts, other, now);
      return [
        { do: 'unqueue', kind: 'actionExpires', deviceId: facts.device.id, subjectId: other.id },
        ...changes,
        { do: 'update', table: 'actions', id: other.id, set },
      ];
    });
