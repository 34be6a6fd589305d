import { isTakenAtCheckIn, traitsOf, type ActionReason } from '../../../shared/actions/words.ts';
import type { ManagementState } from '../../../shared/contract/device-words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { isReachable, nextIntuneContact } from './contact.ts';
import { drawBetween } from '../kernel/draw.ts';
import { tellActivity } from '../kernel/tell.ts';
import type { WorkKind } from '../kernel/work-kinds.ts';

/** Push to an online device arrives "in seconds to hours" (Intune documentation, May 2026); 5–40 s is assumed. */
const pushSeconds = { from: 5, to: 40 };

/** What the service sends by itself no console lists, so its audit log has nothing of it; the log of the device has. */
export const isListed = ({ origin }: Pick<ActionRow, 'origin'>): boolean => origin !== 'system';

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

/** What is queued for an order on its way, whoever carries it; what a device does on its own account goes on. */
const onTheWay = [
  'deliver',
  'actionReports',
  'taskForwarded',
  'taskArrives',
  'actionExpires',
] as const satisfies readonly WorkKind[];

/** What the record says of an order that ended: as one that was taken back, or as one that nobody will report. Assumed. */
const endedStates: Readonly<
  Partial<Record<ManagementState, readonly [taken: ManagementState, untaken: ManagementState]>>
> = {
  wipeIssued: ['wipeFailed', 'wipeCanceled'],
  wipePending: ['wipeFailed', 'wipeCanceled'],
  retireIssued: ['retireFailed', 'retireCanceled'],
  retirePending: ['retireFailed', 'retireCanceled'],
};

/**
 * Orders end with what they were given to. One that waits is canceled; of one that the device has already nobody will hear any more,
 * so it failed. That the service answers so is assumed; no page says what becomes of them.
 */
const endOrders = (
  { device }: Facts,
  orders: readonly ActionRow[],
  reason: 'enrollmentEnded' | 'recordRemoved',
  now: number,
): Change[] =>
  orders.flatMap((order): Change[] => [
    ...onTheWay.map((kind): Change => ({ do: 'unqueue', kind, deviceId: device.id, subjectId: order.id })),
    {
      do: 'update',
      table: 'actions',
      id: order.id,
      set: {
        state: order.delivered_at === null ? 'canceled' : 'failed',
        since: now,
        finished_at: now,
        reason,
        expected_by: null,
        result_code: null,
      },
    },
    ...(isListed(order)
      ? [
          tellActivity(
            'action_ended',
            { deviceId: device.id, subject: order.device_name, actor: 'Microsoft Intune' },
            { action: order.id, kind: order.kind, reason },
          ),
        ]
      : []),
  ]);

/**
 * The enrollment is over: what was ordered over it ends, `besides` one that ended it. Called with whatever ends an enrollment, and with
 * a new one, which must inherit nothing of an older.
 */
export const endOrdersOfEnrollment = (facts: Facts, now: number, besides?: number): Change[] =>
  endOrders(
    facts,
    facts.waiting.filter((order) => order.id !== besides && isTakenAtCheckIn(order)),
    'enrollmentEnded',
    now,
  );

/** The record goes, and with it what was ordered for it, over its enrollment and over the site; one that `goesOn` as the site's keeps that. */
export const endOrdersOfRecord = (facts: Facts, now: number, goesOn = false): Change[] =>
  endOrders(
    facts,
    facts.waiting.filter((order) => isTakenAtCheckIn(order) || (!goesOn && traitsOf(order).passesSite)),
    'recordRemoved',
    now,
  );

/** What tenant attach shows goes: what was ordered over the site ends. */
export const endOrdersOfAttachment = (facts: Facts, now: number): Change[] =>
  endOrders(
    facts,
    facts.waiting.filter((order) => traitsOf(order).passesSite),
    'recordRemoved',
    now,
  );

/** What a record keeps saying of management after its enrollment. */
export function managementAfterwards(facts: Facts): ManagementState {
  const { intune, waiting } = facts;
  const said = intune?.management_state ?? 'managed';
  const ended = endedStates[said];
  if (!ended) return said;
  return waiting.some((order) => isTakenAtCheckIn(order) && order.delivered_at !== null) ? ended[0] : ended[1];
}
