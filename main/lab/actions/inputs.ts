import { isDestructive } from '../../../shared/actions/entry.ts';
import { remoteActions } from '../../../shared/actions/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { InputParams } from '../../../shared/offers.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { findRow, nextId } from '../../db/tables.ts';
import { cancelOrder, canCancel, placeOrder } from '../../simulation/actions/order.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOf } from '../engine/facts.ts';
import { confirmedRule, fullRule, type InputsOf } from '../engine/offer.ts';
import { checkOrder, refuseOrder } from './checks.ts';
import { checkConfirmation } from './confirmation.ts';
import { getAction } from './action.ts';
import { targetsOf, type Target } from './targets.ts';

export const actionInputs: InputsOf<'actions'> = {
  order: confirmedRule({
    confirmed(db, order, given) {
      // A wrong order is refused as such, whatever was typed to confirm it.
      checkConfirmation(db, remoteActions[order.kind], checkedTargets(db, order), given);
    },
    destroys: ({ kind }) => (isDestructive(remoteActions[kind]) ? remoteActions[kind].label : undefined),
    carryOut: giveOrder,
    answer: (db, ids) => ids.map((id) => getAction(db, id)),
  }),
  cancel: fullRule({
    carryOut(db, { actionId }: InputParams<'actions.cancel'>, now, by) {
      const action = findRow(db, 'actions', actionId);
      if (!action) throw new LabError('actionNotFound', `There is no action ${actionId}.`);
      if (!canCancel(action))
        throw new LabError(
          'tooLate',
          `${remoteActions[action.kind].label} of ${action.device_name} can no longer be canceled.`,
        );
      applyChanges(db, cancelOrder(factsOf(db, action.device_id), action, by.upn, now), now);
    },
    answer: (db, _done, { actionId }) => getAction(db, actionId),
  }),
};

/** What the order is for, when nothing stands against it. */
function checkedTargets(db: Db, order: InputParams<'actions.order'>): Target[] {
  checkOrder(db, order.kind, order.deviceIds, order.options);
  const targets = targetsOf(db, order);
  refuseOrder(db, order.kind, targets);
  return targets;
}

function giveOrder(db: Db, order: InputParams<'actions.order'>, now: number, by: UserRow): number[] {
  const { kind } = order;
  const options = Object.fromEntries(
    Object.entries(order.options)
      .filter(([, value]) => value)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return checkedTargets(db, order).map(({ deviceId, stale }) => {
    const id = nextId(db, 'actions');
    applyChanges(db, placeOrder(factsOf(db, deviceId), { id, kind, options, requestedBy: by.upn, now, stale }), now);
    return id;
  });
}
